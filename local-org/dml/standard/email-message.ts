import type { StandardRule } from './rule';

const [NEW, READ, DRAFT] = ['0', '1', '5'];

/** Of messages that are no drafts any more, only custom fields change; and what is new becomes read. */
export const emailMessageRule: StandardRule = {
  complete: ({ operation, plan, mode }, rows) => {
    if (operation !== 'update' || mode.internal) return;
    const status = plan.need('Status');
    const fixed = plan.stored.filter((field) => field.updateable && !field.custom);
    for (const row of rows) {
      if (row.before(status) === DRAFT) continue;
      const isRead = row.before(status) === NEW && row.get(status) === READ;
      const changed = fixed.filter((field) => row.changed(field) && !(field === status && isRead)).map((field) => field.apiName);
      if (changed.length > 0) row.fail('INSUFFICIENT_ACCESS_OR_READONLY', 'Only drafts of e-mails can be changed', changed);
    }
  }
};
