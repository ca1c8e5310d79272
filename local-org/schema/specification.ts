import type { FieldDef, FieldType, PicklistValue, RecordTypeDef, SharingModel, ValidationRuleDef } from './types';

/** Where something was said, for messages. Line and column are 1-based. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A field as the catalogue or a project's metadata states it, before it is in an object.
 * What is left out gets the platform's default for the type (see `completeField`).
 */
export type FieldSpec = { readonly apiName: string; readonly type: FieldType } & Partial<
  Omit<FieldDef, 'object' | 'apiName' | 'key' | 'ordinal' | 'type' | 'custom'>
> & {
    /** Name for the way down, on every object of `referenceTo`. */
    readonly childRelationshipName?: string;
    /** Custom objects with activities join `referenceTo` (`Task.WhatId`). */
    readonly acceptsActivityObjects?: boolean;
    readonly source?: SourcePosition;
  };

export interface ValidationRuleSpec extends ValidationRuleDef {
  readonly source?: SourcePosition;
}

/** How a custom object names its records. */
export type NameSpec =
  | { readonly kind: 'text'; readonly label: string; readonly length?: number }
  | { readonly kind: 'autoNumber'; readonly label: string; readonly displayFormat: string; readonly startingNumber?: number };

/** An object with all its fields: every entry of the standard catalogue is one. */
export interface StandardObjectSpec extends ObjectFlags {
  readonly apiName: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly description?: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldSpec[];
  readonly sharingModel?: SharingModel;
}

export interface ObjectFlags {
  readonly queryable?: boolean;
  readonly createable?: boolean;
  readonly updateable?: boolean;
  readonly deletable?: boolean;
  readonly undeletable?: boolean;
  readonly mergeable?: boolean;
  readonly searchable?: boolean;
  readonly triggerable?: boolean;
  readonly setupObject?: boolean;
}

/** An object that a project makes. Its system fields are added by `buildSchema`. */
export interface CustomObjectSpec {
  /** Ends in `__c`, `__mdt` or `__e`. */
  readonly apiName: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly description?: string;
  readonly name?: NameSpec;
  readonly fields: readonly FieldSpec[];
  readonly sharingModel?: SharingModel;
  readonly customSettingsType?: 'Hierarchy' | 'List';
  readonly enableActivities?: boolean;
  readonly enableHistory?: boolean;
  readonly enableSearch?: boolean;
  /** Objects with a tab have LastViewedDate and LastReferencedDate. */
  readonly hasTab?: boolean;
  readonly validationRules?: readonly ValidationRuleSpec[];
  readonly recordTypes?: readonly RecordTypeDef[];
  readonly compactLayoutFields?: readonly string[];
  /** Standard buttons that list views of the object do not have. */
  readonly excludedListButtons?: readonly string[];
  readonly source?: SourcePosition;
}

/** What a project adds to a standard object. */
export interface ObjectExtensionSpec {
  readonly apiName: string;
  readonly fields: readonly FieldSpec[];
  /** Organisation-wide default, where the project states one. */
  readonly sharingModel?: SharingModel;
  readonly enableHistory?: boolean;
  /** Standard fields (API name without regard to case) whose history is kept. */
  readonly trackedFields?: readonly string[];
  readonly validationRules?: readonly ValidationRuleSpec[];
  readonly recordTypes?: readonly RecordTypeDef[];
  readonly compactLayoutFields?: readonly string[];
  /** Standard buttons that list views of the object do not have. */
  readonly excludedListButtons?: readonly string[];
  readonly source?: SourcePosition;
}

export interface SchemaInput {
  readonly custom: readonly CustomObjectSpec[];
  readonly extensions: readonly ObjectExtensionSpec[];
  /** Values a project gives to standard value sets (`LeadSource`, `OpportunityStage`, …), by name. */
  readonly standardValueSets?: ReadonlyMap<string, readonly PicklistValue[]>;
  /** Key prefixes of an existing database by API name; objects listed keep theirs. */
  readonly previousPrefixes?: ReadonlyMap<string, string>;
}
