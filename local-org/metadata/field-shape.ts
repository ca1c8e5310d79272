import { decimal, flag, integer, name, once, oneOf, optional, repeated, shape, text, unsupported, unsupportedUnlessFalse } from './shape';
import type { ElementReader, Shaped } from './shape';

/** Field types that the embedded org has. Others (Location, EncryptedText, ExternalLookup, …) are refused by name. */
const FIELD_TYPES = [
  'AutoNumber',
  'Checkbox',
  'Currency',
  'Date',
  'DateTime',
  'Email',
  'Html',
  'LongTextArea',
  'Lookup',
  'MasterDetail',
  'MetadataRelationship',
  'MultiselectPicklist',
  'Number',
  'Percent',
  'Phone',
  'Picklist',
  'Summary',
  'Text',
  'TextArea',
  'Time',
  'Url'
] as const;

export type CustomFieldType = (typeof FIELD_TYPES)[number];

/** A picklist value, in any element that can contain one. */
export const customValue = {
  fullName: once(text),
  color: optional(text),
  default: optional(flag),
  description: optional(text),
  isActive: optional(flag),
  label: optional(text)
};

const valueSettings = shape({ controllingFieldValue: repeated(name), valueName: once(name) });

const valueSet = shape({
  controllingField: optional(name),
  restricted: optional(flag),
  valueSetDefinition: optional(shape({ sorted: optional(flag), value: repeated(shape(customValue)) })),
  valueSetName: optional(name),
  valueSettings: repeated(valueSettings)
});

const summaryFilterItem = shape({ field: once(name), operation: once(name), value: optional(text), valueField: unsupported() });

/** `CustomField` as in the Metadata API Developer Guide. Elements without effect in the embedded org are checked and left out. */
export const customField = shape({
  fullName: optional(name),
  businessOwnerGroup: optional(text),
  businessOwnerUser: optional(text),
  businessStatus: optional(text),
  caseSensitive: optional(flag),
  complianceGroup: optional(text),
  defaultValue: optional(text),
  deleteConstraint: optional(oneOf('Cascade', 'Restrict', 'SetNull')),
  deprecated: unsupportedUnlessFalse(),
  description: optional(text),
  displayFormat: optional(name),
  displayLocationInDecimal: unsupported(),
  encryptionScheme: optional(oneOf('None')),
  escapeMarkup: optional(flag),
  externalDeveloperName: unsupported(),
  externalId: optional(flag),
  fieldManageability: optional(oneOf('DeveloperControlled', 'SubscriberControlled', 'Locked')),
  formula: optional(name),
  formulaTreatBlanksAs: optional(oneOf('BlankAsBlank', 'BlankAsZero')),
  inlineHelpText: optional(text),
  isConvertLeadDisabled: unsupportedUnlessFalse(),
  isFilteringDisabled: unsupportedUnlessFalse(),
  isSortingDisabled: unsupportedUnlessFalse(),
  label: optional(name),
  length: optional(integer),
  lookupFilter: unsupported(),
  maskChar: unsupported(),
  maskType: unsupported(),
  metadataRelationshipControllingField: unsupported(),
  populateExistingRows: optional(flag),
  precision: optional(integer),
  referenceTo: optional(name),
  relationshipLabel: optional(name),
  relationshipName: optional(name),
  relationshipOrder: optional(integer),
  reparentableMasterDetail: optional(flag),
  required: optional(flag),
  scale: optional(integer),
  securityClassification: optional(text),
  startingNumber: optional(integer),
  stripMarkup: optional(flag),
  summarizedField: optional(name),
  summaryFilterItems: repeated(summaryFilterItem),
  summaryForeignKey: optional(name),
  summaryOperation: optional(oneOf('count', 'sum', 'min', 'max')),
  trackFeedHistory: optional(flag),
  trackHistory: optional(flag),
  trackTrending: optional(flag),
  type: optional(oneOf(...FIELD_TYPES)),
  unique: optional(flag),
  valueSet: optional(valueSet),
  visibleLines: optional(integer),
  writeRequiresMasterRead: optional(flag)
});

export type CustomFieldElement = typeof customField extends ElementReader<infer T> ? T : never;
export type CustomValueElement = Shaped<typeof customValue>;

const standardValue = {
  ...customValue,
  allowEmail: optional(flag),
  closed: optional(flag),
  converted: optional(flag),
  cssExposed: optional(flag),
  forecastCategory: optional(oneOf('Omitted', 'Pipeline', 'BestCase', 'MostLikely', 'Forecast', 'Closed')),
  groupingString: unsupported(),
  highPriority: optional(flag),
  probability: optional(decimal),
  reverseRole: optional(text),
  reviewed: optional(flag),
  won: optional(flag)
};

export const globalValueSet = shape({
  fullName: optional(name),
  customValue: repeated(shape(customValue)),
  description: optional(text),
  masterLabel: once(name),
  sorted: once(flag)
});

export const standardValueSet = shape({
  sorted: once(flag),
  standardValue: repeated(shape(standardValue)),
  groupingStringEnum: unsupported()
});

export type StandardValueElement = Shaped<typeof standardValue>;
