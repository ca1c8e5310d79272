import fc from 'fast-check';
import { INDUSTRIES } from './terms';

/** Who acts: sample users, without the domain. */
export type Actor = 'admin' | 'rep' | 'rep2' | 'marketer' | 'vp.sales';
/** Somebody, or anyone who has the hand-off. */
export type Decider = Actor | 'holder';
export const ACTIONS = ['Accept', 'Reject', 'Disqualify', 'Recycle', 'Convert', 'Withdraw'] as const;
export type Action = (typeof ACTIONS)[number];

/** A decision somebody makes about a hand-off, by the REST resource or by a direct edit of the fields. */
export interface Deciding {
  readonly do: 'decide';
  readonly by: Decider;
  readonly how: 'rest' | 'edit';
  /** Whether it is about a decided hand-off. */
  readonly late: boolean;
  readonly which: number;
  readonly action: Action;
  /** Number among the reasons of the action. */
  readonly reason: number;
  readonly note: string | null;
  readonly wakeInDays: number | null;
}

/** Something that happens. Its numbers choose among the existing records, so that a step is valid anywhere. */
export type Step =
  | { readonly do: 'arrive'; readonly count: number; readonly contacts: boolean; readonly industry: string; readonly company: number }
  | { readonly do: 'hand off'; readonly by: Actor; readonly which: number; readonly count: number; readonly source: string }
  | Deciding
  | {
      readonly do: 'convert';
      readonly by: Actor;
      readonly which: number;
      readonly into: 'new' | 'contact' | 'deal';
      readonly deal: boolean;
    }
  | { readonly do: 'edit'; readonly by: Actor; readonly which: number; readonly change: number }
  | { readonly do: 'give'; readonly by: Actor; readonly which: number; readonly to: string }
  | { readonly do: 'merge'; readonly what: 'Lead' | 'Contact'; readonly which: number; readonly losers: readonly number[] }
  | { readonly do: 'delete' | 'undelete'; readonly by: Actor; readonly what: string; readonly which: number }
  | { readonly do: 'deal'; readonly which: number; readonly stage: string | null; readonly amount: number | null }
  | { readonly do: 'new deal'; readonly which: number; readonly amount: number | null; readonly stage: string; readonly primary: boolean }
  | { readonly do: 'role'; readonly which: number; readonly deal: number }
  | { readonly do: 'reroute' | 'pause' | 'resume'; readonly which: number; readonly count: number }
  | { readonly do: 'touch'; readonly by: Actor; readonly which: number; readonly how: string }
  | { readonly do: 'leave' | 'return'; readonly who: 'rep' | 'rep2' }
  | { readonly do: 'absence'; readonly who: 'rep' | 'rep2'; readonly hours: number }
  | { readonly do: 'wait'; readonly minutes: number; readonly sweeping: boolean }
  | { readonly do: 'sweep twice' | 'save all' };

const MANY = 200;
const ENOUGH = 40;
const HOUR = 60;
const DAY = 24 * HOUR;

const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const which = fc.nat({ max: 9 });
const seller: fc.Arbitrary<Actor> = some('rep', 'rep', 'rep2', 'rep2', 'admin');
const anybody: fc.Arbitrary<Actor> = fc.oneof({ weight: 4, arbitrary: seller }, some<Actor>('marketer', 'vp.sales'));
const few = fc.integer({ min: 1, max: 4 });
const amount = fc.option(some(0, 100, 100.01, 9999.99), { freq: 5 });
const stage = some<string>('Prospecting', 'Closed Won', 'Closed Won', 'Closed Lost');

