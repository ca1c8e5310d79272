import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { refreshApex } from '@salesforce/apex';
import getSummary from '@salesforce/apex/ClosedLoopCampaignController.getSummary';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import { dayText } from 'c/handOffWorkingTime';
import currency from '@salesforce/i18n/currency';
import locale from '@salesforce/i18n/locale';
import accepted from '@salesforce/label/c.Lockstep_Loop_Campaign_Accepted';
import converted from '@salesforce/label/c.Lockstep_Loop_Campaign_Converted';
import cut from '@salesforce/label/c.Lockstep_Loop_Campaign_Cut';
import disqualified from '@salesforce/label/c.Lockstep_Loop_Campaign_Disqualified';
import emptyBody from '@salesforce/label/c.Lockstep_Loop_Campaign_Empty_Body';
import emptyTitle from '@salesforce/label/c.Lockstep_Loop_Campaign_Empty_Title';
import handedOff from '@salesforce/label/c.Lockstep_Loop_Cycle_Handed_Off';
import latest from '@salesforce/label/c.Lockstep_Loop_Campaign_Latest';
import loadFailed from '@salesforce/label/c.Lockstep_Loop_Campaign_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import open from '@salesforce/label/c.Lockstep_Loop_Campaign_Open';
import outcomeAmount from '@salesforce/label/c.Lockstep_Loop_Outcome_Amount';
import outcomeWon from '@salesforce/label/c.Lockstep_Loop_Outcome_Won';
import pipeline from '@salesforce/label/c.Lockstep_Loop_Campaign_Pipeline';
import recycled from '@salesforce/label/c.Lockstep_Loop_Campaign_Recycled';
import rejected from '@salesforce/label/c.Lockstep_Loop_Campaign_Rejected';
import share from '@salesforce/label/c.Lockstep_Loop_Campaign_Share';
import title from '@salesforce/label/c.Lockstep_Loop_Title';
import total from '@salesforce/label/c.Lockstep_Loop_Campaign_Total';
import won from '@salesforce/label/c.Lockstep_Loop_Campaign_Won';
import wonAmount from '@salesforce/label/c.Lockstep_Loop_Campaign_Won_Amount';

interface Count {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** Share of those handed off, as text. */
  readonly share: string | null;
  readonly barStyle: string;
}

/** What Sales made of the people whose last response before their hand-off was to this campaign. */
export default class ClosedLoopCampaign extends NavigationMixin(LightningElement) {
  @api recordId?: string;

  labels = { emptyBody, emptyTitle, latest, loadFailed, loading, pipeline, title, wonAmount };
  summary?: Apex.ClosedLoopCampaignView;
  error?: unknown;
  private wiredSummary?: WireResult<Apex.ClosedLoopCampaignView>;

  @wire(getSummary, { campaignId: '$recordId' })
  handleSummary(result: WireResult<Apex.ClosedLoopCampaignView>): void {
    this.wiredSummary = result;
    this.summary = result.data;
    this.error = result.error;
  }

  get isLoading(): boolean {
    return !this.summary;
  }

  get hasHandOffs(): boolean {
    return (this.summary?.total ?? 0) > 0;
  }

  get wonAmount(): string {
    return this.money(this.summary?.wonAmount ?? 0);
  }

  get pipelineAmount(): string {
    return this.money(this.summary?.pipelineAmount ?? 0);
  }

  get counts(): Count[] {
    const summary = this.summary;
    if (!summary) return [];
    const rows: readonly (readonly [key: string, label: string, count: number | null])[] = [
      ['total', total, summary.total],
      ['open', open, summary.open],
      ['accepted', accepted, summary.accepted],
      ['converted', converted, summary.converted],
      ['won', won, summary.won],
      ['recycled', recycled, summary.recycled],
      ['rejected', rejected, summary.rejected],
      ['disqualified', disqualified, summary.disqualified]
    ];
    return rows.map(([key, label, count]) => this.countOf(key, label, count ?? 0, summary.total ?? 0));
  }

  get cutText(): string | null {
    return this.summary?.cut ? fillLabel(cut, new Intl.NumberFormat(locale).format(this.summary.total ?? 0)) : null;
  }

  get items() {
    return (this.summary?.latest ?? []).map((item) => ({
      key: item.handOffId,
      personId: item.personId,
      personObject: item.personObject,
      url: `/lightning/r/${item.personObject}/${item.personId}/view`,
      name: item.personName,
      company: item.company,
      sentence: item.sentence,
      when: item.handedOffAt && fillLabel(handedOff, dayText(item.handedOffAt)),
      exactly: item.handedOffAt && absoluteTime(item.handedOffAt),
      won: item.outcome === 'Won' ? fillLabel(outcomeAmount, outcomeWon, this.money(item.wonAmount ?? 0)) : null
    }));
  }

  handleRetry(): void {
    if (this.wiredSummary) void refreshApex(this.wiredSummary);
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { id: recordId, object: objectApiName } = event.currentTarget.dataset;
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } });
  }

  private countOf(key: string, label: string, count: number, all: number): Count {
    const part = all > 0 ? count / all : 0;
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part);
    return {
      key,
      label,
      value: new Intl.NumberFormat(locale).format(count),
      share: key === 'total' ? null : fillLabel(share, percent),
      barStyle: `width: ${Math.round(part * 100)}%`
    };
  }

  private money(amount: number): string {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
  }
}
