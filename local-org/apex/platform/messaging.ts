import { UnsupportedFeature } from '../../errors';
import { current } from '../runtime/execution';
import { RuntimeType } from '../runtime/runtime-type';
import { throwApex, throwNullPointer } from '../values/exception';
import { ApexList } from '../values/list';
import type { ApexSet } from '../values/set';
import { throwNullArgument } from './arguments';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';
import { ResultValue, resultType } from './results';

/** `Messaging.CustomNotification`. */
class CustomNotification {
  body: string | null = null;
  title: string | null = null;
  typeId: string | null = null;
  senderId: string | null = null;
  targetId: string | null = null;
  targetPageRef: string | null = null;
}

/** The most characters of a title and of a body. */
const MAX_TITLE = 250;
const MAX_BODY = 750;
/** Recipients of one send, at most. */
const MAX_RECIPIENTS = 500;

function send(notification: CustomNotification, users: ApexSet | null): void {
  if (users === null) throwNullArgument();
  const { body, title, typeId, targetId, targetPageRef } = notification;
  const missing = [
    [title, 'title'],
    [body, 'body'],
    [typeId, 'notificationTypeId'],
    [targetId ?? targetPageRef, 'targetId or targetPageRef']
  ].find(([value]) => value === null || value === '');
  if (missing) throwApex('System.HandledException', `Missing required input parameter: ${String(missing[1])}`);
  const long = [[title, 'title', MAX_TITLE] as const, [body, 'body', MAX_BODY] as const].find(
    ([text, , most]) => (text?.length ?? 0) > most
  );
  if (long) throwApex('System.HandledException', `The ${long[1]} must not exceed ${long[2]} characters.`);
  if (users.size() === 0) throwApex('System.HandledException', 'Missing required input parameter: recipientIds');
  if (users.size() > MAX_RECIPIENTS) throwApex('System.HandledException', `The number of recipients must not exceed ${MAX_RECIPIENTS}.`);
  const { services, tx } = current();
  if (!tx.db.get('SELECT Id FROM CustomNotificationType WHERE Id = ?', [String(typeId)])) {
    throwApex('System.HandledException', `Invalid notification type: ${String(typeId)}`);
  }
  const message = {
    typeId: String(typeId),
    title: String(title),
    body: String(body),
    targetId,
    targetPageRef,
    senderId: notification.senderId ?? tx.user.id,
    recipientIds: [...users].map(String),
    sentAt: tx.clock.now()
  };
  services.notifications.add(message);
  tx.afterCommit(() => services.outbox.notification(message));
}

/** `Messaging.SingleEmailMessage`. */
class SingleEmailMessage {
  to: string[] = [];
  cc: string[] = [];
  bcc: string[] = [];
  subject: string | null = null;
  plainTextBody: string | null = null;
  htmlBody: string | null = null;
  replyTo: string | null = null;
  senderDisplayName: string | null = null;
  targetObjectId: string | null = null;
  whatId: string | null = null;
}

/** The address behind a user, contact or lead id. */
function addressOf(id: string): string | null {
  const { services, tx } = current();
  const object = services.schema.objectByPrefix(id.slice(0, 3));
  if (!object?.field('Email'))
    throwApex(
      'System.EmailException',
      `SendEmail failed. First exception on row 0; first error: INVALID_ID_FIELD, Invalid target object id: ${id}: [targetObjectId, ${id}]`
    );
  const email = tx.db.get(`SELECT Email AS value FROM "${object.apiName}" WHERE Id = ?`, [id])?.['value'];
  return typeof email === 'string' ? email : null;
}

function sendEmails(messages: ApexList | null): ApexList {
  if (messages === null) throwNullArgument();
  const { services, tx } = current();
  tx.limits.count('emailInvocations');
  const results = messages.items.map((message) => {
    if (!(message instanceof SingleEmailMessage)) throwNullPointer();
    const target = message.targetObjectId === null ? null : addressOf(message.targetObjectId);
    const to = [...message.to, ...(target === null ? [] : [target])];
    if (to.length + message.cc.length + message.bcc.length === 0) {
      throwApex(
        'System.EmailException',
        'SendEmail failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Add a recipient to send an email.: []'
      );
    }
    if (message.plainTextBody === null && message.htmlBody === null) {
      throwApex(
        'System.EmailException',
        'SendEmail failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Missing body, need at least one of html or plainText: []'
      );
    }
    const { cc, bcc, subject, plainTextBody, htmlBody, replyTo, senderDisplayName, targetObjectId, whatId } = message;
    const sent = {
      to,
      cc: [...cc],
      bcc: [...bcc],
      subject: subject ?? '',
      plainTextBody,
      htmlBody,
      replyTo,
      senderDisplayName,
      targetObjectId,
      whatId,
      senderId: tx.user.id,
      sentAt: tx.clock.now()
    };
    tx.afterCommit(() => services.outbox.email(sent));
    return new ResultValue('Messaging.SendEmailResult', {
      success: true,
      errors: new ApexList(RuntimeType.of('Messaging.SendEmailError'))
    });
  });
  return new ApexList(RuntimeType.of('Messaging.SendEmailResult'), results);
}

