import { LightningElement, api } from 'lwc';
import capHelp from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Cap_Help';
import capLabel from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Cap_Label';
import fallbackLabel from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Fallback_Label';
import save from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Save_Limits';
import title from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Limits_Title';

interface Field extends HTMLElement {
  reportValidity(): boolean;
}

/** How many hand-offs a person gets a day, and who gets what nobody can take. Fires `limits` with both. */
export default class AutoHandOffLimits extends LightningElement {
  @api busy = false;
  labels = { capHelp, capLabel, fallbackLabel, save, title };
  private capText = '';
  private queue = '';
  private options: readonly { readonly label: string; readonly value: string }[] = [];

  /** What is saved; what was entered and not saved is replaced by it. */
  @api
  get state(): Apex.AutoHandOffStatus | undefined {
    return this.saved;
  }
  set state(state: Apex.AutoHandOffStatus | undefined) {
    this.saved = state;
    this.capText = state?.capPerRep === null || state?.capPerRep === undefined ? '' : String(state.capPerRep);
    this.queue = state?.fallbackQueue ?? '';
    this.options = (state?.queues ?? []).map(({ label, value }) => ({ label: label ?? '', value: value ?? '' }));
  }
  private saved?: Apex.AutoHandOffStatus;

  get cap(): string {
    return this.capText;
  }

  get fallbackQueue(): string {
    return this.queue;
  }

  get queues(): readonly { readonly label: string; readonly value: string }[] {
    return this.options;
  }

  /** What is wrong shows while it is entered: if it vanished on leaving, Save would move away from under the pointer. */
  handleCap(event: CustomEvent<{ readonly value: string }>): void {
    this.capText = event.detail.value;
    this.template?.querySelector<Field>('[data-id="cap"]')?.reportValidity();
  }

  handleQueue(event: CustomEvent<{ readonly value: string }>): void {
    this.queue = event.detail.value;
  }

  handleSave(): void {
    const fields = [...(this.template?.querySelectorAll<Field>('[data-field]') ?? [])];
    // Every field says what is wrong with it, not only the first.
    if (fields.map((field) => field.reportValidity()).includes(false)) return;
    const capPerRep = this.capText.trim() === '' ? null : Number(this.capText);
    this.dispatchEvent(new CustomEvent('limits', { detail: { capPerRep, fallbackQueue: this.queue } }));
  }
}
