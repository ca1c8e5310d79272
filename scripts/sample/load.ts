import { SYSTEM_ACCESS } from '../../local-org/soql/types';
import type { RunningUser, Transaction } from '../../local-org/database/types';
import type { Org } from '../../local-org/org';
import { isoDay, SAMPLE_DAYS, type FieldValues, type SampleCompany, type SampleLead } from './company';
import { RecordWriter } from './record-writer';
import type { SalesTeam } from './sales-team';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

interface SampleState {
  readonly campaignIds: Map<string, string>;
  readonly leadIds: Map<string, string>;
  readonly userIds: ReadonlyMap<string, string>;
}

/** How long before today Marketing and Sales began to hand off under an agreement. */
const HAND_OFF_WEEKS = 51;
/** How long before today leads come day by day; before, week by week. */
const WEEKS_BY_DAY = 3;
/** How often scores fade before that. A real org does it every night; here the year would take twice as long to play. */
const WEEKS_BETWEEN_FADING = 4;

const TRADE_SHOW = 'Asked for a call at the Manufacturing trade show';
const WEBINAR = 'Had a question at the end of the webinar';
const HOTLINE = 'Called the hotline and wants an offer';
const WEBINARS = 11;

/** People have read the notices that are older. */
const DAYS_UNREAD = 1.5;

/** Events after which Marketing hands people off manually: a webinar every four weeks, and three others in the last weeks. */
const EVENTS = [
  ...Array.from({ length: WEBINARS }, (_, index) => ({ daysAgo: 44 + 28 * index, people: 9, reason: WEBINAR })),
  { daysAgo: 16, people: 8, reason: TRADE_SHOW },
  { daysAgo: 5, people: 6, reason: WEBINAR },
  { daysAgo: 0, people: 5, reason: HOTLINE }
];

