import { completeField } from './complete-field';
import { omit } from './omit';
import type { FieldSpec, ObjectFlags, SourcePosition, ValidationRuleSpec } from './specification';
import type { ChildRelationshipDef, FieldDef, ObjectDef, RecordTypeDef, SharingModel, ValidationRuleDef } from './types';

/** The full definition of an object, before its references are resolved. */
export interface ObjectPlan extends ObjectFlags {
  readonly apiName: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly description?: string;
  readonly kind: ObjectDef['kind'];
  readonly keyPrefix: string;
  readonly fields: readonly FieldSpec[];
  readonly sharingModel: SharingModel;
  readonly customSettingsType?: 'Hierarchy' | 'List';
  readonly validationRules: readonly ValidationRuleSpec[];
  readonly recordTypes: readonly RecordTypeDef[];
  readonly compactLayoutFields?: readonly string[];
  /** Standard buttons that list views of the object do not have. */
  readonly excludedListButtons?: readonly string[];
  readonly source?: SourcePosition;
}

/** An object of the schema with its look-ups by name. Made from a plan; child relationships are tied afterwards. */
export class ObjectDefinition implements ObjectDef {
  readonly apiName: string;
  readonly key: string;
  readonly label: string;
  readonly pluralLabel: string;
  declare readonly description?: string;
  readonly kind: ObjectDef['kind'];
  readonly keyPrefix: string;
  readonly fields: readonly FieldDef[];
  declare readonly nameField?: FieldDef;
  readonly childRelationships: ChildRelationshipDef[] = [];
  readonly validationRules: readonly ValidationRuleDef[];
  readonly recordTypes: readonly RecordTypeDef[];
  readonly sharingModel: SharingModel;
  declare readonly customSettingsType?: 'Hierarchy' | 'List';
  readonly queryable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly undeletable: boolean;
  readonly mergeable: boolean;
  readonly searchable: boolean;
  readonly triggerable: boolean;
  readonly setupObject: boolean;
  declare readonly compactLayoutFields?: readonly string[];
  declare readonly excludedListButtons?: readonly string[];

  private readonly byName = new Map<string, FieldDef>();
  private readonly upwards = new Map<string, FieldDef>();
  private readonly downwards = new Map<string, ChildRelationshipDef>();

  constructor(plan: ObjectPlan) {
    this.apiName = plan.apiName;
    this.key = plan.apiName.toLowerCase();
    this.label = plan.label;
    this.pluralLabel = plan.pluralLabel;
    this.kind = plan.kind;
    this.keyPrefix = plan.keyPrefix;
    this.validationRules = plan.validationRules.map((rule) => omit(rule, 'source'));
    this.recordTypes = plan.recordTypes;
    this.sharingModel = plan.sharingModel;
    this.queryable = plan.queryable ?? true;
    this.createable = plan.createable ?? true;
    this.updateable = plan.updateable ?? true;
    this.deletable = plan.deletable ?? true;
    this.undeletable = plan.undeletable ?? true;
    this.mergeable = plan.mergeable ?? false;
    this.searchable = plan.searchable ?? false;
    this.triggerable = plan.triggerable ?? true;
    this.setupObject = plan.setupObject ?? false;
    if (plan.description !== undefined) this.description = plan.description;
    if (plan.customSettingsType !== undefined) this.customSettingsType = plan.customSettingsType;
    if (plan.compactLayoutFields !== undefined) this.compactLayoutFields = plan.compactLayoutFields;
    if (plan.excludedListButtons !== undefined) this.excludedListButtons = plan.excludedListButtons;

    this.fields = plan.fields.map((spec, ordinal) => completeField(this, ordinal, spec));
    for (const field of this.fields) {
      this.byName.set(field.apiName, field);
      this.byName.set(field.key, field);
      if (field.relationshipName !== undefined) this.upwards.set(field.relationshipName.toLowerCase(), field);
    }
    const nameField = this.fields.find((field) => field.nameField);
    if (nameField) this.nameField = nameField;
  }

  field(apiName: string): FieldDef | undefined {
    return this.byName.get(apiName) ?? this.byName.get(apiName.toLowerCase());
  }

  parentRelationship(name: string): FieldDef | undefined {
    return this.upwards.get(name.toLowerCase());
  }

  childRelationship(name: string): ChildRelationshipDef | undefined {
    return this.downwards.get(name.toLowerCase());
  }

  /**
   * Ties a child to this object.
   * @returns `false` if another child relationship already has this name
   */
  addChild(relationship: ChildRelationshipDef): boolean {
    const name = relationship.relationshipName?.toLowerCase();
    if (name !== undefined) {
      if (this.downwards.has(name)) return false;
      this.downwards.set(name, relationship);
    }
    this.childRelationships.push(relationship);
    return true;
  }
}
