trigger LockstepCampaignMemberTrigger on CampaignMember(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete
) {
    LockstepTriggerDispatcher.run(CampaignMember.SObjectType);
}
