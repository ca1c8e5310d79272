trigger LockstepOpportunityContactRoleTrigger on OpportunityContactRole(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(OpportunityContactRole.SObjectType);
}
