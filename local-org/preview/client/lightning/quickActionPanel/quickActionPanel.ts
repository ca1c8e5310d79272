import { api, LightningElement } from 'lwc';

/** `lightning-quick-action-panel`: header, content and footer of a quick action's screen. */
export default class QuickActionPanel extends LightningElement {
  @api header = '';
}
