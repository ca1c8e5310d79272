import { api, LightningElement } from 'lwc';
import { openDropdown } from 'preview/dropdown';
import { errorMessage } from 'preview/http';
import { recordName, searchRecords } from 'preview/recordSearch';
import type { FoundRecord } from 'preview/recordSearch';

const RESULTS = 10;
/** Milliseconds without typing before a search starts. */
const PAUSE = 200;

interface Combobox extends HTMLElement {
  reportValidity(): boolean;
}

/** Finds one record by name: what lookup fields and `lightning-record-picker` are made of. */
export default class Lookup extends LightningElement {
  @api label = '';
  @api variant = 'standard';
  @api placeholder = 'Search…';
  @api required = false;
  @api disabled = false;
  @api fieldLevelHelp = '';
  @api iconName = 'standard:record';

  found: readonly FoundRecord[] = [];
  text = '';
  message = '';
  searching = false;
  name = '';
  private target = '';
  private recordKey: string | null = null;
  private round = 0;
  private timer = 0;

  /** Name of the initially selected record, where it is known, to save a request. */
  @api
  get valueName(): string | null {
    return this.name;
  }

  set valueName(value: string | null) {
    if (value) this.name = value;
  }

  /** Object whose records are found. */
  @api
  get objectApiName(): string {
    return this.target;
  }

  set objectApiName(value: string) {
    this.target = value;
    this.readNameSoon();
  }

  /** Id of the chosen record, or null. */
  @api
  get value(): string | null {
    return this.recordKey;
  }

  set value(value: string | null) {
    const next = value === '' || value === undefined ? null : value;
    if (next === this.recordKey) return;
    if (this.recordKey !== null) this.name = '';
    this.recordKey = next;
    this.readNameSoon();
  }

  /** Shows this instead of the browser's own message; empty clears it. */
  @api
  setCustomValidity(message: string): void {
    this.message = message;
  }

  @api
  reportValidity(): boolean {
    const missing = this.required && this.recordKey === null;
    if (missing) this.combobox?.reportValidity();
    return !missing && this.message === '';
  }

  @api
  checkValidity(): boolean {
    return !(this.required && this.recordKey === null) && this.message === '';
  }

  @api
  focus(): void {
    this.combobox?.focus();
  }

  /** The combobox reports a missing value on blur, even when the user selects one from its list: clear that error. */
  override renderedCallback(): void {
    if (this.recordKey !== null) this.combobox?.reportValidity();
  }

  get pill(): object | undefined {
    if (this.recordKey === null) return undefined;
    return { label: this.name === '' ? this.recordKey : this.name, iconName: this.iconName, iconAlternativeText: '' };
  }

  get items(): object[] {
    return this.found.map(({ id, name, detail }) => ({
      type: 'option-card',
      value: id,
      text: name,
      subText: detail,
      iconName: this.iconName,
      iconAlternativeText: ''
    }));
  }

  handleFocus(): void {
    if (this.found.length === 0 && this.recordKey === null) void this.search();
  }

  handleText(event: CustomEvent<{ readonly text: string }>): void {
    this.text = event.detail.text;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.search(), PAUSE);
  }

  handleSelect(event: CustomEvent<{ readonly value: string }>): void {
    const chosen = this.found.find(({ id }) => id === event.detail.value);
    if (!chosen) return;
    this.recordKey = chosen.id;
    this.name = chosen.name;
    this.text = '';
    this.message = '';
    this.announce();
  }

  handleRemove(): void {
    this.recordKey = null;
    this.name = '';
    this.announce();
  }

  private get combobox(): Combobox | null {
    return this.template?.querySelector<Combobox>('.lookup') ?? null;
  }

  private announce(): void {
    this.dispatchEvent(new CustomEvent('change', { detail: { value: this.recordKey, recordId: this.recordKey } }));
  }

  /** After the other properties of the same render have been set. */
  private readNameSoon(): void {
    void Promise.resolve().then(() => this.readName());
  }

  private async readName(): Promise<void> {
    const { recordKey: id, target } = this;
    if (id === null || target === '' || this.name !== '') return;
    try {
      const name = await recordName(target, id);
      if (this.recordKey === id) this.name = name;
    } catch (error) {
      this.message = errorMessage(error);
    }
  }

  private async search(): Promise<void> {
    const round = ++this.round;
    this.searching = true;
    try {
      const found = await searchRecords(this.target, this.text, RESULTS);
      if (round !== this.round) return;
      this.found = found;
      openDropdown(this.template, '.lookup');
    } catch (error) {
      this.message = errorMessage(error);
    } finally {
      if (round === this.round) this.searching = false;
    }
  }
}
