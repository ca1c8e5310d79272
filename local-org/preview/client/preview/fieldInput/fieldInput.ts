import { api, LightningElement } from 'lwc';
import type { ObjectFieldInfo, PicklistValues } from 'lightning/uiObjectInfoApi';
import { session } from 'preview/session';
import { fieldLabel } from 'preview/shownField';

const INPUT_TYPES: Readonly<Record<string, string>> = {
  Date: 'date',
  DateTime: 'datetime',
  Time: 'time',
  Email: 'email',
  Phone: 'tel',
  Url: 'url'
};

/** Key prefixes of the objects that owners are of. */
const PREFIXES: Readonly<Record<string, string>> = { User: '005', Group: '00G' };
const TARGETS_WITH_ICON = ['Account', 'Campaign', 'Contact', 'Lead', 'Opportunity', 'User'];

interface Input extends HTMLElement {
  setCustomValidity(message: string): void;
  reportValidity(): boolean;
}

/** One field's control, by its type. */
export default class FieldInput extends LightningElement {
  @api info: ObjectFieldInfo | undefined;
  @api picklist: PicklistValues | undefined;
  /** Index of the controlling field's value, for dependent picklists; undefined: all values may be chosen. */
  @api controllerIndex: number | undefined;
  @api variant = 'standard';
  @api disabled = false;
  @api required = false;
  @api value: unknown = null;
  /** Name of the record that a lookup holds, where it is known. */
  @api valueName: string | null = null;

  readonly timeZone = session.i18n.timeZone;

  @api
  showError(message: string): void {
    const input = this.input;
    input?.setCustomValidity(message);
    input?.reportValidity();
  }

  @api
  isValid(): boolean {
    return this.input?.reportValidity() ?? true;
  }

  @api
  focus(): void {
    this.input?.focus();
  }

  get label(): string {
    return this.info ? fieldLabel(this.info) : '';
  }

  get help(): string | undefined {
    return this.info?.inlineHelpText ?? undefined;
  }

  get maxLength(): number | undefined {
    return this.info && this.info.length > 0 ? this.info.length : undefined;
  }

  get isPicklist(): boolean {
    return this.info?.dataType === 'Picklist';
  }

  get isMultiPicklist(): boolean {
    return this.info?.dataType === 'MultiPicklist';
  }

  get isTextArea(): boolean {
    return this.info?.dataType === 'TextArea';
  }

  get isLookup(): boolean {
    return this.info?.dataType === 'Reference';
  }

  get isCheckbox(): boolean {
    return this.info?.dataType === 'Boolean';
  }

  get isNumber(): boolean {
    return ['Int', 'Long', 'Double', 'Currency', 'Percent'].includes(this.info?.dataType ?? '');
  }

  get formatter(): string {
    if (this.info?.dataType === 'Currency') return 'currency';
    // A percent field holds 12.5 for 12.5 %.
    return this.info?.dataType === 'Percent' ? 'percent-fixed' : 'decimal';
  }

  get step(): number {
    return 10 ** -(this.info?.scale ?? 0);
  }

  get inputType(): string {
    return INPUT_TYPES[this.info?.dataType ?? ''] ?? 'text';
  }

  get target(): string {
    const targets = (this.info?.referenceToInfos ?? []).map(({ apiName }) => apiName);
    // Of several objects: the one the value is of, else people.
    const ofValue = targets.find((name) => typeof this.value === 'string' && this.value.startsWith(PREFIXES[name] ?? '-'));
    return ofValue ?? targets.find((name) => name === 'User') ?? targets[0] ?? '';
  }

  get targetIcon(): string {
    return TARGETS_WITH_ICON.includes(this.target) ? `standard:${this.target.toLowerCase()}` : 'standard:record';
  }

  get choices(): { label: string; value: string }[] {
    const index = this.controllerIndex;
    const values = this.picklist?.values ?? [];
    return values.filter(({ validFor }) => index === undefined || validFor.includes(index)).map(({ label, value }) => ({ label, value }));
  }

  get options(): { label: string; value: string }[] {
    const options = this.choices;
    const current = typeof this.value === 'string' && this.value !== '' ? this.value : undefined;
    // A value that is no longer in the list stays visible until another is chosen.
    const lost = current !== undefined && !options.some(({ value }) => value === current) ? [{ label: current, value: current }] : [];
    return [{ label: '--None--', value: '' }, ...options, ...lost];
  }

  get chosen(): string[] {
    return typeof this.value === 'string' ? this.value.split(';') : [];
  }

  handleChange(event: CustomEvent<{ readonly value?: unknown }>): void {
    const given = event.detail?.value;
    const empty = given === '' || given === undefined || given === null;
    this.change(empty ? null : this.isNumber ? Number(given) : given);
  }

  handleCheck(event: CustomEvent<{ readonly checked: boolean }>): void {
    this.change(event.detail.checked);
  }

  handleChoices(event: CustomEvent<{ readonly value: readonly string[] }>): void {
    this.change(event.detail.value.length === 0 ? null : event.detail.value.join(';'));
  }

  private get input(): Input | null {
    return this.template?.querySelector<Input>('[data-input]') ?? null;
  }

  private change(value: unknown): void {
    this.value = value;
    this.input?.setCustomValidity('');
    this.dispatchEvent(new CustomEvent('fieldchange', { detail: { field: this.info?.apiName, value } }));
  }
}
