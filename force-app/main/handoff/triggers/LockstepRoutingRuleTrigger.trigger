trigger LockstepRoutingRuleTrigger on Routing_Rule__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    TriggerDispatcher.run(Routing_Rule__c.SObjectType);
}
