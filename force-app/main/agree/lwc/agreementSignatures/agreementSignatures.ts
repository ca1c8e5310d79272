import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { getRecord, notifyRecordUpdateAvailable, type RecordRepresentation } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import createVersion from '@salesforce/apex/AgreementSignatureController.createVersion';
import getSignatures from '@salesforce/apex/AgreementSignatureController.getSignatures';
import propose from '@salesforce/apex/AgreementSignatureController.propose';
import sign from '@salesforce/apex/AgreementSignatureController.sign';
import withdraw from '@salesforce/apex/AgreementSignatureController.withdraw';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import agreed from '@salesforce/label/c.Lockstep_Signatures_Agreed';
import cancel from '@salesforce/label/c.Lockstep_Signatures_Cancel';
import commentLabel from '@salesforce/label/c.Lockstep_Signatures_Comment';
import confirmSign from '@salesforce/label/c.Lockstep_Signatures_Confirm_Sign';
import confirmVersion from '@salesforce/label/c.Lockstep_Signatures_Confirm_Version';
import draft from '@salesforce/label/c.Lockstep_Signatures_Draft';
import failed from '@salesforce/label/c.Lockstep_Signatures_Failed';
import loadFailed from '@salesforce/label/c.Lockstep_Signatures_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import newVersion from '@salesforce/label/c.Lockstep_Signatures_New_Version';
import notSigned from '@salesforce/label/c.Lockstep_Signatures_Not_Signed';
import proposeLabel from '@salesforce/label/c.Lockstep_Signatures_Propose';
import proposed from '@salesforce/label/c.Lockstep_Signatures_Proposed';
import reasonLabel from '@salesforce/label/c.Lockstep_Signatures_Reason';
import retired from '@salesforce/label/c.Lockstep_Signatures_Retired';
import signLabel from '@salesforce/label/c.Lockstep_Signatures_Sign';
import signNote from '@salesforce/label/c.Lockstep_Signatures_Sign_Note';
import signed from '@salesforce/label/c.Lockstep_Signatures_Signed';
import title from '@salesforce/label/c.Lockstep_Signatures_Title';
import waiting from '@salesforce/label/c.Lockstep_Signatures_Waiting';
import withdrawLabel from '@salesforce/label/c.Lockstep_Signatures_Withdraw';
import withdrawNote from '@salesforce/label/c.Lockstep_Signatures_Withdraw_Note';

const STATES: Readonly<Record<string, string>> = { Draft: draft, Proposed: proposed, Agreed: agreed, Retired: retired };

/** The question before a step that cannot be undone. */
interface Form {
  readonly note?: string;
  /** The label of the text field of the step. */
  readonly text?: string;
  readonly confirm: string;
}

const FORMS: Readonly<Record<string, Form>> = {
  sign: { note: signNote, text: commentLabel, confirm: confirmSign },
  withdraw: { note: withdrawNote, confirm: withdrawLabel },
  newVersion: { text: reasonLabel, confirm: confirmVersion }
};

/** Shows the signatures of a definition or agreement, and the next step of the user. */
export default class AgreementSignatures extends NavigationMixin(LightningElement) {
  @api recordId?: string;
  @api objectApiName?: string;

  labels = { cancel, failed, loadFailed, loading, title };
  view?: Apex.AgreementSignaturesView;
  error?: unknown;
  failure?: unknown;
  isBusy = false;
  /** The step that waits for confirmation. */
  asked?: Apex.AgreementSignatureStep;
  text = '';
  private wiredView?: WireResult<Apex.AgreementSignaturesView>;
  private shownStatus: unknown;
  private takesFocus = false;

  @wire(getSignatures, { recordId: '$recordId' })
  handleView(result: WireResult<Apex.AgreementSignaturesView>): void {
    this.wiredView = result;
    this.view = result.data;
    this.error = result.error;
  }

  /** The record can also change elsewhere on the same page. */
  @wire(getRecord, { recordId: '$recordId', optionalFields: '$statusFields' })
  handleRecord({ data }: WireResult<RecordRepresentation>): void {
    if (!data) return;
    const status = data.fields.Status__c?.value;
    const changed = this.shownStatus !== undefined && status !== this.shownStatus;
    this.shownStatus = status ?? null;
    if (changed) void this.refresh();
  }

