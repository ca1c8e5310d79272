import { createElement } from 'lwc';
import LeadEngagementTimeline from 'c/leadEngagementTimeline';
import getTimeline from '@salesforce/apex/EngagementTimelineController.getTimeline';

jest.mock(
  '@salesforce/apex/EngagementTimelineController.getTimeline',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);

const timelineWire = getTimeline as unknown as { emit(value: unknown): void; error(body: unknown): void };
const timelineCall = getTimeline as unknown as jest.Mock;
const item = (number: number, more = {}): unknown => ({
  recordId: `a0${number}`,
  type: 'Website Visit',
  occurredAt: `2026-11-${String(22 - number).padStart(2, '0')}T12:00:00.000Z`,
  asset: 'Home page',
  quantity: 1,
  campaignId: null,
  campaignName: null,
  isResponse: false,
  criteria: [],
  ...more
});

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

function timeline(): HTMLElement {
  const element = createElement('c-lead-engagement-timeline', { is: LeadEngagementTimeline });
  Object.assign(element, { recordId: '00Q000000000001AAA' });
  document.body.appendChild(element);
  return element;
}

const all = (element: HTMLElement, selector: string): Element[] => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
const settled = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());

it('shows an accessible loading state', async () => {
  const element = timeline();
  expect(all(element, 'lightning-spinner')).toHaveLength(1);
  await expect(element).toBeAccessible();
});

it('shows what the person did and marks what scored', async () => {
  const element = timeline();
  timelineWire.emit({ items: [item(1, { type: 'Demo Requested', criteria: ['Asked for a demo'] }), item(2)], hasMore: false });
  await settled();
  expect(all(element, 'ol > li')).toHaveLength(2);
  expect(all(element, '[data-id="scored"]')).toHaveLength(1);
  expect(all(element, 'lightning-icon').map((icon) => (icon as unknown as { iconName: string }).iconName)).toContain('utility:screen');
  expect(all(element, '[data-id="more"]')).toHaveLength(0);
  await expect(element).toBeAccessible();
});

it('adds an earlier page behind the last item', async () => {
  const element = timeline();
  timelineWire.emit({ items: [item(1)], hasMore: true });
  await settled();
  timelineCall.mockResolvedValue({ items: [item(2)], hasMore: false });
  all(element, '[data-id="more"]')[0]?.dispatchEvent(new CustomEvent('click'));
  await settled();
  await settled();
  expect(timelineCall).toHaveBeenCalledWith({ recordId: '00Q000000000001AAA', pageSize: 10, before: '2026-11-21T12:00:00.000Z' });
  expect(all(element, 'ol > li')).toHaveLength(2);
  expect(all(element, '[data-id="more"]')).toHaveLength(0);
});

it('shows a message if there are no engagements yet', async () => {
  const element = timeline();
  timelineWire.emit({ items: [], hasMore: false });
  await settled();
  expect(all(element, '[data-id="empty"]')).toHaveLength(1);
  await expect(element).toBeAccessible();
});

it('shows an error', async () => {
  const element = timeline();
  timelineWire.error({ message: 'No access' });
  await settled();
  expect(all(element, 'c-lockstep-error-panel')).toHaveLength(1);
  await expect(element).toBeAccessible();
});
