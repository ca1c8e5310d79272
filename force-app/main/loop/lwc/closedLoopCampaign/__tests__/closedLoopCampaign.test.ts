import { createElement } from 'lwc';
import ClosedLoopCampaign from 'c/closedLoopCampaign';
import { refreshApex } from '@salesforce/apex';
import getSummary from '@salesforce/apex/ClosedLoopCampaignController.getSummary';

jest.mock(
  '@salesforce/apex/ClosedLoopCampaignController.getSummary',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

interface TestAdapter {
  emit(value: unknown): void;
  error(body: unknown): void;
}
const summaryWire = getSummary as unknown as TestAdapter;

const SUMMARY = {
  total: 8,
  open: 2,
  accepted: 6,
  converted: 3,
  recycled: 1,
  rejected: 1,
  disqualified: 1,
  won: 2,
  wonAmount: 12_000,
  pipelineAmount: 5000,
  cut: false,
  latest: [
    {
      handOffId: 'a05000000000001AAA',
      personId: '00Q000000000001AAA',
      personObject: 'Lead',
      personName: 'Grace Kim',
      company: 'Harbor Cloud',
      handedOffAt: '2026-11-20T10:00:00.000Z',
      sentence: 'Converted by Remy Rep',
      outcome: 'Won',
      wonAmount: 6000
    }
  ]
};

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

async function card(summary?: object): Promise<HTMLElement> {
  const element = createElement('c-closed-loop-campaign', { is: ClosedLoopCampaign });
  Object.assign(element, { recordId: '701000000000001AAA' });
  document.body.appendChild(element);
  if (summary) summaryWire.emit(summary);
  await Promise.resolve();
  return element;
}

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const texts = (element: HTMLElement, selector: string): unknown[] =>
  [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent);

it('keeps its size while it loads', async () => {
  const element = await card();
  expect(find(element, '[data-id="loading"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('counts hand-offs by outcome, down to revenue', async () => {
  const element = await card(SUMMARY);
  expect(find(element, '[data-id="won-amount"]')?.textContent).toBe('$12,000');
  expect(find(element, '[data-id="pipeline"]')?.textContent).toBe('$5,000');
  expect(texts(element, '.value')).toEqual(['8', '2', '6', '3', '2', '1', '1', '1']);
  expect(find(element, '[data-id="accepted"] .fill')?.getAttribute('style')).toBe('width: 75%');
  expect(find(element, '[data-id="item"] a')?.textContent).toBe('Grace Kim');
  expect(find(element, '[data-id="item"] strong')?.textContent).toBe('c.Lockstep_Loop_Outcome_Amount');
  expect(find(element, '[data-id="cut"]')).toBeNull();
  await expect(element).toBeAccessible();
});

it('shows a message if only the newest are counted', async () => {
  const element = await card({ ...SUMMARY, cut: true, latest: [] });
  expect(find(element, '[data-id="cut"]')?.textContent).toBe('c.Lockstep_Loop_Campaign_Cut');
  await expect(element).toBeAccessible();
});

it('says what will be here before the first hand-off', async () => {
  const element = await card({ ...SUMMARY, total: 0, latest: [] });
  expect(find(element, '[data-id="empty"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows the error and retries', async () => {
  const element = await card();
  summaryWire.error({ message: 'No access' });
  await Promise.resolve();
  find(element, 'c-lockstep-error-panel')?.dispatchEvent(new CustomEvent('retry'));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  await expect(element).toBeAccessible();
});
