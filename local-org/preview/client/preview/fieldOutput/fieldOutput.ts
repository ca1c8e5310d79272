import { api, LightningElement } from 'lwc';
import { goTo } from 'preview/location';
import { session } from 'preview/session';

/** One value as people read it, by the field's type as the UI API names it (`Currency`, `DateTime`, …). */
export default class FieldOutput extends LightningElement {
  @api value: unknown;
  @api displayValue: string | null | undefined;
  @api fieldType = 'String';
  @api scale = 2;
  @api htmlFormatted = false;
  /** Address that the value leads to. */
  @api link: string | undefined;

  readonly timeZone = session.i18n.timeZone;
  readonly currency = session.i18n.currency;

  get isEmpty(): boolean {
    return this.value === null || this.value === undefined || this.value === '';
  }

  get isRich(): boolean {
    return this.htmlFormatted;
  }

  get isPercent(): boolean {
    return this.fieldType === 'Percent';
  }

  get fraction(): number {
    return Number(this.value) / 100;
  }

  get isCurrency(): boolean {
    return this.fieldType === 'Currency';
  }

  get isNumber(): boolean {
    return ['Double', 'Int', 'Long'].includes(this.fieldType);
  }

  get isDate(): boolean {
    return this.fieldType === 'Date';
  }

  get isDateTime(): boolean {
    return this.fieldType === 'DateTime';
  }

  get isEmail(): boolean {
    return this.fieldType === 'Email';
  }

  get isPhone(): boolean {
    return this.fieldType === 'Phone';
  }

  get isUrl(): boolean {
    return this.fieldType === 'Url';
  }

  get isCheckbox(): boolean {
    return this.fieldType === 'Boolean';
  }

  get isChecked(): boolean {
    return this.value === true;
  }

  get isLongText(): boolean {
    return this.fieldType === 'TextArea';
  }

  get text(): string {
    const shown = this.displayValue ?? this.value;
    if (this.isCheckbox) return this.isChecked ? 'True' : 'False';
    return this.fieldType === 'MultiPicklist' ? String(shown).split(';').join('; ') : String(shown);
  }

  handleLink(event: MouseEvent): void {
    if (this.link === undefined || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    goTo(this.link);
  }
}
