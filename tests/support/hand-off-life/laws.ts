import { createHash } from 'node:crypto';
import type { SqlRow } from '../../../local-org/database/types';
import { clockLaws } from './clock-laws';
import { dealLaws } from './deal-laws';
import { grouped, isOpen, personOf, type LawBook } from './law-book';
import { noticeLaws } from './notice-laws';
import type { World } from './world';

/** What must hold after everything that happens. Collects what does not, as text. */
export class Laws implements LawBook {
  private readonly receipts = new Map<string, string>();
  /** Hand-offs that were deleted: one that is restored comes back with the number it had. */
  private readonly everDeleted = new Set<string>();
  private broken: string[] = [];

  constructor(readonly world: World) {}

  /** @throws with all laws that are broken */
  check(swept: boolean): void {
    this.broken = [];
    const handOffs = this.world.rows('Hand_Off__c');
    this.receiptsStay(handOffs);
    this.oneOpenEach(handOffs);
    this.cyclesCount(handOffs);
    this.offersFollowEachOther(handOffs);
    this.staysFollowEachOther();
    clockLaws(this, handOffs, swept);
    dealLaws(this, handOffs);
    noticeLaws(this, swept);
    this.broken.push(...this.world.problems());
    expect(this.broken).toEqual([]);
  }

  /** Notes what is broken, with the record that shows it. */
  must(holds: boolean, law: string, row: SqlRow | string): void {
    if (!holds) this.broken.push(`${law}: ${typeof row === 'string' ? row : shown(row)}`);
  }

  private receiptsStay(handOffs: readonly SqlRow[]): void {
    for (const handOff of handOffs) {
      const [id, receipt, hash] = ['Id', 'Receipt__c', 'Receipt_Hash__c'].map((field) => String(handOff[field]));
      this.must(
        createHash('sha256')
          .update(receipt ?? '')
          .digest('hex') === hash,
        'A receipt fits its hash',
        handOff
      );
      const known = this.receipts.get(id ?? '') ?? `${receipt}${hash}`;
      this.must(known === `${receipt}${hash}`, 'A receipt stays what it was', handOff);
      this.receipts.set(id ?? '', known);
    }
  }

  private oneOpenEach(handOffs: readonly SqlRow[]): void {
    const people = new Set([...this.world.rows('Lead'), ...this.world.rows('Contact')].map((row) => String(row['Id'])));
    const converted = new Set(
      this.world
        .rows('Lead')
        .filter((row) => row['IsConverted'] === 1)
        .map((row) => String(row['Id']))
    );
    for (const handOff of handOffs) {
      this.must(
        handOff['Open_Key__c'] === (isOpen(handOff) ? personOf(handOff) : null),
        'The key says whose it is while it is open',
        handOff
      );
      if (isOpen(handOff)) {
        this.must(people.has(personOf(handOff)), 'An open hand-off has its person', handOff);
        this.must(!converted.has(personOf(handOff)), 'The person of an open hand-off is not a converted lead', handOff);
      }
    }
    for (const [person, own] of grouped(handOffs.filter(isOpen), personOf))
      this.must(own.length === 1, 'At most one open hand-off each', person);
  }

  private cyclesCount(handOffs: readonly SqlRow[]): void {
    // Who is deleted, other than by a merge, takes along what was known of them.
    const holes = (['Hand_Off__c', 'Lead', 'Contact'] as const).some((table) =>
      this.world.deleted(table).some((row) => (row['MasterRecordId'] ?? null) === null)
    );
    for (const handOff of this.world.deleted('Hand_Off__c')) this.everDeleted.add(String(handOff['Id']));
    for (const [person, own] of grouped(handOffs, personOf)) {
      if (person === '' || own.some((row) => this.everDeleted.has(String(row['Id'])))) continue;
      const cycles = own.map((row) => Number(row['Cycle__c'])).sort((a, b) => a - b);
      const fits = cycles.every((cycle, index) => (holes ? index === 0 || cycle > (cycles[index - 1] ?? 0) : cycle === index + 1));
      this.must(fits, 'Cycles are numbered from 1 on without gaps', `${cycles.join()} ${own.map(shown).join()}`);
    }
  }

