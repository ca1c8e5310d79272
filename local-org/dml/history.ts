import type { FieldDef } from '../schema/types';
import type { OrgValue } from '../values';
import type { ObjectPlan } from './plan';
import { insertRecords } from './rows';
import type { SaveContext } from './save-context';
import type { SaveRow } from './save-row';
import { OrgRecord } from './types';

/** Where an object keeps the changes of its tracked fields. */
interface History {
  readonly plan: ObjectPlan;
  readonly parent: FieldDef;
  readonly tracked: readonly FieldDef[];
}

const histories = new WeakMap<ObjectPlan, History | null>();

/** Notes creations and changes of tracked fields, where the org has a history object. */
export function writeHistory(context: SaveContext, rows: readonly SaveRow[]): void {
  const history = historyOf(context);
  if (!history) return;
  const records = rows.flatMap((row) => {
    if (row.prior === null) return [entry(context, history, row, 'created', null, null)];
    return history.tracked
      .filter((field) => row.changed(field))
      .map((field) => entry(context, history, row, field.apiName, row.before(field), row.get(field)));
  });
  if (records.length > 0) insertRecords(context.tx.db, history.plan, records);
}

function historyOf(context: SaveContext): History | null {
  let history = histories.get(context.plan);
  if (history === undefined) histories.set(context.plan, (history = findHistory(context)));
  return history;
}

function findHistory({ core, plan }: SaveContext): History | null {
  const tracked = plan.stored.filter((field) => field.trackHistory);
  const { apiName } = plan.object;
  const names = apiName.endsWith('__c') ? [apiName.replace(/__c$/, '__History')] : [`${apiName}History`, `${apiName}FieldHistory`];
  for (const name of names) {
    const found = core.planOf(name);
    const parent = found?.object.field(apiName.endsWith('__c') ? 'ParentId' : `${apiName}Id`);
    if (tracked.length > 0 && found?.object.field('OldValue') && parent) return { plan: found, parent, tracked };
  }
  return null;
}

function entry(context: SaveContext, history: History, row: SaveRow, field: string, before: OrgValue, after: OrgValue): OrgRecord {
  const record = new OrgRecord(history.plan.object);
  record.set('Id', context.core.ids.next(history.plan.object.keyPrefix));
  record.slots[history.parent.ordinal] = row.record.id;
  record.set('CreatedById', context.tx.user.id);
  record.set('CreatedDate', context.now);
  record.set('Field', field);
  record.set('OldValue', before === null ? null : String(before));
  record.set('NewValue', after === null ? null : String(after));
  return record;
}
