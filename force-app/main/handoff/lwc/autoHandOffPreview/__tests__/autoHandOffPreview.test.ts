import { createElement } from 'lwc';
import AutoHandOffPreview from 'c/autoHandOffPreview';

afterEach(() => document.body.replaceChildren());

const LINES = [
  { segment: 'DACH', cell: 'A1', people: 1500 },
  { segment: null, cell: 'B2', people: 2 }
];

function shown(state: unknown): HTMLElement {
  const element = createElement('c-auto-hand-off-preview', { is: AutoHandOffPreview });
  Object.assign(element, { state });
  document.body.appendChild(element);
  return element;
}

const textOf = (element: HTMLElement, id: string): string | undefined =>
  element.shadowRoot?.querySelector(`[data-id="${id}"]`)?.textContent ?? undefined;

it('shows people by segment and cell', async () => {
  const element = shown({ count: { total: 1502, lines: LINES }, perDay: 100, days: 16 });
  const cells = [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((line) =>
    [...line.children].map((cell) => cell.textContent)
  );
  expect(cells).toEqual([
    ['DACH', 'A1', '1,500'],
    ['c.Lockstep_Auto_Hand_Off_Everybody', 'B2', '2']
  ]);
  expect(textOf(element, 'total')).toBe('c.Lockstep_Auto_Hand_Off_Total');
  await expect(element).toBeAccessible();
});

it.each([
  [{ perDay: 100, days: 16 }, 'c.Lockstep_Auto_Hand_Off_Days'],
  [{ perDay: null, days: 1 }, 'c.Lockstep_Auto_Hand_Off_Days_At_Once'],
  [{ perDay: 0, days: null }, 'c.Lockstep_Auto_Hand_Off_Days_Never']
])('says how long %j takes', (pace, expected) => {
  expect(textOf(shown({ count: { total: 1502, lines: LINES }, ...pace }), 'days')).toBe(expected);
});

it('shows a message if nobody is ready', async () => {
  const element = shown({ count: { total: 0, lines: [] }, perDay: null, days: 0 });
  expect(textOf(element, 'total')).toBe('c.Lockstep_Auto_Hand_Off_Total_None');
  expect(textOf(element, 'days')).toBeUndefined();
  expect(element.shadowRoot?.querySelector('table')).toBeNull();
  await expect(element).toBeAccessible();
});
