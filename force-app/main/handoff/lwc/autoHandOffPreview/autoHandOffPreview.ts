import { LightningElement, api } from 'lwc';
import { fillLabel } from 'c/lockstepUtils';
import atOnce from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Days_At_Once';
import cell from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Cell';
import days from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Days';
import everybody from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Everybody';
import never from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Days_Never';
import nobody from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Total_None';
import people from '@salesforce/label/c.Lockstep_Auto_Hand_Off_People';
import segment from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Segment';
import title from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Count_Title';
import total from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Total';
import locale from '@salesforce/i18n/locale';

const format = new Intl.NumberFormat(locale);

/** How many people are ready for Sales, by segment and cell, and how long it takes to hand them off. */
export default class AutoHandOffPreview extends LightningElement {
  /** With a count. */
  @api state?: Apex.AutoHandOffStatus;

  labels = { cell, people, segment, title };

  get totalText(): string {
    const sum = this.state?.count?.total ?? 0;
    return sum > 0 ? fillLabel(total, format.format(sum)) : nobody;
  }

  get daysText(): string | null {
    if (!this.hasLines) return null;
    const { perDay = null, days: needed = null } = this.state ?? {};
    if (perDay === null) return atOnce;
    return needed === null ? never : fillLabel(days, format.format(perDay), format.format(needed));
  }

  get hasLines(): boolean {
    return (this.state?.count?.lines ?? []).length > 0;
  }

  get lines() {
    return (this.state?.count?.lines ?? []).map((line) => ({
      key: `${line.segment ?? ''}|${line.cell ?? ''}`,
      segment: line.segment ?? everybody,
      cell: line.cell,
      people: format.format(line.people ?? 0)
    }));
  }
}
