trigger LockstepLeadCriterionGroupTrigger on Lead_Criterion_Group__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Lead_Criterion_Group__c.SObjectType);
}
