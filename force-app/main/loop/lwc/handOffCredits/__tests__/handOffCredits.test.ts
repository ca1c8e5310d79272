import { createElement } from 'lwc';
import HandOffCredits from 'c/handOffCredits';

const CREDIT = {
  handOffId: 'a05000000000001AAA',
  personId: '003000000000001AAA',
  personObject: 'Contact',
  personName: 'Grace Kim',
  cycle: 1,
  handedOffAt: '2026-11-02T10:00:00.000Z',
  credit: 66.67,
  amount: 6667,
  because: 'Converted',
  leadSource: 'Web',
  campaignName: 'Spring Webinar',
  definitionName: 'Sales-Ready Lead',
  definitionVersion: 2,
  cell: 'A1'
};

afterEach(() => document.body.replaceChildren());

function credits(more: object): HTMLElement {
  const element = createElement('c-hand-off-credits', { is: HandOffCredits });
  Object.assign(element, { credits: [CREDIT], ...more });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;

it('tells person, share and origin, and leads to the person', async () => {
  const element = credits({});
  expect(find(element, 'a')?.textContent).toBe('Grace Kim');
  expect(find(element, 'a')?.getAttribute('href')).toBe('/lightning/r/Contact/003000000000001AAA/view');
  expect(find(element, '.share')?.textContent).toBe('c.Lockstep_Loop_Credit_Amount');
  expect(element.shadowRoot?.textContent).toContain('Web · Spring Webinar · c.Lockstep_Loop_Definition');
  expect(element.shadowRoot?.textContent).toContain('c.Lockstep_Loop_Credit_Because_Converted');
  await expect(element).toBeAccessible();
});

it.each([null, undefined])('does without an amount (%s), and says that there are more', async (amount) => {
  const element = credits({ credits: [{ ...CREDIT, amount, cell: null, because: 'Contact Role' }], hiddenCount: 2 });
  expect(find(element, '.share')?.textContent).toBe('c.Lockstep_Loop_Credit_Share');
  expect(find(element, '[data-id="hidden"]')?.textContent).toBe('c.Lockstep_Loop_Credit_Hidden');
  await expect(element).toBeAccessible();
});
