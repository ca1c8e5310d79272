import { createElement } from 'lwc';
import AutoHandOffSwitch from 'c/autoHandOffSwitch';
import { confirmFirst } from 'c/lockstepConfirm';
import countReady from '@salesforce/apex/AutoHandOffController.countReady';
import getState from '@salesforce/apex/AutoHandOffController.getState';
import saveLimits from '@salesforce/apex/AutoHandOffController.saveLimits';
import switchOff from '@salesforce/apex/AutoHandOffController.switchOff';
import switchOn from '@salesforce/apex/AutoHandOffController.switchOn';
import tryWaiting from '@salesforce/apex/AutoHandOffController.tryWaiting';

jest.mock(
  '@salesforce/apex/AutoHandOffController.getState',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('c/lockstepConfirm', () => ({ confirmFirst: jest.fn() }));
jest.mock('@salesforce/apex/AutoHandOffController.countReady', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AutoHandOffController.saveLimits', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AutoHandOffController.switchOff', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AutoHandOffController.switchOn', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AutoHandOffController.tryWaiting', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const stateWire = getState as unknown as { emit(value: unknown): void; error(body: unknown): void };
const mockOf = (method: unknown): jest.Mock => method as jest.Mock;
const OFF = { isOn: false, since: null, queues: [], waiting: [], problems: [], count: null, days: null, perDay: null, refusal: null };
const COUNTED = { ...OFF, count: { total: 2, lines: [{ segment: null, cell: 'A1', people: 2 }] }, days: 1 };
const ON = {
  ...OFF,
  isOn: true,
  since: '2026-11-22T06:00:00.000Z',
  waiting: [
    { because: 'Daily Cap', people: 12 },
    { because: null, people: 1 }
  ]
};

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

const find = (element: HTMLElement, selector: string): HTMLElement | null => element.shadowRoot?.querySelector(selector) ?? null;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};
const press = async (element: HTMLElement, id: string): Promise<void> => {
  find(element, `[data-id="${id}"]`)?.dispatchEvent(new CustomEvent('click'));
  await settled();
};

async function shown(state?: unknown): Promise<HTMLElement> {
  const element = createElement('c-auto-hand-off-switch', { is: AutoHandOffSwitch });
  document.body.appendChild(element);
  if (state) stateWire.emit(state);
  await settled();
  return element;
}

it('waits accessibly', async () => {
  const element = await shown();
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('says what is missing, and lets nobody switch on before having counted', async () => {
  const element = await shown({ ...OFF, problems: ['No agreement'] });
  expect(find(element, '[data-id="status"]')?.textContent).toContain('c.Lockstep_Auto_Hand_Off_Is_Off');
  expect(find(element, '[data-id="problems"]')?.textContent).toContain('No agreement');
  expect(find(element, '[data-id="switchOn"]')).toMatchObject({ disabled: true });
  expect(find(element, 'c-auto-hand-off-preview')).toBeNull();
  await expect(element).toBeAccessible();
});

it('counts, then switches on for people from now on', async () => {
  const element = await shown(OFF);
  mockOf(countReady).mockResolvedValue(COUNTED);
  await press(element, 'count');
  expect(find(element, 'c-auto-hand-off-preview')).toMatchObject({ state: COUNTED });
  await expect(element).toBeAccessible();
  mockOf(switchOn).mockResolvedValue(ON);
  await press(element, 'switchOn');
  expect(switchOn).toHaveBeenCalledWith({ withBacklog: false });
  expect(find(element, '[data-id="status"]')?.textContent).toContain('c.Lockstep_Auto_Hand_Off_Is_On');
});

it('takes the backlog along when asked to', async () => {
  const element = await shown(OFF);
  mockOf(countReady).mockResolvedValue(COUNTED);
  await press(element, 'count');
  find(element, '[data-id="choice"]')?.dispatchEvent(new CustomEvent('change', { detail: { value: 'backlog' } }));
  mockOf(switchOn).mockResolvedValue(ON);
  await press(element, 'switchOn');
  expect(switchOn).toHaveBeenCalledWith({ withBacklog: true });
});

it('shows why it was not switched on, with the new count, also after the state was read again', async () => {
  const element = await shown(OFF);
  mockOf(countReady).mockResolvedValue(COUNTED);
  await press(element, 'count');
  mockOf(switchOn).mockResolvedValue({ ...COUNTED, refusal: 'The count changed' });
  await press(element, 'switchOn');
  stateWire.emit(OFF);
  await settled();
  expect(find(element, '[data-id="refusal"] c-lockstep-error-panel')).toMatchObject({ errors: 'The count changed' });
  expect(find(element, 'c-auto-hand-off-preview')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows who waits for what, tries them again, and turns off after it asked', async () => {
  const element = await shown(ON);
  const lines = [...(element.shadowRoot?.querySelectorAll('.line') ?? [])].map((line) => line.textContent);
  expect(lines).toEqual(['c.Lockstep_Auto_Hand_Off_Waiting_Cap12', 'c.Lockstep_Auto_Hand_Off_Waiting_Soon1']);
  await expect(element).toBeAccessible();
  mockOf(tryWaiting).mockResolvedValue(ON);
  await press(element, 'try');
  expect(find(element, '[role="status"]')?.textContent).toBe('c.Lockstep_Auto_Hand_Off_Tried');
  jest.mocked(confirmFirst).mockResolvedValueOnce(false).mockResolvedValueOnce(true);
  mockOf(switchOff).mockResolvedValue(OFF);
  await press(element, 'off');
  expect(confirmFirst).toHaveBeenCalledWith('c.Lockstep_Auto_Hand_Off_Switch_Off_Ask', 'c.Lockstep_Auto_Hand_Off_Switch_Off_Hint');
  expect(switchOff).not.toHaveBeenCalled();
  await press(element, 'off');
  expect(find(element, '[data-id="goLive"]')).not.toBeNull();
});

it('shows a message if nobody is waiting', async () => {
  const element = await shown({ ...ON, waiting: [] });
  expect(find(element, '[data-id="nobody"]')).not.toBeNull();
  expect(find(element, '[data-id="try"]')).toBeNull();
  await expect(element).toBeAccessible();
});

it('saves limits and confirms it', async () => {
  const element = await shown(OFF);
  mockOf(saveLimits).mockResolvedValue(OFF);
  const detail = { capPerRep: 5, fallbackQueue: 'Fallback' };
  find(element, 'c-auto-hand-off-limits')?.dispatchEvent(new CustomEvent('limits', { detail }));
  await settled();
  expect(saveLimits).toHaveBeenCalledWith(detail);
  expect(find(element, '[role="status"]')?.textContent).toBe('c.Lockstep_Auto_Hand_Off_Limits_Saved');
});

it('shows what went wrong and keeps what is there', async () => {
  const element = await shown(OFF);
  mockOf(countReady).mockRejectedValue({ body: { message: 'No access' } });
  await press(element, 'count');
  expect(find(element, '[data-id="problem"]')).not.toBeNull();
  expect(find(element, '[data-id="goLive"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows that it could not be loaded', async () => {
  const element = await shown();
  stateWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await expect(element).toBeAccessible();
});
