import { createElement } from 'lwc';
import VerdictReasons, { reasonKey } from 'c/verdictReasons';

const reason = (value: string, more: Partial<Apex.VerdictReason> = {}): Apex.VerdictReason => ({
  value,
  label: value,
  rejectionKind: null,
  needsCriterion: false,
  needsNote: false,
  needsWakeUpDate: false,
  needsAttempts: false,
  reroutes: false,
  ...more
});
const REJECT = [
  reason('Wrong Territory', { rejectionKind: 'Procedural', reroutes: true }),
  reason('Other', { rejectionKind: 'Procedural', needsNote: true }),
  reason('Does Not Fit', { rejectionKind: 'Definitional', needsCriterion: true }),
  reason('Other', { rejectionKind: 'Definitional', needsNote: true })
];

afterEach(() => document.body.replaceChildren());

function chips(reasons: readonly Apex.VerdictReason[], chosen: string | null = null): HTMLElement {
  const element = createElement('c-verdict-reasons', { is: VerdictReasons });
  Object.assign(element, { reasons, chosen });
  document.body.appendChild(element);
  return element;
}

const all = (element: HTMLElement, selector: string): Element[] => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
const inputs = (element: HTMLElement): HTMLInputElement[] =>
  all(element, 'input').filter((each): each is HTMLInputElement => each instanceof HTMLInputElement);

it('puts the reasons of a rejection under what they mean', async () => {
  const element = chips(REJECT);
  expect(all(element, 'p').map(({ textContent }) => textContent)).toEqual([
    'c.Lockstep_Decide_Kind_Procedural',
    'c.Lockstep_Decide_Kind_Definitional'
  ]);
  expect(all(element, '[role="group"]').map((group) => group.getAttribute('aria-label'))).toEqual([
    'c.Lockstep_Decide_Kind_Procedural',
    'c.Lockstep_Decide_Kind_Definitional'
  ]);
  expect(inputs(element).map(({ value }) => value)).toEqual([
    'Procedural/Wrong Territory',
    'Procedural/Other',
    'Definitional/Does Not Fit',
    'Definitional/Other'
  ]);
  await expect(element).toBeAccessible();
});

it('tells the reason that was chosen, with its kind', () => {
  const element = chips(REJECT);
  const chosen = jest.fn();
  element.addEventListener('choose', (event) => chosen(event instanceof CustomEvent && event.detail));
  const last = inputs(element)[3];
  if (last) last.checked = true;
  last?.dispatchEvent(new Event('change'));
  expect(chosen).toHaveBeenCalledWith(REJECT[3]);
});

it('says what follows from the reason where that is not evident', async () => {
  const element = chips(REJECT, 'Procedural/Wrong Territory');
  expect(all(element, '[data-id="consequence"]')[0]?.textContent).toBe('c.Lockstep_Decide_Reroutes');
  expect(inputs(element)[0]?.checked).toBe(true);
  await expect(element).toBeAccessible();
});

it('needs no headings where there are no kinds, and says that attempts are counted', async () => {
  const unable = reason('Unable to Reach', { needsAttempts: true });
  const element = chips([reason('No Budget'), unable], reasonKey(unable));
  expect(all(element, 'p').map(({ textContent }) => textContent)).toEqual(['c.Lockstep_Decide_Needs_Attempts']);
  expect(all(element, '[role="group"]')).toEqual([]);
  await expect(element).toBeAccessible();
});

it('takes the focus to the chosen chip', () => {
  const element = chips(REJECT, 'Definitional/Other');
  Reflect.apply(Reflect.get(element, 'focusChosen'), element, []);
  expect(element.shadowRoot?.activeElement).toBe(inputs(element)[3]);
});
