import { LightningElement, api } from 'lwc';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import { durationOf, momentText, overdueDuration, readClock, type ClockReading, type ClockState } from 'c/handOffWorkingTime';
import atRisk from '@salesforce/label/c.Lockstep_Loop_Clock_At_Risk';
import bar from '@salesforce/label/c.Lockstep_Loop_Clock_Bar';
import breached from '@salesforce/label/c.Lockstep_Loop_Clock_Breached';
import breachedBy from '@salesforce/label/c.Lockstep_Loop_Clock_Breached_By';
import kindAccept from '@salesforce/label/c.Lockstep_Loop_Clock_Kind_Accept';
import kindAttempts from '@salesforce/label/c.Lockstep_Loop_Clock_Kind_Attempts';
import kindDisposition from '@salesforce/label/c.Lockstep_Loop_Clock_Kind_Disposition';
import kindFirstTouch from '@salesforce/label/c.Lockstep_Loop_Clock_Kind_First_Touch';
import left from '@salesforce/label/c.Lockstep_Loop_Clock_Left';
import met from '@salesforce/label/c.Lockstep_Loop_Clock_Met';
import metLate from '@salesforce/label/c.Lockstep_Loop_Clock_Met_Late';
import paused from '@salesforce/label/c.Lockstep_Loop_Clock_Paused';
import pausedBecause from '@salesforce/label/c.Lockstep_Loop_Clock_Paused_Because';
import running from '@salesforce/label/c.Lockstep_Loop_Clock_Running';

const KINDS: Readonly<Record<string, string>> = {
  Accept: kindAccept,
  'First Touch': kindFirstTouch,
  Attempts: kindAttempts,
  Disposition: kindDisposition
};
const MINUTE = 60_000;
const PERCENT = 100;
const LOOKS: Readonly<Record<ClockState, { readonly icon: string; readonly word: string }>> = {
  running: { icon: 'utility:clock', word: running },
  risk: { icon: 'utility:warning', word: atRisk },
  breached: { icon: 'utility:error', word: breached },
  paused: { icon: 'utility:pause', word: paused },
  met: { icon: 'utility:success', word: met },
  late: { icon: 'utility:warning', word: metLate }
};

/** A clock of a hand-off as a thin bar that fills until it is due. What it says never depends on its colour alone. */
export default class HandOffClockBar extends LightningElement {
  @api clock?: Apex.HandOffClockView;
  /** When the clock was read, ISO text. */
  @api readAt = '';
  /** Whole minutes since then: anyone who shows the bar counts them. */
  @api elapsed = 0;

  get reading(): ClockReading {
    return this.clock ? readClock(this.clock, this.readAt, this.elapsed) : { state: 'running', minutes: 0, share: 0 };
  }

  get kind(): string {
    return KINDS[this.clock?.kind ?? ''] ?? '';
  }

  get icon(): string {
    return LOOKS[this.reading.state].icon;
  }

  get word(): string {
    return LOOKS[this.reading.state].word;
  }

  get showsWord(): boolean {
    return this.reading.state === 'risk';
  }

  get rowClass(): string {
    return `clock clock_${this.reading.state}`;
  }

  get isStopped(): boolean {
    return this.reading.state === 'met' || this.reading.state === 'late';
  }

  get measures(): boolean {
    return !this.isStopped;
  }

  get text(): string {
    const { clock, reading } = this;
    if (!clock) return '';
    const now = Date.parse(this.readAt) + this.elapsed * MINUTE;
    if (reading.state === 'paused') return clock.pauseReason ? fillLabel(pausedBecause, clock.pauseReason) : paused;
    if (this.isStopped) return this.word;
    const due = momentText(clock.dueAt ?? this.readAt, now);
    return reading.state === 'breached'
      ? fillLabel(breachedBy, overdueDuration(reading.minutes, clock.inWorkingTime), due)
      : fillLabel(left, durationOf(clock, reading.minutes), due);
  }

  get exactly(): string | null {
    return this.clock?.dueAt ? absoluteTime(this.clock.dueAt) : null;
  }

  get percent(): number {
    return Math.round(this.reading.share * PERCENT);
  }

  get barStyle(): string {
    return `width: ${this.percent}%`;
  }

  get barLabel(): string {
    return fillLabel(bar, this.kind, this.text);
  }
}
