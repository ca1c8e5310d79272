import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { absoluteTime, dateText, fillLabel } from 'c/lockstepUtils';
import { calendarDuration, momentText, overdueDuration, workingDuration } from 'c/handOffWorkingTime';
import locale from '@salesforce/i18n/locale';
import accept from '@salesforce/label/c.Lockstep_Loop_Action_Accept';
import acceptPerson from '@salesforce/label/c.Lockstep_Hand_Off_Accept_Person';
import call from '@salesforce/label/c.Lockstep_Call';
import callPerson from '@salesforce/label/c.Lockstep_Call_Person';
import cellLabel from '@salesforce/label/c.Lockstep_Hand_Off_Cell';
import cellThenAndToday from '@salesforce/label/c.Lockstep_Hand_Off_Cell_Then_and_Today';
import convert from '@salesforce/label/c.Lockstep_Loop_Action_Convert';
import cycleLabel from '@salesforce/label/c.Lockstep_Hand_Off_Cycle';
import decide from '@salesforce/label/c.Lockstep_Hand_Off_Decide';
import decidedOn from '@salesforce/label/c.Lockstep_Hand_Off_Decided_On';
import decidePerson from '@salesforce/label/c.Lockstep_Hand_Off_Decide_Person';
import disqualify from '@salesforce/label/c.Lockstep_Loop_Action_Disqualify';
import dueUntil from '@salesforce/label/c.Lockstep_Hand_Off_Due_Until';
import late from '@salesforce/label/c.Lockstep_Hand_Off_Late';
import left from '@salesforce/label/c.Lockstep_Hand_Off_Left';
import logCall from '@salesforce/label/c.Lockstep_Loop_Action_Log_Call';
import logCallPerson from '@salesforce/label/c.Lockstep_Hand_Off_Log_Call_Person';
import mail from '@salesforce/label/c.Lockstep_Mail';
import mailPerson from '@salesforce/label/c.Lockstep_Mail_Person';
import nextStep from '@salesforce/label/c.Lockstep_Hand_Off_Next_Step';
import noDueTime from '@salesforce/label/c.Lockstep_Hand_Off_No_Due_Time';
import queueLabel from '@salesforce/label/c.Lockstep_Hand_Off_In_Queue';
import recycle from '@salesforce/label/c.Lockstep_Loop_Action_Recycle';
import reject from '@salesforce/label/c.Lockstep_Loop_Action_Reject';
import rejectPerson from '@salesforce/label/c.Lockstep_Hand_Off_Reject_Person';
import scoreLabel from '@salesforce/label/c.Lockstep_Leads_to_Call_Score';
import wakesUp from '@salesforce/label/c.Lockstep_Hand_Off_Wakes_Up';

const MINUTE = 60_000;
/** What can be decided, the best first. */
const VERDICTS: readonly (readonly [action: string, label: string])[] = [
  ['Convert', convert],
  ['Recycle', recycle],
  ['Disqualify', disqualify],
  ['Reject', reject]
];

/**
 * One hand-off of the work queue. On a phone it is a card with two thumb-sized buttons.
 * @fires accept, logcall, decide with the row's id in `detail`, and for `decide` the action
 */
export default class HandOffRow extends NavigationMixin(LightningElement) {
  @api row!: Apex.HandOffQueueRow;
  /** Whole minutes since the row was read. */
  @api minutesGone = 0;
  /** The org's time, in milliseconds since 1970. */
  @api now = 0;
  /** While something is saved for this row. */
  @api busy = false;

  /** What was just done with it. It is shown in place of the buttons, so that a second tap does nothing. */
  @api done: string | null = null;

  isDeciding = false;
  labels = { accept, call, decide, logCall, mail, reject };

  /** Sets the focus on the person. */
  @api
  focus(): void {
    this.find('name')?.focus();
  }

  /** Minutes until it is due, negative from then on: of working time, or of total time if the promise counts days. */
  get minutesLeft(): number | null {
    const { dueAt, inWorkingTime, minutesLeft, timeRuns } = this.row;
    if (!dueAt || minutesLeft === undefined || minutesLeft === null) return null;
    if (!inWorkingTime) return Math.floor((Date.parse(dueAt) - this.now) / MINUTE);
    return timeRuns ? minutesLeft - this.minutesGone : minutesLeft;
  }

  get isLate(): boolean {
    return this.minutesLeft !== null && (this.minutesLeft < 0 || Date.parse(this.row.dueAt ?? '') <= this.now);
  }

