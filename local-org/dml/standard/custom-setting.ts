import type { StandardRule } from './rule';

/** A hierarchy setting without owner is the organisation's. */
export const customSettingRule: StandardRule = {
  fill: ({ plan, tx, operation }, rows) => {
    const owner = plan.object.field('SetupOwnerId');
    if (operation !== 'insert' || !owner || plan.object.customSettingsType !== 'Hierarchy') return;
    const organization = tx.db.get('SELECT Id FROM "Organization"')?.['Id'];
    if (typeof organization !== 'string') return;
    for (const row of rows) if (row.get(owner) === null) row.set(owner, organization);
  }
};
