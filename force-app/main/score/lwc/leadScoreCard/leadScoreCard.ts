import { LightningElement, api, wire } from 'lwc';
import { getRecord, notifyRecordUpdateAvailable, type RecordRepresentation } from 'lightning/uiRecordApi';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { refreshApex } from '@salesforce/apex';
import getScore from '@salesforce/apex/LeadScoreCardController.getScore';
import rescore from '@salesforce/apex/LeadScoreCardController.rescore';
import setCell from '@salesforce/apex/ScoreOverrideController.setCell';
import ScoreOverrideDialog from 'c/scoreOverrideDialog';
import { absoluteTime, dateText, fillLabel, reduceErrors, relativeTime, signedPoints } from 'c/lockstepUtils';
import locale from '@salesforce/i18n/locale';
import allReasons from '@salesforce/label/c.Lockstep_Score_All_Reasons';
import emptyBody from '@salesforce/label/c.Lockstep_Score_Empty_Body';
import emptyTitle from '@salesforce/label/c.Lockstep_Score_Empty_Title';
import fewerReasons from '@salesforce/label/c.Lockstep_Score_Fewer_Reasons';
import fit from '@salesforce/label/c.Lockstep_Score_Fit';
import footer from '@salesforce/label/c.Lockstep_Score_Footer';
import interest from '@salesforce/label/c.Lockstep_Score_Interest';
import loadFailed from '@salesforce/label/c.Lockstep_Score_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import noReasons from '@salesforce/label/c.Lockstep_Score_No_Reasons';
import changeOverride from '@salesforce/label/c.Lockstep_Override_Change';
import overrideFailed from '@salesforce/label/c.Lockstep_Override_Failed';
import overrideRemoved from '@salesforce/label/c.Lockstep_Override_Removed';
import overrideSaved from '@salesforce/label/c.Lockstep_Override_Saved';
import removeOverride from '@salesforce/label/c.Lockstep_Override_Remove';
import overrideLabel from '@salesforce/label/c.Lockstep_Score_Override';
import raiseLine from '@salesforce/label/c.Lockstep_Score_Raise';
import raiseMustHave from '@salesforce/label/c.Lockstep_Score_Raise_Must_Have';
import raises from '@salesforce/label/c.Lockstep_Score_Raises';
import ready from '@salesforce/label/c.Lockstep_Score_Ready_Badge';
import rescoreFailed from '@salesforce/label/c.Lockstep_Score_Rescore_Failed';
import rescoreLabel from '@salesforce/label/c.Lockstep_Score_Rescore';
import title from '@salesforce/label/c.Lockstep_Score_Title';
import why from '@salesforce/label/c.Lockstep_Score_Why';

const MOST_RAISES = 3;

