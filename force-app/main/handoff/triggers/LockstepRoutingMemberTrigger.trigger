trigger LockstepRoutingMemberTrigger on Routing_Member__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    TriggerDispatcher.run(Routing_Member__c.SObjectType);
}
