import { createElement } from 'lwc';
import ClosedLoopStatus from 'c/closedLoopStatus';
import HandOffLogCallDialog from 'c/handOffLogCallDialog';
import HandOffReasonDialog from 'c/handOffReasonDialog';
import VerdictDialog from 'c/verdictDialog';
import { getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import decide from '@salesforce/apex/VerdictController.decide';
import getStatus from '@salesforce/apex/ClosedLoopStatusController.getStatus';

jest.mock(
  '@salesforce/apex/ClosedLoopStatusController.getStatus',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/VerdictController.decide', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HandOffManagementController.resumeClocks', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });
jest.mock('@salesforce/apex/ManualHandOffController.getOffer', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/label/c.Lockstep_Loop_Because', () => ({ default: 'Because {0}' }), { virtual: true });
jest.mock('c/handOffLogCallDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));
jest.mock('c/handOffReasonDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));
jest.mock('c/verdictDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));

interface TestAdapter {
  emit(value: unknown): void;
  error(body: unknown): void;
}
const statusWire = getStatus as unknown as TestAdapter;
const recordWire = getRecord as unknown as TestAdapter;
const decideMock = jest.mocked(decide as unknown as jest.Mock);
const openVerdict = jest.mocked(VerdictDialog.open);
const openReason = jest.mocked(HandOffReasonDialog.open);
const openCall = jest.mocked(HandOffLogCallDialog.open);

const LEAD = '00Q000000000001AAA';
const HAND_OFF = 'a05000000000001AAA';
const READ_AT = '2026-11-20T17:00:00.000Z';
const CLOCK = {
  clockId: 'a08000000000001AAA',
  kind: 'Accept',
  state: 'Running',
  startedAt: '2026-11-20T14:40:00.000Z',
  dueAt: '2026-11-20T18:40:00.000Z',
  atRiskAt: '2026-11-20T17:40:00.000Z',
  metAt: null,
  stoppedAt: null,
  pauseReason: null,
  target: 4,
  inWorkingTime: true,
  ofEarlierOffer: false,
  minutesPromised: 240,
  minutesUsed: 140,
  minutesLeft: 100,
  minutesOver: 0,
  ticks: true,
  late: false
};
const option = (action: string, why: string | null = null): object => ({ action, allowed: why === null, why });
const CURRENT = {
  handOffId: HAND_OFF,
  status: 'Offered',
  open: true,
  sentence: 'Offered to you',
  personName: 'Grace Kim',
  mine: true,
  attempts: 0,
  routingNote: null,
  manualReason: null,
  topReason: null,
  missingFields: null,
  hasDuplicates: false,
  wakeUpOn: null,
  clocks: [CLOCK],
  offers: [],
  managing: [],
  options: [
    option('Accept'),
    option('Reject'),
    option('Disqualify', 'Accept first.'),
    option('Recycle', 'Accept first.'),
    option('Convert'),
    option('Withdraw', 'Only Marketing takes back.')
  ]
};
const STATUS = {
  now: READ_AT,
  current: CURRENT,
  elsewhere: null,
  converted: false,
  path: [],
  cycles: [],
  credits: [],
  hiddenCredits: 0
};

beforeEach(() => jest.useFakeTimers({ now: Date.parse(READ_AT), doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
  jest.useRealTimers();
});

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const all = (element: HTMLElement, selector: string): Element[] => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
const property = (elements: readonly Element[], name: string): unknown[] => elements.map((element) => Reflect.get(element, name));
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};

async function card(status?: object, objectApiName = 'Lead'): Promise<HTMLElement> {
  const element = createElement('c-closed-loop-status', { is: ClosedLoopStatus });
  Object.assign(element, { recordId: LEAD, objectApiName });
  document.body.appendChild(element);
  if (status) statusWire.emit(status);
  await settled();
  return element;
}

const withCurrent = (more: object): object => ({ ...STATUS, current: { ...CURRENT, ...more } });
const click = async (element: HTMLElement, selector: string): Promise<void> => {
  find(element, selector)?.dispatchEvent(new CustomEvent('click'));
  await settled();
};
const select = async (element: HTMLElement, value: string): Promise<void> => {
  find(element, '[data-id="menu"]')?.dispatchEvent(new CustomEvent('select', { detail: { value } }));
  await settled();
};
const toastsOf = (element: HTMLElement): jest.Mock => {
  const toasts = jest.fn();
  element.addEventListener('lightning__showtoast', (event) => toasts(Reflect.get(event, 'detail')));
  return toasts;
};
/** Axe waits for real time. */
const expectAccessible = async (element: HTMLElement): Promise<void> => {
  jest.useRealTimers();
  await expect(element).toBeAccessible();
};

it('keeps its size while it loads', async () => {
  const element = await card();
  expect(find(element, '[data-id="loading"]')).not.toBeNull();
  await expectAccessible(element);
});

it('shows the status, the time left and the next two steps', async () => {
  const element = await card(STATUS);
  expect(find(element, '[data-id="headline"]')?.textContent).toBe('c.Lockstep_Loop_Headline');
  expect(property(all(element, 'c-hand-off-clock-bar'), 'clock')).toEqual([CLOCK]);
  const buttons = all(element, 'lightning-button[data-action]');
  expect(property(buttons, 'label')).toEqual(['c.Lockstep_Loop_Action_Accept', 'c.Lockstep_Loop_Action_Reject']);
  expect(property(buttons, 'variant')).toEqual(['brand', 'neutral']);
  expect(property(all(element, 'lightning-menu-item'), 'value')).toEqual(['LogCall', 'Convert']);
  await expectAccessible(element);
});

it('says why the rest is not possible, each reason once', async () => {
  const element = await card(STATUS);
  await click(element, '[data-id="why-not"]');
  expect(all(element, '[data-id="refusals"] li')).toHaveLength(2);
  await expectAccessible(element);
});

it('accepts with a single click and tells so, then reads everything again', async () => {
  const element = await card(STATUS);
  const toasts = toastsOf(element);
  decideMock.mockResolvedValue({ success: true, message: null });
  await click(element, '[data-action="Accept"]');
  expect(decideMock.mock.calls[0]?.[0]).toMatchObject({ request: { handOffId: HAND_OFF, action: 'Accept' } });
  expect(toasts).toHaveBeenCalledWith(expect.objectContaining({ title: 'c.Lockstep_Loop_Done_Accept', variant: 'success' }));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: LEAD }]);
});

it('shows who accepted first', async () => {
  const element = await card(STATUS);
  const toasts = toastsOf(element);
  decideMock.mockResolvedValue({ success: false, message: 'Rhea Reyes accepted it.' });
  await click(element, '[data-action="Accept"]');
  expect(toasts).toHaveBeenCalledWith(
    expect.objectContaining({ title: 'c.Lockstep_Loop_Failed_Accept Rhea Reyes accepted it.', variant: 'error' })
  );
  expect(refreshApex).toHaveBeenCalledTimes(1);
  decideMock.mockRejectedValue({ body: { message: 'No connection' } });
  await click(element, '[data-action="Accept"]');
  expect(toasts).toHaveBeenLastCalledWith(expect.objectContaining({ title: 'c.Lockstep_Loop_Failed_Accept No connection' }));
});

it('rejects in the dialog, and reloads when it closes in case another user decided first', async () => {
  const element = await card(STATUS);
  openVerdict.mockResolvedValue(undefined);
  await click(element, '[data-action="Reject"]');
  expect(openVerdict).toHaveBeenCalledWith(expect.objectContaining({ action: 'Reject', handOffId: HAND_OFF, personName: 'Grace Kim' }));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  expect(notifyRecordUpdateAvailable).not.toHaveBeenCalled();
});

it('moves the focus to the status if its button is gone', async () => {
  const element = await card(STATUS);
  decideMock.mockResolvedValue({ success: true, message: null });
  await click(element, '[data-action="Accept"]');
  expect(element.shadowRoot?.activeElement).toBe(find(element, '[data-id="headline"]'));
  element.remove();
  const recycled = await card(STATUS);
  jest.mocked(refreshApex).mockImplementationOnce(async () => statusWire.emit({ ...STATUS, current: null, elsewhere: 'Recycled by you' }));
  await click(recycled, '[data-action="Accept"]');
  expect(recycled.shadowRoot?.activeElement).toBe(find(recycled, '[data-id="elsewhere"]'));
  const elsewhere = document.body.appendChild(document.createElement('input'));
  elsewhere.focus();
  statusWire.emit(STATUS);
  await settled();
  await click(recycled, '[data-action="Accept"]');
  expect(document.activeElement).toBe(elsewhere);
});

it('says why the person was handed off: what somebody wrote, or else what the score says', async () => {
  const byHand = await card(withCurrent({ manualReason: 'Called the hotline', topReason: 'Works for a bank' }));
  expect(find(byHand, '[data-id="because"]')?.textContent).toBe('Because Called the hotline');
  byHand.remove();
  const scored = await card(withCurrent({ topReason: 'Works for a bank' }));
  expect(find(scored, '[data-id="because"]')?.textContent).toBe('Because Works for a bank');
  await expectAccessible(scored);
});

it('logs a call from the menu once the first steps are done', async () => {
  const options = [option('Accept', 'Accepted.'), option('Convert'), option('Recycle'), option('Disqualify')];
  const element = await card(withCurrent({ status: 'Working', options }));
  const buttons = all(element, 'lightning-button[data-action]');
  expect(property(buttons, 'label')).toEqual(['c.Lockstep_Loop_Action_Log_Call', 'c.Lockstep_Loop_Action_Convert']);
  const toasts = toastsOf(element);
  openCall.mockResolvedValue(true);
  await click(element, '[data-action="LogCall"]');
  expect(toasts).toHaveBeenCalledWith(expect.objectContaining({ title: 'c.Lockstep_Loop_Done_Call' }));
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledTimes(1);
  openCall.mockResolvedValue(undefined);
  await click(element, '[data-action="LogCall"]');
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledTimes(1);
});

it('recycles from the menu, confirms it and reads the data again', async () => {
  const options = [option('Convert'), option('Recycle'), option('Disqualify')];
  const element = await card(withCurrent({ status: 'Working', options }));
  const toasts = toastsOf(element);
  openVerdict.mockResolvedValue({
    handOffId: HAND_OFF,
    success: true,
    message: null,
    field: null,
    duplicate: null,
    accountId: null,
    contactId: null,
    opportunityId: '006000000000001AAA'
  });
  await select(element, 'Recycle');
  expect(openVerdict).toHaveBeenCalledWith(expect.objectContaining({ action: 'Recycle' }));
  expect(toasts).toHaveBeenCalledWith(expect.objectContaining({ title: 'c.Lockstep_Decide_Done_Recycle' }));
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('offers managers what only they may do, last', async () => {
  const element = await card(withCurrent({ managing: ['Reroute', 'Pause'] }));
  expect(property(all(element, 'lightning-menu-item'), 'value')).toEqual(['LogCall', 'Convert', 'Reroute', 'Pause']);
  await expectAccessible(element);
  const toasts = toastsOf(element);
  openReason.mockResolvedValue('Offered to Rhea Reyes.');
  await select(element, 'Reroute');
  expect(toasts).toHaveBeenCalledWith(
    expect.objectContaining({ title: 'c.Lockstep_Manage_Done_Reroute Offered to Rhea Reyes.', variant: 'success' })
  );
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('counts the minutes while it is shown, and reads again after a few', async () => {
  const element = await card(STATUS);
  jest.advanceTimersByTime(60_000);
  await settled();
  expect(find(element, 'c-hand-off-clock-bar')).toMatchObject({ elapsed: 1, readAt: READ_AT });
  expect(refreshApex).not.toHaveBeenCalled();
  jest.advanceTimersByTime(4 * 60_000);
  expect(refreshApex).toHaveBeenCalled();
  element.remove();
  jest.mocked(refreshApex).mockClear();
  jest.advanceTimersByTime(10 * 60_000);
  expect(refreshApex).not.toHaveBeenCalled();
});

it('shows no actions to a user without permission, but the status', async () => {
  const element = await card(
    withCurrent({
      mine: false,
      routingNote: 'Owner of the account',
      missingFields: 'Phone',
      hasDuplicates: true,
      options: [option('Accept', 'Sales decides.'), option('Convert', 'Sales decides.')],
      clocks: [CLOCK, { ...CLOCK, clockId: 'a08000000000002AAA', ofEarlierOffer: true }]
    })
  );
  expect(all(element, '[data-action]')).toEqual([]);
  expect(find(element, '[data-id="why-not"]')).toMatchObject({ label: 'c.Lockstep_Loop_Why_Nothing' });
  expect(all(element, 'c-hand-off-clock-bar')).toHaveLength(1);
  for (const id of ['why-here', 'missing', 'duplicates']) expect(find(element, `[data-id="${id}"]`)).not.toBeNull();
  await expectAccessible(element);
});

it('shows what was decided, without clocks and buttons', async () => {
  const element = await card(
    withCurrent({ status: 'Closed', open: false, sentence: 'Recycled by you', wakeUpOn: '2026-12-20', clocks: [] })
  );
  expect(find(element, '[data-id="headline"]')?.textContent).toBe('c.Lockstep_Loop_Headline');
  expect(all(element, '[data-action], c-hand-off-clock-bar, [data-id="why-not"]')).toEqual([]);
  await expectAccessible(element);
});

it('lists the offers only if there were several', async () => {
  const offer = { offerId: '1', offeredTo: 'Remy Rep', offeredAt: READ_AT, endedAt: READ_AT, endedBy: 'Breached', because: null };
  const once = await card(withCurrent({ offers: [offer] }));
  expect(all(once, '[data-id="offers"] li')).toHaveLength(0);
  once.remove();
  const twice = await card(withCurrent({ offers: [{ ...offer, offerId: '2', endedAt: null, endedBy: null }, offer] }));
  expect(all(twice, '[data-id="offers"] li')).toHaveLength(2);
  await expectAccessible(twice);
});

it('shows only the owner to users without access', async () => {
  const element = await card({ ...STATUS, current: null, elsewhere: 'With Remy Rep' });
  expect(find(element, '[data-id="elsewhere"]')?.textContent).toBe('With Remy Rep');
  expect(find(element, '[data-id="converted"]')).toBeNull();
  expect(find(element, '[data-id="empty"]')).toBeNull();
  await expectAccessible(element);
});

it('says what will be here before a hand-off', async () => {
  const element = await card({ ...STATUS, current: null });
  expect(find(element, '[data-id="empty"]')?.textContent).toContain('c.Lockstep_Loop_Empty_Title');
  find(element, 'c-manual-hand-off')?.dispatchEvent(new CustomEvent('handoff', { detail: { handOffId: HAND_OFF } }));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  await expectAccessible(element);
});

it('shows on an opportunity the hand-offs that led to it, or that there are none', async () => {
  const none = await card({ ...STATUS, current: null }, 'Opportunity');
  expect(find(none, '[data-id="empty"]')?.textContent).toContain('c.Lockstep_Loop_Empty_Opportunity_Title');
  none.remove();
  const credits = [{ handOffId: HAND_OFF, personName: 'Grace Kim', credit: 50, amount: null }];
  const element = await card({ ...STATUS, current: null, credits, hiddenCredits: 1 }, 'Opportunity');
  expect(find(element, 'c-hand-off-credits')).toMatchObject({ credits, hiddenCount: 1 });
  await expectAccessible(element);
});

it('reads again when the record was changed elsewhere, and only then', async () => {
  await card(STATUS);
  const record = (date: string): object => ({
    apiName: 'Lead',
    id: LEAD,
    fields: { LastModifiedDate: { value: date, displayValue: null } }
  });
  recordWire.emit(record('2026-11-20T16:00:00.000Z'));
  recordWire.emit(record('2026-11-20T16:00:00.000Z'));
  expect(refreshApex).not.toHaveBeenCalled();
  recordWire.emit(record('2026-11-20T17:00:00.000Z'));
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('shows the error and retries', async () => {
  const element = await card();
  statusWire.error({ message: 'No access' });
  await settled();
  find(element, 'c-lockstep-error-panel')?.dispatchEvent(new CustomEvent('retry'));
  expect(refreshApex).toHaveBeenCalledTimes(1);
  await expectAccessible(element);
});
