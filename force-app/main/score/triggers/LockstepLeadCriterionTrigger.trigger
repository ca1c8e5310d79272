trigger LockstepLeadCriterionTrigger on Lead_Criterion__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Lead_Criterion__c.SObjectType);
}
