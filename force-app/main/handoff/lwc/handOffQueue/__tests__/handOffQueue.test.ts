import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import HandOffQueue from 'c/handOffQueue';
import VerdictDialog from 'c/verdictDialog';
import accept from '@salesforce/apex/HandOffQueueController.accept';
import getQueue from '@salesforce/apex/HandOffQueueController.getQueue';
import HandOffLogCallDialog from 'c/handOffLogCallDialog';

jest.mock(
  '@salesforce/apex/HandOffQueueController.getQueue',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock(
  '@salesforce/apex/LeadsToCallController.getLeads',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/HandOffQueueController.accept', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HandOffTouchController.logCall', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const queueWire = getQueue as unknown as { emit(value: unknown): void; error(body: unknown): void };
const row = (id: string, section: string) => ({ id, section, status: 'Offered', personId: '00Q000000000001AAA', name: id, options: [] });
const VIEW = {
  rows: [row('late', 'Now'), row('new', 'To Accept'), row('old', 'Working'), row('asleep', 'Waking Up'), row('newer', 'To Accept')],
  more: false,
  shownAtMost: 200,
  asOf: '2026-11-23T18:00:00Z'
};
const MINUTE = 60_000;

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask'] }));
afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  jest.clearAllMocks();
});

function queue(): HTMLElement {
  const element = createElement('c-hand-off-queue', { is: HandOffQueue });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): HTMLElement | null => element.shadowRoot?.querySelector(selector) ?? null;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};
const accessible = async (element: HTMLElement): Promise<void> => {
  jest.useRealTimers();
  await expect(element).toBeAccessible();
};

async function filled(view: unknown = VIEW): Promise<HTMLElement> {
  const element = queue();
  queueWire.emit(view);
  await settled();
  return element;
}

async function toastOf(element: HTMLElement, event: string, more: object = {}): Promise<unknown> {
  const toasts = jest.fn();
  element.addEventListener('lightning__showtoast', (given) => toasts((given as CustomEvent).detail));
  find(element, 'c-hand-off-row')?.dispatchEvent(new CustomEvent(event, { detail: { id: 'late', ...more } }));
  await settled();
  return toasts.mock.lastCall?.[0];
}

it('waits accessibly', async () => {
  const element = queue();
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await accessible(element);
});

it('shows the sections in the order of work, and none that is empty', async () => {
  const element = await filled({ ...VIEW, rows: VIEW.rows.filter(({ section }) => section !== 'Working') });
  const sections = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('section') ?? [])];
  expect(sections.map(({ dataset }) => dataset.section)).toEqual(['Now', 'To Accept', 'Waking Up']);
  expect(sections.map((section) => section.querySelectorAll('c-hand-off-row').length)).toEqual([1, 2, 1]);
  await accessible(element);
});

it('ends with the leads that are ready and free, also where nobody is handed off', async () => {
  const before = (element: HTMLElement): string[] => [...(find(element, 'lightning-card')?.children ?? [])].map(({ tagName }) => tagName);
  expect(before(await filled()).pop()).toBe('C-LEADS-TO-CALL');
  expect(before(await filled({ ...VIEW, rows: [] })).pop()).toBe('C-LEADS-TO-CALL');
});

it('says when there are more than are shown', async () => {
  const element = await filled({ ...VIEW, more: true });
  expect(find(element, '[data-id="more"]')).not.toBeNull();
  await accessible(element);
});

it('is glad where nobody waits', async () => {
  const element = await filled({ ...VIEW, rows: [] });
  expect(find(element, '[data-id="empty"]')?.textContent).toContain('c.Lockstep_Hand_Off_Queue_Empty_Title');
  await accessible(element);
});

it('shows an error', async () => {
  const element = queue();
  queueWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await accessible(element);
});

