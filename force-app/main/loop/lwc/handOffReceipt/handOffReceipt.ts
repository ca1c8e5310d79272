import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getReceipt from '@salesforce/apex/ClosedLoopStatusController.getReceipt';
import { absoluteTime, dateText, fillLabel } from 'c/lockstepUtils';
import { dayText } from 'c/handOffWorkingTime';
import locale from '@salesforce/i18n/locale';
import byHand from '@salesforce/label/c.Lockstep_Loop_Receipt_By_Hand';
import campaign from '@salesforce/label/c.Lockstep_Loop_Receipt_Campaign';
import campaigns from '@salesforce/label/c.Lockstep_Loop_Receipt_Campaigns';
import completeness from '@salesforce/label/c.Lockstep_Loop_Receipt_Completeness';
import definition from '@salesforce/label/c.Lockstep_Loop_Definition';
import dropped from '@salesforce/label/c.Lockstep_Loop_Receipt_Dropped';
import duplicates from '@salesforce/label/c.Lockstep_Loop_Receipt_Duplicates';
import engagements from '@salesforce/label/c.Lockstep_Loop_Receipt_Engagements';
import engagementsOf from '@salesforce/label/c.Lockstep_Loop_Receipt_Engagements_Of';
import filledIn from '@salesforce/label/c.Lockstep_Loop_Receipt_Filled_In';
import intro from '@salesforce/label/c.Lockstep_Loop_Receipt_Intro';
import loadFailed from '@salesforce/label/c.Lockstep_Loop_Receipt_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import missing from '@salesforce/label/c.Lockstep_Loop_Receipt_Missing';
import none from '@salesforce/label/c.Lockstep_Loop_Receipt_None';
import notScored from '@salesforce/label/c.Lockstep_Loop_Receipt_Not_Scored';
import previous from '@salesforce/label/c.Lockstep_Loop_Receipt_Previous';
import previousLine from '@salesforce/label/c.Lockstep_Loop_Receipt_Previous_Line';
import quantity from '@salesforce/label/c.Lockstep_Loop_Receipt_Quantity';
import reasons from '@salesforce/label/c.Lockstep_Loop_Receipt_Reasons';
import score from '@salesforce/label/c.Lockstep_Loop_Receipt_Score';
import source from '@salesforce/label/c.Lockstep_Loop_Receipt_Source';
import undecided from '@salesforce/label/c.Lockstep_Loop_Receipt_Undecided';
import wakesUp from '@salesforce/label/c.Lockstep_Loop_Wakes_Up';

const PERCENT = 100;

interface StepLine {
  readonly key: string;
  readonly text: string;
  readonly day: string | null;
  readonly exactly: string | null;
}

/** What was known of a person when it was handed off: the reasons with their arithmetic, what they did, what was missing. */
export default class HandOffReceipt extends LightningElement {
  @api handOffId?: string;

  labels = { campaigns, intro, loadFailed, loading, none, notScored, previous, reasons };
  receipt?: Apex.HandOffReceiptView | null;
  error?: unknown;
  private wiredReceipt?: WireResult<Apex.HandOffReceiptView | null>;

  @wire(getReceipt, { handOffId: '$handOffId' })
  handleReceipt(result: WireResult<Apex.HandOffReceiptView | null>): void {
    this.wiredReceipt = result;
    this.receipt = result.data;
    this.error = result.error;
  }

  get isLoading(): boolean {
    return this.receipt === undefined;
  }

  get hasReasons(): boolean {
    return (this.receipt?.reasons.length ?? 0) > 0;
  }

  /** What is above the account of the score, line by line. */
  get facts(): readonly string[] {
    const { receipt } = this;
    if (!receipt) return [];
    return [
      receipt.manualReason && fillLabel(byHand, receipt.manualReason),
      receipt.definitionName && fillLabel(definition, receipt.definitionName, receipt.definitionVersion ?? ''),
      // Answers of Apex may leave empty fields out.
      typeof receipt.score === 'number'
        ? fillLabel(score, receipt.cell ?? '', number(receipt.score), number(receipt.fit), number(receipt.interest))
        : notScored,
      receipt.leadSource && fillLabel(source, receipt.leadSource),
      receipt.campaign && fillLabel(campaign, receipt.campaign),
      receipt.duplicates && fillLabel(duplicates, receipt.duplicates)
    ].filter((line): line is string => typeof line === 'string' && line !== '');
  }

  get completenessText(): string | null {
    const share = this.receipt?.completeness;
    if (share === null || share === undefined) return null;
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share / PERCENT);
    return fillLabel(completeness, percent);
  }

  get missingText(): string | null {
    return this.receipt?.missing.length ? fillLabel(missing, this.receipt.missing.join(', ')) : null;
  }

  get filledInText(): string | null {
    return this.receipt?.filledIn.length ? fillLabel(filledIn, this.receipt.filledIn.join(', ')) : null;
  }

  get engagements(): readonly StepLine[] {
    return (this.receipt?.engagements ?? []).map(stepLine);
  }

  get hasEngagements(): boolean {
    return this.engagements.length > 0;
  }

  get engagementsTitle(): string {
    const shown = this.engagements.length;
    const all = this.receipt?.engagementCount ?? shown;
    return all > shown ? fillLabel(engagementsOf, shown, number(all)) : fillLabel(engagements, shown);
  }

  get campaigns(): readonly StepLine[] {
    return (this.receipt?.campaigns ?? []).map(stepLine);
  }

  get hasCampaigns(): boolean {
    return this.campaigns.length > 0;
  }

  get previousCycles(): readonly { readonly key: string; readonly text: string }[] {
    return (this.receipt?.previousCycles ?? []).map((cycle) => {
      const verdict = [cycle.verdict ?? undecided, cycle.reason].filter(Boolean).join(', ');
      const line = fillLabel(previousLine, cycle.cycle ?? '', cycle.handedOffAt ? dayText(cycle.handedOffAt) : '', verdict);
      return { key: String(cycle.cycle), text: cycle.wakeUpOn ? `${line} · ${fillLabel(wakesUp, dateText(cycle.wakeUpOn))}` : line };
    });
  }

  get hasPreviousCycles(): boolean {
    return this.previousCycles.length > 0;
  }

  get droppedText(): string | null {
    return this.receipt?.dropped ? fillLabel(dropped, this.receipt.dropped) : null;
  }

  handleRetry(): void {
    if (this.wiredReceipt) void refreshApex(this.wiredReceipt);
  }
}

function number(value: number | null): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value ?? 0);
}

function stepLine(step: Apex.HandOffReceiptView_Step, index: number): StepLine {
  const name = step.name ?? '';
  const what = step.quantity && step.quantity > 1 ? fillLabel(quantity, number(step.quantity), name) : name;
  return {
    key: String(index),
    text: [what, step.detail].filter(Boolean).join(' · '),
    day: step.at && dayText(step.at),
    exactly: step.at && absoluteTime(step.at)
  };
}
