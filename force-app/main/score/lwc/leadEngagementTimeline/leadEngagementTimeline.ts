import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getTimeline from '@salesforce/apex/EngagementTimelineController.getTimeline';
import { absoluteTime, fillLabel, relativeTime } from 'c/lockstepUtils';
import emptyBody from '@salesforce/label/c.Lockstep_Timeline_Empty_Body';
import emptyTitle from '@salesforce/label/c.Lockstep_Timeline_Empty_Title';
import loadFailed from '@salesforce/label/c.Lockstep_Timeline_Load_Failed';
import loading from '@salesforce/label/c.Lockstep_Loading';
import more from '@salesforce/label/c.Lockstep_Timeline_More';
import scoredFor from '@salesforce/label/c.Lockstep_Timeline_Scored_For';
import times from '@salesforce/label/c.Lockstep_Timeline_Times';
import title from '@salesforce/label/c.Lockstep_Timeline_Title';

const PAGE_SIZE = 10;
const DEFAULT_ICON = 'utility:activity';
const ICONS: Readonly<Record<string, string>> = {
  'Campaign Response': 'utility:campaign',
  Chat: 'utility:chat',
  'Contact Requested': 'utility:call',
  'Content Download': 'utility:download',
  'Demo Requested': 'utility:screen',
  'Email Bounced': 'utility:ban',
  'Email Clicked': 'utility:email',
  'Email Opened': 'utility:email_open',
  'Event Attended': 'utility:event',
  'Form Submitted': 'utility:form',
  'Page View': 'utility:preview',
  'Pricing Viewed': 'utility:moneybag',
  'Trial Started': 'utility:trail',
  Unsubscribed: 'utility:close',
  'Webinar Attended': 'utility:video',
  'Webinar Registered': 'utility:video',
  'Website Visit': 'utility:world'
};

/** What a person did, newest first. Moments that a criterion looks at are marked with it. */
export default class LeadEngagementTimeline extends LightningElement {
  @api recordId?: string;

  labels = { emptyBody, emptyTitle, loadFailed, loading, more, title };
  error?: unknown;
  isBusy = false;
  pageSize = PAGE_SIZE;
  before = null;
  private firstPage?: Apex.EngagementTimelineView;
  private olderPages: readonly Apex.EngagementTimelineView[] = [];
  private wiredTimeline?: WireResult<Apex.EngagementTimelineView>;

  @wire(getTimeline, { recordId: '$recordId', pageSize: '$pageSize', before: '$before' })
  handleTimeline(result: WireResult<Apex.EngagementTimelineView>): void {
    this.wiredTimeline = result;
    this.firstPage = result.data;
    this.olderPages = [];
    this.error = result.error;
  }

  get isLoading(): boolean {
    return !this.firstPage;
  }

  get hasItems(): boolean {
    return (this.firstPage?.items.length ?? 0) > 0;
  }

  get hasMore(): boolean {
    return this.lastPage?.hasMore ?? false;
  }

  get items(): ReturnType<LeadEngagementTimeline['entryOf']>[] {
    const now = Date.parse(this.firstPage?.asOf ?? '');
    return this.pages.flatMap((page) => page.items).map((item, index) => this.entryOf(item, index, now));
  }

  handleRetry(): void {
    if (this.wiredTimeline) void refreshApex(this.wiredTimeline);
  }

  async handleMore(): Promise<void> {
    const before = this.lastPage?.items.at(-1)?.occurredAt ?? null;
    this.isBusy = true;
    try {
      const page = await getTimeline({ recordId: this.recordId, pageSize: PAGE_SIZE, before });
      this.olderPages = [...this.olderPages, page];
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  private get pages(): readonly Apex.EngagementTimelineView[] {
    return this.firstPage ? [this.firstPage, ...this.olderPages] : [];
  }

  private get lastPage(): Apex.EngagementTimelineView | undefined {
    return this.pages.at(-1);
  }

  private entryOf(item: Apex.EngagementTimelineView_Item, index: number, now: number) {
    const type = item.type ?? '';
    const quantity = item.quantity ?? 1;
    const occurredAt = item.occurredAt ?? '';
    return {
      key: `${item.recordId}-${index}`,
      icon: ICONS[type] ?? DEFAULT_ICON,
      title: quantity > 1 ? fillLabel(times, type, quantity) : type,
      // A campaign response has the campaign's name for its asset: named once.
      detail: [...new Set([item.asset, item.campaignName])].filter((text) => text).join(' · '),
      occurredAt,
      when: occurredAt ? relativeTime(occurredAt, now) : '',
      whenExactly: occurredAt ? absoluteTime(occurredAt) : '',
      scored: item.criteria.length > 0 ? fillLabel(scoredFor, item.criteria.join(', ')) : ''
    };
  }
}
