trigger LockstepHandOffTrigger on Hand_Off__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Hand_Off__c.SObjectType);
}
