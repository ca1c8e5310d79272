import fc from 'fast-check';
import type { FieldValues } from '../../scripts/sample/company';

/** A definition, people and what they did: everything that a score depends on. */
export interface Scenario {
  readonly definition: FieldValues;
  readonly groups: readonly FieldValues[];
  readonly criteria: readonly FieldValues[];
  readonly people: readonly Person[];
  /** Decides about the order in which people and engagements are written. */
  readonly shuffle: number;
}

export interface Person {
  readonly lead: FieldValues;
  readonly engagements: readonly FieldValues[];
}

const DAY = 86_400_000;
const GROUPS = ['One', 'Two', 'Three'];
const TYPES = ['Page View', 'Chat', 'Demo Requested', 'Email Opened', 'Unsubscribed'];
const ASSETS = ['pricing', 'Pricing guide', 'blog', 'ROI calculator'];
const INDUSTRIES = ['Banking', 'Education', 'Retail'];
const TITLES = ['VP Sales', 'vp marketing', 'Engineer', 'Sales Rep'];

const cents = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least * 100, max: most * 100 }).map((n) => n / 100);
const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 });
const points = fc.oneof(cents(1, 60), cents(-60, -1), fc.constantFrom(0.01, -0.01, 33.33, 99999.99, -99999.99));
const cap = perhaps(fc.oneof(cents(1, 40), fc.constant(0.01)));
const group = perhaps(fc.constantFrom(...GROUPS, 'one', 'Uncapped'));
const wholeNumber = fc.integer({ min: 0, max: 500 });
const range = fc.tuple(wholeNumber, wholeNumber).map(([a, b]) => `${Math.min(a, b)};${Math.max(a, b)}`);
const days = fc.integer({ min: 1, max: 120 }).map(String);
const day = fc.integer({ min: -400, max: 400 }).map((n) => new Date(Date.UTC(2026, 5, 15) + n * DAY).toISOString().slice(0, 10));

type Comparison = readonly [operator: string, value: fc.Arbitrary<string | null>];

const BLANK: Comparison = ['Is Blank', fc.constantFrom('true', 'false')];

const words = (values: readonly string[]): readonly Comparison[] => [
  ['Equals', fc.constantFrom(...values)],
  ['Not Equals', fc.constantFrom(...values)],
  ['Contains', fc.constantFrom(...values.map((value) => value.slice(1, 4)))],
  ['Starts With', fc.constantFrom(...values.map((value) => value.slice(0, 2)))],
  ['In List', fc.subarray([...values], { minLength: 1 }).map((list) => list.join(';'))],
  BLANK
];
const QUANTITIES: readonly Comparison[] = [
  ...['Equals', 'Not Equals', 'Greater', 'Less'].map((operator): Comparison => [operator, wholeNumber.map(String)]),
  ['Between', range],
  ['In List', fc.array(wholeNumber, { minLength: 1, maxLength: 3 }).map((list) => list.join(';'))],
  BLANK
];
const MOMENTS: readonly Comparison[] = [
  ['Greater', day],
  ['Less', day],
  ['Between', fc.tuple(day, day).map((ends) => ends.sort().join(';'))],
  ['Within Last N Days', days],
  BLANK
];

/** Fields of leads of every kind, and how each can be compared. */
const FIELDS: Readonly<Record<string, readonly Comparison[]>> = {
  Industry: words(INDUSTRIES),
  Title: words(TITLES),
  NumberOfEmployees: QUANTITIES,
  AnnualRevenue: QUANTITIES,
  HasOptedOutOfEmail: [
    ['Is True', fc.constantFrom('true', 'false')],
    ['Equals', fc.constantFrom('true', 'false')]
  ],
  EmailBouncedDate: MOMENTS
};

const comparisonOf = (choices: readonly Comparison[]): fc.Arbitrary<FieldValues> =>
  fc
    .constantFrom(...choices)
    .chain(([operator, values]) => values.map((value): FieldValues => ({ Operator__c: operator, Value__c: value })));

const fieldCriterion: fc.Arbitrary<FieldValues> = fc
  .constantFrom(...Object.keys(FIELDS))
  .chain((field) => comparisonOf(FIELDS[field] ?? []).map((comparison) => ({ Field__c: field, ...comparison })));

const common = { Points__c: points, Cap__c: cap, Group__c: group };

const fit = fc
  .tuple(fieldCriterion, fc.record({ ...common, Must_Have__c: fc.boolean() }))
  .map(([criterion, rest]): FieldValues => ({ Dimension__c: 'Fit', ...criterion, ...rest }));

