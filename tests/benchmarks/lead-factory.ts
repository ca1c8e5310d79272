import type { FieldValues } from '../../scripts/sample/company';
import { Random } from '../../scripts/sample/random';
import { COUNTRIES, FIRST_NAMES, JUNIOR_TITLES, LAST_NAMES, SENIOR_TITLES } from '../../scripts/sample/vocabulary';

/** The moment at which leads are scored. */
export const SCORED_AT = Date.UTC(2026, 5, 15, 12);

const DAY = 86_400_000;
const SEED = 4680;
const INDUSTRIES = ['Technology', 'Banking', 'Insurance', 'Manufacturing', 'Healthcare', 'Retail', 'Education', 'Hospitality'];
const SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
const RATINGS = ['Hot', 'Warm', 'Cold'];
const CITIES = ['Berlin', 'Hamburg', 'Austin', 'Boston', 'Leeds', 'Toronto', 'Lyon', 'Graz'];
const TYPES = [
  'Demo Requested',
  'Contact Requested',
  'Trial Started',
  'Pricing Viewed',
  'Webinar Attended',
  'Content Download',
  'Website Visit',
  'Email Clicked'
];
const ASSETS = ['Buyer guide', 'Price list', 'Case study: Harbor', 'Welcome', 'Migration guide'];

export interface FactoryEngagement {
  readonly type: string;
  readonly asset: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly quantity: number;
}

export interface FactoryLead {
  /** Fields that a client sets. */
  readonly fields: FieldValues;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly engagements: readonly FactoryEngagement[];
}

/** Leads that differ from each other in everything the criteria look at; always the same ones. */
export function makeLeads(count: number): FactoryLead[] {
  const random = new Random(SEED);
  return Array.from({ length: count }, (_, index) => makeLead(random, index));
}

function makeLead(random: Random, index: number): FactoryLead {
  const maybe = <T>(probability: number, value: T): T | null => (random.chance(probability) ? value : null);
  const lastName = random.pick(LAST_NAMES);
  const company = `${random.pick(['Harbor', 'North', 'Prime', 'Delta', 'Summit'])} ${random.pick(['Cloud', 'Works', 'Consulting', 'Bank', 'University'])} ${index}`;
  return {
    fields: {
      FirstName: random.pick(FIRST_NAMES),
      LastName: lastName,
      Company: company,
      Title: maybe(0.9, random.pick(random.chance(0.4) ? SENIOR_TITLES : JUNIOR_TITLES)),
      Industry: maybe(0.8, random.pick(INDUSTRIES)),
      NumberOfEmployees: maybe(0.8, random.integer(1, 5000)),
      AnnualRevenue: maybe(0.6, random.integer(10, 90_000) * 1000),
      Country: maybe(0.9, random.weighted(COUNTRIES)),
      City: maybe(0.7, random.pick(CITIES)),
      LeadSource: random.pick(SOURCES),
      Rating: maybe(0.5, random.pick(RATINGS)),
      Email: maybe(0.9, `${lastName.toLowerCase()}.${index}@${random.chance(0.2) ? 'gmail' : 'harbor'}.example`),
      Phone: maybe(0.6, `+1 555 ${1000 + (index % 9000)}`),
      Website: maybe(0.5, `https://harbor-${index}.example`),
      Description: maybe(0.3, random.pick(['Looks for a replacement', 'Has budget this year', 'Just looking'])),
      HasOptedOutOfEmail: random.chance(0.05),
      DoNotCall: random.chance(0.1)
    },
    createdAt: SCORED_AT - random.integer(0, 300) * DAY - random.integer(0, DAY - 1),
    engagements: Array.from({ length: random.integer(0, 6) }, () => ({
      type: random.pick(TYPES),
      asset: random.pick(ASSETS),
      occurredAt: SCORED_AT - random.integer(0, 120) * DAY - random.integer(0, DAY - 1),
      quantity: random.integer(1, 3)
    }))
  };
}
