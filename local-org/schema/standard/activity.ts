import {
  CREATE_ONLY,
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  audit,
  checkbox,
  combobox,
  createdBy,
  date,
  datetime,
  id,
  int,
  isDeleted,
  lookup,
  owner,
  picklist,
  systemModstamp,
  text,
  textArea,
  unnamed
} from '../fields';
import type { FieldSpec, StandardObjectSpec } from '../specification';
import { TASK_PRIORITIES, TASK_STATUSES } from './values';

/** Objects an activity can be about; custom objects with activities join them. */
const SUBJECTS_OF_ACTIVITIES = ['Account', 'Campaign', 'Opportunity'];

const who = (children: string): FieldSpec => lookup('WhoId', ['Contact', 'Lead'], children, { label: 'Name ID' });

const what = (children: string): FieldSpec =>
  lookup('WhatId', SUBJECTS_OF_ACTIVITIES, children, { label: 'Related To ID', acceptsActivityObjects: true });

export const task: StandardObjectSpec = {
  apiName: 'Task',
  label: 'Task',
  pluralLabel: 'Tasks',
  keyPrefix: '00T',
  sharingModel: 'Private',
  searchable: true,
  fields: [
    id(),
    who('Tasks'),
    what('Tasks'),
    combobox('Subject', 255, ['Call', 'Send Letter', 'Send Quote', 'Other'], { nameField: true }),
    date('ActivityDate', { label: 'Due Date Only' }),
    picklist('Status', TASK_STATUSES, { valueSetName: 'TaskStatus' }, REQUIRED),
    picklist('Priority', TASK_PRIORITIES, { valueSetName: 'TaskPriority' }, REQUIRED),
    checkbox('IsHighPriority', SYSTEM, { label: 'High Priority', derived: { picklist: 'Priority', property: 'highPriority' } }),
    owner(),
    textArea('Description', 32000),
    isDeleted(),
    lookup('AccountId', 'Account', null, READ_ONLY),
    checkbox('IsClosed', SYSTEM, { label: 'Closed', derived: { picklist: 'Status', property: 'closed' } }),
    ...audit(),
    checkbox('IsArchived', SYSTEM, { label: 'Archived' }),
    int('CallDurationInSeconds', { precision: 8, label: 'Call Duration' }),
    picklist('CallType', ['Internal', 'Inbound', 'Outbound'], { restricted: true }),
    text('CallDisposition', 255, { label: 'Call Result' }),
    text('CallObject', 255, { label: 'Call Object Identifier' }),
    datetime('ReminderDateTime'),
    checkbox('IsReminderSet', { label: 'Reminder Set' }),
    picklist('TaskSubtype', ['*Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'], { restricted: true }, CREATE_ONLY),
    datetime('CompletedDateTime', READ_ONLY)
  ]
};

export const event: StandardObjectSpec = {
  apiName: 'Event',
  label: 'Event',
  pluralLabel: 'Events',
  keyPrefix: '00U',
  sharingModel: 'Private',
  searchable: true,
  fields: [
    id(),
    who('Events'),
    what('Events'),
    combobox('Subject', 255, ['Call', 'Email', 'Meeting', 'Send Letter/Quote', 'Other'], { nameField: true }),
    text('Location', 255),
    checkbox('IsAllDayEvent', { label: 'All-Day Event' }),
    datetime('ActivityDateTime', { label: 'Due Date Time' }),
    date('ActivityDate', { label: 'Due Date Only' }),
    int('DurationInMinutes', { precision: 8, label: 'Duration' }),
    datetime('StartDateTime'),
    datetime('EndDateTime'),
    textArea('Description', 32000),
    lookup('AccountId', 'Account', null, READ_ONLY),
    owner(['User']),
    checkbox('IsPrivate', { label: 'Private' }),
    picklist('ShowAs', ['*Busy', 'OutOfOffice', 'Free'], { restricted: true }, { label: 'Show Time As' }),
    isDeleted(),
    checkbox('IsChild', SYSTEM),
    ...audit(),
    checkbox('IsArchived', SYSTEM, { label: 'Archived' }),
    datetime('ReminderDateTime'),
    checkbox('IsReminderSet', { label: 'Reminder Set' }),
    picklist('EventSubtype', ['*Event'], { restricted: true }, CREATE_ONLY)
  ]
};

export const emailMessage: StandardObjectSpec = {
  apiName: 'EmailMessage',
  label: 'Email Message',
  pluralLabel: 'Email Messages',
  keyPrefix: '02s',
  sharingModel: 'ControlledByParent',
  searchable: true,
  fields: [
    id(),
    unnamed(lookup('ActivityId', 'Task', null, CREATE_ONLY)),
    ...audit(),
    textArea('TextBody', 131072),
    textArea('HtmlBody', 131072, { richText: true }),
    textArea('Headers', 32000),
    text('Subject', 3000, { nameField: true }),
    text('FromName', 1000),
    text('FromAddress', 1000),
    text('ToAddress', 4000),
    text('CcAddress', 4000),
    text('BccAddress', 4000),
    checkbox('Incoming', CREATE_ONLY, { label: 'Is Incoming' }),
    checkbox('HasAttachment', SYSTEM),
    picklist(
      'Status',
      [
        { value: '0', label: 'New', isDefault: true },
        { value: '1', label: 'Read' },
        { value: '2', label: 'Replied' },
        { value: '3', label: 'Sent' },
        { value: '4', label: 'Forwarded' },
        { value: '5', label: 'Draft' }
      ],
      { restricted: true },
      REQUIRED
    ),
    datetime('MessageDate'),
    isDeleted(),
    lookup('ReplyToEmailMessageId', 'EmailMessage', null, CREATE_ONLY),
    text('MessageIdentifier', 765, CREATE_ONLY),
    text('ThreadIdentifier', 765, CREATE_ONLY),
    lookup('RelatedToId', SUBJECTS_OF_ACTIVITIES, 'Emails', { acceptsActivityObjects: true })
  ]
};

/** Who an email was from and to, where they are known. The platform fills it from the addresses and `ToIds`; here, no matter who stores a message. */
export const emailMessageRelation: StandardObjectSpec = {
  apiName: 'EmailMessageRelation',
  label: 'Email Message Relation',
  pluralLabel: 'Email Message Relations',
  keyPrefix: '0vE',
  sharingModel: 'ControlledByParent',
  triggerable: false,
  fields: [
    id(),
    lookup('EmailMessageId', 'EmailMessage', 'EmailMessageRelations', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    lookup('RelationId', ['Contact', 'Lead', 'User'], 'EmailMessageRelations', CREATE_ONLY),
    picklist(
      'RelationType',
      ['ToAddress', 'CcAddress', 'BccAddress', 'FromAddress', 'OtherAddress'],
      { restricted: true },
      REQUIRED,
      CREATE_ONLY
    ),
    text('RelationAddress', 1000, CREATE_ONLY),
    ...createdBy(),
    systemModstamp(),
    isDeleted()
  ]
};
