import { LightningElement, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { refreshApex } from '@salesforce/apex';
import getLeads from '@salesforce/apex/LeadsToCallController.getLeads';
import { fillLabel } from 'c/lockstepUtils';
import locale from '@salesforce/i18n/locale';
import call from '@salesforce/label/c.Lockstep_Call';
import callPerson from '@salesforce/label/c.Lockstep_Call_Person';
import emptyBody from '@salesforce/label/c.Lockstep_Leads_to_Call_Empty_Body';
import emptyTitle from '@salesforce/label/c.Lockstep_Leads_to_Call_Empty_Title';
import everyone from '@salesforce/label/c.Lockstep_Leads_to_Call_Everyone';
import loadFailed from '@salesforce/label/c.Lockstep_Leads_to_Call_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import mail from '@salesforce/label/c.Lockstep_Mail';
import mailPerson from '@salesforce/label/c.Lockstep_Mail_Person';
import mine from '@salesforce/label/c.Lockstep_Leads_to_Call_Mine';
import ready from '@salesforce/label/c.Lockstep_Score_Ready_Badge';
import scoreOf from '@salesforce/label/c.Lockstep_Leads_to_Call_Score';
import title from '@salesforce/label/c.Lockstep_Leads_to_Call_Title';

const HOW_MANY = 10;

/** Open leads, those ready for Sales first, then by score: whom to call next, and why. */
export default class LeadsToCall extends NavigationMixin(LightningElement) {
  labels = { call, emptyBody, emptyTitle, everyone, loadFailed, loading, mail, mine, title };
  mineOnly = true;
  howMany = HOW_MANY;
  error?: unknown;
  /** Whether the reader said whose leads to show. */
  private hasChosen = false;
  private found?: readonly Apex.LeadsToCallController_LeadToCall[];
  private wiredLeads?: WireResult<readonly Apex.LeadsToCallController_LeadToCall[]>;

  @wire(getLeads, { mineOnly: '$mineOnly', howMany: '$howMany' })
  handleLeads(result: WireResult<readonly Apex.LeadsToCallController_LeadToCall[]>): void {
    this.wiredLeads = result;
    this.found = result.data;
    this.error = result.error;
    // Who owns no leads (a marketer, an admin) is not shown an empty list first.
    if (this.mineOnly && !this.hasChosen && result.data?.length === 0) this.mineOnly = false;
  }

  get isLoading(): boolean {
    return !this.found;
  }

  get hasLeads(): boolean {
    return (this.found?.length ?? 0) > 0;
  }

  get leads() {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    return (this.found ?? []).map((lead) => {
      const score = format.format(lead.score ?? 0);
      const name = lead.name ?? '';
      return {
        id: lead.id,
        url: `/lightning/r/Lead/${lead.id}/view`,
        name,
        company: [lead.title, lead.company].filter((text) => text).join(' · '),
        cell: lead.cell,
        cellClass: lead.ready ? 'cell cell_ready' : 'cell',
        cellTitle: lead.ready ? ready : '',
        reason: lead.topReason,
        score,
        scoreLabel: fillLabel(scoreOf, score),
        phoneLink: lead.phone ? `tel:${lead.phone}` : null,
        callLabel: fillLabel(callPerson, name),
        emailLink: lead.email ? `mailto:${lead.email}` : null,
        mailLabel: fillLabel(mailPerson, name)
      };
    });
  }

  get mineVariant(): string {
    return this.mineOnly ? 'brand' : 'neutral';
  }

  get everyoneVariant(): string {
    return this.mineOnly ? 'neutral' : 'brand';
  }

  get minePressed(): string {
    return String(this.mineOnly);
  }

  get everyonePressed(): string {
    return String(!this.mineOnly);
  }

  handleMine(): void {
    this.hasChosen = true;
    this.mineOnly = true;
  }

  handleEveryone(): void {
    this.hasChosen = true;
    this.mineOnly = false;
  }

  handleRetry(): void {
    if (this.wiredLeads) void refreshApex(this.wiredLeads);
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    const recordId = event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset.id : undefined;
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName: 'Lead', actionName: 'view' } });
  }
}
