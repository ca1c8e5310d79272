import { api, wire } from 'lwc';
import decide from '@salesforce/apex/VerdictController.decide';
import reasons from '@salesforce/apex/VerdictController.reasons';
import LockstepSavingDialog from 'c/lockstepSavingDialog';
import { fillLabel } from 'c/lockstepUtils';
import { reasonKey } from 'c/verdictReasons';
import account from '@salesforce/label/c.Lockstep_Decide_Account';
import accountHelp from '@salesforce/label/c.Lockstep_Decide_Account_Help';
import actionConvert from '@salesforce/label/c.Lockstep_Loop_Action_Convert';
import actionDisqualify from '@salesforce/label/c.Lockstep_Loop_Action_Disqualify';
import actionRecycle from '@salesforce/label/c.Lockstep_Loop_Action_Recycle';
import actionReject from '@salesforce/label/c.Lockstep_Loop_Action_Reject';
import actionWithdraw from '@salesforce/label/c.Lockstep_Loop_Action_Withdraw';
import cancel from '@salesforce/label/c.Lockstep_Decide_Cancel';
import chooseReason from '@salesforce/label/c.Lockstep_Decide_Choose_Reason';
import criterion from '@salesforce/label/c.Lockstep_Decide_Criterion';
import criterionNone from '@salesforce/label/c.Lockstep_Decide_Criterion_None';
import failed from '@salesforce/label/c.Lockstep_Decide_Failed';
import inDays from '@salesforce/label/c.Lockstep_Decide_In_Days';
import introConvert from '@salesforce/label/c.Lockstep_Decide_Intro_Convert';
import introDisqualify from '@salesforce/label/c.Lockstep_Decide_Intro_Disqualify';
import introRecycle from '@salesforce/label/c.Lockstep_Decide_Intro_Recycle';
import introReject from '@salesforce/label/c.Lockstep_Decide_Intro_Reject';
import introWithdraw from '@salesforce/label/c.Lockstep_Decide_Intro_Withdraw';
import loading from '@salesforce/label/c.Lockstep_Loading';
import noOpportunity from '@salesforce/label/c.Lockstep_Decide_No_Opportunity';
import note from '@salesforce/label/c.Lockstep_Decide_Note';
import noteHelp from '@salesforce/label/c.Lockstep_Decide_Note_Help';
import noteRequired from '@salesforce/label/c.Lockstep_Decide_Note_Required';
import opportunityName from '@salesforce/label/c.Lockstep_Decide_Opportunity_Name';
import reasonsFailed from '@salesforce/label/c.Lockstep_Decide_Reasons_Failed';
import titleConvert from '@salesforce/label/c.Lockstep_Decide_Title_Convert';
import titleDisqualify from '@salesforce/label/c.Lockstep_Decide_Title_Disqualify';
import titleRecycle from '@salesforce/label/c.Lockstep_Decide_Title_Recycle';
import titleReject from '@salesforce/label/c.Lockstep_Decide_Title_Reject';
import titleWithdraw from '@salesforce/label/c.Lockstep_Decide_Title_Withdraw';
import useDuplicate from '@salesforce/label/c.Lockstep_Decide_Use_Duplicate';
import wakeUp from '@salesforce/label/c.Lockstep_Decide_Wake_Up';
import wakeUpHelp from '@salesforce/label/c.Lockstep_Decide_Wake_Up_Help';
import withdrawBecause from '@salesforce/label/c.Lockstep_Decide_Withdraw_Because';

/** What can be decided in the dialog. Accepting needs none. */
export type DialogAction = 'Reject' | 'Disqualify' | 'Recycle' | 'Convert' | 'Withdraw';

interface ReasonsElement extends HTMLElement {
  focusChosen(): void;
}

interface Words {
  readonly title: string;
  readonly intro: string;
  readonly submit: string;
}

/** What the dialog is opened with, beside what every modal takes. */
interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly handOffId: string | null;
  readonly action: DialogAction;
  readonly personName: string | null;
}

const WORDS: Readonly<Record<DialogAction, Words>> = {
  Reject: { title: titleReject, intro: introReject, submit: actionReject },
  Disqualify: { title: titleDisqualify, intro: introDisqualify, submit: actionDisqualify },
  Recycle: { title: titleRecycle, intro: introRecycle, submit: actionRecycle },
  Convert: { title: titleConvert, intro: introConvert, submit: actionConvert },
  Withdraw: { title: titleWithdraw, intro: introWithdraw, submit: actionWithdraw }
};
const PRESETS: readonly number[] = [30, 60, 90];
const DAY = 86_400_000;
const DATE_LENGTH = 10;

function daysAfter(date: string, days: number): string {
  if (!date) return '';
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, DATE_LENGTH);
}

/**
 * Decides on a hand-off on one screen: only what the reason needs is asked for, and what is refused is said in place,
 * with everything that was entered still there. Closes with the result, or with nothing.
 */
export default class VerdictDialog extends LockstepSavingDialog {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<Apex.VerdictResult | undefined>;

  @api handOffId?: string;
  @api action: DialogAction = 'Reject';
  @api personName = '';

  labels = {
    account,
    cancel,
    criterion,
    criterionNone,
    failed,
    loading,
    noOpportunity,
    opportunityName,
    reasonsFailed,
    wakeUp,
    wakeUpHelp,
    withdrawBecause
  };
  form?: Apex.VerdictForm;
  loadError?: unknown;
  reason: Apex.VerdictReason | null = null;
  criterionKey: string | null = null;
  wakeUpOn: string | null = null;
  noteText = '';
  accountId: string | null = null;
  opportunity = '';
  withoutOpportunity = false;
  /** What a duplicate rule found when the conversion was refused. */
  duplicate: Apex.VerdictDuplicate | null = null;
  contactId: string | null = null;

