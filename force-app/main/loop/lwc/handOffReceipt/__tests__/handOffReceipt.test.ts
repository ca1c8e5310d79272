import { createElement } from 'lwc';
import HandOffReceipt from 'c/handOffReceipt';
import { refreshApex } from '@salesforce/apex';
import getReceipt from '@salesforce/apex/ClosedLoopStatusController.getReceipt';

jest.mock(
  '@salesforce/apex/ClosedLoopStatusController.getReceipt',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

interface TestAdapter {
  emit(value: unknown): void;
  error(body: unknown): void;
}
const receiptWire = getReceipt as unknown as TestAdapter;

const RECEIPT = {
  handedOffAt: '2026-11-20T10:00:00.000Z',
  personName: 'Grace Kim',
  company: 'Harbor Cloud',
  leadSource: 'Web',
  campaign: 'Spring Webinar',
  duplicates: 2,
  manualReason: 'Met at the fair',
  definitionName: 'Sales-Ready Lead',
  definitionVersion: 2,
  segment: null,
  score: 75,
  fit: 40,
  interest: 35,
  cell: 'B1',
  reasons: [{ kind: 'criterion', key: 'demo', label: 'Asked for a demo', points: 35 }],
  engagements: [
    { name: 'Page View', at: '2026-11-19T10:00:00.000Z', detail: '/pricing', quantity: 3 },
    { name: 'Demo Requested', at: '2026-11-18T10:00:00.000Z', detail: null, quantity: 1 }
  ],
  engagementCount: 7,
  campaigns: [{ name: 'Spring Webinar', at: null, detail: 'Attended', quantity: null }],
  completeness: 66.7,
  missing: ['Phone'],
  filledIn: ['Email', 'Company'],
  previousCycles: [
    { cycle: 2, handedOffAt: '2026-10-01T10:00:00.000Z', verdict: 'Recycled', reason: 'Bad Timing', wakeUpOn: '2026-11-01' },
    { cycle: 1, handedOffAt: '2026-09-01T10:00:00.000Z', verdict: null, reason: null, wakeUpOn: null }
  ],
  dropped: 4
};

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

async function receipt(data?: unknown): Promise<HTMLElement> {
  const element = createElement('c-hand-off-receipt', { is: HandOffReceipt });
  Object.assign(element, { handOffId: 'a05000000000001AAA' });
  document.body.appendChild(element);
  if (data !== undefined) receiptWire.emit(data);
  await Promise.resolve();
  return element;
}

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const texts = (element: HTMLElement, selector: string): unknown[] =>
  [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent);

it('keeps its size while it loads', async () => {
  const element = await receipt();
  expect(find(element, '[data-id="loading"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('tells all that was known: score, reasons, engagements, campaigns, what was missing, earlier cycles', async () => {
  const element = await receipt(RECEIPT);
  expect(texts(element, '[data-id="facts"] li')).toEqual([
    'c.Lockstep_Loop_Receipt_By_Hand',
    'c.Lockstep_Loop_Definition',
    'c.Lockstep_Loop_Receipt_Score',
    'c.Lockstep_Loop_Receipt_Source',
    'c.Lockstep_Loop_Receipt_Campaign',
    'c.Lockstep_Loop_Receipt_Duplicates'
  ]);
  expect(find(element, 'c-lead-score-reasons')).toMatchObject({ reasons: RECEIPT.reasons, total: 75, detailed: true });
  expect(texts(element, '[data-id="engagements"] h4')).toEqual(['c.Lockstep_Loop_Receipt_Engagements_Of']);
  expect(texts(element, '[data-id="engagements"] .when')).toEqual(['Nov 19, 2026', 'Nov 18, 2026']);
  expect(texts(element, '[data-id="engagements"] .step > span:first-child')).toEqual([
    'c.Lockstep_Loop_Receipt_Quantity · /pricing',
    'Demo Requested'
  ]);
  expect(texts(element, '[data-id="campaigns"] .step > span:first-child')).toEqual(['Spring Webinar · Attended']);
  expect(find(element, '.missing')?.textContent).toContain('c.Lockstep_Loop_Receipt_Missing');
  expect(texts(element, '[data-id="previous"] li')).toEqual([
    'c.Lockstep_Loop_Receipt_Previous_Line · c.Lockstep_Loop_Wakes_Up',
    'c.Lockstep_Loop_Receipt_Previous_Line'
  ]);
  expect(find(element, '[data-id="dropped"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it.each([null, undefined])('leaves out what there was not (%s)', async (empty) => {
  const element = await receipt({
    ...RECEIPT,
    manualReason: empty,
    definitionName: empty,
    score: empty,
    leadSource: empty,
    campaign: empty,
    duplicates: 0,
    reasons: [],
    engagements: [],
    campaigns: [],
    completeness: empty,
    missing: [],
    previousCycles: [],
    dropped: 0
  });
  expect(texts(element, '[data-id="facts"] li')).toEqual(['c.Lockstep_Loop_Receipt_Not_Scored']);
  expect(texts(element, 'h4')).toEqual([]);
  await expect(element).toBeAccessible();
});

it('shows a message if there is no receipt', async () => {
  const element = await receipt(null);
  expect(find(element, '[data-id="none"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows the error and retries', async () => {
  const element = await receipt();
  receiptWire.error({ message: 'No access' });
  await Promise.resolve();
  find(element, 'c-lockstep-error-panel')?.dispatchEvent(new CustomEvent('retry'));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  await expect(element).toBeAccessible();
});
