import { api, LightningElement } from 'lwc';

interface LookupElement extends HTMLElement {
  readonly value: string | null;
  setCustomValidity(message: string): void;
  reportValidity(): boolean;
  checkValidity(): boolean;
}

/** `lightning-record-picker`: finds a record by its name. Filters and display settings are refused by name. */
export default class RecordPicker extends LightningElement {
  @api label = '';
  @api variant = 'standard';
  @api placeholder = 'Search…';
  @api required = false;
  @api disabled = false;
  @api fieldLevelHelp = '';
  @api objectApiName = '';
  @api value: string | null = null;

  @api
  get filter(): unknown {
    return undefined;
  }

  set filter(value: unknown) {
    if (value !== undefined && value !== null) throw new Error('The preview does not support the filter of lightning-record-picker.');
  }

  @api
  clearSelection(): void {
    this.value = null;
  }

  @api
  setCustomValidity(message: string): void {
    this.lookup?.setCustomValidity(message);
  }

  @api
  reportValidity(): boolean {
    return this.lookup?.reportValidity() ?? true;
  }

  @api
  checkValidity(): boolean {
    return this.lookup?.checkValidity() ?? true;
  }

  handleChange(event: CustomEvent<{ readonly value: string | null }>): void {
    event.stopPropagation();
    this.value = event.detail.value;
    this.dispatchEvent(new CustomEvent('change', { detail: { recordId: event.detail.value } }));
  }

  private get lookup(): LookupElement | null {
    return this.template?.querySelector<LookupElement>('preview-lookup') ?? null;
  }
}
