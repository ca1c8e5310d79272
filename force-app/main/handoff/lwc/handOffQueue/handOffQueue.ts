import { LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import acceptHandOff from '@salesforce/apex/HandOffQueueController.accept';
import getQueue from '@salesforce/apex/HandOffQueueController.getQueue';
import HandOffLogCallDialog from 'c/handOffLogCallDialog';
import { doAfter, repeatEvery } from 'c/lockstepRepetition';
import VerdictDialog, { type DialogAction } from 'c/verdictDialog';
import { fillLabel, reduceErrors } from 'c/lockstepUtils';
import accepted from '@salesforce/label/c.Lockstep_Hand_Off_Accepted_Toast';
import callLogged from '@salesforce/label/c.Lockstep_Hand_Off_Call_Logged_Toast';
import decideOn from '@salesforce/label/c.Lockstep_Hand_Off_Decide_Person';
import decided from '@salesforce/label/c.Lockstep_Hand_Off_Decided_Toast';
import emptyBody from '@salesforce/label/c.Lockstep_Hand_Off_Queue_Empty_Body';
import emptyTitle from '@salesforce/label/c.Lockstep_Hand_Off_Queue_Empty_Title';
import doneAccepted from '@salesforce/label/c.Lockstep_Hand_Off_Row_Accepted';
import doneCall from '@salesforce/label/c.Lockstep_Hand_Off_Row_Call_Logged';
import doneDecided from '@salesforce/label/c.Lockstep_Hand_Off_Row_Decided';
import loadFailed from '@salesforce/label/c.Lockstep_Hand_Off_Queue_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import logCallTo from '@salesforce/label/c.Lockstep_Hand_Off_Log_Call_Person';
import more from '@salesforce/label/c.Lockstep_Hand_Off_Queue_More';
import notSaved from '@salesforce/label/c.Lockstep_Hand_Off_Not_Saved';
import sectionDecided from '@salesforce/label/c.Lockstep_Hand_Off_Section_Decided';
import sectionNow from '@salesforce/label/c.Lockstep_Hand_Off_Section_Now';
import sectionToAccept from '@salesforce/label/c.Lockstep_Hand_Off_Section_To_Accept';
import sectionWakingUp from '@salesforce/label/c.Lockstep_Hand_Off_Section_Waking_Up';
import sectionWorking from '@salesforce/label/c.Lockstep_Hand_Off_Section_Working';
import title from '@salesforce/label/c.Lockstep_Hand_Off_Queue_Title';

const MINUTE = 60_000;
/** After so long working time may have begun or ended: the server knows. */
const STALE_MINUTES = 5;
/** How long a row keeps its place after something was done with it. A second tap must not meet the next person. */
const HOLD = 5_000;
const SECTIONS: readonly (readonly [key: string, label: string])[] = [
  ['Now', sectionNow],
  ['To Accept', sectionToAccept],
  ['Working', sectionWorking],
  ['Waking Up', sectionWakingUp],
  ['Decided', sectionDecided]
];

interface RowElement extends HTMLElement {
  readonly row: Apex.HandOffQueueRow;
}

type RowEvent = CustomEvent<{ readonly id: string; readonly action?: DialogAction }>;

/** The reader's hand-offs: what is urgent, to accept, being worked and waking up, with the least time left first; what was decided recently; then leads that are ready and free. */
export default class HandOffQueue extends LightningElement {
  labels = { emptyBody, emptyTitle, loadFailed, loading, title };
  error?: unknown;
  minutesGone = 0;
  busyId: string | null = null;
  view?: Apex.HandOffQueueView;
  /** What was just done, by id of the hand-off. While there is any, the rows stay as they were. */
  private held: Readonly<Record<string, string>> = {};
  private latest?: Apex.HandOffQueueView;
  private stopReleasing?: () => void;
  private wiredQueue?: WireResult<Apex.HandOffQueueView>;
  /** When the queue came, in milliseconds since the page was opened. */
  private readAt = 0;
  private stopTicking?: () => void;

  @wire(getQueue)
  handleQueue(result: WireResult<Apex.HandOffQueueView>): void {
    this.wiredQueue = result;
    this.error = result.error;
    if (!result.data) return;
    this.latest = result.data;
    if (!this.isHolding) this.showLatest();
  }

  override connectedCallback(): void {
    // The time left passes while the page is open.
    this.stopTicking = repeatEvery(MINUTE, () => this.handleMinute());
  }

  override disconnectedCallback(): void {
    this.stopTicking?.();
    this.stopReleasing?.();
  }

  get isLoading(): boolean {
    return !this.view && !this.error;
  }

  get isEmpty(): boolean {
    return !!this.view && !this.hasRows;
  }

  get hasRows(): boolean {
    return (this.view?.rows?.length ?? 0) > 0;
  }

  get sections() {
    const rows = (this.view?.rows ?? []).map((row) => ({
      id: row.id ?? '',
      row,
      busy: row.id === this.busyId,
      done: this.held[row.id ?? ''] ?? null
    }));
    return SECTIONS.map(([key, label]) => {
      const own = rows.filter(({ row }) => row.section === key);
      return { key, rows: own, heading: `${label} (${own.length})` };
    }).filter((section) => section.rows.length > 0);
  }

  get moreText(): string | null {
    return this.view?.more ? fillLabel(more, this.view.shownAtMost ?? 0) : null;
  }

  /** The org's time: its clock may stand elsewhere than this device's. */
  get now(): number {
    return Date.parse(this.view?.asOf ?? '') + this.minutesGone * MINUTE;
  }

  handleRetry(): void {
    void this.refresh();
  }

  handleAccept(event: RowEvent): void {
    void this.accept(event.detail.id);
  }

  handleLogCall(event: RowEvent): void {
    void this.logCall(event.detail.id);
  }

  handleDecide({ detail: { id, action } }: RowEvent): void {
    if (action) void this.decide(id, action);
  }

  private handleMinute(): void {
    this.minutesGone = Math.floor((performance.now() - this.readAt) / MINUTE);
    if (this.minutesGone >= STALE_MINUTES && !this.isHolding) void this.refresh();
  }

  private async decide(id: string, action: DialogAction): Promise<void> {
    const personName = this.nameOf(id);
    const place = this.placeOf(id);
    const result = await VerdictDialog.open({ size: 'small', label: fillLabel(decideOn, personName), handOffId: id, action, personName });
    if (result === undefined) {
      // The dialog may have said that somebody else was faster.
      await this.refresh();
    } else {
      this.toast(fillLabel(decided, personName), 'success');
      this.hold(id, doneDecided);
      await this.renew(id);
    }
    await this.keepFocus(place);
  }

  private async logCall(id: string): Promise<void> {
    const personName = this.nameOf(id);
    const place = this.placeOf(id);
    const logged = await HandOffLogCallDialog.open({ size: 'small', label: fillLabel(logCallTo, personName), handOffId: id, personName });
    if (logged) {
      this.toast(fillLabel(callLogged, personName), 'success');
      this.hold(id, doneCall);
      await this.renew(id);
    }
    await this.keepFocus(place);
  }

  private async accept(id: string): Promise<void> {
    const place = this.placeOf(id);
    this.busyId = id;
    try {
      await acceptHandOff({ handOffId: id });
      this.toast(fillLabel(accepted, this.nameOf(id)), 'success');
      this.hold(id, doneAccepted);
    } catch (error) {
      this.toast([notSaved, ...reduceErrors(error)].join(' '), 'error');
    } finally {
      this.busyId = null;
    }
    await this.renew(id);
    await this.keepFocus(place);
  }

  private get isHolding(): boolean {
    return Object.keys(this.held).length > 0;
  }

  private hold(id: string, done: string): void {
    this.held = { ...this.held, [id]: done };
    this.stopReleasing?.();
    this.stopReleasing = doAfter(HOLD, () => {
      void this.release();
    });
  }

  private async release(): Promise<void> {
    const focused = this.rowElements.findIndex((row) => row.matches(':focus-within'));
    this.held = {};
    this.showLatest();
    if (focused >= 0) await this.keepFocus(focused);
  }

  private showLatest(): void {
    this.view = this.latest;
    this.readAt = performance.now();
    this.minutesGone = 0;
  }

  private get rowElements(): RowElement[] {
    return [...(this.template?.querySelectorAll<RowElement>('c-hand-off-row') ?? [])];
  }

  private placeOf(id: string): number {
    return this.rowElements.findIndex(({ row }) => row.id === id);
  }

  /** Where the focus went with a row or button that is gone, it goes to the row that is there now: who works with the keyboard continues from there. */
  private async keepFocus(place: number): Promise<void> {
    await Promise.resolve();
    if (document.activeElement !== document.body) return;
    const rows = this.rowElements;
    rows[Math.min(place, rows.length - 1)]?.focus();
  }

  private nameOf(id: string): string {
    return this.view?.rows?.find((row) => row.id === id)?.name ?? '';
  }

  /** Shows how things stand now, here and wherever else the hand-off is shown. */
  private async renew(id: string): Promise<void> {
    await Promise.all([this.refresh(), notifyRecordUpdateAvailable([{ recordId: id }])]);
  }

  private async refresh(): Promise<void> {
    // What goes wrong is said by the wire.
    if (this.wiredQueue) await refreshApex(this.wiredQueue).catch(() => undefined);
  }

  /** All is in the title: on a phone a toast shows nothing else. */
  private toast(heading: string, variant: 'success' | 'error'): void {
    this.dispatchEvent(new ShowToastEvent({ title: heading, variant }));
  }
}