  private offersFollowEachOther(handOffs: readonly SqlRow[]): void {
    const offersOf = grouped(this.world.rows('Hand_Off_Offer__c'), (row) => String(row['Hand_Off__c']));
    const fallbackId = this.world.queueId('Hand_Off_Fallback');
    for (const handOff of handOffs) {
      const offers = (offersOf.get(String(handOff['Id'])) ?? []).sort((a, b) => Number(a['Number__c']) - Number(b['Number__c']));
      const standing = offers.filter((offer) => offer['Ended_At__c'] === null);
      const is = handOff['Status__c'] === 'Offered';
      const withoutOffer = is && handOff['In_Fallback__c'] === 1 && handOff['OwnerId'] !== fallbackId && standing.length === 0;
      this.must(withoutOffer || standing.length === (is ? 1 : 0), 'Exactly one offer is while it is offered', handOff);
      this.must(is || handOff['In_Fallback__c'] === 0, 'Only what is offered waits in fallback', handOff);
      this.must(!is || handOff['Routing_Note__c'] !== null, 'It says why it is with whom it is', handOff);
      const [stood] = standing;
      if (stood) {
        const holder = stood['Queue__c'] === null ? stood['Offered_To__c'] : this.world.queueId(String(stood['Queue__c']));
        this.must(holder === handOff['OwnerId'], "It's with whom it is offered to", handOff);
        this.must(stood === offers.at(-1), 'The last offer is', stood);
      }
      offers.forEach((offer, index) => this.offerFits(offer, index, offers.slice(0, index)));
    }
  }

  private offerFits(offer: SqlRow, index: number, earlier: readonly SqlRow[]): void {
    const { Number__c: number, Offered_At__c: from, Ended_At__c: to, Ended_By__c: why, Due_At__c: due } = offer;
    this.must(number === index + 1, 'Offers are numbered', offer);
    this.must((to === null) === (why === null) && (to === null || Number(to) >= Number(from)), 'What ended says when and how', offer);
    this.must(why !== 'Breached' || Number(to) >= Number(due), 'Nobody loses an offer before it is due', offer);
    const last = earlier.at(-1);
    this.must(!last || Number(from) >= Number(last['Ended_At__c']), 'One offer after the other', offer);
    if (last?.['Ended_By__c'] !== 'Rejected' && last?.['Ended_By__c'] !== 'Breached') return;
    for (const refused of earlier.filter(({ Ended_By__c: how }) => how === 'Rejected' || how === 'Breached')) {
      const again =
        (offer['Offered_To__c'] !== null && [refused['Offered_To__c'], refused['Refused_By__c']].includes(offer['Offered_To__c'])) ||
        (offer['Queue__c'] !== null && offer['Queue__c'] === refused['Queue__c'] && offer['Queue__c'] !== 'Hand_Off_Fallback');
      this.must(!again, 'It does not go back to who said no', offer);
    }
  }

  private staysFollowEachOther(): void {
    const everybody = [...this.world.rows('Lead').filter((lead) => lead['IsConverted'] === 0), ...this.world.rows('Contact')];
    const stageOf = new Map(everybody.map((row) => [String(row['Id']), row]));
    const stays = this.world.rows('Stage_Stay__c').filter((stay) => stageOf.has(String(stay['Contact__c'] ?? stay['Lead__c'])));
    for (const [person, own] of grouped(stays, (stay) => String(stay['Contact__c'] ?? stay['Lead__c']))) {
      own.sort(
        (a, b) =>
          Number(a['Entered_At__c']) - Number(b['Entered_At__c']) ||
          Number(a['Exited_At__c'] ?? Infinity) - Number(b['Exited_At__c'] ?? Infinity)
      );
      const current = own.filter((stay) => stay['Exited_At__c'] === null);
      // Of several records of one person each has its own past.
      const isOne = new Set(own.map((stay) => stay['Lead__c'])).size === 1 && !own.some((stay) => stay['Exit_Cause__c'] === 'Merged');
      own.forEach((stay, index) => {
        const next = own[index + 1];
        this.must(
          !isOne || !next || (stay['Exited_At__c'] !== null && Number(stay['Exited_At__c']) <= Number(next['Entered_At__c'])),
          'Stays do not overlap',
          own.map(shown).join('\n')
        );
        this.must(
          stay['Exited_At__c'] === null || Number(stay['Exited_At__c']) >= Number(stay['Entered_At__c']),
          'A stay ends after it began',
          stay
        );
      });
      const stage = stageOf.get(person)?.['Lockstep_Funnel_Stage__c'] ?? null;
      this.must(
        (current[0]?.['Funnel_Stage__c'] ?? null) === stage && current.length <= 1,
        'Where somebody is is the stay that continues',
        own.map(shown).join('\n')
      );
    }
  }
}

/** The record without what is empty, and without texts that nobody wants to read. */
function shown(row: SqlRow): string {
  const told = Object.entries(row).filter(
    ([name, value]) =>
      value !== null &&
      value !== '' &&
      !/^(Receipt|CreatedBy|LastModified|SystemMod|IsDeleted|CurrencyIso|LastView|LastRefer|UserRecord)/.test(name)
  );
  return told
    .map(
      ([name, value]) =>
        `${name.replace('__c', '')}=${/_At|Date|Until|From/.test(name) && typeof value === 'number' ? new Date(value).toISOString() : String(value)}`
    )
    .join(' ');
}
