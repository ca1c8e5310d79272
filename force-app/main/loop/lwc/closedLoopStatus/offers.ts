import { fillLabel } from 'c/lockstepUtils';
import { momentText } from 'c/handOffWorkingTime';
import offerAccepted from '@salesforce/label/c.Lockstep_Loop_Offer_Accepted';
import offerBreached from '@salesforce/label/c.Lockstep_Loop_Offer_Breached';
import offerLine from '@salesforce/label/c.Lockstep_Loop_Offer_Line';
import offerRejected from '@salesforce/label/c.Lockstep_Loop_Offer_Rejected';
import offerRerouted from '@salesforce/label/c.Lockstep_Loop_Offer_Rerouted';
import offerStanding from '@salesforce/label/c.Lockstep_Loop_Offer_Standing';
import offerWithdrawn from '@salesforce/label/c.Lockstep_Loop_Offer_Withdrawn';

/** An offer as a line of text. */
export interface OfferLine {
  readonly key: string | null;
  readonly to: string | null;
  readonly text: string;
  readonly because: string | null;
}

const ENDS: Readonly<Record<string, string>> = {
  Accepted: offerAccepted,
  Rejected: offerRejected,
  Breached: offerBreached,
  Rerouted: offerRerouted,
  Withdrawn: offerWithdrawn
};

/** To whom a hand-off was offered, when, and how each offer ended. @param now milliseconds since 1970 */
export function offerLines(offers: readonly Apex.HandOffStatusView_Offer[], now: number): readonly OfferLine[] {
  return offers.map((offer) => ({
    key: offer.offerId,
    to: offer.offeredTo,
    text: fillLabel(
      offerLine,
      offer.offeredAt ? momentText(offer.offeredAt, now) : '',
      offer.endedBy ? (ENDS[offer.endedBy] ?? '') : offerStanding
    ),
    because: offer.because
  }));
}
