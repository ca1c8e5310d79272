import { LightningElement, api, wire } from 'lwc';
import { getRecord, notifyRecordUpdateAvailable, type RecordRepresentation } from 'lightning/uiRecordApi';
import { NavigationMixin } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { RefreshEvent } from 'lightning/refresh';
import { refreshApex } from '@salesforce/apex';
import getStatus from '@salesforce/apex/ClosedLoopStatusController.getStatus';
import { outcomeText } from 'c/handOffCycleHistory';
import { repeatEvery } from 'c/lockstepRepetition';
import { fillLabel } from 'c/lockstepUtils';
import { availableActions, refusals, type Action } from './actions';
import { headlineOf } from './headline';
import { offerLines, type OfferLine } from './offers';
import { perform } from './perform';
import because from '@salesforce/label/c.Lockstep_Loop_Because';
import clocksLabel from '@salesforce/label/c.Lockstep_Loop_Clocks';
import duplicates from '@salesforce/label/c.Lockstep_Loop_Duplicates';
import emptyBody from '@salesforce/label/c.Lockstep_Loop_Empty_Body';
import emptyOpportunityBody from '@salesforce/label/c.Lockstep_Loop_Empty_Opportunity_Body';
import emptyOpportunityTitle from '@salesforce/label/c.Lockstep_Loop_Empty_Opportunity_Title';
import emptyTitle from '@salesforce/label/c.Lockstep_Loop_Empty_Title';
import hideWhyNot from '@salesforce/label/c.Lockstep_Loop_Hide_Why_Not';
import converted from '@salesforce/label/c.Lockstep_Loop_Show_Converted';
import loadFailed from '@salesforce/label/c.Lockstep_Loop_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import missing from '@salesforce/label/c.Lockstep_Loop_Missing';
import moreActions from '@salesforce/label/c.Lockstep_Loop_More_Actions';
import offers from '@salesforce/label/c.Lockstep_Loop_Offers';
import title from '@salesforce/label/c.Lockstep_Loop_Title';
import whyHere from '@salesforce/label/c.Lockstep_Loop_Why_Here';
import whyNot from '@salesforce/label/c.Lockstep_Loop_Why_Not';
import whyNothing from '@salesforce/label/c.Lockstep_Loop_Why_Nothing';

const MINUTE = 60_000;
/** After so many minutes the clocks are read again: working hours may have begun or ended since. */
const READ_AGAIN = 5;
const BUTTONS = 2;

/**
 * Where the person, hand-off or opportunity of a record page is between Marketing and Sales: who holds the hand-off and how
 * long there is, what can be done with it, the path through the funnel, and what became of earlier hand-offs.
 */
export default class ClosedLoopStatus extends NavigationMixin(LightningElement) {
  @api recordId?: string;
  @api objectApiName?: string;

  labels = { clocks: clocksLabel, converted, duplicates, loadFailed, loading, moreActions, offers, title };
  status?: Apex.ClosedLoopStatusView;
  error?: unknown;
  isBusy = false;
  showsWhyNot = false;
  /** Whole minutes since the status was read. */
  elapsed = 0;
  private receivedAt = 0;
  private shownVersion: unknown;
  private stopTicking?: () => void;
  private wiredStatus?: WireResult<Apex.ClosedLoopStatusView>;
  private readonly handleVisibility = (): void => this.tick();

  @wire(getStatus, { recordId: '$recordId' })
  handleStatus(result: WireResult<Apex.ClosedLoopStatusView>): void {
    this.wiredStatus = result;
    this.status = result.data;
    this.error = result.error;
    if (!result.data) return;
    this.receivedAt = performance.now();
    this.elapsed = 0;
  }

  /** Anyone who changes the record elsewhere, by a form, an import or a flow, may have changed where it is. */
  @wire(getRecord, { recordId: '$recordId', optionalFields: '$versionFields' })
  handleRecord({ data }: WireResult<RecordRepresentation>): void {
    if (!data) return;
    const version = data.fields.LastModifiedDate?.value ?? null;
    const changed = this.shownVersion !== undefined && version !== this.shownVersion;
    this.shownVersion = version;
    if (changed) this.readAgain();
  }

  override connectedCallback(): void {
    this.stopTicking = repeatEvery(MINUTE, () => this.tick());
    document.addEventListener('visibilitychange', this.handleVisibility);
  }

  override disconnectedCallback(): void {
    this.stopTicking?.();
    document.removeEventListener('visibilitychange', this.handleVisibility);
  }

  get versionFields(): string[] {
    return this.objectApiName ? [`${this.objectApiName}.LastModifiedDate`] : [];
  }

  get isOpportunity(): boolean {
    return this.objectApiName === 'Opportunity';
  }

  get current(): Apex.HandOffStatusView | null {
    return this.status?.current ?? null;
  }

  get isEmpty(): boolean {
    const { status } = this;
    return !!status && !status.current && !status.elsewhere && status.credits.length === 0 && !status.hiddenCredits;
  }

  get emptyTitle(): string {
    return this.isOpportunity ? emptyOpportunityTitle : emptyTitle;
  }

  get emptyBody(): string {
    return this.isOpportunity ? emptyOpportunityBody : emptyBody;
  }

  get hasCredits(): boolean {
    return (this.status?.credits.length ?? 0) > 0 || (this.status?.hiddenCredits ?? 0) > 0;
  }

