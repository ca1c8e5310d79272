import {
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  address,
  audit,
  checkbox,
  createdBy,
  date,
  datetime,
  id,
  int,
  modifiedBy,
  number,
  phone,
  picklist,
  systemModstamp,
  text,
  textArea,
  time
} from '../fields';
import type { FieldSpec, StandardObjectSpec } from '../specification';
import { FORECAST_CATEGORIES } from './values';

/** Kept by the platform: readable, never written through an API. */
export const KEPT_BY_PLATFORM = {
  createable: false,
  updateable: false,
  deletable: false,
  undeletable: false,
  triggerable: false
} as const;

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const DEFAULT_ACCESS = ['None', 'Read', 'Edit', 'ReadEditTransfer', 'All', 'ControlledByParent'];

const defaultAccess = (apiName: string): FieldSpec => picklist(apiName, DEFAULT_ACCESS, { restricted: true }, READ_ONLY);

export const organization: StandardObjectSpec = {
  apiName: 'Organization',
  label: 'Organization',
  pluralLabel: 'Organizations',
  keyPrefix: '00D',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    text('Name', 80, SYSTEM, { nameField: true }),
    text('Division', 80, READ_ONLY),
    ...address(''),
    phone('Phone', READ_ONLY),
    text('PrimaryContact', 80, READ_ONLY),
    text('DefaultLocaleSidKey', 40, SYSTEM, { label: 'Locale' }),
    text('TimeZoneSidKey', 40, SYSTEM, { label: 'Time Zone' }),
    text('LanguageLocaleKey', 40, SYSTEM, { label: 'Language' }),
    int('FiscalYearStartMonth', READ_ONLY),
    checkbox('UsesStartDateAsFiscalYearName', SYSTEM),
    defaultAccess('DefaultAccountAccess'),
    defaultAccess('DefaultContactAccess'),
    defaultAccess('DefaultOpportunityAccess'),
    defaultAccess('DefaultLeadAccess'),
    defaultAccess('DefaultCampaignAccess'),
    systemModstamp(),
    text('OrganizationType', 40, READ_ONLY, { label: 'Edition' }),
    text('NamespacePrefix', 15, READ_ONLY),
    text('InstanceName', 5, READ_ONLY),
    checkbox('IsSandbox', SYSTEM),
    checkbox('IsReadOnly', SYSTEM),
    datetime('TrialExpirationDate', READ_ONLY),
    ...createdBy(),
    ...modifiedBy()
  ]
};

export const businessHours: StandardObjectSpec = {
  apiName: 'BusinessHours',
  label: 'Business Hours',
  pluralLabel: 'Business Hours',
  keyPrefix: '01m',
  // Made and changed in Setup only: DML refuses them.
  ...KEPT_BY_PLATFORM,
  fields: [
    id(),
    text('Name', 80, SYSTEM, { nameField: true, label: 'Business Hours Name' }),
    checkbox('IsActive', SYSTEM, { label: 'Active' }),
    checkbox('IsDefault', SYSTEM, { label: 'Default Business Hours' }),
    ...WEEKDAYS.flatMap((day) => [time(`${day}StartTime`, READ_ONLY), time(`${day}EndTime`, READ_ONLY)]),
    text('TimeZoneSidKey', 40, SYSTEM, { label: 'Time Zone' }),
    ...audit(),
    datetime('LastViewedDate', READ_ONLY)
  ]
};