  @wire(reasons, { action: '$action', handOffId: '$handOffId' })
  handleForm({ data, error }: WireResult<Apex.VerdictForm>): void {
    this.form = data;
    this.loadError = error;
    if (data) {
      this.opportunity = data.company ?? data.personName ?? '';
      this.accountId = data.accountId;
    }
  }

  get words(): Words {
    return WORDS[this.action];
  }

  get title(): string {
    return fillLabel(this.words.title, this.personName);
  }

  get hasReasons(): boolean {
    return (this.form?.reasons.length ?? 0) > 0;
  }

  get chosen(): string | null {
    return this.reason && reasonKey(this.reason);
  }

  get isConvert(): boolean {
    return this.action === 'Convert';
  }

  get isWithdraw(): boolean {
    return this.action === 'Withdraw';
  }

  get asksForCriterion(): boolean {
    return this.reason?.needsCriterion === true;
  }

  get hasCriteria(): boolean {
    return this.criteria.length > 0;
  }

  get criteria(): { readonly label: string; readonly value: string }[] {
    return (this.form?.criteria ?? []).map(({ key, label }) => ({ label: label ?? '', value: key ?? '' }));
  }

  get asksForWakeUp(): boolean {
    return this.action === 'Recycle';
  }

  get presets(): { readonly key: string; readonly label: string; readonly variant: string }[] {
    return PRESETS.map((days) => {
      const key = daysAfter(this.today, days);
      return { key, label: fillLabel(inDays, days), variant: key === this.wakeUpOn ? 'brand' : 'neutral' };
    });
  }

  get today(): string {
    return this.form?.today ?? '';
  }

  get tomorrow(): string {
    return daysAfter(this.today, 1);
  }

  get needsNote(): boolean {
    return this.isWithdraw || this.reason?.needsNote === true;
  }

  get noteLabel(): string {
    if (this.isWithdraw) return withdrawBecause;
    return this.needsNote ? noteRequired : note;
  }

  /** Nothing is decided before it can be seen what is asked for. */
  get cannotSubmit(): boolean {
    return this.isBusy || !this.form;
  }

  get noteHelp(): string | null {
    return this.needsNote ? null : noteHelp;
  }

  get asksForNote(): boolean {
    return !this.isConvert;
  }

  get mostOfNote(): number {
    return this.isWithdraw ? 255 : 4000;
  }

  get asksForAccount(): boolean {
    return this.isConvert && this.form?.isLead === true;
  }

  get accountHelp(): string {
    return fillLabel(accountHelp, this.form?.company ?? this.personName);
  }

  get asksForOpportunity(): boolean {
    return !this.withoutOpportunity;
  }

  get useDuplicateLabel(): string {
    return fillLabel(useDuplicate, this.duplicate?.name ?? '');
  }

  handleReason(event: CustomEvent<Apex.VerdictReason>): void {
    this.reason = event.detail;
    this.problem = null;
  }

  handleCriterion(event: CustomEvent<{ readonly value: string }>): void {
    this.criterionKey = event.detail.value;
  }

  handleWakeUp(event: CustomEvent<{ readonly value: string }>): void {
    this.wakeUpOn = event.detail.value || null;
  }

  handlePreset(event: Event): void {
    if (event.currentTarget instanceof HTMLElement) this.wakeUpOn = event.currentTarget.dataset.day ?? null;
  }

  handleNote(event: CustomEvent<{ readonly value: string }>): void {
    this.noteText = event.detail.value;
  }

  handleAccount(event: CustomEvent<{ readonly recordId: string | null }>): void {
    this.accountId = event.detail.recordId;
    this.contactId = null;
    this.duplicate = null;
  }

  async handleUseDuplicate(): Promise<void> {
    if (!this.duplicate) return;
    this.accountId = this.duplicate.accountId;
    this.contactId = this.duplicate.contactId;
    await this.handleSubmit();
  }

  handleOpportunity(event: CustomEvent<{ readonly value: string }>): void {
    this.opportunity = event.detail.value;
  }

  handleWithoutOpportunity(event: CustomEvent<{ readonly checked: boolean }>): void {
    this.withoutOpportunity = event.detail.checked;
  }

  async handleSubmit(): Promise<void> {
    if (this.form && this.hasChosen() && this.isComplete()) await this.save(() => this.decided());
  }

  private hasChosen(): boolean {
    if (!this.hasReasons || this.reason) return true;
    this.problem = chooseReason;
    this.template?.querySelector<ReasonsElement>('c-verdict-reasons')?.focusChosen();
    return false;
  }

  private async decided(): Promise<Apex.VerdictResult> {
    const result = await decide({ request: this.request() });
    this.duplicate = result.duplicate;
    if (!result.success) throw new Error(result.message ?? failed);
    return result;
  }

  private request(): Apex.VerdictRequest {
    const text = this.noteText.trim() || null;
    return {
      handOffId: this.handOffId ?? null,
      action: this.action,
      reason: this.isWithdraw ? text : (this.reason?.value ?? null),
      rejectionKind: this.reason?.rejectionKind ?? null,
      note: this.isWithdraw ? null : text,
      disputedCriterionKey: this.asksForCriterion ? this.criterionKey : null,
      wakeUpOn: this.asksForWakeUp ? this.wakeUpOn : null,
      accountId: this.asksForAccount ? this.accountId : null,
      contactId: this.asksForAccount ? this.contactId : null,
      opportunityName: this.isConvert && !this.withoutOpportunity ? this.opportunity.trim() : null,
      withoutOpportunity: this.isConvert && this.withoutOpportunity
    };
  }
}