/** What moves the year along. */
export interface SampleStage {
  /** Moves the org's clock; jobs that fall due run on the way. */
  readonly advance: (to: number) => void;
  /** The part of the nightly work that does not wait for anything to be saved. It runs every night of the last weeks, and now and then before. */
  readonly letScoresFade: () => void;
  /** Agrees on hand-offs and switches them on. @returns those who work them */
  readonly beginAutoHandOff: (willBuy: (leadId: string) => boolean) => SalesTeam;
  /** Told after each week how many of how many are done. */
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Plays the sample company's year into the org, so that everything that happens on save happens at its time: scores rise and fade,
 * people are handed off, called and decided on, leads convert, deals close.
 */
export function loadSampleCompany(org: Org, company: SampleCompany, today: number, stage: SampleStage): void {
  const state: SampleState = { campaignIds: new Map(), leadIds: new Map(), userIds: userIds(org) };
  const weeks = Math.ceil((SAMPLE_DAYS * DAY) / WEEK);
  let team: SalesTeam | null = null;
  for (let week = 0; week < weeks; week++) {
    const from = today - SAMPLE_DAYS * DAY + week * WEEK;
    const to = Math.min(from + WEEK, today);
    if (week === weeks - HAND_OFF_WEEKS) team = stage.beginAutoHandOff(buyers(company, state));
    const byDay = week >= weeks - WEEKS_BY_DAY;
    for (const [start, end] of byDay ? daysBetween(from, to) : [[from, to] as const]) {
      team?.workUntil(end);
      stage.advance(end);
      if (byDay || week % WEEKS_BETWEEN_FADING === 0) stage.letScoresFade();
      play(org, company, state, start, end);
      if (!team) continue;
      const daysAgo = (at: number): number => Math.round((today - at) / DAY);
      for (const event of EVENTS.filter((held) => held.daysAgo < daysAgo(start) && held.daysAgo >= daysAgo(end))) {
        handOff(org, bestOf(org, event.people), event.reason);
      }
      handOffBuyers(org, company, state, start, end);
    }
    stage.onProgress(week + 1, weeks);
  }
  for (const id of state.userIds.values()) org.notifications.markSentUntil(id, today - DAYS_UNREAD * DAY, { read: true });
}

/** The best leads that were never handed off. @returns their ids */
function bestOf(org: Org, people: number): string[] {
  const best = org.db.all(
    `SELECT l.Id AS id FROM Lead l WHERE l.IsConverted = 0 AND l.IsDeleted = 0 AND l.Phone IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM Hand_Off__c h WHERE h.Lead__c = l.Id) ORDER BY l.Lockstep_Score__c DESC, l.Id LIMIT ?`,
    [people]
  );
  return best.map((row) => String(row['id']));
}

/** Hands off the leads that will buy and that the definition has not handed off. */
function handOffBuyers(org: Org, company: SampleCompany, state: SampleState, from: number, to: number): void {
  for (const { key, deal } of company.leads) {
    const id = state.leadIds.get(key);
    if (!id || !deal || deal.handedOffAt < from || deal.handedOffAt >= to) continue;
    if (!org.db.get('SELECT 1 AS had FROM Hand_Off__c WHERE Lead__c = ?', [id])) handOff(org, [id], deal.handOffReason);
  }
}

/** Hands people off in the name of Marketing. */
function handOff(org: Org, leadIds: readonly string[], reason: string): void {
  if (leadIds.length === 0) return;
  org.transact(org.user('marketer@lockstep.local'), (tx) => {
    const handOffs = leadIds.map((id) => ({ Lead__c: id, Source__c: 'Manual', Manual_Reason__c: reason }));
    new RecordWriter(org, tx).insert('Hand_Off__c', handOffs);
  });
}

function daysBetween(from: number, to: number): (readonly [number, number])[] {
  const days = Math.ceil((to - from) / DAY);
  return Array.from({ length: days }, (_, day) => [from + day * DAY, Math.min(from + (day + 1) * DAY, to)] as const);
}

/** Whether a lead, by its id, is going to be a customer. */
function buyers(company: SampleCompany, state: SampleState): (leadId: string) => boolean {
  const keys = new Set(company.leads.filter(({ deal }) => deal !== null).map(({ key }) => key));
  return (leadId) => [...state.leadIds].some(([key, id]) => id === leadId && keys.has(key));
}

function userIds(org: Org): ReadonlyMap<string, string> {
  return new Map(org.db.all('SELECT Id, Username FROM User').map((row) => [String(row['Username']), String(row['Id'])]));
}

/** Everything that happens from one moment to another, as if it happened at the later one. */
function play(org: Org, company: SampleCompany, state: SampleState, from: number, to: number): void {
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
  for (const lead of company.leads) {
    if (lead.deal && within(lead.deal.convertedAt)) {
      org.transact(holder(org, state.leadIds.get(lead.key)) ?? admin, (tx) => convert(org, new RecordWriter(org, tx), tx, lead, state));
    }
  }
  const closed = closings(org, company, state, within);
  if (closed.length > 0) org.transact(admin, (tx) => new RecordWriter(org, tx).update('Opportunity', closed));
}

/** Who works the lead's open hand-off, if somebody does: that person converts it. */
function holder(org: Org, leadId: string | undefined): RunningUser | null {
  const row = org.db.get(
    `SELECT u.Id AS id FROM Hand_Off__c h JOIN User u ON u.Id = h.OwnerId
     WHERE h.Lead__c = ? AND h.Open_Key__c IS NOT NULL AND h.IsDeleted = 0`,
    [leadId ?? null]
  );
  return row ? org.user(String(row['id'])) : null;
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
        ownerId: isWithQueue(org, leadId) ? (state.userIds.get(lead.owner) ?? null) : null,
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

/** Queues own leads, but nobody's customers. */
function isWithQueue(org: Org, leadId: string): boolean {
  return org.db.get('SELECT 1 AS found FROM Lead l JOIN "Group" g ON g.Id = l.OwnerId WHERE l.Id = ?', [leadId]) !== undefined;
}

/** Opportunities that reach their last stage this week: closed ones, and at the year's end the open ones. */
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
