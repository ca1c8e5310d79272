import { api, LightningElement } from 'lwc';
import { DATA_PATH, errorMessage, get, patch } from 'preview/http';
import { addressOf, goTo, onPageChange } from 'preview/location';
import type { PageReference } from 'preview/location';
import { session } from 'preview/session';
import { showToast } from 'shell/toasts';

interface Notification {
  readonly id: string;
  readonly messageTitle: string;
  readonly messageBody: string;
  readonly mostRecentActivityDate: string;
  readonly read: boolean;
  readonly target: string | null;
  readonly targetPageRef: string | null;
}

interface ShownNotification {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly unread: boolean;
  readonly cssClass: string;
  readonly url: string;
  readonly sentAt: string;
  readonly time: string;
}

const LIST = `${DATA_PATH}/connect/notifications`;
const SIZE = 50;
const MOST_COUNTED = 99;
/** Others' work and jobs send notifications while a page stays open. */
const REFRESH_MILLISECONDS = 60_000;
const HOME = '/lightning/page/home';

/** The page that a notification opens; home where it names one that the preview does not have. */
function urlOf({ target, targetPageRef }: Notification): string {
  if (target !== null) return `/lightning/r/sObject/${target}/view`;
  try {
    const url = addressOf(JSON.parse(targetPageRef ?? '') as PageReference);
    return /^(?:\/lightning\/|https?:)/.test(url) ? url : HOME;
  } catch {
    return HOME;
  }
}

const time = new Intl.DateTimeFormat(session.i18n.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: session.i18n.timeZone });

/** The bell: custom notifications of the user, how many are unread, and the pages that they open. */
export default class Notifications extends LightningElement {
  isOpen = false;
  isLoading = false;
  problem = '';
  unread = 0;
  announcement = '';
  notifications: readonly Notification[] = [];
  private stop: (() => void) | undefined;
  private timer = 0;
  private focusPanel = false;

  override connectedCallback(): void {
    void this.count();
    window.addEventListener('click', this.handleClickOutside);
    this.stop = onPageChange(() => void this.count());
    this.timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') void this.count();
    }, REFRESH_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('click', this.handleClickOutside);
    this.stop?.();
    window.clearInterval(this.timer);
  }

  override renderedCallback(): void {
    if (!this.focusPanel) return;
    this.focusPanel = false;
    this.template?.querySelector<HTMLElement>('section')?.focus();
  }

  /** Reads the notifications again, for callers that know of a change. */
  @api
  refresh(): void {
    void (this.isOpen ? this.load() : this.count());
  }

  get expanded(): string {
    return String(this.isOpen);
  }

  get buttonText(): string {
    return this.unread === 0 ? 'Notifications' : `Notifications, ${this.unread} unread`;
  }

  get shownCount(): string {
    return this.unread > MOST_COUNTED ? `${MOST_COUNTED}+` : String(this.unread);
  }

  get isEmpty(): boolean {
    return this.notifications.length === 0;
  }

  get shown(): readonly ShownNotification[] {
    return this.notifications.map((sent) => ({
      id: sent.id,
      title: sent.messageTitle,
      body: sent.messageBody,
      unread: !sent.read,
      cssClass: sent.read ? 'preview-bell__notice' : 'preview-bell__notice preview-bell__notice_unread',
      url: urlOf(sent),
      sentAt: sent.mostRecentActivityDate,
      time: time.format(new Date(sent.mostRecentActivityDate))
    }));
  }

  handleToggle(): void {
    if (this.isOpen) {
      this.close();
      return;
    }
    this.isOpen = true;
    this.focusPanel = true;
    this.isLoading = this.notifications.length === 0;
    void this.load();
  }

  handleClose(): void {
    this.close();
    this.template?.querySelector('button')?.focus();
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isOpen) this.handleClose();
  }

  /** Moving the focus elsewhere closes the panel. A press on what takes no focus, such as a text in it, does not. */
  handleFocusOut(event: FocusEvent): void {
    const next = event.relatedTarget;
    const inside = next instanceof Node && this.template?.querySelector('.preview-bell')?.contains(next);
    if (next !== null && inside !== true) this.close();
  }

  async handleNotice(event: Event): Promise<void> {
    const link = event.currentTarget;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    const { id = '' } = link.dataset;
    this.close();
    goTo(link.href);
    await this.mark(`${LIST}/${id}`);
  }

  async handleAllRead(): Promise<void> {
    await this.mark(LIST);
    await this.load();
    this.template?.querySelector<HTMLElement>('section')?.focus();
  }

  private readonly handleClickOutside = (event: MouseEvent): void => {
    const host = this.template?.host;
    if (this.isOpen && host && !event.composedPath().includes(host)) this.close();
  };

  private close(): void {
    this.isOpen = false;
  }

  private async mark(url: string): Promise<void> {
    try {
      await patch(url, { read: true });
      await this.count();
    } catch (error) {
      showToast({ title: 'The notification was not marked as read.', message: errorMessage(error), variant: 'error' });
    }
  }

  private async load(): Promise<void> {
    try {
      const answer = (await get(`${LIST}?size=${SIZE}&trimMessages=false`)) as { readonly notifications: readonly Notification[] };
      this.notifications = answer.notifications;
      this.problem = '';
      await this.count();
    } catch (error) {
      this.problem = `The notifications cannot be read. ${errorMessage(error)}`;
    } finally {
      this.isLoading = false;
    }
  }

  /** If the count cannot be read, it does not change; it is read again soon. */
  private async count(): Promise<void> {
    let unread: number;
    try {
      unread = ((await get(`${LIST}/status`)) as { readonly unreadCount: number }).unreadCount;
    } catch {
      return;
    }
    if (unread > this.unread) this.announcement = unread === 1 ? '1 unread notification' : `${unread} unread notifications`;
    this.unread = unread;
  }
}
