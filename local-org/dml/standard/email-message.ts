import type { FieldDef } from '../../schema/types';
import type { SaveRow } from '../save-row';
import type { StandardRule } from './rule';

const [NEW, READ, DRAFT] = ['0', '1', '5'];

/**
 * The activity of a message is the platform's: it makes it, and anyone who saves a message names one for emails of cases only (here, none,
 * since there are no cases). Of messages that are no drafts any more, only custom fields
 * change; and what is new becomes read.
 */
export const emailMessageRule: StandardRule = {
  complete: ({ operation, plan, mode }, rows) => {
    if (mode.internal) return;
    if (operation === 'insert') {
      refuseActivity(plan.need('ActivityId'), rows);
      return;
    }
    const status = plan.need('Status');
    const fixed = plan.stored.filter((field) => field.updateable && !field.custom);
    for (const row of rows) {
      if (row.before(status) === DRAFT) continue;
      const isRead = row.before(status) === NEW && row.get(status) === READ;
      const changed = fixed.filter((field) => row.changed(field) && !(field === status && isRead)).map((field) => field.apiName);
      if (changed.length > 0) row.fail('INSUFFICIENT_ACCESS_OR_READONLY', 'Only drafts of emails can be changed', changed);
    }
  }
};

function refuseActivity(field: FieldDef, rows: readonly SaveRow[]): void {
  for (const row of rows) {
    if (row.get(field) === null) continue;
    row.fail('INSUFFICIENT_ACCESS_OR_READONLY', 'The activity of an email can be set for emails of cases only', [field.apiName]);
  }
}
