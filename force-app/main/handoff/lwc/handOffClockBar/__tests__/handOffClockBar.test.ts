import { createElement } from 'lwc';
import HandOffClockBar from 'c/handOffClockBar';

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
  minutesUsed: 120,
  minutesLeft: 100,
  minutesOver: 0,
  ticks: true,
  late: false
};

afterEach(() => document.body.replaceChildren());

function bar(more: object = {}, elapsed = 0): HTMLElement {
  const element = createElement('c-hand-off-clock-bar', { is: HandOffClockBar });
  Object.assign(element, { clock: { ...CLOCK, ...more }, readAt: READ_AT, elapsed });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const icon = (element: HTMLElement): unknown => Reflect.get(find(element, 'lightning-icon') ?? {}, 'iconName');

it('fills with the time that has gone by', async () => {
  const element = bar();
  const progress = find(element, '[role="progressbar"]');
  expect(progress?.getAttribute('aria-valuenow')).toBe('50');
  expect(find(element, '.value')?.getAttribute('style')).toBe('width: 50%');
  expect(find(element, '.left')?.textContent).toBe('c.Lockstep_Loop_Clock_Left');
  expect(icon(element)).toBe('utility:clock');
  await expect(element).toBeAccessible();
});

it('says in a word that it is at risk', async () => {
  const element = bar({ state: 'At Risk' });
  expect(find(element, 'strong')?.textContent).toBe('c.Lockstep_Loop_Clock_At_Risk');
  expect(icon(element)).toBe('utility:warning');
  await expect(element).toBeAccessible();
});

it('is full and says since when when it is overdue', async () => {
  const element = bar({}, 120);
  expect(find(element, '.left')?.textContent).toBe('c.Lockstep_Loop_Clock_Breached_By');
  expect(find(element, '[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('100');
  expect(icon(element)).toBe('utility:error');
  await expect(element).toBeAccessible();
});

it('says why it is paused', async () => {
  const element = bar({ state: 'Paused', ticks: false, pauseReason: 'On leave' });
  expect(find(element, '.left')?.textContent).toBe('c.Lockstep_Loop_Clock_Paused_Because');
  await expect(element).toBeAccessible();
});

it('has no bar once it is done', async () => {
  const element = bar({ state: 'Met', metAt: READ_AT, stoppedAt: READ_AT, late: true });
  expect(find(element, '[role="progressbar"]')).toBeNull();
  expect(find(element, '.left')?.textContent).toBe('c.Lockstep_Loop_Clock_Met_Late');
  expect(icon(element)).toBe('utility:warning');
  expect(icon(bar({ state: 'Met', metAt: READ_AT, stoppedAt: READ_AT, late: false }))).toBe('utility:success');
  await expect(element).toBeAccessible();
});
