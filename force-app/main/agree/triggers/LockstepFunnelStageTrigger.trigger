trigger LockstepFunnelStageTrigger on Funnel_Stage__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Funnel_Stage__c.SObjectType);
}
