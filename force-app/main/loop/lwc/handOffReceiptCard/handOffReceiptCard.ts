import { LightningElement, api } from 'lwc';
import title from '@salesforce/label/c.Lockstep_Hand_Off_Receipt_Title';

/** The receipt on the page of a hand-off: what was known when the person was handed off. */
export default class HandOffReceiptCard extends LightningElement {
  @api recordId?: string;

  labels = { title };
}
