import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import getOffer from '@salesforce/apex/HandOverByHandController.getOffer';
import ReasonDialog from 'c/reasonDialog';
import { fillLabel } from 'c/utils';
import handOver from '@salesforce/label/c.Hand_Over_By_Hand';
import title from '@salesforce/label/c.Hand_Over_By_Hand_Title';

/**
 * A button that hands a lead or contact over by hand. It shows nothing to who may not, or where Sales has the person
 * already. Fires `handover` with the id of the new hand-off.
 */
export default class HandOverByHand extends LightningElement {
  @api recordId?: string;

  labels = { handOver };
  private wiredOffer?: WireResult<Apex.HandOverByHandController_Offer>;

  @wire(getOffer, { recordId: '$recordId' })
  handleOffer(result: WireResult<Apex.HandOverByHandController_Offer>): void {
    this.wiredOffer = result;
  }

  get isPossible(): boolean {
    return this.wiredOffer?.data?.possible === true;
  }

  /** Asks anew whether the person can be handed over: for who shows this beside other buttons. */
  @api
  async refresh(): Promise<void> {
    if (this.wiredOffer) await refreshApex(this.wiredOffer);
  }

  async handleClick(): Promise<void> {
    const offer = this.wiredOffer?.data;
    if (!offer?.personId) return;
    const handOffId = await ReasonDialog.open({
      label: fillLabel(title, offer.personName ?? ''),
      size: 'small',
      action: offer.ready ? 'HandOver' : 'HandOverEarly',
      recordId: offer.personId,
      personName: offer.personName
    });
    if (!handOffId) return;
    this.dispatchEvent(new CustomEvent('handover', { detail: { handOffId } }));
    await Promise.all([this.refresh(), notifyRecordUpdateAvailable([{ recordId: offer.personId }])]);
  }
}
