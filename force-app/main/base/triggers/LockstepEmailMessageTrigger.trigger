trigger LockstepEmailMessageTrigger on EmailMessage(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    LockstepTriggerDispatcher.run(EmailMessage.SObjectType);
}
