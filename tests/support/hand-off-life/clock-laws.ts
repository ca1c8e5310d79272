import type { SqlRow } from '../../../local-org/database/types';
import { grouped, isOpen, type LawBook } from './law-book';

const SWEEP = 5 * 60_000;
const isGiven = (value: unknown): boolean => value !== null;

/** Clocks fit their hand-off and the times that they show. @param swept whether the sweep has run since anything else happened */
export function clockLaws(laws: LawBook, handOffs: readonly SqlRow[], swept: boolean): void {
  const { world } = laws;
  const lastSweep = Math.floor(world.now / SWEEP) * SWEEP;
  const offers = new Map(world.rows('Hand_Off_Offer__c').map((offer) => [String(offer['Id']), offer]));
  const touches = grouped(
    world.rows('Hand_Off_Touch__c').filter((row) => row['Counts__c'] === 1),
    (row) => String(row['Hand_Off__c'])
  );
  const clocksOf = grouped(world.rows('Hand_Off_Clock__c'), (row) => String(row['Hand_Off__c']));
  for (const handOff of handOffs) {
    const clocks = clocksOf.get(String(handOff['Id'])) ?? [];
    for (const clock of clocks) {
      timesFit(laws, clock);
      fitsHandOff(laws, clock, handOff);
      fitsOffer(laws, clock, offers, handOff);
      const waits = isGiven(clock['Next_Check__c']) && Number(clock['Next_Check__c']) <= lastSweep;
      laws.must(!swept || !waits, 'The sweep leaves nothing that is due', clock);
    }
    shownOnHandOff(laws, handOff, clocks);
    const times = (touches.get(String(handOff['Id'])) ?? []).map((touch) => Number(touch['Occurred_At__c'])).sort((a, b) => a - b);
    if (isOpen(handOff)) {
      laws.must(Number(handOff['Attempts__c']) === times.length, 'Attempts are counted by evidence', handOff);
      laws.must(handOff['First_Touch_At__c'] === (times[0] ?? null), 'The first touch is evident', handOff);
      laws.must(
        handOff['Status__c'] === 'Offered' || (handOff['Status__c'] === 'Working') === times.length > 0,
        'Who was contacted is worked on',
        handOff
      );
      const nextMeeting = handOff['Next_Meeting_End__c'];
      laws.must(!swept || nextMeeting === null || Number(nextMeeting) > lastSweep, 'Meetings that are over are counted', handOff);
    }
  }
}

function timesFit(laws: LawBook, clock: SqlRow): void {
  const { State__c: state, Due_At__c: due, Stopped_At__c: stopped, Met_At__c: met, Next_Check__c: check, Breached_At__c: breached } = clock;
  const late = isGiven(stopped) && Number(stopped) > Number(due);
  const expected: Record<string, boolean> = {
    Running: !isGiven(stopped) && check === clock['At_Risk_At__c'] && !isGiven(clock['Warned_At__c']),
    'At Risk': !isGiven(stopped) && check === due && isGiven(clock['Warned_At__c']),
    Paused: !isGiven(stopped) && check === null && isGiven(clock['Paused_At__c']) && isGiven(clock['Pause_Reason__c']),
    Met: isGiven(met) && met === stopped && !late && check === null,
    Cancelled: isGiven(stopped) && !isGiven(met) && !late && check === null,
    Breached: check === null && breached === due && (late || (!isGiven(stopped) && isGiven(clock['Breach_Notified_At__c'])))
  };
  laws.must(expected[String(state)] === true, 'The state of a clock fits its times', clock);
  laws.must((state === 'Breached') === isGiven(breached), 'Only what is breached says when', clock);
  laws.must((state === 'Paused') === isGiven(clock['Paused_At__c']), 'Only what is paused says since when', clock);
  const measured = isGiven(clock['Business_Minutes__c']) && Number(clock['Business_Minutes__c']) <= Number(clock['Raw_Minutes__c']);
  laws.must(isGiven(stopped) ? measured : !isGiven(clock['Business_Minutes__c']), 'What stopped is measured', clock);
  laws.must(Number(clock['At_Risk_At__c']) <= Number(due) && Number(clock['Started_At__c']) <= Number(due), 'Start, warning, due', clock);
}

function fitsHandOff(laws: LawBook, clock: SqlRow, handOff: SqlRow): void {
  const runs = clock['Stopped_At__c'] === null;
  laws.must(isOpen(handOff) || !runs, 'No clock runs for what is closed', clock);
  if (!isOpen(handOff)) return;
  switch (clock['Kind__c']) {
    case 'Accept':
      laws.must(handOff['Status__c'] === 'Offered' || !runs, 'Nobody waits for an acceptance that was given', clock);
      break;
    case 'First Touch':
      laws.must(runs === (handOff['First_Touch_At__c'] === null), 'The clock of the first touch waits for it', clock);
      break;
    case 'Attempts':
      laws.must(runs === Number(handOff['Attempts__c']) < Number(clock['Target__c']), 'The clock of attempts waits for all of them', clock);
      break;
    default:
      laws.must(runs, 'The clock of the decision waits for it', clock);
  }
}

function fitsOffer(laws: LawBook, clock: SqlRow, offers: ReadonlyMap<string, SqlRow>, handOff: SqlRow): void {
  const offer = offers.get(String(clock['Hand_Off_Offer__c']));
  if (clock['Kind__c'] !== 'Accept' || clock['Hand_Off_Offer__c'] === null) return;
  laws.must(offer?.['Due_At__c'] === clock['Due_At__c'], 'An offer is due when its clock is', clock);
  const counts = clock['State__c'] === 'Running' || clock['State__c'] === 'At Risk' || clock['State__c'] === 'Paused';
  // What is now offered to nobody, for want of a fallback queue, is still to be accepted.
  const next = [...offers.values()].find((row) => row['Hand_Off__c'] === handOff['Id'] && row['Ended_At__c'] === null);
  laws.must(!counts || next === undefined || next === offer, 'Nobody is warned of an offer that is over', clock);
}

/** What the hand-off shows of its clocks: of each kind the last one. */
function shownOnHandOff(laws: LawBook, handOff: SqlRow, clocks: readonly SqlRow[]): void {
  const ordered = [...clocks].sort(
    (a, b) => Number(a['Started_At__c']) - Number(b['Started_At__c']) || (String(a['Name']) < String(b['Name']) ? -1 : 1)
  );
  const last = [...new Map(ordered.map((clock) => [clock['Kind__c'], clock])).values()];
  const running = last.filter((clock) => clock['Stopped_At__c'] === null && clock['State__c'] !== 'Paused');
  const due = running.length === 0 ? null : Math.min(...running.map((clock) => Number(clock['Due_At__c'])));
  laws.must(handOff['Next_Due_At__c'] === due, 'The hand-off shows what is due next', handOff);
  laws.must(
    (handOff['At_Risk__c'] === 1) === running.some((clock) => clock['State__c'] === 'At Risk'),
    'The hand-off shows what is at risk',
    handOff
  );
  laws.must(
    (handOff['Breached__c'] === 1) === clocks.some((clock) => clock['State__c'] === 'Breached'),
    'The hand-off shows what was breached',
    handOff
  );
}
