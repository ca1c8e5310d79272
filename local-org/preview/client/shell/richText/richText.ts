import { api, LightningElement } from 'lwc';

/** `flexipage:richText` */
export default class RichText extends LightningElement {
  @api value = '';
}
