import { LightningElement } from 'lwc';
import { errorMessage, post } from 'preview/http';
import { goTo } from 'preview/location';
import { openDropdown } from 'preview/dropdown';
import { searchEverywhere } from 'preview/recordSearch';
import type { FoundRecord } from 'preview/recordSearch';
import { formFactor, session, shellData } from 'preview/session';
import { showToast } from 'shell/toasts';

/** Objects that are searched, beside those of the app's own tabs. */
const ALWAYS_SEARCHED = ['Lead', 'Contact', 'Account'];
interface Bell extends HTMLElement {
  refresh(): void;
}

const PER_OBJECT = 4;
const PAUSE = 250;

/** Whether the server answered that the user may not read the object: not that it is down or failed. */
function isRefusal(error: unknown): boolean {
  const body: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'body') : undefined;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return typeof first === 'object' && first !== null && Reflect.get(first, 'errorCode') === 'INVALID_TYPE';
}

/** The top of every page: search, clock, and the current user. */
export default class GlobalHeader extends LightningElement {
  readonly clockMovable = shellData.clock.movable;
  words = '';
  searching = false;
  /** What a search without results says. */
  message = '';
  found: readonly (readonly FoundRecord[])[] = [];
  private timer = 0;
  private round = 0;

  get users(): object[] {
    return shellData.users.map((user) => ({
      ...user,
      current: user.id === session.userId,
      label: user.role === null ? user.name : `${user.name} · ${user.role}`
    }));
  }

  get userName(): string {
    return formFactor === 'Small' ? '' : session.name;
  }

  get userText(): string {
    return `You work as ${session.name}. Switch user`;
  }

  get results(): object[] {
    return this.found
      .filter((records) => records.length > 0)
      .map((records) => ({
        label: this.labelOf(records[0]?.object ?? ''),
        items: records.map(({ id, name, detail, object }) => ({
          type: 'option-card',
          value: `${object}/${id}`,
          text: name,
          subText: detail,
          iconName: this.iconOf(object),
          iconAlternativeText: object
        }))
      }));
  }

  handleWords(event: CustomEvent<{ readonly text: string }>): void {
    this.words = event.detail.text;
    this.message = '';
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.search(), PAUSE);
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.message = '';
  }

  handleLeave(): void {
    this.message = '';
  }

  /** Jobs that ran on the way may have sent notifications. */
  handleMoved(): void {
    this.template?.querySelector<Bell>('shell-notifications')?.refresh();
  }

  handleResult(event: CustomEvent<{ readonly value: string }>): void {
    this.words = '';
    this.found = [];
    goTo(`/lightning/r/${event.detail.value}/view`);
  }

  async handleUser(event: CustomEvent<{ readonly value: string }>): Promise<void> {
    if (event.detail.value === session.username) return;
    try {
      await post('/lightning/preview/user', { username: event.detail.value });
      window.location.reload();
    } catch (error) {
      showToast({ title: 'The user was not switched.', message: errorMessage(error), variant: 'error' });
    }
  }

  private async search(): Promise<void> {
    const round = ++this.round;
    const words = this.words.trim();
    if (words.length < 2) {
      this.found = [];
      this.searching = false;
      return;
    }
    this.searching = true;
    try {
      const found = await this.findIn(new Set([...ALWAYS_SEARCHED, ...shellData.app.tabs.flatMap(({ object }) => object ?? [])]), words);
      if (round !== this.round) return;
      this.found = found;
      if (found.some((records) => records.length > 0)) openDropdown(this.template, 'lightning-grouped-combobox');
      else this.message = `No results for “${words}”.`;
    } catch (error) {
      if (round !== this.round) return;
      this.found = [];
      this.message = `The search failed. ${errorMessage(error)}`;
    } finally {
      if (round === this.round) this.searching = false;
    }
  }

  /** An object that this user may not read gives no results, as in an org's search. @throws FetchError of any other kind */
  private findIn(objects: ReadonlySet<string>, words: string): Promise<FoundRecord[][]> {
    return Promise.all(
      [...objects].map((object) =>
        searchEverywhere(object, words, PER_OBJECT).catch((error: unknown) => {
          if (isRefusal(error)) return [];
          throw error;
        })
      )
    );
  }

  private labelOf(object: string): string {
    return shellData.app.tabs.find((tab) => tab.object === object)?.label ?? `${object}s`;
  }

  private iconOf(object: string): string {
    return shellData.app.tabs.find((tab) => tab.object === object)?.icon ?? `standard:${object.toLowerCase()}`;
  }
}
