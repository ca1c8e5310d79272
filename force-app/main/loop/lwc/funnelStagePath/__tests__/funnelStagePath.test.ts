import { createElement } from 'lwc';
import FunnelStagePath from 'c/funnelStagePath';

const step = (name: string, more: object = {}): object => ({
  stageId: name,
  name,
  meaning: `What ${name} means`,
  side: false,
  current: false,
  enteredAt: null,
  visits: 0,
  minutes: 0,
  ...more
});
const STEPS = [
  step('Lead', { enteredAt: '2026-11-02T10:00:00.000Z', visits: 2 }),
  step('MQL', { enteredAt: '2026-11-18T10:00:00.000Z', current: true, visits: 1 }),
  step('Customer')
];

afterEach(() => document.body.replaceChildren());

function path(steps: readonly object[]): HTMLElement {
  const element = createElement('c-funnel-stage-path', { is: FunnelStagePath });
  Object.assign(element, { steps });
  document.body.appendChild(element);
  return element;
}

const all = (element: HTMLElement, selector: string): Element[] => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
const texts = (element: HTMLElement, selector: string): unknown[] => all(element, selector).map(({ textContent }) => textContent);

it('shows the stages with their dates, and says where the person is', async () => {
  const element = path(STEPS);
  expect(texts(element, '.name')).toEqual(['Lead', 'MQL', 'Customer']);
  expect(texts(element, '.when')).toEqual(['c.Lockstep_Loop_Path_Visits', 'Nov 18, 2026', '']);
  expect(texts(element, '.slds-assistive-text')).toEqual([
    'c.Lockstep_Loop_Path_Visited',
    'c.Lockstep_Loop_Path_Now',
    'c.Lockstep_Loop_Path_Ahead'
  ]);
  expect(all(element, '.when').map((when) => when.getAttribute('title'))).toEqual([
    'c.Lockstep_Loop_Path_Spent',
    'c.Lockstep_Loop_Path_Spent',
    null
  ]);
  expect(all(element, '[aria-current="step"]')).toHaveLength(1);
  await expect(element).toBeAccessible();
});

it('shows a message if no stage was entered yet', async () => {
  const element = path([step('Lead')]);
  expect(element.shadowRoot?.textContent).toContain('c.Lockstep_Loop_Path_Not_Started');
  await expect(element).toBeAccessible();
});

it('shows nothing where there is no ladder', async () => {
  const element = path([]);
  expect(all(element, 'ol, h3')).toEqual([]);
  await expect(element).toBeAccessible();
});
