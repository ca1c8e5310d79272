/**
 * What the org knows of its objects: the one description that database, SOQL, DML, security, Apex, API and preview read.
 * Names are looked up without regard to case, as the platform does.
 */

/** As in `DescribeFieldResult.type`. Auto-numbers are `string` with `autoNumber` set. */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'combobox'
  | 'email'
  | 'phone'
  | 'url'
  | 'encryptedstring'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'base64'
  | 'address'
  | 'location'
  | 'anyType';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly isDefault: boolean;
  /** Values of the controlling field for which this value may be chosen; absent: for all. */
  readonly validFor?: readonly string[];
  /** Properties of standard value sets: LeadStatus `converted`; OpportunityStage `closed`, `won`, `probability`, `forecastCategory`; TaskStatus `closed`. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

export interface PicklistDef {
  /** A restricted picklist refuses unknown values with INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST. */
  readonly restricted: boolean;
  readonly values: readonly PicklistValue[];
  readonly controllingField?: string;
  /** Name of the global or standard value set it takes its values from. */
  readonly valueSetName?: string;
}

export interface FormulaDef {
  readonly expression: string;
  readonly treatBlanksAs: 'BlankAsZero' | 'BlankAsBlank';
}

export interface RollupDef {
  readonly operation: 'count' | 'sum' | 'min' | 'max';
  readonly childObject: string;
  /** The child's master-detail field that points here. */
  readonly childField: string;
  /** Summed (or compared) field of the child; absent for `count`. */
  readonly summarizedField?: string;
  readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string }[];
}

export interface DerivedDef {
  readonly picklist: string;
  readonly property: string;
}

export interface AutoNumberDef {
  /** For example `HO-{000000}`. */
  readonly displayFormat: string;
  readonly startingNumber: number;
}

export interface FieldDef {
  readonly object: ObjectDef;
  readonly apiName: string;
  /** Lower-case API name. */
  readonly key: string;
  /** Position in `object.fields`; records keep their values in slots by this number. */
  readonly ordinal: number;
  readonly label: string;
  readonly type: FieldType;
  readonly custom: boolean;
  /** Characters; 0 where the type has none. */
  readonly length: number;
  /** Digits in all and behind the point; 0 where the type has none. */
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  /** Required on create through the API (not nillable, no default, createable). */
  readonly required: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly externalId: boolean;
  readonly idLookup: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  /** The field called the record's name (Account.Name, Case.CaseNumber, custom `Name`). */
  readonly nameField: boolean;
  /** Default as a formula expression (`"Draft"`, `TODAY()`, `true`), evaluated at insert. */
  readonly defaultValue?: string;
  readonly picklist?: PicklistDef;
  readonly formula?: FormulaDef;
  readonly rollup?: RollupDef;
  readonly autoNumber?: AutoNumberDef;
  /**
   * Standard field that the platform fills from a property of the value chosen in a picklist of the same record
   * (`IsClosed` from `StageName`'s `closed`). Writable ones (`Probability`) are filled only where the caller leaves them.
   */
  readonly derived?: DerivedDef;
  /** Objects this reference may point to; more than one: polymorphic. Empty for other types. */
  readonly referenceTo: readonly string[];
  /** Name for the way up, for example `Owner` or `Lead_Definition__r`. */
  readonly relationshipName?: string;
  readonly relationshipType?: 'lookup' | 'masterDetail';
  /** What deleting the parent does to this record. Master-detail is always `cascade`. */
  readonly deleteConstraint?: 'setNull' | 'restrict' | 'cascade';
  readonly reparentable?: boolean;
  /** The compound field this is a component of (`Name`, `Address`, `MailingAddress`). */
  readonly compoundField?: string;
  readonly description?: string;
  readonly inlineHelpText?: string;
  readonly trackHistory: boolean;
  /** HTML or plain long text; stored as given. */
  readonly richText?: boolean;
  readonly visibleLines?: number;
}

export interface ChildRelationshipDef {
  readonly childObject: string;
  readonly field: FieldDef;
  /** For example `Contacts` or `Lead_Criteria__r`; absent where the child has no name for the way down. */
  readonly relationshipName?: string;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
}

export interface ValidationRuleDef {
  readonly fullName: string;
  readonly active: boolean;
  readonly errorConditionFormula: string;
  readonly errorMessage: string;
  readonly errorDisplayField?: string;
}

export interface RecordTypeDef {
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly picklistValues: Readonly<Record<string, readonly string[]>>;
}

export type SharingModel = 'Private' | 'Read' | 'ReadWrite' | 'ReadWriteTransfer' | 'FullAccess' | 'ControlledByParent';

export interface ObjectDef {
  readonly apiName: string;
  /** Lower-case API name. */
  readonly key: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly description?: string;
  readonly kind: 'standard' | 'custom' | 'customSetting' | 'customMetadata' | 'platformEvent';
  /** First three characters of its ids. Custom objects get theirs when first seen and keep it for the life of the database. */
  readonly keyPrefix: string;
  readonly fields: readonly FieldDef[];
  readonly nameField?: FieldDef;
  readonly childRelationships: readonly ChildRelationshipDef[];
  readonly validationRules: readonly ValidationRuleDef[];
  readonly recordTypes: readonly RecordTypeDef[];
  readonly sharingModel: SharingModel;
  readonly customSettingsType?: 'Hierarchy' | 'List';
  readonly queryable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  /** Has `IsDeleted` and can come back from the recycle bin. */
  readonly undeletable: boolean;
  readonly mergeable: boolean;
  readonly searchable: boolean;
  readonly triggerable: boolean;
  /** Setup objects may not share a transaction's DML with others (MIXED_DML_OPERATION). */
  readonly setupObject: boolean;
  readonly compactLayoutFields?: readonly string[];
  /** Standard buttons that list views of the object do not have. */
  readonly excludedListButtons?: readonly string[];
  field(apiName: string): FieldDef | undefined;
  /** The reference field whose relationship has this name (`Owner` → `OwnerId`). */
  parentRelationship(name: string): FieldDef | undefined;
  childRelationship(name: string): ChildRelationshipDef | undefined;
}

export interface Schema {
  /** In alphabetical order of API name. */
  readonly objects: readonly ObjectDef[];
  /** Changes whenever anything in it changes: part of every cache key. */
  readonly hash: string;
  object(apiName: string): ObjectDef | undefined;
  objectByPrefix(keyPrefix: string): ObjectDef | undefined;
}
