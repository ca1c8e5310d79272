trigger LockstepEngagementTrigger on Engagement__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Engagement__c.SObjectType);
}