export const holiday: StandardObjectSpec = {
  apiName: 'Holiday',
  label: 'Holiday',
  pluralLabel: 'Holidays',
  keyPrefix: '0C0',
  undeletable: false,
  triggerable: false,
  fields: [
    id(),
    text('Name', 80, REQUIRED, { nameField: true, label: 'Holiday Name' }),
    text('Description', 255),
    checkbox('IsAllDay', { label: 'All Day', defaultValue: 'true' }),
    date('ActivityDate', { label: 'Holiday Date' }),
    int('StartTimeInMinutes'),
    int('EndTimeInMinutes'),
    ...audit(),
    checkbox('IsRecurrence', { label: 'Recurring Holiday' }),
    date('RecurrenceStartDate'),
    date('RecurrenceEndDateOnly'),
    picklist(
      'RecurrenceType',
      ['RecursDaily', 'RecursEveryWeekday', 'RecursMonthly', 'RecursMonthlyNth', 'RecursWeekly', 'RecursYearly', 'RecursYearlyNth'],
      { restricted: true }
    ),
    int('RecurrenceInterval'),
    int('RecurrenceDayOfWeekMask'),
    int('RecurrenceDayOfMonth'),
    picklist('RecurrenceInstance', ['First', 'Second', 'Third', 'Fourth', 'Last'], { restricted: true }),
    picklist(
      'RecurrenceMonthOfYear',
      ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
      { restricted: true }
    )
  ]
};

/** Rows of a standard value set: one per value, in its order, kept in step with the picklist. */
const valueRows = (apiName: string, label: string, ...own: FieldSpec[]): StandardObjectSpec => ({
  apiName,
  label,
  pluralLabel: label,
  keyPrefix: '01J',
  ...KEPT_BY_PLATFORM,
  fields: [
    id(),
    text('MasterLabel', 255, READ_ONLY, { nameField: true }),
    text('ApiName', 255, SYSTEM),
    int('SortOrder', READ_ONLY),
    ...own,
    ...audit()
  ]
});

const flag = (apiName: string): FieldSpec => checkbox(apiName, SYSTEM);

export const leadStatus = valueRows('LeadStatus', 'Lead Status Value', flag('IsDefault'), flag('IsConverted'));
export const taskStatus = valueRows('TaskStatus', 'Task Status Value', flag('IsDefault'), flag('IsClosed'));
export const taskPriority = valueRows('TaskPriority', 'Task Priority Value', flag('IsDefault'), flag('IsHighPriority'));

export const opportunityStage = valueRows(
  'OpportunityStage',
  'Opportunity Stage',
  flag('IsActive'),
  flag('IsClosed'),
  flag('IsWon'),
  picklist('ForecastCategory', FORECAST_CATEGORIES, { restricted: true }, SYSTEM),
  picklist(
    'ForecastCategoryName',
    FORECAST_CATEGORIES.map((category) => category.label),
    { restricted: true, valueSetName: 'ForecastCategoryName' },
    SYSTEM
  ),
  number('DefaultProbability', 3, 0, READ_ONLY, { label: 'Probability (%)' }),
  textArea('Description', 255, READ_ONLY)
);

export const recordType: StandardObjectSpec = {
  apiName: 'RecordType',
  label: 'Record Type',
  pluralLabel: 'Record Types',
  keyPrefix: '012',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    text('Name', 80, SYSTEM, { nameField: true }),
    text('DeveloperName', 80, SYSTEM, { label: 'Record Type Name' }),
    text('NamespacePrefix', 15, READ_ONLY),
    text('Description', 255, READ_ONLY),
    text('SobjectType', 40, SYSTEM),
    checkbox('IsActive', SYSTEM, { label: 'Active' }),
    ...audit()
  ]
};

export const customNotificationType: StandardObjectSpec = {
  apiName: 'CustomNotificationType',
  label: 'Custom Notification Type',
  pluralLabel: 'Custom Notification Types',
  keyPrefix: '0ML',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    text('CustomNotifTypeName', 80, SYSTEM, { nameField: true }),
    text('DeveloperName', 80, SYSTEM),
    text('Language', 40, READ_ONLY),
    text('MasterLabel', 80, SYSTEM),
    text('NamespacePrefix', 15, READ_ONLY),
    checkbox('Desktop', SYSTEM),
    checkbox('Mobile', SYSTEM),
    checkbox('IsSlack', SYSTEM),
    text('Description', 255, READ_ONLY),
    ...audit()
  ]
};
