trigger LockstepSignatureTrigger on Signature__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Signature__c.SObjectType);
}
