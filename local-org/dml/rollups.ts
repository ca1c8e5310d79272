import { quoteName } from '../database';
import type { SqlRow, Transaction } from '../database/types';
import type { FieldDef, ObjectDef } from '../schema/types';
import type { FormulaSql } from '../soql/types';
import type { OrgValue } from '../values';
import type { DmlCore } from './core';
import { asFieldValue } from './formula/field-values';
import { PLATFORM_MODE } from './mode';
import type { ObjectPlan, RollupTarget } from './plan';
import { boundParams, rollupSql } from './rollup-sql';
import { IN_LIST, updateRecords } from './rows';
import { saveChunk } from './save';
import { saveContext } from './save-context';
import { SaveRow } from './save-row';
import { OrgRecord } from './types';

/** Parents are saved in chunks like everything else. */
const CHUNK = 200;

/** What roll-ups ask of a save or delete: enough of its context. */
interface Rollups {
  readonly core: DmlCore;
  readonly tx: Transaction;
  readonly plan: ObjectPlan;
}

/** A group of roll-ups that one query computes: same parent object, same reference. */
interface Group {
  readonly parent: ObjectDef;
  readonly childField: FieldDef;
  readonly targets: readonly RollupTarget[];
}

/**
 * Recomputes the roll-ups of the parents these rows have or had. Parents by master-detail are saved with their own triggers and
 * validation rules, and a parent's refusal is the child's error; statistics by lookup (campaigns) are simply written.
 */
export function recomputeRollups(context: Rollups, rows: readonly SaveRow[]): void {
  if (rows.length === 0 || context.plan.rollupTargets.length === 0) return;
  for (const group of groupsOf(context.plan)) {
    const touched = rows.filter(
      (row) => row.prior === null || feeds(group, row) || row.changed(context.plan.isDeleted ?? group.childField)
    );
    const childrenOf = new Map<string, SaveRow[]>();
    for (const row of touched) {
      for (const id of new Set([row.get(group.childField), row.before(group.childField)])) {
        if (typeof id === 'string' && id.startsWith(group.parent.keyPrefix)) childrenOf.set(id, [...(childrenOf.get(id) ?? []), row]);
      }
    }
    refresh(context, group, childrenOf);
  }
}

/** Recomputes all roll-ups of these parents after their children were moved without triggers. */
export function refreshParents(core: DmlCore, tx: Transaction, parent: ObjectDef, ids: readonly string[]): void {
  const children = new Set(parent.fields.flatMap((field) => (field.rollup ? [field.rollup.childObject] : [])));
  for (const child of children) {
    const plan = core.planOf(child);
    if (!plan) continue;
    for (const group of groupsOf(plan)) {
      if (group.parent.key === parent.key) refresh({ core, tx, plan }, group, new Map(ids.map((id) => [id, []])));
    }
  }
}

/**
 * Computes all roll-ups of every row of an object, below triggers and rules: for an object that got a roll-up, or whose roll-ups
 * now say something else.
 */
export function computeRollups(core: DmlCore, tx: Transaction, parent: ObjectDef): void {
  const children = new Set(parent.fields.flatMap((field) => (field.rollup ? [field.rollup.childObject] : [])));
  const ids = tx.db.all(`SELECT Id FROM ${quoteName(parent.apiName)}`).map((row) => String(row['Id']));
  for (const child of children) {
    const plan = core.planOf(child);
    if (!plan) continue;
    for (const group of groupsOf(plan).filter((candidate) => candidate.parent.key === parent.key)) {
      const sums = aggregate({ core, tx, plan }, group, ids);
      const records = ids.map((id) => {
        const record = new OrgRecord(parent);
        record.set('Id', id);
        group.targets.forEach(({ field, rollup }, index) => {
          record.slots[field.ordinal] = resultOf(field, rollup.operation, sums.get(id)?.[`r${index}`]);
        });
        return record;
      });
      const columns = group.targets.map((target) => target.field);
      updateRecords(tx.db, core.plan(parent), records, columns);
    }
  }
}

