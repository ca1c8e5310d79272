import { LightningElement, api } from 'lwc';
import { absoluteTime, dateText, fillLabel } from 'c/lockstepUtils';
import { dayText } from 'c/handOffWorkingTime';
import currency from '@salesforce/i18n/currency';
import locale from '@salesforce/i18n/locale';
import accepted from '@salesforce/label/c.Lockstep_Loop_Cycle_Accepted';
import attempts from '@salesforce/label/c.Lockstep_Loop_Cycle_Attempts';
import cycleOf from '@salesforce/label/c.Lockstep_Loop_Cycle_Of';
import cycles from '@salesforce/label/c.Lockstep_Loop_Cycles';
import definition from '@salesforce/label/c.Lockstep_Loop_Definition';
import handedOff from '@salesforce/label/c.Lockstep_Loop_Cycle_Handed_Off';
import handedOffCell from '@salesforce/label/c.Lockstep_Loop_Cycle_Handed_Off_Cell';
import hideReceipt from '@salesforce/label/c.Lockstep_Loop_Receipt_Hide';
import oneAttempt from '@salesforce/label/c.Lockstep_Loop_Cycle_One_Attempt';
import outcomeAmount from '@salesforce/label/c.Lockstep_Loop_Outcome_Amount';
import outcomeLost from '@salesforce/label/c.Lockstep_Loop_Outcome_Lost';
import outcomeOpen from '@salesforce/label/c.Lockstep_Loop_Outcome_Open';
import outcomeWon from '@salesforce/label/c.Lockstep_Loop_Outcome_Won';
import showReceipt from '@salesforce/label/c.Lockstep_Loop_Receipt_Show';
import touched from '@salesforce/label/c.Lockstep_Loop_Cycle_Touched';
import wakesUp from '@salesforce/label/c.Lockstep_Loop_Wakes_Up';

const OUTCOMES: Readonly<Record<string, string>> = { Open: outcomeOpen, Won: outcomeWon, Lost: outcomeLost };

function originOf(cycle: Apex.HandOffCycleView): string {
  return [cycle.campaignName, cycle.definitionName && fillLabel(definition, cycle.definitionName, cycle.definitionVersion ?? '')]
    .filter(Boolean)
    .join(' · ');
}

/** What became of a hand-off after its verdict: "Won: $12,000"; `null` where nothing has. */
export function outcomeText(cycle: Apex.HandOffCycleView): string | null {
  const word = OUTCOMES[cycle.outcome ?? ''];
  if (!word) return null;
  const amount = cycle.outcome === 'Won' ? cycle.wonAmount : cycle.outcome === 'Open' ? cycle.pipelineAmount : null;
  if (amount) return fillLabel(outcomeAmount, word, money(amount));
  return cycle.outcome === 'Lost' && cycle.lossReason ? fillLabel(outcomeAmount, word, cycle.lossReason) : word;
}

function money(amount: number): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
}

/** The hand-offs of a person, folded: when, who decided what and why, what became of it; each with its receipt. */
export default class HandOffCycleHistory extends LightningElement {
  @api cycles: readonly Apex.HandOffCycleView[] = [];

  isOpen = false;
  private openReceipts: readonly string[] = [];

  get hasCycles(): boolean {
    return this.cycles.length > 0;
  }

  get title(): string {
    return fillLabel(cycles, this.cycles.length);
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get icon(): string {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get lines() {
    return this.cycles.map((cycle) => {
      const key = cycle.handOffId ?? '';
      const showsReceipt = this.openReceipts.includes(key);
      return {
        key,
        title: fillLabel(cycleOf, cycle.cycle ?? ''),
        sentence: cycle.sentence,
        facts: this.factsOf(cycle),
        handedOffExactly: cycle.handedOffAt && absoluteTime(cycle.handedOffAt),
        origin: originOf(cycle),
        note: cycle.note,
        outcome: outcomeText(cycle),
        showsReceipt,
        receiptExpanded: String(showsReceipt),
        receiptLabel: showsReceipt ? hideReceipt : fillLabel(showReceipt, cycle.cycle ?? '')
      };
    });
  }

  handleToggle(): void {
    this.isOpen = !this.isOpen;
  }

  handleReceipt(event: Event): void {
    const key = event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset.receipt : undefined;
    if (!key) return;
    this.openReceipts = this.openReceipts.includes(key) ? this.openReceipts.filter((each) => each !== key) : [...this.openReceipts, key];
  }

  private factsOf(cycle: Apex.HandOffCycleView): string {
    const day = cycle.handedOffAt ? dayText(cycle.handedOffAt) : '';
    const count = cycle.attempts ?? 0;
    return [
      cycle.cell ? fillLabel(handedOffCell, day, cycle.cell) : fillLabel(handedOff, day),
      cycle.acceptedAt && fillLabel(accepted, dayText(cycle.acceptedAt)),
      cycle.firstTouchAt && fillLabel(touched, dayText(cycle.firstTouchAt)),
      count === 1 ? oneAttempt : count > 1 && fillLabel(attempts, count),
      cycle.wakeUpOn && fillLabel(wakesUp, dateText(cycle.wakeUpOn))
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
