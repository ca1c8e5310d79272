import {
  READ_ONLY,
  SYSTEM,
  audit,
  base64,
  checkbox,
  createdBy,
  datetime,
  id,
  int,
  lookup,
  number,
  owner,
  picklist,
  text,
  textArea,
  unnamed
} from '../fields';
import type { FieldSpec, StandardObjectSpec } from '../specification';
import { KEPT_BY_PLATFORM } from './organization';

export const staticResource: StandardObjectSpec = {
  apiName: 'StaticResource',
  label: 'Static Resource',
  pluralLabel: 'Static Resources',
  keyPrefix: '081',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    text('NamespacePrefix', 15, READ_ONLY),
    text('Name', 80, SYSTEM, { nameField: true }),
    text('ContentType', 120, SYSTEM, { label: 'MIME Type' }),
    int('BodyLength', SYSTEM, { label: 'Size' }),
    base64('Body', READ_ONLY),
    text('Description', 255, READ_ONLY),
    ...audit(),
    picklist('CacheControl', ['Private', 'Public'], { restricted: true }, SYSTEM)
  ]
};

const apexSource = (apiName: string, label: string, keyPrefix: string, ...own: FieldSpec[]): StandardObjectSpec => ({
  apiName,
  label,
  pluralLabel: label === 'Apex Class' ? 'Apex Classes' : 'Apex Triggers',
  keyPrefix,
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    text('NamespacePrefix', 15, READ_ONLY),
    text('Name', 255, SYSTEM, { nameField: true }),
    ...own,
    number('ApiVersion', 18, 1, SYSTEM),
    picklist('Status', ['Inactive', 'Active', 'Deleted'], { restricted: true }, SYSTEM),
    checkbox('IsValid', SYSTEM),
    textArea('Body', 1000000, READ_ONLY),
    number('BodyCrc', 18, 0, READ_ONLY, { label: 'Body CRC' }),
    int('LengthWithoutComments', SYSTEM, { label: 'Size Without Comments' }),
    ...audit()
  ]
});

export const apexClass = apexSource('ApexClass', 'Apex Class', '01p');

export const apexTrigger = apexSource(
  'ApexTrigger',
  'Apex Trigger',
  '01q',
  text('TableEnumOrId', 40, READ_ONLY, { label: 'Custom Object Definition ID' }),
  ...['BeforeInsert', 'AfterInsert', 'BeforeUpdate', 'AfterUpdate', 'BeforeDelete', 'AfterDelete', 'AfterUndelete'].map((event) =>
    checkbox(`Usage${event}`, SYSTEM, { label: event })
  )
);

export const asyncApexJob: StandardObjectSpec = {
  apiName: 'AsyncApexJob',
  label: 'Apex Job',
  pluralLabel: 'Apex Jobs',
  keyPrefix: '707',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    ...createdBy(),
    picklist(
      'JobType',
      [
        'Future',
        'SharingRecalculation',
        'ScheduledApex',
        'BatchApex',
        'BatchApexWorker',
        'TestRequest',
        'TestWorker',
        'ApexToken',
        'Queueable'
      ],
      { restricted: true },
      SYSTEM
    ),
    lookup('ApexClassId', 'ApexClass', null, READ_ONLY),
    picklist('Status', ['Queued', 'Processing', 'Aborted', 'Completed', 'Failed', 'Preparing', 'Holding'], { restricted: true }, SYSTEM),
    int('JobItemsProcessed', SYSTEM, { label: 'Batches Processed' }),
    int('TotalJobItems', READ_ONLY, { label: 'Total Batches' }),
    int('NumberOfErrors', READ_ONLY, { label: 'Failures' }),
    datetime('CompletedDate', READ_ONLY, { label: 'Completion Date' }),
    text('MethodName', 255, READ_ONLY, { label: 'Apex Method' }),
    text('ExtendedStatus', 1000, READ_ONLY, { label: 'Status Detail' }),
    unnamed(lookup('ParentJobId', 'AsyncApexJob', null, READ_ONLY, { label: 'Apex Job ID' })),
    text('LastProcessed', 15, READ_ONLY),
    int('LastProcessedOffset', READ_ONLY),
    lookup('CronTriggerId', 'CronTrigger', null, READ_ONLY)
  ]
};

export const cronJobDetail: StandardObjectSpec = {
  apiName: 'CronJobDetail',
  label: 'Cron Job',
  pluralLabel: 'Cron Jobs',
  keyPrefix: '08a',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    text('Name', 255, SYSTEM, { nameField: true, label: 'Cron Job Name' }),
    picklist(
      'JobType',
      [
        { value: '7', label: 'Scheduled Apex' },
        { value: '9', label: 'Batch Job' }
      ],
      { restricted: true },
      READ_ONLY
    )
  ]
};

export const cronTrigger: StandardObjectSpec = {
  apiName: 'CronTrigger',
  label: 'Scheduled Jobs',
  pluralLabel: 'Scheduled Jobs',
  keyPrefix: '08e',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    lookup('CronJobDetailId', 'CronJobDetail', null, READ_ONLY, { label: 'Job ID' }),
    datetime('NextFireTime', READ_ONLY, { label: 'Next Run Time' }),
    datetime('PreviousFireTime', READ_ONLY, { label: 'Previous Run Time' }),
    picklist(
      'State',
      ['WAITING', 'ACQUIRED', 'EXECUTING', 'COMPLETE', 'BLOCKED', 'ERROR', 'PAUSED', 'PAUSED_BLOCKED', 'DELETED'],
      { restricted: true },
      READ_ONLY
    ),
    datetime('StartTime', READ_ONLY),
    datetime('EndTime', READ_ONLY),
    text('CronExpression', 255, READ_ONLY),
    text('TimeZoneSidKey', 40, READ_ONLY, { label: 'Time Zone' }),
    { ...unnamed(owner(['User'])), nillable: true, createable: false, updateable: false },
    lookup('LastModifiedById', 'User', null, SYSTEM, { deleteConstraint: 'restrict' }),
    ...createdBy(),
    int('TimesTriggered', READ_ONLY, { label: 'Count' })
  ]
};
