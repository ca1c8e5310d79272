import { SYSTEM_ACCESS } from '../../local-org/soql/types';
import type { Transaction } from '../../local-org/database/types';
import type { Org } from '../../local-org/org';
import { isoDay, SAMPLE_DAYS, type FieldValues, type SampleCompany, type SampleLead } from './company';
import { RecordWriter } from './record-writer';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

interface SampleState {
  readonly campaignIds: Map<string, string>;
  readonly leadIds: Map<string, string>;
  readonly userIds: ReadonlyMap<string, string>;
}

/**
 * Plays the sample company's year into the org week by week, so that everything that happens on save happens at its time:
 * scores rise and fade, leads convert, deals close.
 * @param advance moves the org's clock (jobs that fall due run on the way)
 * @param onProgress told after each week how many of how many are done
 */
export function loadSampleCompany(
  org: Org,
  company: SampleCompany,
  today: number,
  advance: (to: number) => void,
  onProgress: (done: number, of: number) => void
): void {
  const state: SampleState = { campaignIds: new Map(), leadIds: new Map(), userIds: userIds(org) };
  const weeks = Math.ceil((SAMPLE_DAYS * DAY) / WEEK);
  for (let week = 0; week < weeks; week++) {
    const from = today - SAMPLE_DAYS * DAY + week * WEEK;
    const to = Math.min(from + WEEK, today);
    advance(to);
    playWeek(org, company, state, from, to);
    onProgress(week + 1, weeks);
  }
}

function userIds(org: Org): ReadonlyMap<string, string> {
  return new Map(org.db.all('SELECT Id, Username FROM User').map((row) => [String(row['Username']), String(row['Id'])]));
}

function playWeek(org: Org, company: SampleCompany, state: SampleState, from: number, to: number): void {
  const within = (at: number): boolean => at >= from && at < to;
  const admin = org.user('admin@lockstep.local');
  org.transact(admin, (tx) => {
    const writer = new RecordWriter(org, tx);
    const campaigns = company.campaigns.filter((campaign) => within(campaign.startsAt));
    const campaignIds = writer.insert(
      'Campaign',
      campaigns.map((campaign) => campaign.fields)
    );
    campaigns.forEach((campaign, index) => state.campaignIds.set(campaign.name, campaignIds[index] ?? ''));

    const leads = company.leads.filter((lead) => within(lead.createdAt));
    const leadIds = writer.insert(
      'Lead',
      leads.map((lead) => ({ ...lead.fields, OwnerId: state.userIds.get(lead.owner) ?? null, CreatedDate: lead.createdAt }))
    );
    leads.forEach((lead, index) => state.leadIds.set(lead.key, leadIds[index] ?? ''));
    writer.insert('CampaignMember', memberships(leads, state));
    writer.insert('Engagement__c', engagements(company, state, within));
  });
  org.transact(admin, (tx) => {
    for (const lead of company.leads)
      if (lead.deal && within(lead.deal.convertedAt)) convert(org, new RecordWriter(org, tx), tx, lead, state);
  });
  org.transact(admin, (tx) => {
    new RecordWriter(org, tx).update('Opportunity', closings(org, company, state, within));
  });
}

function memberships(leads: readonly SampleLead[], state: SampleState): FieldValues[] {
  return leads.flatMap((lead) => {
    const campaignId = lead.campaign ? state.campaignIds.get(lead.campaign) : undefined;
    return campaignId
      ? [{ CampaignId: campaignId, LeadId: state.leadIds.get(lead.key) ?? null, Status: lead.responded ? 'Responded' : 'Sent' }]
      : [];
  });
}

function engagements(company: SampleCompany, state: SampleState, within: (at: number) => boolean): FieldValues[] {
  return company.leads.flatMap((lead) =>
    lead.engagements.flatMap((engagement, index) =>
      within(engagement.at)
        ? [
            {
              Lead__c: state.leadIds.get(lead.key) ?? null,
              Type__c: engagement.type,
              Asset__c: engagement.asset,
              Occurred_At__c: engagement.at,
              External_Id__c: `sample-${lead.key}-${index + 1}`
            }
          ]
        : []
    )
  );
}

function convert(org: Org, writer: RecordWriter, tx: Transaction, lead: SampleLead, state: SampleState): void {
  const leadId = state.leadIds.get(lead.key);
  if (!lead.deal || !leadId) return;
  const options = { access: SYSTEM_ACCESS, allOrNone: true };
  const [result] = org.dml.convertLeads(
    tx,
    [
      {
        leadId,
        convertedStatus: 'Closed - Converted',
        accountId: null,
        contactId: null,
        opportunityId: null,
        opportunityName: `${String(lead.fields['Company'])} – first order`,
        doNotCreateOpportunity: false,
        overwriteLeadSource: false,
        ownerId: null,
        sendNotificationEmail: false
      }
    ],
    options
  );
  if (!result?.success)
    throw new Error(`Could not convert ${lead.key}: ${result?.errors.map((error) => error.message).join('; ') ?? 'no result'}`);
  const expectedClose = isoDay(lead.deal.convertedAt + 60 * DAY);
  writer.update('Opportunity', [
    { Id: result.opportunityId, Amount: lead.deal.amount, CloseDate: expectedClose, StageName: 'Qualification' }
  ]);
}

/** Deals that reach their last stage this week: closed ones, and at the year's end those still open. */
function closings(org: Org, company: SampleCompany, state: SampleState, within: (at: number) => boolean): FieldValues[] {
  return company.leads.flatMap((lead) => {
    const leadId = state.leadIds.get(lead.key);
    if (!lead.deal || !leadId || !within(lead.deal.closedAt - 1)) return [];
    const opportunityId = org.db.get('SELECT ConvertedOpportunityId AS id FROM Lead WHERE Id = ?', [leadId])?.['id'];
    if (typeof opportunityId !== 'string') return [];
    const closed = lead.deal.stageNow.startsWith('Closed');
    return [{ Id: opportunityId, StageName: lead.deal.stageNow, ...(closed ? { CloseDate: isoDay(lead.deal.closedAt) } : {}) }];
  });
}