const groups = new WeakMap<ObjectPlan, readonly Group[]>();

function groupsOf(plan: ObjectPlan): readonly Group[] {
  let found = groups.get(plan);
  if (!found) {
    const byKey = new Map<string, RollupTarget[]>();
    for (const target of plan.rollupTargets) {
      const key = `${target.parent.key} ${target.childField.key}`;
      byKey.set(key, [...(byKey.get(key) ?? []), target]);
    }
    found = [...byKey.values()].flatMap((targets) => {
      const [first] = targets;
      return first ? [{ parent: first.parent, childField: first.childField, targets }] : [];
    });
    groups.set(plan, found);
  }
  return found;
}

/** Whether a change of this row can change a roll-up of the group. Formulas may always. */
function feeds(group: Group, row: SaveRow): boolean {
  if (row.changed(group.childField)) return true;
  return group.targets.some(({ rollup, childField }) =>
    [rollup.summarizedField, ...rollup.filters.map((filter) => filter.field)].some((name) => {
      const field = name === undefined ? undefined : childField.object.field(name);
      return field !== undefined && (field.formula !== undefined || row.changed(field));
    })
  );
}

function refresh(context: Rollups, group: Group, childrenOf: ReadonlyMap<string, readonly SaveRow[]>): void {
  if (childrenOf.size === 0) return;
  const { core, tx } = context;
  const ids = [...childrenOf.keys()];
  const sums = aggregate(context, group, ids);
  const plan = core.plan(group.parent);
  const changed: SaveRow[] = [];
  for (const [id, prior] of core.load(tx, group.parent, ids)) {
    if (plan.isDeleted && prior.slots[plan.isDeleted.ordinal] === true) continue;
    const row = new SaveRow(-1, { record: new OrgRecord(group.parent) }, prior.clone(), prior);
    group.targets.forEach(({ field, rollup }, index) => row.set(field, resultOf(field, rollup.operation, sums.get(id)?.[`r${index}`])));
    if (group.targets.some(({ field }) => row.changed(field))) changed.push(row);
  }
  if (group.childField.relationshipType !== 'masterDetail') {
    const columns = group.targets.map((target) => target.field);
    const records = changed.map((row) => row.record);
    updateRecords(tx.db, plan, records, columns);
    return;
  }
  for (let start = 0; start < changed.length; start += CHUNK) {
    const chunk = changed.slice(start, start + CHUNK);
    saveChunk(saveContext(core, tx, plan, 'update', PLATFORM_MODE), chunk);
    for (const parent of chunk) {
      for (const child of childrenOf.get(parent.record.id ?? '') ?? []) child.errors.push(...parent.errors);
    }
  }
}

function aggregate(context: Rollups, group: Group, ids: readonly string[]): Map<string, SqlRow> {
  const { core, tx, plan } = context;
  const parts: FormulaSql[] = group.targets.map((target) => rollupSql(target, core.translator));
  const column = quoteName(group.childField.apiName);
  const live = plan.isDeleted ? ' AND IsDeleted = 0' : '';
  const sql = `SELECT ${column} AS ParentId, ${parts.map((part, index) => `${part.sql} AS r${index}`).join(', ')} FROM ${plan.table} WHERE ${column} ${IN_LIST}${live} GROUP BY ${column}`;
  const params = boundParams(
    parts.flatMap((part) => part.params),
    (late) => late(tx)
  );
  return new Map(tx.db.all(sql, [...params, JSON.stringify(ids)]).map((row) => [String(row['ParentId']), row]));
}

/** Counts and sums of nothing are zero, the least and greatest of nothing empty. */
function resultOf(field: FieldDef, operation: string, value: SqlRow[string] | undefined): OrgValue {
  if (value === null || value === undefined) return operation === 'count' || operation === 'sum' ? 0 : null;
  if (field.type === 'percent') return Number(value);
  return asFieldValue(field, typeof value === 'bigint' ? Number(value) : value instanceof Uint8Array ? null : value);
}
