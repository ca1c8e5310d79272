import { Random } from './random';
import {
  ASSETS,
  CAMPAIGNS,
  COMPANY_KINDS,
  COMPANY_STEMS,
  COUNTRIES,
  FIRST_NAMES,
  HAND_OFF_REASONS,
  JUNIOR_TITLES,
  LAST_NAMES,
  SENIOR_TITLES
} from './vocabulary';

const DAY = 86_400_000;
const LEADS = 640;
export const SAMPLE_DAYS = 365;

export type FieldValues = Readonly<Record<string, string | number | boolean | null>>;

export interface SampleCampaign {
  readonly name: string;
  readonly startsAt: number;
  readonly fields: FieldValues;
}

export interface SampleEngagement {
  readonly at: number;
  readonly type: string;
  readonly asset: string;
}

export interface SampleDeal {
  /** When Marketing hands the person off, unless the definition did before. */
  readonly handedOffAt: number;
  readonly handOffReason: string;
  readonly convertedAt: number;
  readonly amount: number;
  readonly stageNow: string;
  /** When it reached its last stage. */
  readonly closedAt: number;
}

export interface SampleLead {
  readonly key: string;
  readonly createdAt: number;
  readonly owner: string;
  readonly fields: FieldValues;
  readonly engagements: readonly SampleEngagement[];
  /** Name of the campaign that brought the lead, if one did. */
  readonly campaign: string | null;
  readonly responded: boolean;
  readonly deal: SampleDeal | null;
}

export interface SampleCompany {
  readonly campaigns: readonly SampleCampaign[];
  readonly leads: readonly SampleLead[];
}

/**
 * A year of a company that sells software to other companies: who came, what they did, what became of it.
 * People who fit and engage are likelier to buy, so that scores have something to find; neither decides alone.
 * @param today end of the year, milliseconds since 1970
 */
export function sampleCompany(today: number, seed = 20_260_101): SampleCompany {
  const random = new Random(seed);
  const start = today - SAMPLE_DAYS * DAY;
  const campaigns = CAMPAIGNS.map(({ name, type, cost }, index) => {
    const startsAt = start + Math.floor((index / CAMPAIGNS.length) * 300) * DAY;
    const fields = {
      Name: name,
      Type: type,
      Status: startsAt + 60 * DAY < today ? 'Completed' : 'In Progress',
      IsActive: true,
      StartDate: isoDay(startsAt),
      EndDate: isoDay(startsAt + 60 * DAY),
      BudgetedCost: cost,
      ActualCost: Math.round(cost * (0.8 + random.next() * 0.4))
    };
    return { name, startsAt, fields };
  });
  const leads = Array.from({ length: LEADS }, (_, index) => sampleLead(random, index, start, today, campaigns));
  return { campaigns, leads };
}

function sampleLead(random: Random, index: number, start: number, today: number, campaigns: readonly SampleCampaign[]): SampleLead {
  const fit = random.next();
  const interest = random.next() ** 1.4;
  // More leads as the year continues: the square root leans towards its end.
  const createdAt = Math.floor(start + Math.sqrt(random.next()) * (SAMPLE_DAYS - 1) * DAY);
  const engagements = sampleEngagements(random, interest, createdAt, today);
  const running = campaigns.filter((campaign) => campaign.startsAt <= createdAt);
  const campaign = running.length > 0 && random.chance(0.6) ? random.pick(running).name : null;
  const deal = sampleDeal(random, fit, interest, createdAt, today);
  return {
    key: `lead-${index + 1}`,
    createdAt,
    owner: random.chance(0.5) ? 'rep@lockstep.local' : 'rep2@lockstep.local',
    fields: personFields(random, index, fit, deal),
    engagements: deal ? engagements.filter((engagement) => engagement.at < deal.convertedAt) : engagements,
    campaign,
    responded: random.chance(0.4 + interest / 2),
    deal
  };
}

function personFields(random: Random, index: number, fit: number, deal: SampleDeal | null): FieldValues {
  const firstName = random.pick(FIRST_NAMES);
  const lastName = random.pick(LAST_NAMES);
  const industry =
    fit > 0.4
      ? random.pick(['Technology', 'Banking', 'Insurance', 'Manufacturing', 'Healthcare'])
      : random.pick(Object.keys(COMPANY_KINDS));
  const company = `${random.pick(COMPANY_STEMS)} ${random.pick(COMPANY_KINDS[industry] ?? ['Group'])}`;
  const domain = company.toLowerCase().replace(/[^a-z]+/g, '-');
  const mailbox = `${firstName}.${lastName}.${index + 1}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9.]/g, '');
  return {
    FirstName: firstName,
    LastName: lastName,
    Company: company,
    Title: random.chance(fit) ? random.pick(SENIOR_TITLES) : random.pick(JUNIOR_TITLES),
    Industry: industry,
    NumberOfEmployees: fit > 0.3 ? random.integer(40, 2_400) : random.integer(2, 60),
    Country: random.weighted(COUNTRIES),
    Email: random.chance(0.95) || deal ? `${mailbox}@${domain}.example` : null,
    Phone: random.chance(0.7) || deal ? `+1 555 ${String(random.integer(0, 9_999_999)).padStart(7, '0')}` : null,
    LeadSource: random.weighted([
      ['Web', 45],
      ['Phone Inquiry', 12],
      ['Partner Referral', 13],
      ['Purchased List', 12],
      ['Other', 18]
    ]),
    HasOptedOutOfEmail: random.chance(0.04),
    Status: deal || random.chance(0.4) ? 'Working - Contacted' : 'Open - Not Contacted'
  };
}

function sampleEngagements(random: Random, interest: number, createdAt: number, today: number): SampleEngagement[] {
  const kinds: readonly (readonly [string, number])[] = [
    ['Website Visit', 30],
    ['Email Clicked', 18],
    ['Content Download', 12],
    ['Form Submitted', 6],
    ['Webinar Attended', 6],
    ['Event Attended', 3],
    ['Pricing Viewed', 14 * interest],
    ['Demo Requested', 9 * interest],
    ['Contact Requested', 5 * interest],
    ['Trial Started', 5 * interest],
    ['Unsubscribed', 1.5]
  ];
  const count = Math.round(1 + interest * 11 * random.next() + random.next() * 3);
  const engagements = Array.from({ length: count }, () => {
    const type = random.weighted(kinds);
    const at = Math.floor(createdAt + random.next() ** 2 * 120 * DAY);
    return { at, type, asset: random.pick(ASSETS[type] ?? ['Website']) };
  });
  return engagements.filter((engagement) => engagement.at < today).sort((a, b) => a.at - b.at);
}

function sampleDeal(random: Random, fit: number, interest: number, createdAt: number, today: number): SampleDeal | null {
  const handedOffAt = createdAt + random.integer(2, 25) * DAY;
  const convertedAt = handedOffAt + random.integer(8, 24) * DAY;
  if (!random.chance(fit * interest * 1.5) || handedOffAt > today - DAY) return null;
  const handOffReason = random.pick(HAND_OFF_REASONS);
  const closedAt = convertedAt + random.integer(5, 80) * DAY;
  const amount = random.integer(8, 120) * 1_000;
  const isOpen = closedAt > today - DAY;
  const closedAs = random.chance(0.45 + fit * 0.25) ? 'Closed Won' : 'Closed Lost';
  const stageNow = isOpen ? random.pick(['Qualification', 'Needs Analysis', 'Proposal/Price Quote']) : closedAs;
  return { handedOffAt, handOffReason, convertedAt, amount, stageNow, closedAt: isOpen ? today : closedAt };
}

export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
