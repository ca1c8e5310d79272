import type { Transaction } from '../../database/types';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import type { OrgValue } from '../../values';
import { OrgRecord } from '../types';
import { asFieldValue } from './field-values';
import { mergeTrees, type ParentTree } from './parents';
import type { Bound, Evaluate, FormulaGlobals, FormulaScope, ParentStep } from './types';

/** A formula ready to run. */
export interface CompiledFormula {
  readonly bound: Bound;
  readonly evaluate: Evaluate;
  /** Parents it reads, for loading them in bulk; formula fields on the way are followed. */
  readonly parents: ParentTree;
}

/** Where a session finds the formulas of fields. */
export interface FormulaSource {
  readonly globals: FormulaGlobals;
  ofField(field: FieldDef): CompiledFormula;
}

/** Full rows by id. */
export type RowLoader = (tx: Transaction, object: ObjectDef, ids: readonly string[]) => Map<string, OrgRecord>;

/** Rows and globals shared by the evaluations of one batch of records. Parents are loaded once, level by level. */
export class FormulaSession {
  private readonly rows = new Map<ObjectDef, Map<string, OrgRecord | null>>();
  private userRow: OrgRecord | null | undefined;
  private organizationRow: OrgRecord | null | undefined;
  readonly globals: FormulaGlobals;

  constructor(
    readonly tx: Transaction,
    private readonly formulas: FormulaSource,
    private readonly schema: Schema,
    private readonly load: RowLoader
  ) {
    this.globals = formulas.globals;
  }

  /** Loads the parents that these formulas read for these records: one query per level and object. */
  prepare(records: readonly OrgRecord[], formulas: readonly CompiledFormula[]): void {
    const tree: ParentTree = new Map();
    for (const formula of formulas) mergeTrees(tree, formula.parents);
    this.loadTree(records, tree);
  }

  evaluate(formula: CompiledFormula, record: OrgRecord, prior: OrgRecord | null = null, isNew = false): OrgValue {
    return formula.evaluate(new RecordScope(this, record, prior, isNew));
  }

  /** A value that does not depend on a record. @param evaluate of a bound `ambient` */
  ambient(evaluate: Evaluate): OrgValue {
    const object = this.schema.object('User') ?? this.schema.objects[0];
    if (!object) throw new RangeError('the schema has no objects');
    return evaluate(new RecordScope(this, new OrgRecord(object), null, false));
  }

  /** Puts the values of all formula fields into the records. */
  fillFormulaFields(records: readonly OrgRecord[], fields: readonly FieldDef[]): void {
    if (fields.length === 0 || records.length === 0) return;
    const formulas = fields.map((field) => this.formulas.ofField(field));
    this.prepare(records, formulas);
    for (const record of records) {
      const scope = new RecordScope(this, record, null, false);
      fields.forEach((field, index) => {
        record.slots[field.ordinal] = asFieldValue(field, formulas[index]?.evaluate(scope) ?? null);
      });
    }
  }

  /** Value of a field; formula fields are always computed, so that they follow what has changed in memory. */
  value(record: OrgRecord, field: FieldDef): OrgValue {
    if (record.object.key !== field.object.key) return null;
    if (field.formula) return asFieldValue(field, this.formulas.ofField(field).evaluate(new RecordScope(this, record, null, false)));
    return record.slots[field.ordinal] ?? null;
  }

  parent(record: OrgRecord, step: ParentStep): OrgRecord | null {
    const id = record.slots[step.reference.ordinal];
    if (typeof id !== 'string' || !id.startsWith(step.object.keyPrefix)) return null;
    const known = this.rows.get(step.object)?.get(id);
    if (known !== undefined) return known;
    this.loadRows(step.object, [id]);
    return this.rows.get(step.object)?.get(id) ?? null;
  }

  user(): OrgRecord | null {
    const object = this.schema.object('User');
    return (this.userRow ??= object ? this.row(object, this.tx.user.id) : null);
  }

  userParent(name: 'Profile' | 'UserRole'): OrgRecord | null {
    const object = this.schema.object(name);
    const id = name === 'Profile' ? this.tx.user.profileId : this.tx.user.roleId;
    return object && id !== null ? this.row(object, id) : null;
  }

  organization(): OrgRecord | null {
    const object = this.schema.object('Organization');
    if (this.organizationRow === undefined) {
      const id = object ? this.tx.db.get('SELECT Id FROM "Organization"')?.['Id'] : undefined;
      this.organizationRow = object && typeof id === 'string' ? this.row(object, id) : null;
    }
    return this.organizationRow;
  }

  private row(object: ObjectDef, id: string): OrgRecord | null {
    if (this.rows.get(object)?.has(id) !== true) this.loadRows(object, [id]);
    return this.rows.get(object)?.get(id) ?? null;
  }

  private loadTree(records: readonly OrgRecord[], tree: ParentTree): void {
    for (const { step, further } of tree.values()) {
      const ids = new Set<string>();
      for (const record of records) {
        const id = record.slots[step.reference.ordinal];
        if (typeof id === 'string' && id.startsWith(step.object.keyPrefix)) ids.add(id);
      }
      const known = this.rows.get(step.object);
      this.loadRows(
        step.object,
        [...ids].filter((id) => known?.has(id) !== true)
      );
      if (further.size === 0) continue;
      const store = this.rows.get(step.object);
      this.loadTree(
        [...ids].flatMap((id) => store?.get(id) ?? []),
        further
      );
    }
  }

  private loadRows(object: ObjectDef, ids: readonly string[]): void {
    if (ids.length === 0) return;
    let store = this.rows.get(object);
    if (!store) this.rows.set(object, (store = new Map()));
    const found = this.load(this.tx, object, ids);
    for (const id of ids) store.set(id, found.get(id) ?? null);
  }
}

class RecordScope implements FormulaScope {
  readonly tx: Transaction;
  readonly globals: FormulaGlobals;

  constructor(
    private readonly session: FormulaSession,
    readonly record: OrgRecord,
    readonly prior: OrgRecord | null,
    readonly isNew: boolean
  ) {
    this.tx = session.tx;
    this.globals = session.globals;
  }

  value(record: OrgRecord, field: FieldDef): OrgValue {
    return this.session.value(record, field);
  }

  parent(record: OrgRecord, step: ParentStep): OrgRecord | null {
    return this.session.parent(record, step);
  }

  user(): OrgRecord | null {
    return this.session.user();
  }

  organization(): OrgRecord | null {
    return this.session.organization();
  }

  userParent(object: 'Profile' | 'UserRole'): OrgRecord | null {
    return this.session.userParent(object);
  }
}
