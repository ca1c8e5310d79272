import { createElement } from 'lwc';
import AutoHandOffLimits from 'c/autoHandOffLimits';

afterEach(() => document.body.replaceChildren());

const STATE = { capPerRep: 5, fallbackQueue: 'Fallback', queues: [{ label: 'Hand-off fallback', value: 'Fallback' }] };
const find = (element: HTMLElement, id: string): HTMLElement | null => element.shadowRoot?.querySelector(`[data-id="${id}"]`) ?? null;

/** @param isValid the stubs of the fields know nothing of validity */
function shown(isValid = true): { element: HTMLElement; saved: jest.Mock } {
  const element = createElement('c-auto-hand-off-limits', { is: AutoHandOffLimits });
  Object.assign(element, { state: STATE });
  const saved = jest.fn();
  element.addEventListener('limits', (event) => saved((event as CustomEvent).detail));
  document.body.appendChild(element);
  for (const id of ['cap', 'queue']) Object.assign(find(element, id) ?? {}, { reportValidity: () => isValid });
  return { element, saved };
}

const enter = (element: HTMLElement, id: string, value: string): void => {
  find(element, id)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
};

it('shows what is saved and offers the queues', async () => {
  const { element } = shown();
  expect(find(element, 'cap')).toMatchObject({ value: '5' });
  expect(find(element, 'queue')).toMatchObject({ value: 'Fallback', options: STATE.queues });
  await expect(element).toBeAccessible();
});

it('hands on what was entered; an empty limit is none', () => {
  const { element, saved } = shown();
  enter(element, 'cap', '12');
  enter(element, 'queue', 'Other');
  find(element, 'save')?.dispatchEvent(new CustomEvent('click'));
  enter(element, 'cap', ' ');
  find(element, 'save')?.dispatchEvent(new CustomEvent('click'));
  expect(saved.mock.calls).toEqual([[{ capPerRep: 12, fallbackQueue: 'Other' }], [{ capPerRep: null, fallbackQueue: 'Other' }]]);
});

it('hands on nothing that is not valid', () => {
  const { element, saved } = shown(false);
  find(element, 'save')?.dispatchEvent(new CustomEvent('click'));
  expect(saved).not.toHaveBeenCalled();
});

it('says what is wrong with a limit while it is entered', () => {
  const { element } = shown();
  const reportValidity = jest.fn(() => false);
  Object.assign(find(element, 'cap') ?? {}, { reportValidity });
  enter(element, 'cap', '-2');
  expect(reportValidity).toHaveBeenCalledTimes(1);
});
