import { createElement } from 'lwc';
import LeadScoreCard from 'c/leadScoreCard';
import { getRecord } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import getScore from '@salesforce/apex/LeadScoreCardController.getScore';
import setCell from '@salesforce/apex/ScoreOverrideController.setCell';
import ScoreOverrideDialog from 'c/scoreOverrideDialog';
import rescore from '@salesforce/apex/LeadScoreCardController.rescore';

jest.mock(
  '@salesforce/apex/LeadScoreCardController.getScore',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/LeadScoreCardController.rescore', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ScoreOverrideController.setCell', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

interface TestAdapter {
  emit(value: unknown): void;
  error(body: unknown): void;
}
const scoreWire = getScore as unknown as TestAdapter;
const recordWire = getRecord as unknown as TestAdapter;
const rescoreMock = jest.mocked(rescore as unknown as jest.Mock);

const REASON = {
  kind: 'criterion',
  key: 'demo',
  label: 'Asked for a demo',
  dimension: 'Interest',
  groupName: null,
  points: 35,
  rawPoints: null,
  unitPoints: 35,
  evidence: null,
  evidenceAt: null,
  arithmetic: null,
  faded: false
};
const SCORE = {
  scored: true,
  personId: '00Q000000000001AAA',
  personScoreId: 'a00000000000001AAA',
  score: 75,
  fit: 40,
  interest: 35,
  fitCap: 100,
  interestCap: 100,
  grade: 'B',
  level: 3,
  cell: 'B3',
  handOffCells: ['A1', 'B1'],
  handOffReady: false,
  meaning: 'Fits well and shows some interest. Not ready for Sales yet.',
  topReasons: [REASON],
  reasons: [REASON, { ...REASON, key: 'fit', label: 'Industry we serve', points: 40 }],
  raises: [{ key: 'trial', label: 'Started a trial', dimension: 'Interest', gain: 30, mustHave: false, isPenalty: false }],
  definitionId: null,
  definitionName: 'Sales-Ready Lead',
  definitionVersion: 1,
  scoredAt: '2026-11-22T11:00:00.000Z',
  asOf: '2026-11-22T12:00:00.000Z',
  nextChange: null,
  overrideCell: null,
  overrideReason: null,
  overrideUntil: null,
  syncError: null
};

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

function card(): HTMLElement {
  const element = createElement('c-lead-score-card', { is: LeadScoreCard });
  Object.assign(element, { recordId: '00Q000000000001AAA', objectApiName: 'Lead' });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const settled = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());

it('keeps its size while it loads', async () => {
  const element = card();
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows cell, score, meaning, reasons and what would raise it', async () => {
  const element = card();
  scoreWire.emit(SCORE);
  await settled();
  expect(find(element, '[data-id="cell"]')?.textContent).toBe('B3');
  expect(find(element, '[data-id="score"]')?.textContent).toBe('75');
  expect(find(element, '[data-id="meaning"]')?.textContent).toContain('Fits well');
  expect(find(element, 'c-lead-score-reasons')).toMatchObject({ now: SCORE.asOf });
  expect(find(element, 'c-lead-score-reasons')).toMatchObject({ reasons: [REASON] });
  expect(find(element, 'section:nth-of-type(2) li')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('opens the full arithmetic, ending in the same score', async () => {
  const element = card();
  scoreWire.emit(SCORE);
  await settled();
  find(element, '[data-id="toggle"]')?.dispatchEvent(new CustomEvent('click'));
  await settled();
  expect(find(element, '[data-id="all-reasons"] c-lead-score-reasons')).toMatchObject({
    reasons: SCORE.reasons,
    total: 75,
    detailed: true
  });
  await expect(element).toBeAccessible();
});

it('shows a message if no definition covers the person', async () => {
  const element = card();
  scoreWire.emit({ ...SCORE, scored: false });
  await settled();
  expect(find(element, '[data-id="empty"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows the error and retries', async () => {
  const element = card();
  scoreWire.error({ message: 'No access' });
  await settled();
  const panel = find(element, 'c-lockstep-error-panel');
  expect(panel).not.toBeNull();
  panel?.dispatchEvent(new CustomEvent('retry'));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  await expect(element).toBeAccessible();
});

it('reloads only when the score on the record changes', async () => {
  card();
  scoreWire.emit(SCORE);
  const record = (value: number): unknown => ({
    apiName: 'Lead',
    id: '00Q000000000001AAA',
    fields: { Lockstep_Score__c: { value, displayValue: null } }
  });
  recordWire.emit(record(75));
  recordWire.emit(record(75));
  expect(refreshApex).not.toHaveBeenCalled();
  recordWire.emit(record(110));
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('scores again when the user selects the button', async () => {
  rescoreMock.mockResolvedValue({ ...SCORE, score: 80 });
  const element = card();
  scoreWire.emit(SCORE);
  await settled();
  find(element, 'lightning-button-icon')?.dispatchEvent(new CustomEvent('click'));
  await settled();
  await settled();
  expect(rescoreMock).toHaveBeenCalledWith({ recordId: '00Q000000000001AAA' });
  expect(find(element, '[data-id="score"]')?.textContent).toBe('80');
});

it('offers the override only to users with permission', async () => {
  const element = card();
  scoreWire.emit({ ...SCORE, mayOverride: false });
  await settled();
  expect(find(element, '[data-id="override-cell"]')).toBeNull();
  scoreWire.emit({ ...SCORE, mayOverride: true, overrideCells: ['A1'] });
  await settled();
  expect(find(element, '[data-id="override-cell"]')).not.toBeNull();
  expect(find(element, '[data-id="remove-override"]')).toBeNull();
  await expect(element).toBeAccessible();
});

it('overrides the cell in a dialog, starting with what holds, and takes it back with one click', async () => {
  const open = jest.fn(() => Promise.resolve(true));
  Object.assign(ScoreOverrideDialog, { open });
  const element = card();
  const holds = { overrideCell: 'A1', overrideUntil: '2026-12-24', overrideReason: 'Met the owner' };
  scoreWire.emit({ ...SCORE, ...holds, today: '2026-11-22', mayOverride: true, overrideCells: ['A1', 'A2'] });
  await settled();
  find(element, '[data-id="override-cell"]')?.dispatchEvent(new CustomEvent('click'));
  await settled();
  expect(open).toHaveBeenCalledWith(
    expect.objectContaining({ cells: ['A1', 'A2'], today: '2026-11-22', cell: 'A1', untilDay: '2026-12-24', reason: 'Met the owner' })
  );
  await settled();
  expect(refreshApex).toHaveBeenCalledTimes(1);
  find(element, '[data-id="remove-override"]')?.dispatchEvent(new CustomEvent('click'));
  await settled();
  expect(setCell).toHaveBeenCalledWith({ recordId: '00Q000000000001AAA', cell: null, untilDay: null, reason: null });
});

it('keeps the old score and says why when scoring again fails', async () => {
  rescoreMock.mockRejectedValue({ body: { message: 'Record is locked' } });
  const element = card();
  const onToast = jest.fn();
  element.addEventListener('lightning__showtoast', onToast);
  scoreWire.emit(SCORE);
  await settled();
  find(element, 'lightning-button-icon')?.dispatchEvent(new CustomEvent('click'));
  await settled();
  await settled();
  expect(onToast).toHaveBeenCalledTimes(1);
  expect(onToast.mock.calls[0][0].detail).toMatchObject({ title: expect.stringContaining('Record is locked'), variant: 'error' });
  expect(find(element, '[data-id="score"]')?.textContent).toBe('75');
});
