trigger LockstepServiceLevelAgreementTrigger on Service_Level_Agreement__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Service_Level_Agreement__c.SObjectType);
}