type Weighted = readonly [weight: number, arbitrary: fc.Arbitrary<Step>];
const weighted: readonly Weighted[] = [
  [
    4,
    fc.record({
      do: some('arrive' as const),
      count: fc.oneof({ weight: ENOUGH, arbitrary: few }, fc.constant(MANY)),
      contacts: some(false, false, true),
      industry: some(...INDUSTRIES),
      company: fc.nat({ max: 2 })
    })
  ],
  [
    8,
    fc.record({
      do: some('hand off' as const),
      by: some<Actor>('marketer', 'admin'),
      which,
      count: fc.oneof({ weight: ENOUGH, arbitrary: few }, fc.constant(MANY)),
      source: some('Manual', 'Manual', 'Manual', 'Flow', 'Backfill')
    })
  ],
  [
    20,
    fc.record({
      do: some('decide' as const),
      by: fc.oneof({ weight: 3, arbitrary: some<Decider>('holder') }, { weight: 2, arbitrary: anybody }),
      how: some<Deciding['how']>('rest', 'edit'),
      late: some(false, false, false, false, true),
      which,
      action: some('Accept', 'Accept', ...ACTIONS),
      reason: fc.nat({ max: 10 }),
      note: some(null, 'Because.'),
      wakeInDays: some(null, 0, 3, 3, 30)
    })
  ],
  [
    4,
    fc.record({
      do: some('convert' as const),
      by: seller,
      which,
      into: some<'new' | 'contact' | 'deal'>('new', 'new', 'contact', 'deal'),
      deal: some(true, true, false)
    })
  ],
  [3, fc.record({ do: some('edit' as const), by: anybody, which, change: fc.nat({ max: 11 }) })],
  [3, fc.record({ do: some('give' as const), by: seller, which, to: some('rep', 'rep2', 'Inbound_Sales', 'Hand_Off_Fallback') })],
  [
    5,
    fc.record({
      do: some('merge' as const),
      what: some<'Lead' | 'Contact'>('Lead', 'Lead', 'Contact'),
      which,
      losers: fc.array(which, { minLength: 1, maxLength: 2 })
    })
  ],
  [
    4,
    fc.record({
      do: some<'delete' | 'undelete'>('delete', 'undelete'),
      by: some<Actor>('admin', 'admin', 'admin', 'rep'),
      what: some('Lead', 'Contact', 'Account', 'Opportunity', 'Opportunity', 'Hand_Off__c', 'Task', 'Event'),
      which
    })
  ],
  [
    8,
    fc.record({
      do: some('deal' as const),
      which,
      stage: some<string | null>(null, 'Prospecting', 'Closed Won', 'Closed Won', 'Closed Lost'),
      amount
    })
  ],
  [3, fc.record({ do: some('new deal' as const), which, amount, stage, primary: fc.boolean() })],
  [2, fc.record({ do: some('role' as const), which, deal: which })],
  [6, fc.record({ do: some<'reroute' | 'pause' | 'resume'>('reroute', 'pause', 'resume'), which, count: few })],
  [
    10,
    fc.record({
      do: some('touch' as const),
      by: seller,
      which,
      how: some('call', 'call', 'open task', 'planned', 'complete', 'reopen', 'meeting', 'past meeting', 'sent', 'received')
    })
  ],
  [2, fc.record({ do: some<'leave' | 'return'>('leave', 'return', 'return'), who: some<'rep' | 'rep2'>('rep', 'rep2') })],
  [2, fc.record({ do: some('absence' as const), who: some<'rep' | 'rep2'>('rep', 'rep2'), hours: some(2, 30, 100) })],
  [
    12,
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: some('wait' as const), minutes: some(1, 5, 30, HOUR, 4 * HOUR, DAY), sweeping: fc.constant(true) })
      },
      { weight: 1, arbitrary: fc.record({ do: some('wait' as const), minutes: some(3 * DAY, 14 * DAY), sweeping: fc.constant(false) }) }
    )
  ],
  [3, fc.record({ do: some<'sweep twice' | 'save all'>('sweep twice', 'save all') })]
];

const anyStep: fc.Arbitrary<Step> = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Any life: people who are handed off at its beginning, then whatever happens. */
export const anyLife = (most: number): fc.Arbitrary<readonly Step[]> => {
  const first: fc.Arbitrary<Step> = fc.record({
    do: some('arrive' as const),
    count: few,
    contacts: some(false, false, false, true),
    industry: some(...INDUSTRIES),
    company: fc.nat({ max: 2 })
  });
  const second: fc.Arbitrary<Step> = fc.record({
    do: some('hand off' as const),
    by: some<Actor>('marketer', 'admin'),
    which: fc.constant(0),
    count: few,
    source: fc.constant('Manual')
  });
  return fc.tuple(first, second, fc.noBias(fc.array(anyStep, { maxLength: most, size: 'max' }))).map(([a, b, rest]) => [a, b, ...rest]);
};
