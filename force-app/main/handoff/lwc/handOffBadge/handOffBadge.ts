import { LightningElement, wire } from 'lwc';
import getQueue from '@salesforce/apex/HandOffQueueController.getQueue';
import { fillLabel } from 'c/lockstepUtils';
import loadFailed from '@salesforce/label/c.Lockstep_Hand_Off_Queue_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import none from '@salesforce/label/c.Lockstep_Hand_Off_Badge_None';
import now from '@salesforce/label/c.Lockstep_Hand_Off_Badge_Now';
import toAccept from '@salesforce/label/c.Lockstep_Hand_Off_Badge_To_Accept';

/** How many hand-offs wait for the reader: what is urgent, and what is to be accepted. Small enough for a utility bar. */
export default class HandOffBadge extends LightningElement {
  labels = { loading, loadFailed, none };
  error?: unknown;
  private rows?: readonly Apex.HandOffQueueRow[];

  @wire(getQueue)
  handleQueue({ data, error }: WireResult<Apex.HandOffQueueView>): void {
    // What was counted before still says more than that it cannot be counted now: the queue says that.
    this.error = this.rows ? undefined : error;
    if (data) this.rows = data.rows ?? [];
  }

  get isLoading(): boolean {
    return !this.rows;
  }

  get nowText(): string | null {
    return this.textFor('Now', now);
  }

  get toAcceptText(): string | null {
    return this.textFor('To Accept', toAccept);
  }

  get isQuiet(): boolean {
    return this.nowText === null && this.toAcceptText === null;
  }

  private textFor(section: string, label: string): string | null {
    const count = (this.rows ?? []).filter((row) => row.section === section).length;
    return count > 0 ? fillLabel(label, count) : null;
  }
}
