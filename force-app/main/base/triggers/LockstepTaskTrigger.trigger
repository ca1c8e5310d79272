trigger LockstepTaskTrigger on Task(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    TriggerDispatcher.run(Task.SObjectType);
}
