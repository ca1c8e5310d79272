import { customField } from './field-shape';
import { flag, integer, name, once, oneOf, optional, repeated, shape, text, unsupported, unsupportedUnlessFalse } from './shape';
import type { ElementReader } from './shape';

export const validationRule = shape({
  fullName: optional(name),
  active: once(flag),
  description: optional(text),
  errorConditionFormula: once(name),
  errorDisplayField: optional(name),
  errorMessage: once(text),
  shouldEvaluateOnClient: optional(flag)
});

export const recordType = shape({
  fullName: optional(name),
  active: once(flag),
  businessProcess: unsupported(),
  compactLayoutAssignment: optional(name),
  description: optional(text),
  label: once(name),
  picklistValues: repeated(shape({ picklist: once(name), values: repeated(shape({ fullName: once(name), default: optional(flag) })) }))
});

export const compactLayout = shape({ fullName: optional(name), fields: repeated(name), label: once(name) });

export const listView = shape({
  fullName: optional(name),
  booleanFilter: optional(name),
  columns: repeated(name),
  division: unsupported(),
  filterScope: once(oneOf('Everything', 'Mine', 'Queue', 'Team')),
  filters: repeated(shape({ field: once(name), operation: once(name), value: optional(text) })),
  label: once(name),
  language: optional(name),
  queue: unsupported(),
  sharedTo: optional(shape({ allInternalUsers: optional(text) }))
});

const ACTIONS_OF_OBJECTS = ['Accept', 'CancelEdit', 'Clone', 'Delete', 'Edit', 'Follow', 'List', 'New', 'SaveEdit', 'Tab', 'View'] as const;

export const actionOverride = shape({
  actionName: once(oneOf(...ACTIONS_OF_OBJECTS)),
  comment: optional(text),
  content: optional(name),
  formFactor: optional(oneOf('Large', 'Small', 'Medium')),
  pageOrSobjectType: optional(name),
  skipRecordTypeSelect: optional(flag),
  type: once(oneOf('Default', 'Flexipage', 'flexipage'))
});

const SHARING = ['ControlledByParent', 'FullAccess', 'Private', 'Read', 'ReadWrite', 'ReadWriteTransfer'] as const;

const nameField = shape({
  label: once(name),
  displayFormat: optional(name),
  startingNumber: optional(integer),
  trackFeedHistory: optional(flag),
  trackHistory: optional(flag),
  type: once(oneOf('AutoNumber', 'Text'))
});

const searchLayouts = shape({
  customTabListAdditionalFields: repeated(name),
  excludedStandardButtons: repeated(name),
  listViewButtons: repeated(name),
  lookupDialogsAdditionalFields: repeated(name),
  lookupFilterFields: repeated(name),
  lookupPhoneDialogsAdditionalFields: repeated(name),
  massQuickActions: repeated(name),
  searchFilterFields: repeated(name),
  searchResultsAdditionalFields: repeated(name),
  searchResultsCustomButtons: repeated(name)
});

/** `CustomObject`, in source format (its parts in folders) or whole. */
export const customObject = shape({
  fullName: optional(name),
  actionOverrides: repeated(actionOverride),
  allowInChatterGroups: optional(flag),
  businessProcesses: unsupported(),
  compactLayoutAssignment: optional(name),
  compactLayouts: repeated(compactLayout),
  customHelp: unsupported(),
  customHelpPage: unsupported(),
  customSettingsType: optional(oneOf('Hierarchy', 'List')),
  deploymentStatus: optional(oneOf('Deployed', 'InDevelopment')),
  deprecated: unsupportedUnlessFalse(),
  description: optional(text),
  enableActivities: optional(flag),
  enableBulkApi: optional(flag),
  enableChangeDataCapture: unsupportedUnlessFalse(),
  enableDivisions: unsupportedUnlessFalse(),
  enableEnhancedLookup: optional(flag),
  enableFeeds: optional(flag),
  enableHistory: optional(flag),
  enableLicensing: optional(flag),
  enableReports: optional(flag),
  enableSearch: optional(flag),
  enableSharing: optional(flag),
  enableStreamingApi: optional(flag),
  eventType: optional(oneOf('HighVolume')),
  externalSharingModel: optional(oneOf(...SHARING)),
  fieldSets: unsupported(),
  fields: repeated(customField),
  gender: optional(text),
  household: unsupported(),
  indexes: unsupported(),
  label: optional(name),
  listViews: repeated(listView),
  nameField: optional(nameField),
  pluralLabel: optional(name),
  publishBehavior: optional(oneOf('PublishAfterCommit', 'PublishImmediately')),
  recordTypes: repeated(recordType),
  searchLayouts: optional(searchLayouts),
  sharingModel: optional(oneOf(...SHARING)),
  sharingReasons: unsupported(),
  sharingRecalculations: unsupported(),
  startsWith: optional(text),
  validationRules: repeated(validationRule),
  visibility: optional(oneOf('PackageProtected', 'Protected', 'Public')),
  webLinks: unsupported()
});

type Read<R> = R extends ElementReader<infer T> ? T : never;
export type CustomObjectElement = Read<typeof customObject>;
export type ValidationRuleElement = Read<typeof validationRule>;
export type RecordTypeElement = Read<typeof recordType>;
export type CompactLayoutElement = Read<typeof compactLayout>;
export type ListViewElement = Read<typeof listView>;
export type ActionOverrideElement = Read<typeof actionOverride>;
