trigger LockstepPersonScoreTrigger on Person_Score__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Person_Score__c.SObjectType);
}