/** A setter of a text property, with its getter. */
function property<T extends object>(name: string, member: keyof T & string, type = 'String'): Record<MethodSignature, NativeFunction> {
  return {
    [`void set${name}(${type} value)`]: (target: T, value: unknown) => {
      Reflect.set(target, member, value);
    },
    [`${type} get${name}()`]: (target: T): unknown => Reflect.get(target, member)
  };
}

const addresses = (name: string, member: 'to' | 'cc' | 'bcc'): Record<MethodSignature, NativeFunction> => ({
  [`void set${name}(List<String> addresses)`]: (email: SingleEmailMessage, list: ApexList | null) => {
    email[member] = list === null ? [] : list.items.map(String);
  },
  [`List<String> get${name}()`]: (email: SingleEmailMessage) => new ApexList(RuntimeType.of('String'), [...email[member]])
});

const ignoredWhenDefault =
  (name: string, accepted: boolean): NativeFunction =>
  (_email: SingleEmailMessage, value: boolean | null) => {
    if (value !== accepted) throw new UnsupportedFeature(`SingleEmailMessage.${name}(${String(value)})`);
  };

export const MESSAGING_TYPES: readonly PlatformType[] = [
  {
    name: 'Messaging.CustomNotification',
    kind: 'class',
    isInstance: (value) => value instanceof CustomNotification,
    constructors: { '()': () => new CustomNotification() },
    methods: {
      'void send(Set<String> users)': send,
      ...property<CustomNotification>('Body', 'body'),
      ...property<CustomNotification>('NotificationTypeId', 'typeId'),
      ...property<CustomNotification>('SenderId', 'senderId'),
      ...property<CustomNotification>('TargetId', 'targetId'),
      ...property<CustomNotification>('TargetPageRef', 'targetPageRef'),
      ...property<CustomNotification>('Title', 'title')
    }
  },
  { name: 'Messaging.Email', kind: 'class', isInstance: (value) => value instanceof SingleEmailMessage },
  {
    name: 'Messaging.SingleEmailMessage',
    kind: 'class',
    extends: 'Messaging.Email',
    isInstance: (value) => value instanceof SingleEmailMessage,
    constructors: { '()': () => new SingleEmailMessage() },
    methods: {
      ...addresses('ToAddresses', 'to'),
      ...addresses('CcAddresses', 'cc'),
      ...addresses('BccAddresses', 'bcc'),
      ...property<SingleEmailMessage>('HtmlBody', 'htmlBody'),
      ...property<SingleEmailMessage>('PlainTextBody', 'plainTextBody'),
      ...property<SingleEmailMessage>('ReplyTo', 'replyTo'),
      ...property<SingleEmailMessage>('SenderDisplayName', 'senderDisplayName'),
      ...property<SingleEmailMessage>('Subject', 'subject'),
      ...property<SingleEmailMessage>('TargetObjectId', 'targetObjectId', 'Id'),
      ...property<SingleEmailMessage>('WhatId', 'whatId', 'Id'),
      'void setSaveAsActivity(Boolean saveAsActivity)': ignoredWhenDefault('setSaveAsActivity', false),
      'void setUseSignature(Boolean useSignature)': ignoredWhenDefault('setUseSignature', false)
    }
  },
  resultType('Messaging.SendEmailError', { 'String getMessage()': 'message' }),
  resultType('Messaging.SendEmailResult', { 'List<Messaging.SendEmailError> getErrors()': 'errors', 'Boolean isSuccess()': 'success' }),
  {
    name: 'System.Messaging',
    kind: 'class',
    staticMethods: {
      'List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> messages)': (messages: ApexList) => sendEmails(messages),
      'List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> messages, Boolean allOrNothing)': (messages: ApexList) =>
        sendEmails(messages)
    }
  }
];
