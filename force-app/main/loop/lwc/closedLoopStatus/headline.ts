import { dateText, fillLabel } from 'c/lockstepUtils';
import { clockPhrase, readClock } from 'c/handOffWorkingTime';
import headline from '@salesforce/label/c.Lockstep_Loop_Headline';
import wakesUp from '@salesforce/label/c.Lockstep_Loop_Wakes_Up';

/**
 * The one sentence at the top of the card: how the hand-off is and what has to happen by when.
 * @param clocks those that its owner has to keep, the first due first
 * @param readAt when they were read, ISO text
 * @param elapsed whole minutes since then
 */
export function headlineOf(
  handOff: Apex.HandOffStatusView,
  clocks: readonly Apex.HandOffClockView[],
  readAt: string,
  elapsed: number
): string {
  const sentence = handOff.sentence ?? '';
  const running = clocks.filter((clock) => !clock.stoppedAt);
  // Until it is accepted, how long that may take comes first, even where another promise is due earlier.
  const acceptance = running.find((clock) => clock.kind === 'Accept' && handOff.status === 'Offered');
  const next = acceptance ?? running[0];
  if (next) return fillLabel(headline, sentence, clockPhrase(next, readClock(next, readAt, elapsed), handOff.attempts ?? 0));
  return handOff.wakeUpOn ? fillLabel(headline, sentence, fillLabel(wakesUp, dateText(handOff.wakeUpOn))) : sentence;
}
