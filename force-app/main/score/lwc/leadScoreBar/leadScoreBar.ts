import { LightningElement, api } from 'lwc';
import { fillLabel } from 'c/lockstepUtils';
import locale from '@salesforce/i18n/locale';
import ofLabel from '@salesforce/label/c.Lockstep_Value_Of_Maximum';

const DEFAULT_MAXIMUM = 100;

/** A value against the most it can be. Without a cap the bar is drawn against 100, or against the value if that is more. */
export default class LeadScoreBar extends LightningElement {
  @api label = '';
  @api value: number | null = 0;
  /** Empty or absent, as answers of Apex may leave empty fields out: no cap. */
  @api cap?: number | null = null;

  get shownValue(): number {
    return this.value ?? 0;
  }

  get maximum(): number {
    return this.cap ?? Math.max(DEFAULT_MAXIMUM, this.shownValue);
  }

  get valueText(): string {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const value = format.format(this.shownValue);
    return typeof this.cap === 'number' ? fillLabel(ofLabel, value, format.format(this.cap)) : value;
  }

  get barStyle(): string {
    const share = this.maximum > 0 ? Math.min(1, Math.max(0, this.shownValue / this.maximum)) : 0;
    return `width: ${Math.round(share * 100)}%`;
  }
}
