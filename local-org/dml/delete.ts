import { quoteName } from '../database';
import type { Transaction } from '../database/types';
import type { DmlCore } from './core';
import { fire } from './fire';
import type { ChildLink, ObjectPlan } from './plan';
import { noteCleared, putIntoBin, type Binned } from './recycle-bin';
import { recomputeRollups } from './rollups';
import { IN_LIST, loadChildren } from './rows';
import { wholeSeconds } from './save-context';
import { okRows, SaveRow } from './save-row';
import { OrgRecord } from './types';

/** One chunk of records of one object to be deleted. */
export interface Deletion {
  readonly core: DmlCore;
  readonly tx: Transaction;
  readonly plan: ObjectPlan;
}

/** Records of one object that go in the same deletion. */
interface Doomed {
  readonly plan: ObjectPlan;
  readonly rows: SaveRow[];
  readonly rootOf: Map<string, string>;
}

/**
 * Deletes a chunk: before triggers, restrictions, cascades and cleared lookups, write, after triggers, roll-ups. Records taken
 * along and records whose lookup is cleared fire no triggers, as on the platform.
 * @param rows `record` is what the row will be, `prior` what it was
 */
export function deleteChunk(deletion: Deletion, rows: readonly SaveRow[]): void {
  const { core, tx, plan } = deletion;
  const firing = { core, tx, plan, session: core.formulas.session(tx) };
  fire(firing, 'before', 'delete', okRows(rows));
  const cascade = collect(deletion, rows);
  const doomed = okRows(rows);
  if (doomed.length === 0) return;
  cascade.write();
  for (const row of doomed) row.written = true;
  fire(firing, 'after', 'delete', doomed);
  cascade.recomputeRollups();
}

/** The rows that are deleted with these. Rows that cannot be deleted get their errors and are left out. */
function collect(deletion: Deletion, rows: readonly SaveRow[]): Cascade {
  for (;;) {
    const cascade = new Cascade(deletion);
    const doomed = okRows(rows);
    cascade.add(deletion.plan, doomed, new Map(doomed.map((row) => [row.record.id ?? '', row.record.id ?? ''])));
    if (!cascade.refuseRestricted(doomed)) return cascade;
  }
}

/** Whether rows of this object go to the recycle bin. */
function goesToBin(plan: ObjectPlan): boolean {
  return plan.object.undeletable && plan.isDeleted !== undefined;
}

class Cascade {
  private readonly doomed = new Map<ObjectPlan, Doomed>();

  constructor(private readonly deletion: Deletion) {}

  /** Adds errors to records that cannot be deleted because others refer to them or to their details. @returns whether there were any */
  refuseRestricted(roots: readonly SaveRow[]): boolean {
    const { core, tx } = this.deletion;
    for (const { plan, rootOf } of this.doomed.values()) {
      for (const link of plan.childLinks) {
        if (link.field.deleteConstraint !== 'restrict') continue;
        const child = core.plan(link.object);
        const goingToo = this.doomed.get(child)?.rootOf;
        const inTheWay = new Map<string, OrgRecord[]>();
        for (const record of loadChildren(tx.db, child, link.field, [...rootOf.keys()], false)) {
          const root = rootOf.get(String(record.slots[link.field.ordinal])) ?? '';
          if (goingToo?.has(record.id ?? '') !== true) inTheWay.set(root, [...(inTheWay.get(root) ?? []), record]);
        }
        for (const row of roots) refuseWith(row, link, inTheWay.get(row.record.id ?? ''));
      }
    }
    return roots.some((row) => !row.ok);
  }

  /** Takes records and, level by level, what hangs on them. One query per level and relationship. */
  add(plan: ObjectPlan, rows: readonly SaveRow[], rootOf: ReadonlyMap<string, string>): void {
    let group = this.doomed.get(plan);
    if (!group) this.doomed.set(plan, (group = { plan, rows: [], rootOf: new Map() }));
    const fresh: SaveRow[] = [];
    for (const row of rows) {
      const id = row.record.id ?? '';
      if (group.rootOf.has(id)) continue;
      group.rows.push(row);
      group.rootOf.set(id, rootOf.get(id) ?? id);
      fresh.push(row);
    }
    if (fresh.length === 0) return;
    for (const link of plan.childLinks) if (link.field.deleteConstraint === 'cascade') this.addChildren(link, fresh, group.rootOf);
  }

