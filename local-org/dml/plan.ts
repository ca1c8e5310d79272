import { isStored, quoteName } from '../database';
import type { SqlValue } from '../database/types';
import type { FieldDef, ObjectDef, RollupDef, Schema } from '../schema/types';
import type { OrgValue } from '../values';

/** Fields the platform writes on every save. */
const AUDIT_FIELDS = new Set(['createddate', 'createdbyid', 'lastmodifieddate', 'lastmodifiedbyid', 'systemmodstamp']);

/** Audit fields that a loader may set on create (`DmlOptions.auditFields`). */
const LOADABLE_AUDIT_FIELDS = new Set(['createddate', 'createdbyid', 'lastmodifieddate', 'lastmodifiedbyid']);

/** A roll-up field of a parent that one object's rows feed. */
export interface RollupTarget {
  readonly parent: ObjectDef;
  readonly field: FieldDef;
  readonly rollup: RollupDef;
  readonly childField: FieldDef;
}

/** A reference by which another object's rows hang on this object's. */
export interface ChildLink {
  readonly object: ObjectDef;
  readonly field: FieldDef;
}

/** What DML has to know of an object, worked out once. */
export class ObjectPlan {
  readonly stored: readonly FieldDef[];
  readonly idField: FieldDef;
  readonly table: string;
  readonly isDeleted: FieldDef | undefined;
  /** Must not be empty when a record is written. */
  readonly required: readonly FieldDef[];
  readonly unique: readonly FieldDef[];
  /** References whose target must exist. */
  readonly references: readonly FieldDef[];
  readonly formulas: readonly FieldDef[];
  readonly derived: readonly FieldDef[];
  readonly autoNumbers: readonly FieldDef[];
  /** Fields a new record gets a value for without being given one. */
  readonly withDefault: readonly FieldDef[];
  readonly nameParts: NameParts | undefined;
  /** Longest-lived part of every SELECT of full rows. */
  readonly selectAll: string;

  constructor(
    readonly object: ObjectDef,
    private readonly schema: Schema
  ) {
    const { fields } = object;
    this.stored = fields.filter(isStored);
    this.idField = this.need('Id');
    this.table = quoteName(object.apiName);
    this.isDeleted = object.field('IsDeleted');
    this.required = this.stored.filter((field) => !field.nillable && field.createable && !field.autoNumber && field.type !== 'boolean');
    this.unique = this.stored.filter((field) => field.unique);
    this.references = this.stored.filter(
      (field) => field.type === 'reference' && field.referenceTo.length > 0 && !AUDIT_FIELDS.has(field.key)
    );
    this.formulas = fields.filter((field) => field.formula);
    this.derived = fields.filter((field) => field.derived);
    this.autoNumbers = fields.filter((field) => field.autoNumber);
    this.withDefault = this.stored.filter(
      (field) =>
        !field.autoNumber &&
        (field.defaultValue !== undefined || field.type === 'boolean' || field.picklist?.values.some((value) => value.isDefault))
    );
    this.nameParts = namePartsOf(object);
    this.selectAll = `SELECT ${this.stored.map((field) => quoteName(field.apiName)).join(', ')} FROM ${this.table}`;
  }

  /** @throws RangeError if the object lacks the field: every object that takes DML has it */
  need(apiName: string): FieldDef {
    const field = this.object.field(apiName);
    if (!field) throw new RangeError(`${this.object.apiName} has no field ${apiName}`);
    return field;
  }

  isAudit(field: FieldDef): boolean {
    return AUDIT_FIELDS.has(field.key);
  }

  isLoadableAudit(field: FieldDef): boolean {
    return LOADABLE_AUDIT_FIELDS.has(field.key);
  }

  private targets: readonly RollupTarget[] | undefined;

  /** Roll-ups on other objects that this object's rows feed. */
  get rollupTargets(): readonly RollupTarget[] {
    return (this.targets ??= this.findRollupTargets());
  }

  private findRollupTargets(): RollupTarget[] {
    const targets: RollupTarget[] = [];
    for (const parent of this.schema.objects) {
      for (const field of parent.fields) {
        const { rollup } = field;
        if (!rollup || rollup.childObject.toLowerCase() !== this.object.key) continue;
        const childField = this.object.field(rollup.childField);
        if (childField) targets.push({ parent, field, rollup, childField });
      }
    }
    return targets;
  }

  private links: readonly ChildLink[] | undefined;

  /** References of other objects (or this one) that point here, except audit fields. */
  get childLinks(): readonly ChildLink[] {
    return (this.links ??= this.object.childRelationships.flatMap((relationship) => {
      const object = this.schema.object(relationship.childObject);
      return object && !AUDIT_FIELDS.has(relationship.field.key) && isStored(relationship.field)
        ? [{ object, field: relationship.field }]
        : [];
    }));
  }
}

/** `Name` of a person, put together from its parts. */
export interface NameParts {
  readonly name: FieldDef;
  readonly first: FieldDef;
  readonly last: FieldDef;
}

function namePartsOf(object: ObjectDef): NameParts | undefined {
  const [name, first, last] = [object.field('Name'), object.field('FirstName'), object.field('LastName')];
  return name && first && last && !name.createable && !name.formula && last.compoundField === 'Name' ? { name, first, last } : undefined;
}

export function toSql(value: OrgValue | undefined): SqlValue {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? Number(value) : value;
}

export function fromSql(value: SqlValue | undefined, field: FieldDef): OrgValue {
  if (field.type === 'boolean') return value === 1 || value === 1n;
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
