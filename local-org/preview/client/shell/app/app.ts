import { LightningElement } from 'lwc';
import type { ObjectModel, PageModel } from '../../../page-types';
import { forgetUnusedAnswers } from 'preview/apex';
import { errorMessage, get, queryString } from 'preview/http';
import { goTo, onPageChange } from 'preview/location';
import { shellData } from 'preview/session';
import { preloadComponent } from 'shell/components';
import { newRecordPageAt, type NewRecordPage } from 'shell/newRecordPage';
import { editRecord, newRecord, recordUrl } from 'shell/recordActions';

const here = (): string => window.location.pathname + window.location.search;

async function pageModelOf(address: string): Promise<PageModel> {
  return (await get(`/lightning/preview/page${queryString({ address })}`)) as PageModel;
}

/** Components of the project that a page names, in tabs too. */
function projectComponents(page: PageModel): string[] {
  if (page.kind !== 'record' && page.kind !== 'regions') return [];
  const components = page.regions.flatMap((region) => region.components);
  const inTabs = components.flatMap(({ tabs = [] }) => tabs.flatMap((tab) => tab.components));
  return [...components, ...inTabs].filter(({ name }) => name.startsWith('c:')).map(({ name }) => name.slice('c:'.length));
}

/** The Lightning shell: header, navigation, and the page of the current address. */
export default class App extends LightningElement {
  page: PageModel | undefined;
  problem = '';
  busy = false;
  private shownAddress = '';
  private stop: (() => void) | undefined;

  override connectedCallback(): void {
    this.stop = onPageChange(() => void this.load());
    this.shownAddress = here();
    this.show(shellData.page);
  }

  override disconnectedCallback(): void {
    this.stop?.();
  }

  override errorCallback(error: Error): void {
    this.problem = errorMessage(error);
  }

  /** One page, as a list: its key makes a new element for another record. */
  get pages(): readonly PageModel[] {
    return this.page ? [this.page] : [];
  }

  get isRecord(): boolean {
    return this.page?.kind === 'record';
  }

  get isRegions(): boolean {
    return this.page?.kind === 'regions';
  }

  get isList(): boolean {
    return this.page?.kind === 'list';
  }

  get isReport(): boolean {
    return this.page?.kind === 'report';
  }

  get isDashboard(): boolean {
    return this.page?.kind === 'dashboard';
  }

  get isNotFound(): boolean {
    return this.page?.kind === 'notFound';
  }

  get activeTab(): string {
    const { page } = this;
    const path = window.location.pathname;
    const object = page?.kind === 'record' || page?.kind === 'list' ? page.object.apiName : undefined;
    const tab = shellData.app.tabs.find(({ url, object: of }) => url === path || (object !== undefined && of === object));
    return tab?.name ?? '';
  }

  handleSkip(event: Event): void {
    event.preventDefault();
    this.template?.querySelector<HTMLElement>('main')?.focus();
  }

  private async load(): Promise<void> {
    const address = here();
    if (address === this.shownAddress) return;
    this.shownAddress = address;
    this.busy = true;
    try {
      const page = await pageModelOf(address);
      if (address !== this.shownAddress) return;
      forgetUnusedAnswers();
      this.problem = '';
      this.show(page);
      window.scrollTo(0, 0);
    } catch (error) {
      this.problem = errorMessage(error);
    } finally {
      this.busy = false;
    }
  }

  private show(page: PageModel): void {
    const newPage = page.kind === 'list' ? newRecordPageAt(here()) : undefined;
    if (page.kind === 'list' && newPage) {
      void this.openNew(page.object, newPage, page);
      return;
    }
    this.display(page);
    void this.openForm(page);
  }

  private display(page: PageModel): void {
    for (const name of projectComponents(page)) preloadComponent(name);
    this.page = page;
    document.title = page.title;
  }

  /** `…/new` opens a form over the object's list, or over the page that the address names. */
  private async openNew(object: ObjectModel, { defaults, background, staysInBackground }: NewRecordPage, list: PageModel): Promise<void> {
    const address = here();
    this.display(background === undefined ? list : await pageModelOf(background));
    const id = await newRecord(object, defaults);
    if (here() !== address) return;
    const back = background ?? `/lightning/o/${object.apiName}/list`;
    goTo(id === undefined || staysInBackground ? back : recordUrl(object.apiName, id), true);
  }

  /** `…/edit` opens a form over the record. */
  private async openForm(page: PageModel): Promise<void> {
    if (page.kind === 'record' && window.location.pathname.endsWith('/edit')) {
      await editRecord(page.object, page.recordId);
      goTo(`/lightning/r/${page.object.apiName}/${page.recordId}/view`, true);
    }
  }
}