  private addChildren(link: ChildLink, parents: readonly SaveRow[], rootOf: ReadonlyMap<string, string>): void {
    const { core, tx } = this.deletion;
    const plan = core.plan(link.object);
    const parentIds = parents.map((row) => row.record.id ?? '');
    const children = loadChildren(tx.db, plan, link.field, parentIds, false);
    if (children.length === 0) return;
    const roots = new Map(children.map((child) => [child.id ?? '', rootOf.get(String(child.slots[link.field.ordinal])) ?? '']));
    this.add(
      plan,
      children.map((child) => deletedRow(plan, -1, child)),
      roots
    );
  }

  write(): void {
    const { tx } = this.deletion;
    for (const { plan, rows, rootOf } of this.doomed.values()) {
      const ids = rows.map((row) => row.record.id ?? '');
      this.clearLookups(plan, ids, rootOf);
      if (goesToBin(plan)) {
        const stamp = plan.object.field('SystemModstamp') ? `, SystemModstamp = ${wholeSeconds(tx.clock.now())}` : '';
        tx.db.run(`UPDATE ${plan.table} SET IsDeleted = 1${stamp} WHERE Id ${IN_LIST}`, [JSON.stringify(ids)]);
        putIntoBin(
          tx.db,
          plan.object,
          ids.map((id): Binned => ({ id, rootId: rootOf.get(id) ?? id }))
        );
      } else {
        tx.db.run(`DELETE FROM ${plan.table} WHERE Id ${IN_LIST}`, [JSON.stringify(ids)]);
      }
    }
  }

  private clearLookups(plan: ObjectPlan, ids: readonly string[], rootOf: ReadonlyMap<string, string>): void {
    const { core, tx } = this.deletion;
    const list = JSON.stringify(ids);
    for (const { object, field } of plan.childLinks) {
      if (field.deleteConstraint === 'cascade' || field.deleteConstraint === 'restrict') continue;
      const child = core.plan(object);
      const column = quoteName(field.apiName);
      const live = child.isDeleted ? ' AND IsDeleted = 0' : '';
      const where = `WHERE ${column} ${IN_LIST}${live}`;
      const cleared = tx.db.all(`SELECT Id, ${column} AS TargetId FROM ${child.table} ${where}`, [list]);
      if (cleared.length === 0) continue;
      tx.db.run(`UPDATE ${child.table} SET ${column} = NULL ${where}`, [list]);
      const noted = cleared.map((row) => ({
        id: String(row['Id']),
        targetId: String(row['TargetId']),
        rootId: rootOf.get(String(row['TargetId'])) ?? ''
      }));
      noteCleared(tx.db, object, field, noted);
    }
  }

  /** Roll-ups on parents that stay. */
  recomputeRollups(): void {
    const { core, tx } = this.deletion;
    for (const { plan, rows } of this.doomed.values()) recomputeRollups({ core, tx, plan }, rows);
  }
}

function refuseWith(row: SaveRow, link: ChildLink, inTheWay: readonly OrgRecord[] | undefined): void {
  if (inTheWay === undefined) return;
  const what = `${link.object.pluralLabel.toLowerCase()}: ${inTheWay.map(nameOf).join(', ')}`;
  row.fail(
    'DELETE_FAILED',
    `Your attempt to delete ${nameOf(row.record)} could not be completed because it is associated with the following ${what}`
  );
}

/** A row to be deleted: as it is, and as it will be. */
export function deletedRow(plan: ObjectPlan, index: number, prior: OrgRecord): SaveRow {
  const record = prior.clone();
  if (plan.isDeleted) record.slots[plan.isDeleted.ordinal] = true;
  return new SaveRow(index, { record: new OrgRecord(plan.object) }, record, prior);
}

function nameOf(record: OrgRecord): string {
  const { nameField } = record.object;
  return String((nameField && record.slots[nameField.ordinal]) ?? record.id ?? '');
}
