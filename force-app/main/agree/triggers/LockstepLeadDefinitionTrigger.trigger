trigger LockstepLeadDefinitionTrigger on Lead_Definition__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Lead_Definition__c.SObjectType);
}
