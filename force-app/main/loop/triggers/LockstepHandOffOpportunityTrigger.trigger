trigger LockstepHandOffOpportunityTrigger on Hand_Off_Opportunity__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Hand_Off_Opportunity__c.SObjectType);
}
