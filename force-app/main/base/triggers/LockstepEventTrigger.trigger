trigger LockstepEventTrigger on Event(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(Event.SObjectType);
}
