import type { SqlRow } from '../../../local-org/database/types';
import { grouped, type LawBook } from './law-book';

const cents = (value: unknown): number => Math.round(Number(value ?? 0) * 100);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** What became of opportunities comes back to the hand-offs, and nothing is counted twice or lost. */
export function dealLaws(laws: LawBook, handOffs: readonly SqlRow[]): void {
  const deals = new Map(laws.world.rows('Opportunity').map((deal) => [String(deal['Id']), deal]));
  const there = new Set(handOffs.map((handOff) => String(handOff['Id'])));
  const shares = laws.world.rows('Hand_Off_Opportunity__c').filter((share) => deals.has(String(share['Opportunity__c'])));
  for (const share of shares) laws.must(there.has(String(share['Hand_Off__c'])), 'A share has its hand-off', share);
  const sharesOf = grouped(shares, (share) => String(share['Opportunity__c']));
  for (const [deal, own] of sharesOf) {
    laws.must(
      sum(own.map((share) => cents(share['Credit__c']))) === 10_000,
      'Credits add up to 100',
      `${deal} ${own.map((share) => share['Credit__c']).join()}`
    );
    laws.must(new Set(own.map((share) => share['Hand_Off__c'])).size === own.length, 'A hand-off has one share of a deal', deal);
  }
  for (const [field, counts] of [
    ['Won_Amount__c', (deal: SqlRow): boolean => deal['IsWon'] === 1],
    ['Pipeline_Amount__c', (deal: SqlRow): boolean => deal['IsClosed'] === 0]
  ] as const) {
    const ofDeals = sum([...sharesOf.keys()].map((id) => deals.get(id)).map((deal) => (deal && counts(deal) ? cents(deal['Amount']) : 0)));
    const ofHandOffs = sum(handOffs.map((handOff) => cents(handOff[field])));
    laws.must(ofHandOffs === ofDeals, `${field} adds up to the deals`, `${ofHandOffs} of hand-offs, ${ofDeals} of deals`);
  }
  const ofHandOff = grouped(shares, (share) => String(share['Hand_Off__c']));
  for (const handOff of handOffs) {
    const own = (ofHandOff.get(String(handOff['Id'])) ?? []).map((share) => deals.get(String(share['Opportunity__c'])));
    const expected = own.some((deal) => deal?.['IsWon'] === 1)
      ? 'Won'
      : own.some((deal) => deal?.['IsClosed'] === 0)
        ? 'Open'
        : own.length > 0
          ? 'Lost'
          : handOff['Verdict__c'] === 'Converted'
            ? 'Open'
            : null;
    laws.must(handOff['Outcome__c'] === expected, `The outcome is that of its deals, ${expected}`, handOff);
    laws.must((handOff['Outcome_At__c'] !== null) === (expected === 'Won' || expected === 'Lost'), 'An outcome says when', handOff);
  }
}