  renderedCallback(): void {
    if (!this.takesFocus) return;
    this.takesFocus = false;
    this.template?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  get statusFields(): string[] {
    return this.objectApiName ? [`${this.objectApiName}.Status__c`] : [];
  }

  get isLoading(): boolean {
    return !this.view;
  }

  get state(): string {
    return STATES[this.view?.status ?? ''] ?? '';
  }

  get hasSides(): boolean {
    return this.sides.length > 0;
  }

  get sides(): { readonly side: string; readonly icon: string; readonly text: string; readonly comment: string | null }[] {
    const awaited = this.view?.status === 'Proposed';
    return (this.view?.sides ?? []).map(({ side, signedBy, signedAt, comment }) => ({
      side: side ?? '',
      icon: signedAt ? 'utility:success' : awaited ? 'utility:clock' : 'utility:dash',
      text: signedAt ? fillLabel(signed, signedBy ?? '', absoluteTime(signedAt)) : awaited ? fillLabel(waiting, side ?? '') : notSigned,
      comment: comment ?? null
    }));
  }

  /** Always the next step, with the reason if the user cannot take it; other steps only if the user can take them. */
  get steps(): {
    readonly name: string;
    readonly label: string;
    readonly variant: string;
    readonly disabled: boolean;
    readonly why: string | null;
  }[] {
    return (this.view?.steps ?? [])
      .filter((step, index) => index === 0 || step.allowed)
      .map((step, index) => ({
        name: step.name ?? '',
        label: this.labelOf(step),
        variant: index === 0 ? 'brand' : 'neutral',
        disabled: this.isBusy || !step.allowed,
        why: step.why ?? null
      }));
  }

  get form(): Form | undefined {
    return FORMS[this.asked?.name ?? ''];
  }

  handleStep({ currentTarget }: Event): void {
    const name = (currentTarget as HTMLElement).dataset.step;
    const step = this.view?.steps.find((candidate) => candidate.name === name);
    if (!step) return;
    this.failure = undefined;
    this.text = '';
    if (step.name === 'propose') {
      void this.perform(step);
    } else {
      this.asked = step;
      this.takesFocus = true;
    }
  }

  handleText({ detail }: CustomEvent<{ value: string }>): void {
    this.text = detail.value;
  }

  handleConfirm(): void {
    if (this.asked) void this.perform(this.asked);
  }

  handleCancel(): void {
    this.asked = undefined;
    this.failure = undefined;
  }

  handleRetry(): void {
    void this.refresh();
  }

  private labelOf(step: Apex.AgreementSignatureStep): string {
    switch (step.name) {
      case 'propose':
        return proposeLabel;
      case 'sign':
        return fillLabel(signLabel, step.side ?? '');
      case 'withdraw':
        return withdrawLabel;
      default:
        return newVersion;
    }
  }

  private async perform(step: Apex.AgreementSignatureStep): Promise<void> {
    const { recordId, text } = this;
    if (!recordId) return;
    this.isBusy = true;
    this.failure = undefined;
    try {
      if (step.name === 'newVersion') {
        this.open(await createVersion({ recordId, reason: text }));
      } else {
        await this.change(step, recordId, text);
      }
      this.asked = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  private async change(step: Apex.AgreementSignatureStep, recordId: string, comment: string): Promise<void> {
    if (step.name === 'propose') await propose({ recordId });
    else if (step.name === 'withdraw') await withdraw({ recordId });
    else await sign({ recordId, side: step.side ?? '', comment: comment === '' ? null : comment });
    await this.refresh();
    await notifyRecordUpdateAvailable([{ recordId }]);
  }

  private open(recordId: string): void {
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { recordId, objectApiName: this.objectApiName ?? '', actionName: 'view' }
    });
  }

  private async refresh(): Promise<void> {
    if (this.wiredView) await refreshApex(this.wiredView);
  }
}
