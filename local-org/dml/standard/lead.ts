import { localDate } from '../formula/dates';
import type { StandardRule } from './rule';

/** Converted leads are read-only; a change of owner is dated. */
export const leadRule: StandardRule = {
  fill: ({ plan, mode, operation }, rows) => {
    const converted = plan.object.field('IsConverted');
    if (operation !== 'update' || mode.internal || !converted) return;
    for (const row of rows) if (row.before(converted) === true) row.fail('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  },
  complete: ({ plan, tx, operation }, rows) => {
    const [owner, transferred] = [plan.object.field('OwnerId'), plan.object.field('LastTransferDate')];
    if (!owner || !transferred) return;
    for (const row of rows) {
      if (operation === 'insert' || row.changed(owner)) row.set(transferred, localDate(tx.clock.now(), tx.user.timeZone));
    }
  }
};
