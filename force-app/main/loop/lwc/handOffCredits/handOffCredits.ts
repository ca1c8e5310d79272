import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import { dayText } from 'c/handOffWorkingTime';
import currency from '@salesforce/i18n/currency';
import locale from '@salesforce/i18n/locale';
import becauseContactRole from '@salesforce/label/c.Lockstep_Loop_Credit_Because_Contact_Role';
import becauseConverted from '@salesforce/label/c.Lockstep_Loop_Credit_Because_Converted';
import cycleOf from '@salesforce/label/c.Lockstep_Loop_Cycle_Of';
import definition from '@salesforce/label/c.Lockstep_Loop_Definition';
import handedOff from '@salesforce/label/c.Lockstep_Loop_Cycle_Handed_Off';
import handedOffCell from '@salesforce/label/c.Lockstep_Loop_Cycle_Handed_Off_Cell';
import hidden from '@salesforce/label/c.Lockstep_Loop_Credit_Hidden';
import share from '@salesforce/label/c.Lockstep_Loop_Credit_Share';
import shareAmount from '@salesforce/label/c.Lockstep_Loop_Credit_Amount';
import title from '@salesforce/label/c.Lockstep_Loop_Credits_Title';

const PERCENT = 100;
const BECAUSE: Readonly<Record<string, string>> = { Converted: becauseConverted, 'Contact Role': becauseContactRole };

/** The hand-offs that led to an opportunity: person, share, source, campaign and the definition by which they were handed off. */
export default class HandOffCredits extends NavigationMixin(LightningElement) {
  @api credits: readonly Apex.HandOffCreditView[] = [];
  /** How many more there are than the reader may see. */
  @api hiddenCount = 0;

  labels = { title };

  get hiddenText(): string | null {
    return this.hiddenCount > 0 ? fillLabel(hidden, this.hiddenCount) : null;
  }

  get lines() {
    return this.credits.map((credit) => {
      const day = credit.handedOffAt ? dayText(credit.handedOffAt) : '';
      return {
        key: credit.handOffId,
        personId: credit.personId,
        personObject: credit.personObject,
        url: `/lightning/r/${credit.personObject}/${credit.personId}/view`,
        name: credit.personName,
        share: this.shareOf(credit),
        facts: [
          fillLabel(cycleOf, credit.cycle ?? ''),
          credit.cell ? fillLabel(handedOffCell, day, credit.cell) : fillLabel(handedOff, day)
        ].join(' · '),
        exactly: credit.handedOffAt && absoluteTime(credit.handedOffAt),
        origin: [
          credit.leadSource,
          credit.campaignName,
          credit.definitionName && fillLabel(definition, credit.definitionName, credit.definitionVersion ?? '')
        ]
          .filter(Boolean)
          .join(' · '),
        because: BECAUSE[credit.because ?? '']
      };
    });
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { id: recordId, object: objectApiName } = event.currentTarget.dataset;
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } });
  }

  private shareOf(credit: Apex.HandOffCreditView): string {
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format((credit.credit ?? 0) / PERCENT);
    // Answers of Apex may leave empty fields out.
    if (typeof credit.amount !== 'number') return fillLabel(share, percent);
    const amount = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(credit.amount);
    return fillLabel(shareAmount, percent, amount);
  }
}
