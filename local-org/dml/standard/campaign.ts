import type { SqlRow } from '../../database/types';
import { localDate } from '../formula/dates';
import { IN_LIST, insertRecords } from '../rows';
import type { SaveContext } from '../save-context';
import type { SaveRow } from '../save-row';
import { OrgRecord } from '../types';
import type { StandardRule } from './rule';

/** Statuses every new campaign starts with. */
const FIRST_STATUSES = [
  { Label: 'Sent', SortOrder: 1, IsDefault: true, HasResponded: false },
  { Label: 'Responded', SortOrder: 2, IsDefault: false, HasResponded: true }
] as const;

export const campaignRule: StandardRule = {
  written: (context, rows) => {
    const plan = context.core.planOf('CampaignMemberStatus');
    if (!plan || context.operation !== 'insert') return;
    const { core, tx, now } = context;
    const statuses = rows.flatMap((row) =>
      FIRST_STATUSES.map((status) => {
        const record = new OrgRecord(plan.object);
        const user = tx.user.id;
        const values = {
          ...status,
          Id: core.ids.next(plan.object.keyPrefix),
          CampaignId: row.record.id,
          CreatedById: user,
          LastModifiedById: user
        };
        for (const [name, value] of Object.entries(values)) record.set(name, value);
        for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) record.set(name, now);
        return record;
      })
    );
    insertRecords(tx.db, plan, statuses);
  }
};

/**
 * Members are a lead or a contact, once per campaign. A status the campaign does not have becomes its default one, and the
 * status says whether the member has responded.
 */
export const campaignMemberRule: StandardRule = {
  fill: applyStatus,
  complete: (context, rows) => {
    applyStatus(context, rows);
    requirePerson(context, rows);
    refuseSecondMembership(context, rows);
  }
};

function applyStatus(context: SaveContext, rows: readonly SaveRow[]): void {
  const { plan, tx } = context;
  const [campaign, status, responded, firstResponse] = [
    plan.need('CampaignId'),
    plan.need('Status'),
    plan.need('HasResponded'),
    plan.need('FirstRespondedDate')
  ];
  const touched = rows.filter((row) => row.changed(status) || row.prior === null);
  const known = statusesOf(context, new Set(touched.map((row) => row.get(campaign))));
  for (const row of touched) {
    const statuses = known.get(String(row.get(campaign)));
    if (!statuses || statuses.length === 0) continue;
    const wanted = String(row.get(status) ?? '').toLowerCase();
    const chosen =
      statuses.find((candidate) => String(candidate['Label']).toLowerCase() === wanted) ??
      statuses.find((candidate) => candidate['IsDefault'] === 1) ??
      statuses[0];
    if (!chosen) continue;
    row.set(status, String(chosen['Label']));
    row.set(responded, chosen['HasResponded'] === 1);
    if (chosen['HasResponded'] === 1 && row.get(firstResponse) === null)
      row.set(firstResponse, localDate(tx.clock.now(), tx.user.timeZone));
  }
}

function statusesOf(context: SaveContext, campaignIds: ReadonlySet<unknown>): Map<string, SqlRow[]> {
  const byCampaign = new Map<string, SqlRow[]>();
  if (campaignIds.size === 0 || !context.core.planOf('CampaignMemberStatus')) return byCampaign;
  const sql = `SELECT CampaignId, Label, IsDefault, HasResponded FROM "CampaignMemberStatus" WHERE CampaignId ${IN_LIST} AND IsDeleted = 0 ORDER BY SortOrder`;
  for (const row of context.tx.db.all(sql, [JSON.stringify([...campaignIds])])) {
    const key = String(row['CampaignId']);
    byCampaign.set(key, [...(byCampaign.get(key) ?? []), row]);
  }
  return byCampaign;
}

function requirePerson({ plan }: SaveContext, rows: readonly SaveRow[]): void {
  const [lead, contact] = [plan.need('LeadId'), plan.need('ContactId')];
  for (const row of rows) {
    if (row.get(lead) === null && row.get(contact) === null) {
      row.fail('REQUIRED_FIELD_MISSING', 'Required fields are missing: [LeadId, ContactId]', ['LeadId', 'ContactId']);
    }
  }
}

function refuseSecondMembership({ plan, tx }: SaveContext, rows: readonly SaveRow[]): void {
  const campaign = plan.need('CampaignId');
  for (const person of [plan.need('LeadId'), plan.need('ContactId')]) {
    const candidates = rows.filter((row) => row.ok && row.get(person) !== null && (row.changed(person) || row.prior === null));
    if (candidates.length === 0) continue;
    const sql = `SELECT Id, CampaignId, ${person.apiName} AS Person FROM "CampaignMember" WHERE ${person.apiName} ${IN_LIST} AND IsDeleted = 0`;
    const taken = new Map(
      tx.db
        .all(sql, [JSON.stringify(candidates.map((row) => row.get(person)))])
        .map((row) => [`${row['CampaignId']} ${row['Person']}`, String(row['Id'])])
    );
    for (const row of candidates) {
      const key = `${row.get(campaign)} ${row.get(person)}`;
      const holder = taken.get(key);
      if (holder !== undefined && holder !== row.record.id) row.fail('DUPLICATE_VALUE', 'Already a campaign member.');
      else taken.set(key, row.record.id ?? 'this call');
    }
  }
}
