trigger LockstepAbsenceTrigger on Absence__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    TriggerDispatcher.run(Absence__c.SObjectType);
}
