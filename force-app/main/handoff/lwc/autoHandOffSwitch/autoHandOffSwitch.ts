import { LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import countReady from '@salesforce/apex/AutoHandOffController.countReady';
import getState from '@salesforce/apex/AutoHandOffController.getState';
import saveLimits from '@salesforce/apex/AutoHandOffController.saveLimits';
import switchOff from '@salesforce/apex/AutoHandOffController.switchOff';
import switchOn from '@salesforce/apex/AutoHandOffController.switchOn';
import tryWaiting from '@salesforce/apex/AutoHandOffController.tryWaiting';
import { confirmFirst } from 'c/lockstepConfirm';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import countAgain from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Count_Again';
import countHint from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Count_Hint';
import countNow from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Count_Now';
import countTitle from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Count_Title';
import failed from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Failed';
import fromNow from '@salesforce/label/c.Lockstep_Auto_Hand_Off_From_Now';
import isOff from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Is_Off';
import isOn from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Is_On';
import isOnSince from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Is_On_Since';
import limitsSaved from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Limits_Saved';
import loadFailed from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import notSwitchedOn from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Not_Switched_On';
import problems from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Problems';
import switchOffLabel from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Switch_Off';
import switchOffHint from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Switch_Off_Hint';
import switchOffAsk from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Switch_Off_Ask';
import switchOnLabel from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Switch_On';
import title from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Title';
import tried from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Tried';
import tryAgain from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Try';
import waitingTitle from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Title';
import waitingNone from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_None';
import whom from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Whom';
import withBacklog from '@salesforce/label/c.Lockstep_Auto_Hand_Off_With_Backlog';
import { waitingLines, type WaitingLine } from './waiting';

const FROM_NOW = 'fromNow';
const BACKLOG = 'backlog';

/** Switches hand-off on and off, after the admin has seen how many people that concerns. */
export default class AutoHandOffSwitch extends LightningElement {
  labels = { countHint, countTitle, failed, loadFailed, loading, notSwitchedOn, problems, switchOffHint, title, tryAgain };
  texts = { switchOffLabel, switchOnLabel, waitingNone, waitingTitle, whom };
  choices = [
    { label: fromNow, value: FROM_NOW },
    { label: withBacklog, value: BACKLOG }
  ];
  choice = FROM_NOW;
  state?: Apex.AutoHandOffStatus;
  loadError?: unknown;
  problem: unknown = null;
  /** What was done last, for everybody who cannot see it change. */
  done = '';
  isBusy = false;
  private wiredState?: WireResult<Apex.AutoHandOffStatus>;

  @wire(getState)
  handleState(result: WireResult<Apex.AutoHandOffStatus>): void {
    this.wiredState = result;
    this.loadError = result.error;
    // The count, and why nothing was switched on, come with an action, not by themselves.
    const { count = null, days = null, refusal = null } = this.state ?? {};
    if (result.data) this.state = { ...result.data, count, days, refusal };
  }

  get isLoading(): boolean {
    return !this.state;
  }

  get statusText(): string {
    if (!this.state?.isOn) return isOff;
    return this.state.since ? fillLabel(isOnSince, absoluteTime(this.state.since)) : isOn;
  }

  get statusIcon(): string {
    return this.state?.isOn ? 'utility:success' : 'utility:pause';
  }

  get problems(): readonly string[] {
    return this.state?.problems ?? [];
  }

  get hasProblems(): boolean {
    return this.problems.length > 0;
  }

  get isOn(): boolean {
    return this.state?.isOn === true;
  }

  get isCounted(): boolean {
    return Boolean(this.state?.count);
  }

  get countLabel(): string {
    return this.isCounted ? countAgain : countNow;
  }

  get cannotSwitchOn(): boolean {
    return this.isBusy || !this.isCounted;
  }

  get waiting(): readonly WaitingLine[] {
    return waitingLines(this.state?.waiting ?? []);
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  handleRetry(): void {
    if (this.wiredState) void refreshApex(this.wiredState);
  }

  handleChoice(event: CustomEvent<{ readonly value: string }>): void {
    this.choice = event.detail.value;
  }

  handleCount(): Promise<void> {
    return this.perform(() => countReady({}));
  }

  handleSwitchOn(): Promise<void> {
    return this.perform(() => switchOn({ withBacklog: this.choice === BACKLOG }));
  }

  /** It concerns the whole org, so it asks first. */
  async handleSwitchOff(): Promise<void> {
    if (await confirmFirst(switchOffAsk, switchOffHint)) await this.perform(() => switchOff({}));
  }

  handleTry(): Promise<void> {
    return this.perform(() => tryWaiting({}), tried);
  }

  handleLimits(event: CustomEvent<{ readonly capPerRep: number | null; readonly fallbackQueue: string }>): Promise<void> {
    const { capPerRep, fallbackQueue } = event.detail;
    return this.perform(() => saveLimits({ capPerRep, fallbackQueue }), limitsSaved);
  }

  private async perform(action: () => Promise<Apex.AutoHandOffStatus>, saying = ''): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    this.done = '';
    try {
      this.state = await action();
      this.done = saying;
      // What the wire keeps is old now: the next visit must not show it.
      if (this.wiredState) void refreshApex(this.wiredState);
    } catch (error) {
      this.problem = error;
    } finally {
      this.isBusy = false;
    }
  }
}
