import { api, LightningElement } from 'lwc';
import { shellData } from 'preview/session';

/** The app's tabs. */
export default class NavigationBar extends LightningElement {
  /** Name of the tab the page belongs to. */
  @api active = '';

  readonly appLabel = shellData.app.label;
  readonly apps = shellData.apps;
  readonly hasOtherApps = shellData.apps.length > 1;

  get tabs(): object[] {
    return shellData.app.tabs.map((tab) => ({
      ...tab,
      class: `slds-context-bar__item${tab.name === this.active ? ' slds-is-active' : ''}`,
      current: tab.name === this.active ? 'page' : 'false'
    }));
  }

  handleApp(event: CustomEvent<{ readonly value: string }>): void {
    window.location.assign(`/lightning/app/${encodeURIComponent(event.detail.value)}`);
  }
}
