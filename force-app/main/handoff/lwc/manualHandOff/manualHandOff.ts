import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import getOffer from '@salesforce/apex/ManualHandOffController.getOffer';
import HandOffReasonDialog from 'c/handOffReasonDialog';
import { fillLabel } from 'c/lockstepUtils';
import handOff from '@salesforce/label/c.Lockstep_Manual_Hand_Off';
import title from '@salesforce/label/c.Lockstep_Manual_Hand_Off_Title';

/**
 * A button that hands a lead or contact over by hand. It shows nothing to who may not, or where Sales has the person
 * already. Fires `handoff` with the id of the new hand-off.
 */
export default class ManualHandOff extends LightningElement {
  @api recordId?: string;

  labels = { handOff };
  private wiredOffer?: WireResult<Apex.ManualHandOffController_Offer>;

  @wire(getOffer, { recordId: '$recordId' })
  handleOffer(result: WireResult<Apex.ManualHandOffController_Offer>): void {
    this.wiredOffer = result;
  }

  get isPossible(): boolean {
    return this.wiredOffer?.data?.possible === true;
  }

  /** Asks again whether the person can be handed off: for who shows this beside other buttons. */
  @api
  async refresh(): Promise<void> {
    if (this.wiredOffer) await refreshApex(this.wiredOffer);
  }

  async handleClick(): Promise<void> {
    const offer = this.wiredOffer?.data;
    if (!offer?.personId) return;
    const handOffId = await HandOffReasonDialog.open({
      label: fillLabel(title, offer.personName ?? ''),
      size: 'small',
      action: offer.ready ? 'HandOff' : 'AutoHandOffEarly',
      recordId: offer.personId,
      personName: offer.personName
    });
    if (!handOffId) return;
    this.dispatchEvent(new CustomEvent('handoff', { detail: { handOffId } }));
    await Promise.all([this.refresh(), notifyRecordUpdateAvailable([{ recordId: offer.personId }])]);
  }
}
