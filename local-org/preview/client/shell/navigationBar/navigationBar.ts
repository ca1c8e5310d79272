import { api, LightningElement } from 'lwc';
import { goTo } from 'preview/location';
import { shellData } from 'preview/session';
import type { TabLink } from '../../../page-types';

/** The app's tabs; those that do not fit are in a menu. */
export default class NavigationBar extends LightningElement {
  /** Name of the tab the page belongs to. */
  @api active = '';

  readonly appLabel = shellData.app.label;
  readonly apps = shellData.apps;
  readonly hasOtherApps = shellData.apps.length > 1;
  /** How many tabs fit, from the left. */
  fitting = shellData.app.tabs.length;
  private readonly measure = (): void => this.fit();

  get tabs(): object[] {
    return shellData.app.tabs.map((tab, index) => ({
      ...tab,
      class: `slds-context-bar__item${tab.name === this.active ? ' slds-is-active' : ''}${index < this.fitting ? '' : ' preview-nav__hidden'}`,
      current: tab.name === this.active ? 'page' : 'false'
    }));
  }

  get more(): readonly TabLink[] {
    return shellData.app.tabs.slice(this.fitting);
  }

  get hasMore(): boolean {
    return this.more.length > 0;
  }

  override connectedCallback(): void {
    window.addEventListener('resize', this.measure);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('resize', this.measure);
  }

  override renderedCallback(): void {
    this.fit();
  }

  handleApp(event: CustomEvent<{ readonly value: string }>): void {
    window.location.assign(`/lightning/app/${encodeURIComponent(event.detail.value)}`);
  }

  handleTab(event: CustomEvent<{ readonly value: string }>): void {
    goTo(event.detail.value);
  }

  /** Hidden tabs keep their place, out of sight, so that they can be measured. */
  private fit(): void {
    const list = this.template?.querySelector('.preview-nav__list');
    if (!list) return;
    const end = list.getBoundingClientRect().right;
    const fitting = [...list.children].filter((tab) => tab.getBoundingClientRect().right <= end + 1).length;
    if (fitting !== this.fitting) this.fitting = fitting;
  }
}
