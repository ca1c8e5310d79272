import { LightningElement, api } from 'lwc';
import { absoluteTime, fillLabel, relativeTime, signedPoints } from 'c/lockstepUtils';
import fadedTo from '@salesforce/label/c.Lockstep_Reason_Faded_To';
import totalLabel from '@salesforce/label/c.Lockstep_Score_Total';

interface ReasonLine {
  readonly id: string;
  readonly points: string;
  readonly pointsClass: string;
  readonly label: string | null;
  readonly note: string | null;
  readonly when: string | null;
  readonly whenExactly: string | null;
  readonly arithmetic: string | null;
}

/** Reasons of a score, one line each: points, sentence, evidence, date and, in full, the arithmetic. */
export default class LeadScoreReasons extends LightningElement {
  @api reasons: readonly Apex.ScoreReasonView[] = [];
  /** What the list is, for screen readers. */
  @api label = '';
  /** Adds evidence and arithmetic to every line. */
  @api detailed = false;
  /** The sum the lines must add up to, shown as their last line; empty or absent for none. */
  @api total?: number | null = null;

  /** The moment that dates are told from, as ISO text; without one they are told in full. */
  @api now?: string | null = null;

  labels = { total: totalLabel };

  get lines(): ReasonLine[] {
    const now = this.now ? Date.parse(this.now) : null;
    return this.reasons.map((reason, index) => this.lineOf(reason, index, now));
  }

  get hasTotal(): boolean {
    return typeof this.total === 'number';
  }

  get totalText(): string {
    return signedPoints(this.total ?? 0).replace('+', '');
  }

  private lineOf(reason: Apex.ScoreReasonView, index: number, now: number | null): ReasonLine {
    const points = reason.points ?? 0;
    const faded = !this.detailed && reason.faded && (reason.unitPoints ?? 0) > points;
    return {
      id: `${reason.kind}-${reason.key}-${index}`,
      points: signedPoints(faded ? (reason.unitPoints ?? 0) : points),
      pointsClass: points < 0 ? 'points points_negative' : 'points',
      label: reason.label,
      note: this.detailed ? reason.evidence : null,
      when: this.whenOf(reason, faded ? points : null, now),
      whenExactly: reason.evidenceAt ? absoluteTime(reason.evidenceAt) : null,
      arithmetic: this.detailed ? reason.arithmetic : null
    };
  }

  private whenOf(reason: Apex.ScoreReasonView, fadedPoints: number | null, now: number | null): string | null {
    if (!reason.evidenceAt) return null;
    const when = now === null ? absoluteTime(reason.evidenceAt) : relativeTime(reason.evidenceAt, now);
    return fadedPoints === null ? when : fillLabel(fadedTo, when, signedPoints(fadedPoints));
  }
}
