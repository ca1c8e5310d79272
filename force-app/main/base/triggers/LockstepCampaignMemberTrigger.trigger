trigger LockstepCampaignMemberTrigger on CampaignMember(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete
) {
    TriggerDispatcher.run(CampaignMember.SObjectType);
}
