import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import ExceptionBoard from 'c/exceptionBoard';
import getBoard from '@salesforce/apex/ExceptionBoardController.getBoard';

jest.mock(
  '@salesforce/apex/ExceptionBoardController.getBoard',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const boardWire = getBoard as unknown as { emit(value: unknown): void; error(body: unknown): void };
const LINE = {
  key: 'a',
  kind: 'Clock',
  subject: 'Grace Kim',
  recordId: 'a0H000000000001AAA',
  objectApiName: 'Hand_Off__c',
  promise: 'Accept within 4 business hours',
  businessMinutes: 90,
  rawMinutes: 900
};
const BOARD = { marketing: [], sales: [LINE], moreMarketing: false, moreSales: true, shownOfAKind: 50, asOf: '2026-11-23T18:00:00Z' };
const settled = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());
const find = (element: HTMLElement, selector: string): HTMLElement | null => element.shadowRoot?.querySelector(selector) ?? null;

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask'] }));
afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  jest.clearAllMocks();
});

function board(): HTMLElement {
  const element = createElement('c-exception-board', { is: ExceptionBoard });
  document.body.appendChild(element);
  return element;
}

const accessible = async (element: HTMLElement): Promise<void> => {
  jest.useRealTimers();
  await expect(element).toBeAccessible();
};

it('shows an accessible loading state', async () => {
  const element = board();
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await accessible(element);
});

it('shows both sides, even if one has no exceptions', async () => {
  const element = board();
  boardWire.emit(BOARD);
  await settled();
  expect(find(element, '[data-id="sales"]')).toMatchObject({ lines: [LINE], more: true, shownOfAKind: 50 });
  expect(find(element, '[data-id="marketing"]')).toMatchObject({ lines: [], more: false });
  await accessible(element);
});

it('shows a success message if there are no exceptions', async () => {
  const element = board();
  boardWire.emit({ ...BOARD, sales: [], moreSales: false });
  await settled();
  expect(find(element, '[data-id="empty"]')?.textContent).toContain('c.Lockstep_Exception_Board_All_Kept');
  await accessible(element);
});

it('shows an error', async () => {
  const element = board();
  boardWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await accessible(element);
});

it('reads the board again on request and every five minutes, as long as it is shown', async () => {
  const element = board();
  boardWire.emit(BOARD);
  await settled();
  find(element, '[data-id="refresh"]')?.click();
  expect(refreshApex).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(10 * 60_000);
  expect(refreshApex).toHaveBeenCalledTimes(3);
  element.remove();
  jest.advanceTimersByTime(10 * 60_000);
  expect(refreshApex).toHaveBeenCalledTimes(3);
});
