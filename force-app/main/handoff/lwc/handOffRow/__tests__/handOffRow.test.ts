import { createElement } from 'lwc';
import HandOffRow from 'c/handOffRow';

const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const NavigationMixin = (Base: new () => object) =>
    class extends Base {
      [Navigate] = mockNavigate;
    };
  return { NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
});

const NOW = Date.parse('2026-11-23T18:00:00Z');
const option = (action: string, allowed: boolean) => ({ action, allowed, why: allowed ? null : 'Not now' });
const OFFERED = {
  id: 'a0H000000000001AAA',
  section: 'To Accept',
  status: 'Offered',
  personId: '00Q000000000001AAA',
  name: 'Grace Kim',
  company: 'Harbor Cloud',
  phone: '+1 555 0100',
  email: 'grace@harbor.example',
  cell: 'A1',
  score: 112.4,
  topReason: 'Asked for a demo',
  cycle: 2,
  queue: null,
  dueAt: '2026-11-23T20:00:00Z',
  minutesLeft: 120,
  inWorkingTime: true,
  timeRuns: true,
  urgent: false,
  nextAction: 'Accept or reject',
  options: [option('Accept', true), option('Reject', true), option('Convert', true), option('Recycle', false)]
};
const WORKING = {
  ...OFFERED,
  status: 'Working',
  section: 'Working',
  personId: '003000000000001AAA',
  cycle: 1,
  options: [option('Accept', false), option('Reject', false), option('Recycle', true), option('Convert', true)]
};

afterEach(() => document.body.replaceChildren());

function show(row: unknown, minutesGone = 0, busy = false) {
  const element = Object.assign(createElement('c-hand-off-row', { is: HandOffRow }), {
    row,
    minutesGone,
    busy,
    now: NOW + minutesGone * 60_000
  });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, id: string): HTMLElement | null => element.shadowRoot?.querySelector(`[data-id="${id}"]`) ?? null;