  get timeText(): string {
    if (this.row.wakeUpOn) return fillLabel(wakesUp, dateText(this.row.wakeUpOn));
    if (this.row.decidedAt) return fillLabel(decidedOn, momentText(this.row.decidedAt, this.now));
    if (this.minutesLeft === null) return noDueTime;
    const minutes = Math.abs(this.minutesLeft);
    return this.isLate
      ? fillLabel(late, overdueDuration(minutes, this.row.inWorkingTime))
      : fillLabel(left, this.row.inWorkingTime ? workingDuration(minutes) : calendarDuration(minutes));
  }

  get dueText(): string | null {
    return this.row.dueAt && !this.isLate ? fillLabel(dueUntil, momentText(this.row.dueAt, this.now)) : null;
  }

  get dueTitle(): string {
    return this.row.dueAt ? absoluteTime(this.row.dueAt) : '';
  }

  /** Colour never is alone: an icon says the same. */
  get timeIcon(): string | null {
    if (this.isLate) return 'utility:error';
    return this.row.urgent ? 'utility:warning' : null;
  }

  get timeVariant(): string {
    return this.isLate ? 'error' : 'warning';
  }

  get nextText(): string {
    return this.row.decision ?? fillLabel(nextStep, this.row.nextAction ?? '');
  }

  /** Keeps its space, so that the rows below do not move. */
  get nextClass(): string {
    return `slds-text-body_small next${this.done ? ' slds-hidden' : ''}`;
  }

  get about(): string {
    const { company, queue, cycle } = this.row;
    const parts = [company, queue && fillLabel(queueLabel, queue), cycle && cycle > 1 && fillLabel(cycleLabel, cycle)];
    return parts.filter((part) => part).join(' · ');
  }

  get cellTitle(): string {
    const score = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(this.row.score ?? 0);
    return `${fillLabel(cellLabel, this.row.cell ?? '')}, ${fillLabel(scoreLabel, score)}`;
  }

  /** Says so where the person has moved on since the hand-off: the cell beside it is the one of then. */
  get cellNote(): string | null {
    const { cell, cellToday } = this.row;
    return cell && cellToday && cell !== cellToday ? fillLabel(cellThenAndToday, cell, cellToday) : null;
  }

  get url(): string {
    return `/lightning/r/${this.personObject}/${this.row.personId}/view`;
  }

  get phoneLink(): string | null {
    return this.row.phone ? `tel:${this.row.phone}` : null;
  }

  get mailLink(): string | null {
    return this.row.email ? `mailto:${this.row.email}` : null;
  }

  get spoken() {
    const name = this.row.name ?? '';
    return {
      accept: fillLabel(acceptPerson, name),
      call: fillLabel(callPerson, name),
      decide: fillLabel(decidePerson, name),
      logCall: fillLabel(logCallPerson, name),
      mail: fillLabel(mailPerson, name),
      reject: fillLabel(rejectPerson, name)
    };
  }

  get canAccept(): boolean {
    return this.allows('Accept');
  }

  get canReject(): boolean {
    return this.canAccept && this.allows('Reject');
  }

  get canLogCall(): boolean {
    return this.row.status === 'Accepted' || this.row.status === 'Working';
  }

  get canDecide(): boolean {
    return !this.canAccept && this.verdicts.length > 0;
  }

  get verdicts(): { readonly action: string; readonly label: string }[] {
    return VERDICTS.filter(([action]) => this.allows(action)).map(([action, label]) => ({ action, label }));
  }

  get expanded(): string {
    return String(this.isDeciding);
  }

  handleAccept(): void {
    this.tell('accept', { id: this.row.id });
  }

  handleReject(): void {
    this.tell('decide', { id: this.row.id, action: 'Reject' });
  }

  handleLogCall(): void {
    this.tell('logcall', { id: this.row.id });
  }

  handleDecide(): void {
    this.isDeciding = !this.isDeciding;
  }

  handleVerdict(event: MouseEvent): void {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    // The dialog gives the focus back to where it was, and the verdict's own button goes.
    this.find('decide')?.focus();
    this.isDeciding = false;
    this.tell('decide', { id: this.row.id, action: event.currentTarget.dataset.action });
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { recordId: this.row.personId ?? undefined, objectApiName: this.personObject, actionName: 'view' }
    });
  }

  private find(id: string): HTMLElement | null {
    return this.template?.querySelector<HTMLElement>(`[data-id="${id}"]`) ?? null;
  }

  private get personObject(): string {
    return this.row.personId?.startsWith('003') ? 'Contact' : 'Lead';
  }

  private allows(action: string): boolean {
    return this.row.options?.some((option) => option.action === action && option.allowed) ?? false;
  }

  private tell(name: string, detail: Record<string, unknown>): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