const interestInField = fc
  .tuple(fieldCriterion, fc.record(common))
  .map(([criterion, rest]): FieldValues => ({ Dimension__c: 'Interest', ...criterion, ...rest }));

const interest = fc
  .tuple(
    fc.constantFrom(...TYPES),
    fc.oneof(
      fc.constant<FieldValues>({}),
      comparisonOf([
        ...['Greater', 'Less'].map((operator): Comparison => [operator, fc.integer({ min: 0, max: 6 }).map(String)]),
        ['Between', fc.constantFrom('0;2', '2;4', '1;1')],
        ['Contains', fc.constantFrom('pricing', 'o')],
        ['Equals', fc.constantFrom(...ASSETS)],
        ['Within Last N Days', days]
      ])
    ),
    fc.record({ ...common, Half_Life_Days__c: perhaps(fc.integer({ min: 0, max: 90 })) })
  )
  .map(([type, comparison, rest]): FieldValues => ({ Dimension__c: 'Interest', Engagement_Type__c: type, ...comparison, ...rest }));

const criteria = fc
  .array(fc.oneof(fit, interestInField, { weight: 2, arbitrary: interest }), { minLength: 1, maxLength: 14 })
  .map((list) =>
    list.map((criterion, index): FieldValues => ({ ...criterion, Name: `Criterion ${index}`, Criterion_Key__c: `key_${index}` }))
  );

const groups = fc
  .tuple(fc.subarray(GROUPS), fc.subarray(GROUPS))
  .chain(([ofFit, ofInterest]) =>
    fc
      .array(cents(1, 50), { minLength: 6, maxLength: 6 })
      .map((caps) =>
        [...ofFit.map((Name) => ({ Name, Dimension__c: 'Fit' })), ...ofInterest.map((Name) => ({ Name, Dimension__c: 'Interest' }))].map(
          (one, index): FieldValues => ({ ...one, Cap__c: caps[index] ?? 10 })
        )
      )
  );

const thresholds = fc
  .uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 3, maxLength: 3 })
  .map((list) => list.sort((a, b) => b - a));

const definition = fc
  .record({
    ofGrades: thresholds,
    ofLevels: thresholds,
    fitCap: cap,
    interestCap: cap,
    halfLife: perhaps(fc.integer({ min: 0, max: 60 })),
    guard: fc.boolean()
  })
  .map(({ ofGrades, ofLevels, fitCap, interestCap, halfLife, guard }): FieldValues => ({
    Name: 'Any definition',
    Reason_for_Change__c: 'To see what holds for every definition.',
    Hand_Off_Cells__c: 'A1;B1',
    Grade_A_From__c: ofGrades[0] ?? 3,
    Grade_B_From__c: ofGrades[1] ?? 2,
    Grade_C_From__c: ofGrades[2] ?? 1,
    Level_1_From__c: ofLevels[0] ?? 3,
    Level_2_From__c: ofLevels[1] ?? 2,
    Level_3_From__c: ofLevels[2] ?? 1,
    Fit_Cap__c: fitCap,
    Interest_Cap__c: interestCap,
    Default_Half_Life_Days__c: halfLife,
    Literature_Guard__c: guard
  }));

/** @param now the moment before which everything happened, in milliseconds */
function person(now: number): fc.Arbitrary<Person> {
  // Some evidence is of the same moment: nothing but the order in which it came tells it apart.
  const hoursAgo = fc.oneof(fc.integer({ min: 0, max: 24 * 200 }), { weight: 2, arbitrary: fc.constantFrom(0, 30, 24 * 20) });
  const moment = hoursAgo.map((hours) => now - hours * 3_600_000);
  return fc.record({
    lead: fc.record({
      Industry: perhaps(fc.constantFrom(...INDUSTRIES)),
      Title: perhaps(fc.constantFrom(...TITLES)),
      NumberOfEmployees: perhaps(wholeNumber),
      AnnualRevenue: perhaps(wholeNumber),
      HasOptedOutOfEmail: fc.boolean(),
      DoNotCall: fc.boolean()
    }),
    engagements: fc.array(
      fc.record({
        Type__c: fc.constantFrom(...TYPES),
        Occurred_At__c: moment,
        Asset__c: perhaps(fc.constantFrom(...ASSETS)),
        Quantity__c: fc.integer({ min: 1, max: 4 })
      }),
      { maxLength: 8 }
    )
  });
}

/** Any scenario whose evidence is before `now` (milliseconds). */
export function scenarios(now: number): fc.Arbitrary<Scenario> {
  return fc.record({ definition, groups, criteria, people: fc.array(person(now), { minLength: 1, maxLength: 6 }), shuffle: fc.nat() });
}

/** The items in an order that the seed decides. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed >>> 0;
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