  get readAt(): string {
    return this.status?.now ?? '';
  }

  /** Clocks that its owner has to keep or has kept; what an earlier owner missed is in the offers. */
  get clocks(): readonly Apex.HandOffClockView[] {
    return (this.current?.open ? this.current.clocks : []).filter((clock) => !clock.ofEarlierOffer);
  }

  get hasClocks(): boolean {
    return this.clocks.length > 0;
  }

  get headline(): string {
    return this.current ? headlineOf(this.current, this.clocks, this.readAt, this.elapsed) : '';
  }

  /** What became of the hand-off after its verdict. */
  get outcome(): string | null {
    const cycle = this.status?.cycles.find(({ handOffId }) => handOffId === this.current?.handOffId);
    return cycle ? outcomeText(cycle) : null;
  }

  /** Whether somebody may want to hand the person off by hand: who may not is shown nothing. */
  get showsHandOff(): boolean {
    return (this.objectApiName === 'Lead' || this.objectApiName === 'Contact') && !this.current?.open;
  }

  get hasPath(): boolean {
    return (this.status?.path.length ?? 0) > 0;
  }

  get hasCycles(): boolean {
    return (this.status?.cycles.length ?? 0) > 0;
  }

  get whyHere(): string | null {
    return this.current?.open && this.current.routingNote ? fillLabel(whyHere, this.current.routingNote) : null;
  }

  /** What made somebody hand the person off: in their own words, or the strongest reason of the score. */
  get because(): string | null {
    const reason = this.current?.manualReason ?? this.current?.topReason;
    return this.current?.open && reason ? fillLabel(because, reason) : null;
  }

  get missing(): string | null {
    return this.current?.open && this.current.missingFields ? fillLabel(missing, this.current.missingFields) : null;
  }

  get hasDuplicates(): boolean {
    return this.current?.open === true && this.current.hasDuplicates;
  }

  /** To whom it was offered, where it went through several hands. */
  get offers(): readonly OfferLine[] {
    const offered = this.current?.offers ?? [];
    return offered.length > 1 ? offerLines(offered, Date.parse(this.readAt)) : [];
  }

  get hasOffers(): boolean {
    return this.offers.length > 0;
  }

  get actions(): readonly Action[] {
    return this.current ? availableActions(this.current) : [];
  }

  get buttons(): readonly Action[] {
    return this.actions.slice(0, BUTTONS);
  }

  get menu(): readonly Action[] {
    return this.actions.slice(BUTTONS);
  }

  get hasActions(): boolean {
    return this.actions.length > 0;
  }

  get hasMenu(): boolean {
    return this.menu.length > 0;
  }

  get refusals() {
    return this.current?.open ? refusals(this.current) : [];
  }

  get hasRefusals(): boolean {
    return this.refusals.length > 0;
  }

  get whyNotLabel(): string {
    if (this.showsWhyNot) return hideWhyNot;
    return this.hasActions ? whyNot : whyNothing;
  }

  get whyNotExpanded(): string {
    return String(this.showsWhyNot);
  }

  handleWhyNot(): void {
    this.showsWhyNot = !this.showsWhyNot;
  }

  handleHandedOff(): void {
    void this.refreshPage();
  }

  handleButton(event: Event): void {
    const name = event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset.action : undefined;
    if (name) void this.run(name);
  }

  handleMenu(event: CustomEvent<{ readonly value: string }>): void {
    void this.run(event.detail.value);
  }

  private async run(name: string): Promise<void> {
    const { current } = this;
    if (!current || this.isBusy) return;
    this.isBusy = true;
    try {
      const done = await perform(name, current);
      if (!done) {
        // Another user may have decided first.
        this.readAgain();
        return;
      }
      // All is in the title: on a phone a toast shows nothing else.
      const message = [done.title, done.message].filter(Boolean).join(' ');
      this.dispatchEvent(new ShowToastEvent({ title: message, variant: done.variant ?? 'success' }));
      await this.refreshPage();
      if (done.opportunityId) this.open('Opportunity', done.opportunityId);
      else if (done.contactId) this.open('Contact', done.contactId);
    } finally {
      this.isBusy = false;
    }
    await this.keepFocus();
  }

  /** If the focused button disappeared, moves the focus to the status. */
  private async keepFocus(): Promise<void> {
    await Promise.resolve();
    if (document.activeElement !== document.body) return;
    this.template?.querySelector<HTMLElement>('[data-id="headline"], [data-id="elsewhere"]')?.focus();
  }

  private open(objectApiName: string, recordId: string): void {
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } });
  }

  private tick(): void {
    if (document.hidden || !this.status) return;
    this.elapsed = Math.floor((performance.now() - this.receivedAt) / MINUTE);
    if (this.elapsed >= READ_AGAIN && this.current?.open) this.readAgain();
  }

  /** Reads how it is again. */
  readAgain(): void {
    void this.refresh();
  }

  private async refresh(): Promise<void> {
    // The wire reports the error.
    if (this.wiredStatus) await refreshApex(this.wiredStatus).catch(() => undefined);
  }

  private async refreshPage(): Promise<void> {
    const { recordId } = this;
    await Promise.all([this.refresh(), recordId && notifyRecordUpdateAvailable([{ recordId }])]);
    this.dispatchEvent(new RefreshEvent());
  }
}
