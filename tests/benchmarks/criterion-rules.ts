import type { FieldValues } from '../../scripts/sample/company';
import type { FactoryEngagement, FactoryLead } from './lead-factory';

/** What a criterion tells of one person, in hundredths of points. */
export interface Line {
  readonly key: string;
  readonly dimension: string;
  readonly group: string | null;
  readonly points: number;
}

/** A criterion read once and applied to many leads, as a programmer would write it by hand. */
export interface Rule {
  readonly key: string;
  readonly dimension: string;
  readonly mustHave: boolean;
  /** The field that is compared; null: it looks at engagements. */
  readonly field: string | null;
  readonly engagementType: string | null;
  holds(lead: FactoryLead): boolean;
  evaluate(lead: FactoryLead, change: NextChange): Line | null;
}

const DAY = 86_400_000;
const MILLION = 1_000_000;

/** The earliest moment at which time alone changes a score. */
export class NextChange {
  at: number | null = null;

  constructor(readonly now: number) {}

  note(at: number): void {
    if (at > this.now && (this.at === null || at < this.at)) this.at = at;
  }
}

/** @returns the criteria in the order in which Lockstep applies them: by dimension, then by key */
export function readRules(criteria: readonly FieldValues[], defaultHalfLife: number | null, now: number): Rule[] {
  return criteria.map((record) => readRule(record, defaultHalfLife, now));
}

function readRule(record: FieldValues, defaultHalfLife: number | null, now: number): Rule {
  const key = String(record['Name']);
  const dimension = String(record['Dimension__c']);
  const group = text(record['Group__c']);
  const points = number(record['Points__c']) ?? 0;
  const cap = number(record['Cap__c']);
  const field = text(record['Field__c']);
  const engagementType = text(record['Engagement_Type__c']);
  const operator = text(record['Operator__c']);
  const value = text(record['Value__c']) ?? '';
  const halfLife = dimension === 'Interest' ? (number(record['Half_Life_Days__c']) ?? defaultHalfLife) : null;
  const days = operator === 'Within Last N Days' ? Number(value) : null;
  const factors = new Map<number, number>();

  const ageOf = (at: number): number => (at >= now ? 0 : Math.floor((now - at) / DAY));
  /** What is left after fading, in millionths. */
  const left = (age: number): number => {
    if (!halfLife || age === 0) return MILLION;
    let factor = factors.get(age);
    if (factor === undefined) {
      factor = Math.round(0.5 ** (age / halfLife) * MILLION);
      factors.set(age, factor);
    }
    return factor;
  };
  const line = (effective: number, youngest: number | null, change: NextChange): Line => {
    const unrounded = points * effective;
    const rounded = Math.sign(unrounded) * Math.round(Math.abs(unrounded) / 10_000);
    const most = cap === null ? Infinity : cap * 100;
    const shown = Math.max(-most, Math.min(most, rounded));
    if (halfLife && youngest !== null) noteFading(Math.abs(unrounded) / MILLION, Math.abs(shown), halfLife, youngest, change);
    return { key, dimension, group, points: shown };
  };

  if (field !== null) {
    const matches = days === null ? matcher(operator, value) : null;
    const holds = (lead: FactoryLead): boolean =>
      matches ? matches(lead.fields[field] ?? null) : days !== null && ageOf(lead.createdAt) <= days;
    return {
      key,
      dimension,
      field,
      engagementType,
      mustHave: record['Must_Have__c'] === true,
      holds,
      evaluate: (lead, change) => {
        if (!holds(lead)) return null;
        if (days === null) return line(MILLION, null, change);
        change.note(lead.createdAt + (days + 1) * DAY);
        return line(left(ageOf(lead.createdAt)), untilNextDay(lead.createdAt, now), change);
      }
    };
  }

  const counts = operator === 'Greater' || operator === 'Less' || operator === 'Between';
  const matches = operator === null || days !== null ? null : matcher(operator, value);
  const looksAt = (engagement: FactoryEngagement): boolean =>
    engagement.type === engagementType &&
    (days === null ? counts || !matches || matches(engagement.asset) : ageOf(engagement.occurredAt) <= days);
  const quantity = (lead: FactoryLead): number =>
    lead.engagements.reduce((sum, engagement) => (engagement.type === engagementType ? sum + engagement.quantity : sum), 0);
  return {
    key,
    dimension,
    field,
    engagementType,
    mustHave: record['Must_Have__c'] === true,
    holds: (lead) => (counts && matches ? matches(quantity(lead)) : lead.engagements.some(looksAt)),
    evaluate: (lead, change) => {
      if (counts && matches && !matches(quantity(lead))) return null;
      let effective = 0;
      let newest = -Infinity;
      let youngest = Infinity;
      for (const engagement of lead.engagements) {
        if (!looksAt(engagement)) continue;
        const at = engagement.occurredAt;
        effective += engagement.quantity * left(ageOf(at));
        newest = Math.max(newest, at);
        youngest = Math.min(youngest, untilNextDay(at, now));
        if (days !== null) change.note(at + (days + 1) * DAY);
      }
      if (!counts) return newest === -Infinity ? null : line(effective, youngest, change);
      return newest === -Infinity ? line(MILLION, null, change) : line(left(ageOf(newest)), untilNextDay(newest, now), change);
    }
  };
}

/** @param size points before rounding and cap @param shown hundredths of points after them, both without sign */
function noteFading(size: number, shown: number, halfLife: number, youngest: number, change: NextChange): void {
  const edge = (shown * 10 - 5) / 1000;
  if (edge <= 0 || size <= 0) return;
  const days = size <= edge ? 1 : Math.floor((halfLife * Math.log(size / edge)) / Math.log(2)) + 1;
  if (days <= 36_500) change.note(change.now + (days - 1) * DAY + youngest);
}

function untilNextDay(at: number, now: number): number {
  return at > now ? DAY + at - now : DAY - ((now - at) % DAY);
}

type Value = FieldValues[string];

function matcher(operator: string | null, expected: string): (value: Value) => boolean {
  const wanted = expected.toLowerCase();
  const list = new Set(wanted.split(';'));
  const [low = NaN, high = NaN] = expected.split(';').map(Number);
  const onText = (compare: (given: string) => boolean) => (value: Value) => value !== null && compare(String(value).toLowerCase());
  const onNumber = (compare: (given: number) => boolean) => (value: Value) => typeof value === 'number' && compare(value);
  switch (operator) {
    case 'Equals':
      return onText((given) => given === wanted);
    case 'Not Equals':
      return onText((given) => given !== wanted);
    case 'Contains':
      return onText((given) => given.includes(wanted));
    case 'Starts With':
      return onText((given) => given.startsWith(wanted));
    case 'In List':
      return onText((given) => list.has(given));
    case 'Greater':
      return onNumber((given) => given > low);
    case 'Less':
      return onNumber((given) => given < low);
    case 'Between':
      return onNumber((given) => given >= low && given <= high);
    case 'Is Blank':
      return (value) => (value === null || value === '') === (wanted === 'true');
    default:
      throw new RangeError(`The hand-written loop has no operator ${operator}`);
  }
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
