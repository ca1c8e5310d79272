import type { SqlRow } from '../../../local-org/database/types';
import { grouped, type LawBook } from './law-book';

const SWEEP = 5 * 60_000;
/** From how many of one queue on their number is told instead of each. */
const MANY = 4;

/** Everybody concerned is told once. @param swept whether the sweep has run since anything else happened */
export function noticeLaws(laws: LawBook, swept: boolean): void {
  const { world } = laws;
  const notices = [...world.rows('Lockstep_Notice__c'), ...world.deleted('Lockstep_Notice__c')];
  for (const [key, same] of grouped(notices, (notice) => String(notice['Notice_Key__c'])))
    laws.must(same.length === 1, 'Nobody is told the same twice', key);
  // A key begins with the clock or the offer that the notice tells of.
  const ofClock = grouped(notices, (notice) => String(notice['Notice_Key__c']).split(':')[0] ?? '');
  for (const own of ofClock.values()) {
    const told = own.map((notice) => `${String(notice['Kind__c'])} ${String(notice['Recipient__c'])}`);
    laws.must(new Set(told).size === told.length, 'One notice per kind, person and clock', told.join());
  }
  const clocks = world.rows('Hand_Off_Clock__c');
  for (const [kind, moment] of [
    ['At Risk', 'Warned_At__c'],
    ['Breached', 'Breach_Notified_At__c']
  ] as const) {
    const isTold = (clock: SqlRow): boolean => (ofClock.get(String(clock['Id'])) ?? []).some((notice) => notice['Kind__c'] === kind);
    for (const [at, together] of grouped(clocks, (clock) => String(clock[moment]))) {
      for (const clock of together) {
        // Of many in a queue their number is told, with the first of them.
        const asNumber = together.length >= MANY && together.some(isTold);
        const fits = at === 'null' ? !isTold(clock) : isTold(clock) || asNumber;
        laws.must(fits, `Anyone who is concerned is told: ${kind}`, clock);
      }
    }
  }
  for (const notice of notices) {
    // What a job owes is sent by the next sweep; what anybody else does, at once.
    const isDue = !swept || Number(notice['CreatedDate']) < Math.floor(world.now / SWEEP) * SWEEP;
    laws.must(!isDue || notice['Claimed_At__c'] !== null, 'What is owed is sent', notice);
  }
  messagesFit(laws, notices);
}

/** What arrived is what is written: one message for each notice, or for each digest. */
function messagesFit(laws: LawBook, notices: readonly SqlRow[]): void {
  const sent = notices.filter((notice) => notice['Sent_At__c'] !== null && notice['Problem__c'] === null);
  const digests = new Set(
    sent.filter((notice) => notice['In_Digest__c'] === 1).map((notice) => `${String(notice['Claim__c'])} ${String(notice['Recipient__c'])}`)
  );
  const expected = sent.filter((notice) => notice['In_Digest__c'] === 0).length + digests.size;
  const arrived = laws.world.messages.reduce((total, message) => total + message.recipientIds.length, 0);
  laws.must(arrived === expected, 'As many messages as notices', `${arrived} arrived of ${expected}`);
}