it('accepts in the row, confirms it and reads the queue again', async () => {
  jest.mocked(accept).mockResolvedValue(undefined);
  const element = await filled();
  expect(await toastOf(element, 'accept')).toMatchObject({ variant: 'success', title: 'c.Lockstep_Hand_Off_Accepted_Toast' });
  expect(accept).toHaveBeenCalledWith({ handOffId: 'late' });
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('shows who accepted first', async () => {
  jest.mocked(accept).mockRejectedValue({ body: { message: 'Rhea Reyes accepted it at 10:02.' } });
  const element = await filled();
  expect(await toastOf(element, 'accept')).toMatchObject({
    variant: 'error',
    title: 'c.Lockstep_Hand_Off_Not_Saved Rhea Reyes accepted it at 10:02.'
  });
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('logs a call in a dialog that asks for its result', async () => {
  const open = jest.spyOn(HandOffLogCallDialog, 'open').mockResolvedValue(true);
  const element = await filled();
  expect(await toastOf(element, 'logcall')).toMatchObject({ variant: 'success', title: 'c.Lockstep_Hand_Off_Call_Logged_Toast' });
  expect(open).toHaveBeenCalledWith(expect.objectContaining({ handOffId: 'late', personName: 'late' }));
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('keeps every row in its place for some seconds, so that a second tap accepts nobody else', async () => {
  jest.mocked(accept).mockResolvedValue(undefined);
  const element = await filled();
  const rows = (): unknown[] =>
    [...(element.shadowRoot?.querySelectorAll('c-hand-off-row') ?? [])].map((each) => [
      (each as unknown as { row: { id: string } }).row.id,
      (each as unknown as { done: string | null }).done
    ]);
  const before = rows();
  await toastOf(element, 'accept');
  queueWire.emit({ ...VIEW, rows: VIEW.rows.filter(({ id }) => id !== 'late') });
  await settled();
  expect(rows()).toEqual([['late', 'c.Lockstep_Hand_Off_Row_Accepted'], ...before.slice(1)]);
  await jest.advanceTimersByTimeAsync(5_000);
  await settled();
  expect(rows()).toEqual(before.slice(1));
});

it('opens the dialog for a verdict, and reads the queue again once there is one', async () => {
  const open = jest.spyOn(VerdictDialog, 'open').mockResolvedValue({ success: true } as Apex.VerdictResult);
  const element = await filled();
  const toasts = jest.fn();
  element.addEventListener('lightning__showtoast', (given) => toasts((given as CustomEvent).detail));
  const decide = async (): Promise<void> => {
    find(element, 'c-hand-off-row')?.dispatchEvent(new CustomEvent('decide', { detail: { id: 'late', action: 'Recycle' } }));
    await settled();
  };
  await decide();
  expect(open).toHaveBeenCalledWith(expect.objectContaining({ handOffId: 'late', action: 'Recycle', personName: 'late' }));
  expect(toasts).toHaveBeenCalledWith(expect.objectContaining({ variant: 'success' }));
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('reads the queue again after a dialog that was closed: it may have said that somebody else was faster', async () => {
  jest.spyOn(VerdictDialog, 'open').mockResolvedValue(undefined);
  const element = await filled();
  expect(await toastOf(element, 'decide', { action: 'Recycle' })).toBeUndefined();
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('keeps the rows when they cannot be read again', async () => {
  const element = await filled();
  queueWire.error({ message: 'No connection' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  expect(element.shadowRoot?.querySelectorAll('c-hand-off-row')).toHaveLength(VIEW.rows.length);
  await accessible(element);
});

it('keeps the focus on the row that was accepted, and then on the one that takes its place', async () => {
  jest.mocked(accept).mockResolvedValue(undefined);
  const element = await filled();
  jest.mocked(refreshApex).mockImplementation(async () => queueWire.emit({ ...VIEW, rows: VIEW.rows.slice(1) }));
  const focused: string[] = [];
  const rows = [...(element.shadowRoot?.querySelectorAll<HTMLElement & { row: { id: string } }>('c-hand-off-row') ?? [])];
  for (const shown of rows) Object.assign(shown, { focus: () => focused.push(shown.row.id), matches: () => shown === rows[0] });
  await toastOf(element, 'accept');
  expect(focused).toEqual(['late']);
  await jest.advanceTimersByTimeAsync(5_000);
  await settled();
  expect(focused).toEqual(['late', 'new']);
});

it('leaves the focus where it went meanwhile', async () => {
  jest.mocked(accept).mockResolvedValue(undefined);
  const element = await filled();
  const focus = jest.fn();
  for (const shown of element.shadowRoot?.querySelectorAll('c-hand-off-row') ?? []) Object.assign(shown, { focus });
  document.body.appendChild(document.createElement('input')).focus();
  await toastOf(element, 'accept', { id: 'new' });
  expect(focus).not.toHaveBeenCalled();
});

it('lets time pass every minute, and asks the server after five, as long as it is shown', async () => {
  const element = await filled();
  jest.advanceTimersByTime(2 * MINUTE);
  await settled();
  expect(find(element, 'c-hand-off-row')).toMatchObject({ minutesGone: 2, now: Date.parse('2026-11-23T18:02:00Z') });
  expect(refreshApex).not.toHaveBeenCalled();
  jest.advanceTimersByTime(3 * MINUTE);
  expect(refreshApex).toHaveBeenCalledTimes(1);
  element.remove();
  jest.advanceTimersByTime(10 * MINUTE);
  expect(refreshApex).toHaveBeenCalledTimes(1);
});
