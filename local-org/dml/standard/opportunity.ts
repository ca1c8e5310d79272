import { OrgRecord } from '../types';
import { insertRecords } from '../rows';
import type { SaveContext } from '../save-context';
import type { SaveRow } from '../save-row';
import type { StandardRule } from './rule';

/** Changes of these leave a row in OpportunityHistory. */
const TRACKED = ['StageName', 'Amount', 'Probability', 'CloseDate'];
const COPIED = [...TRACKED, 'ExpectedRevenue', 'ForecastCategory'];

/** Keeps the stage history. */
export const opportunityRule: StandardRule = {
  written: (context, rows) => {
    const plan = context.core.planOf('OpportunityHistory');
    if (!plan) return;
    const tracked = TRACKED.flatMap((name) => context.plan.object.field(name) ?? []);
    const moved = rows.filter((row) => row.prior === null || tracked.some((field) => row.changed(field)));
    insertRecords(
      context.tx.db,
      plan,
      moved.map((row) => historyOf(context, row, new OrgRecord(plan.object)))
    );
  }
};

function historyOf(context: SaveContext, row: SaveRow, history: OrgRecord): OrgRecord {
  const { tx, core, session, now } = context;
  history.set('Id', core.ids.next(history.object.keyPrefix));
  history.set('OpportunityId', row.record.id);
  history.set('CreatedById', tx.user.id);
  history.set('CreatedDate', now);
  history.set('SystemModstamp', now);
  for (const name of COPIED) {
    const [source, target] = [context.plan.object.field(name), history.object.field(name)];
    if (source && target) history.slots[target.ordinal] = session.value(row.record, source);
  }
  return history;
}
