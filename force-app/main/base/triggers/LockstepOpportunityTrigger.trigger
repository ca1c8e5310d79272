trigger LockstepOpportunityTrigger on Opportunity(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Opportunity.SObjectType);
}