/** The score of the lead or contact on whose page it is, why it is what it is, and what would raise it. */
export default class LeadScoreCard extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;

  labels = {
    allReasons,
    emptyBody,
    emptyTitle,
    fit,
    interest,
    loadFailed,
    loading,
    noReasons,
    overrideCell: changeOverride,
    raises,
    ready,
    removeOverride,
    rescore: rescoreLabel,
    title,
    why
  };
  score?: Apex.LeadScoreCardView;
  error?: unknown;
  isBusy = false;
  showsAll = false;
  private wiredScore?: WireResult<Apex.LeadScoreCardView>;
  private shownScore: unknown;

  @wire(getScore, { recordId: '$recordId' })
  handleScore(result: WireResult<Apex.LeadScoreCardView>): void {
    this.wiredScore = result;
    this.score = result.data;
    this.error = result.error;
  }

  /** The copy of the score on the record changes whenever the score does: then the card is out of date. */
  @wire(getRecord, { recordId: '$recordId', optionalFields: '$scoreFields' })
  handleRecord({ data }: WireResult<RecordRepresentation>): void {
    if (!data) return;
    const stored = data.fields.Lockstep_Score__c?.value;
    const changed = this.shownScore !== undefined && stored !== this.shownScore;
    this.shownScore = stored ?? null;
    if (changed && this.wiredScore) void refreshApex(this.wiredScore);
  }

  get scoreFields(): string[] {
    return this.objectApiName ? [`${this.objectApiName}.Lockstep_Score__c`] : [];
  }

  get isLoading(): boolean {
    return !this.score;
  }

  get isScored(): boolean {
    return this.score?.scored === true;
  }

  get scoreText(): string {
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(this.score?.score ?? 0);
  }

  get hasTopReasons(): boolean {
    return (this.score?.topReasons.length ?? 0) > 0;
  }

  get isExpanded(): string {
    return String(this.showsAll);
  }

  get toggleLabel(): string {
    return this.showsAll ? fewerReasons : allReasons;
  }

  get hasRaises(): boolean {
    return this.raises.length > 0;
  }

  get raises(): { readonly key: string; readonly text: string }[] {
    return (this.score?.raises ?? []).slice(0, MOST_RAISES).map((raise, index) => ({
      key: raise.key ?? String(index),
      text: raise.mustHave
        ? fillLabel(raiseMustHave, raise.label ?? '')
        : fillLabel(raiseLine, signedPoints(raise.gain ?? 0), raise.label ?? '')
    }));
  }

  get overrideText(): string | null {
    const { overrideCell, overrideUntil, overrideReason } = this.score ?? {};
    const until = overrideUntil ? dateText(overrideUntil) : '';
    return overrideCell ? fillLabel(overrideLabel, overrideCell, until, overrideReason ?? '') : null;
  }

  get footer(): string {
    const { asOf, definitionName, definitionVersion, scoredAt } = this.score ?? {};
    return fillLabel(
      footer,
      definitionName ?? '',
      definitionVersion ?? '',
      scoredAt ? relativeTime(scoredAt, Date.parse(asOf ?? scoredAt)) : ''
    );
  }

  get scoredAtExactly(): string | null {
    return this.score?.scoredAt ? absoluteTime(this.score.scoredAt) : null;
  }

  handleToggle(): void {
    this.showsAll = !this.showsAll;
  }

  handleRetry(): void {
    if (this.wiredScore) void refreshApex(this.wiredScore);
  }

  async handleRescore(): Promise<void> {
    const { recordId } = this;
    if (!recordId) return;
    await this.change(rescoreFailed, async () => {
      this.score = await rescore({ recordId });
    });
  }

  async handleOverride(): Promise<void> {
    const { recordId, score } = this;
    if (!recordId || !score) return;
    const saved = await ScoreOverrideDialog.open({
      size: 'small',
      label: changeOverride,
      recordId,
      cells: score.overrideCells,
      today: score.today ?? '',
      cell: score.overrideCell ?? score.cell ?? '',
      untilDay: score.overrideUntil ?? '',
      reason: score.overrideReason ?? ''
    });
    if (saved) await this.change(overrideFailed, () => this.showChanged(overrideSaved));
  }

  async handleRemoveOverride(): Promise<void> {
    const { recordId } = this;
    if (!recordId) return;
    await this.change(overrideFailed, async () => {
      await setCell({ recordId, cell: null, untilDay: null, reason: null });
      await this.showChanged(overrideRemoved);
    });
  }

  private async showChanged(message: string): Promise<void> {
    if (this.wiredScore) await refreshApex(this.wiredScore);
    this.dispatchEvent(new ShowToastEvent({ title: message, variant: 'success' }));
  }

  private async change(failed: string, doing: () => Promise<void>): Promise<void> {
    const { recordId } = this;
    this.isBusy = true;
    try {
      await doing();
      if (recordId) await notifyRecordUpdateAvailable([{ recordId }]);
    } catch (error) {
      // All is in the title: on a phone a toast shows nothing else.
      this.dispatchEvent(new ShowToastEvent({ title: [failed, ...reduceErrors(error)].join(' '), variant: 'error' }));
    } finally {
      this.isBusy = false;
    }
  }
}
