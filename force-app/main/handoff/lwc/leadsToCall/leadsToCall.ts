import { LightningElement, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { refreshApex } from '@salesforce/apex';
import getLeads from '@salesforce/apex/LeadsToCallController.getLeads';
import { fillLabel } from 'c/lockstepUtils';
import locale from '@salesforce/i18n/locale';
import call from '@salesforce/label/c.Lockstep_Call';
import callPerson from '@salesforce/label/c.Lockstep_Call_Person';
import loadFailed from '@salesforce/label/c.Lockstep_Leads_to_Call_Load_Failed';
import mail from '@salesforce/label/c.Lockstep_Mail';
import mailPerson from '@salesforce/label/c.Lockstep_Mail_Person';
import ready from '@salesforce/label/c.Lockstep_Score_Ready_Badge';
import scoreOf from '@salesforce/label/c.Lockstep_Leads_to_Call_Score';
import title from '@salesforce/label/c.Lockstep_Leads_to_Call_Title';

/** The last section of the work queue: own leads that are ready for Sales and free. Where there are none, it shows nothing. */
export default class LeadsToCall extends NavigationMixin(LightningElement) {
  labels = { call, loadFailed, mail, title };
  error?: unknown;
  private found?: readonly Apex.LeadsToCallController_LeadToCall[];
  private wiredLeads?: WireResult<readonly Apex.LeadsToCallController_LeadToCall[]>;

  @wire(getLeads)
  handleLeads(result: WireResult<readonly Apex.LeadsToCallController_LeadToCall[]>): void {
    this.wiredLeads = result;
    this.found = result.data;
    this.error = result.error;
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
        cellTitle: ready,
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

  handleRetry(): void {
    if (this.wiredLeads) void refreshApex(this.wiredLeads);
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    const recordId = event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset.id : undefined;
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName: 'Lead', actionName: 'view' } });
  }
}