const shownIds = (element: HTMLElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button') ?? [])].map((button) => button.dataset.id ?? '');

it('shows who is offered, why, the time left, and two buttons', async () => {
  const element = show(OFFERED);
  expect(find(element, 'name')?.textContent).toBe('Grace Kim');
  expect(element.shadowRoot?.textContent).toContain('Asked for a demo');
  expect(element.shadowRoot?.textContent).toContain('Harbor Cloud · c.Lockstep_Hand_Off_Cycle');
  expect(find(element, 'call')?.getAttribute('href')).toBe('tel:+1 555 0100');
  expect(find(element, 'mail')?.getAttribute('href')).toBe('mailto:grace@harbor.example');
  expect(shownIds(element)).toEqual(['accept', 'reject']);
  expect(find(element, 'time')?.textContent).toBe('c.Lockstep_Hand_Off_Left');
  expect(find(element, 'due')).not.toBeNull();
  expect(find(element, 'time-icon')).toBeNull();
  await expect(element).toBeAccessible();
});

it.each([
  ['A1', null],
  ['B3', 'c.Lockstep_Hand_Off_Cell_Then_and_Today'],
  [null, null]
])('says what cell it was at the hand-off where today’s is another: %s', async (cellToday, note) => {
  const element = show({ ...OFFERED, cellToday });
  expect(find(element, 'cell-note')?.textContent ?? null).toBe(note);
  await expect(element).toBeAccessible();
});

it('shows Log a Call and Decide for an accepted hand-off', async () => {
  const element = show(WORKING);
  expect(shownIds(element)).toEqual(['log', 'decide']);
  await expect(element).toBeAccessible();
});

it('shows neither Call nor Email for a person who opted out, and no buttons if no action is possible', async () => {
  const element = show({
    ...WORKING,
    status: 'Closed',
    phone: null,
    email: null,
    options: [],
    dueAt: null,
    minutesLeft: null,
    wakeUpOn: '2026-12-04'
  });
  expect(find(element, 'call')).toBeNull();
  expect(find(element, 'mail')).toBeNull();
  expect(shownIds(element)).toEqual([]);
  expect(find(element, 'time')?.textContent).toBe('c.Lockstep_Hand_Off_Wakes_Up');
  await expect(element).toBeAccessible();
});

it('says that nothing was promised where it was not', () => {
  expect(find(show({ ...OFFERED, dueAt: null, minutesLeft: null }), 'time')?.textContent).toBe('c.Lockstep_Hand_Off_No_Due_Time');
});

it('warns as text and with an icon', async () => {
  const element = show({ ...OFFERED, urgent: true });
  expect(find(element, 'time-icon')).toMatchObject({ iconName: 'utility:warning' });
  await expect(element).toBeAccessible();
});

it('becomes late by itself as time passes', async () => {
  const element = show(OFFERED, 121);
  expect(find(element, 'time')?.textContent).toBe('c.Lockstep_Hand_Off_Late');
  expect(find(element, 'time-icon')).toMatchObject({ iconName: 'utility:error' });
  expect(find(element, 'due')).toBeNull();
  await expect(element).toBeAccessible();
});

it('counts days where days were promised, whether somebody works or not', () => {
  const days = { ...OFFERED, inWorkingTime: false, timeRuns: false, dueAt: '2026-11-23T19:00:00Z' };
  expect(find(show(days), 'time')?.textContent).toBe('c.Lockstep_Hand_Off_Left');
  expect(find(show(days, 61), 'time')?.textContent).toBe('c.Lockstep_Hand_Off_Late');
});

it('loses no time while nobody works', () => {
  expect(find(show({ ...OFFERED, timeRuns: false, dueAt: '2026-11-24T20:00:00Z' }, 121), 'time')?.textContent).toBe(
    'c.Lockstep_Hand_Off_Left'
  );
});

it.each([
  ['accept', OFFERED, 'accept', { id: OFFERED.id }],
  ['reject', OFFERED, 'decide', { id: OFFERED.id, action: 'Reject' }],
  ['log', WORKING, 'logcall', { id: OFFERED.id }]
])('tells of %s', (button, row, event, detail) => {
  const element = show(row);
  const told = jest.fn();
  element.addEventListener(event, (given) => told((given as CustomEvent).detail));
  find(element, button)?.click();
  expect(told).toHaveBeenCalledWith(detail);
});

it('opens the verdicts that fit, and tells of the one that is chosen', async () => {
  const element = show(WORKING);
  const told = jest.fn();
  element.addEventListener('decide', (given) => told((given as CustomEvent).detail));
  find(element, 'decide')?.click();
  await Promise.resolve();
  expect(find(element, 'decide')?.getAttribute('aria-expanded')).toBe('true');
  const verdicts = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[data-action]') ?? [])];
  expect(verdicts.map((button) => button.dataset.action)).toEqual(['Convert', 'Recycle']);
  await expect(element).toBeAccessible();
  verdicts[1]?.click();
  expect(told).toHaveBeenCalledWith({ id: OFFERED.id, action: 'Recycle' });
  await Promise.resolve();
  expect(element.shadowRoot?.querySelector('[data-action]')).toBeNull();
  expect(element.shadowRoot?.activeElement).toBe(find(element, 'decide'));
});

it('takes the focus on the person', () => {
  const element = show(OFFERED);
  element.focus();
  expect(element.shadowRoot?.activeElement).toBe(find(element, 'name'));
});

it('can be pressed once while it is saved', () => {
  const element = show(OFFERED, 0, true);
  expect(element.shadowRoot?.querySelectorAll('button:disabled').length).toBe(2);
});

it.each([
  [OFFERED, 'Lead'],
  [WORKING, 'Contact']
])('opens the person', (row, objectApiName) => {
  const element = show(row);
  find(element, 'name')?.click();
  expect(mockNavigate.mock.lastCall?.[0]).toMatchObject({ attributes: { recordId: row.personId, objectApiName } });
});
