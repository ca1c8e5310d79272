import { createElement } from 'lwc';
import HandOffCycleHistory from 'c/handOffCycleHistory';

const cycle = (number: number, more: object = {}): object => ({
  handOffId: `a0500000000000${number}AAA`,
  cycle: number,
  cell: 'A1',
  handedOffAt: '2026-11-02T10:00:00.000Z',
  acceptedAt: '2026-11-02T12:00:00.000Z',
  firstTouchAt: '2026-11-03T10:00:00.000Z',
  sentence: `Sentence ${number}`,
  note: null,
  wakeUpOn: null,
  outcome: null,
  wonAmount: null,
  pipelineAmount: null,
  lossReason: null,
  attempts: 2,
  campaignName: null,
  definitionName: null,
  definitionVersion: null,
  ...more
});

afterEach(() => document.body.replaceChildren());

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const all = (element: HTMLElement, selector: string): Element[] => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
const texts = (element: HTMLElement, selector: string): unknown[] => all(element, selector).map(({ textContent }) => textContent);
const outcomes = (element: HTMLElement): unknown[] => all(element, 'lightning-badge').map((badge) => Reflect.get(badge, 'label'));
const click = (element: HTMLElement, selector: string): Promise<void> => {
  find(element, selector)?.dispatchEvent(new CustomEvent('click'));
  return Promise.resolve();
};

function history(cycles: readonly object[]): HTMLElement {
  const element = createElement('c-hand-off-cycle-history', { is: HandOffCycleHistory });
  Object.assign(element, { cycles });
  document.body.appendChild(element);
  return element;
}

it('is folded, and opens', async () => {
  const element = history([cycle(1)]);
  expect(all(element, '[data-id="cycle"]')).toHaveLength(0);
  await expect(element).toBeAccessible();
  await click(element, '[data-id="toggle"]');
  expect(all(element, '[data-id="cycle"]')).toHaveLength(1);
});

it('tells each cycle as text, with what became of it', async () => {
  const element = history([
    cycle(4, { outcome: 'Won', wonAmount: 12_000, note: 'Signed', campaignName: 'Spring Webinar', definitionName: 'Sales-Ready Lead' }),
    cycle(3, { outcome: 'Lost', lossReason: 'Price', attempts: 1 }),
    cycle(2, { outcome: 'Open', pipelineAmount: 500, cell: null }),
    cycle(1, { wakeUpOn: '2026-12-01', attempts: 0, acceptedAt: null, firstTouchAt: null })
  ]);
  await click(element, '[data-id="toggle"]');
  expect(texts(element, 'strong')).toEqual(Array(4).fill('c.Lockstep_Loop_Cycle_Of'));
  expect(outcomes(element)).toEqual(['c.Lockstep_Loop_Outcome_Amount', 'c.Lockstep_Loop_Outcome_Amount', 'c.Lockstep_Loop_Outcome_Amount']);
  expect(texts(element, '.slds-text-color_weak')).toEqual([
    'c.Lockstep_Loop_Cycle_Handed_Off_Cell · c.Lockstep_Loop_Cycle_Accepted · c.Lockstep_Loop_Cycle_Touched · c.Lockstep_Loop_Cycle_Attempts',
    'c.Lockstep_Loop_Cycle_Handed_Off_Cell · c.Lockstep_Loop_Cycle_Accepted · c.Lockstep_Loop_Cycle_Touched · c.Lockstep_Loop_Cycle_One_Attempt',
    'c.Lockstep_Loop_Cycle_Handed_Off · c.Lockstep_Loop_Cycle_Accepted · c.Lockstep_Loop_Cycle_Touched · c.Lockstep_Loop_Cycle_Attempts',
    'c.Lockstep_Loop_Cycle_Handed_Off_Cell · c.Lockstep_Loop_Wakes_Up'
  ]);
  expect(texts(element, '.origin')).toEqual(['Spring Webinar · c.Lockstep_Loop_Definition']);
  expect(find(element, '.note')?.textContent).toBe('Signed');
  await expect(element).toBeAccessible();
});

it('opens and hides the receipt of a cycle', async () => {
  const element = history([cycle(1, { outcome: 'Lost' })]);
  await click(element, '[data-id="toggle"]');
  expect(outcomes(element)).toEqual(['c.Lockstep_Loop_Outcome_Lost']);
  await click(element, '[data-receipt]');
  expect(find(element, 'c-hand-off-receipt')).toMatchObject({ handOffId: 'a05000000000001AAA' });
  await click(element, '[data-receipt]');
  expect(find(element, 'c-hand-off-receipt')).toBeNull();
});

it('shows nothing where there was no hand-off', async () => {
  const element = history([]);
  expect(find(element, '[data-id="toggle"]')).toBeNull();
  await expect(element).toBeAccessible();
});
