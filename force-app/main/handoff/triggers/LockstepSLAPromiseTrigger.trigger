trigger LockstepSLAPromiseTrigger on SLA_Promise__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(SLA_Promise__c.SObjectType);
}
