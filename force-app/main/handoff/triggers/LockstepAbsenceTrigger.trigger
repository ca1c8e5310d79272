trigger LockstepAbsenceTrigger on Hand_Off_Absence__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Hand_Off_Absence__c.SObjectType);
}
