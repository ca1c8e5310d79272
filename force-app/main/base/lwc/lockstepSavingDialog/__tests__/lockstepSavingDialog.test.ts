import { createElement } from 'lwc';
import SavingForm from './savingForm/savingForm';

const saving = jest.fn<Promise<unknown>, []>();

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};
const click = (element: HTMLElement, id: string): Promise<void> => {
  find(element, `[data-id="${id}"]`)?.dispatchEvent(new CustomEvent('click'));
  return settled();
};

/** Adds validity and focus, which the stubs of the base components lack. */
function dialog(isValid = true): { element: HTMLElement; focused: string[] } {
  const element = createElement('c-saving-form', { is: SavingForm });
  Object.assign(element, { saving });
  document.body.appendChild(element);
  const focused: string[] = [];
  Object.assign(find(element, '[data-input="subject"]') ?? {}, { reportValidity: () => isValid, focus: () => focused.push('subject') });
  Object.assign(find(element, '[data-id="submit"]') ?? {}, { focus: () => focused.push('submit') });
  return { element, focused };
}

it('moves the focus to the invalid field', async () => {
  const { element, focused } = dialog(false);
  await click(element, 'submit');
  expect(focused).toEqual(['subject']);
});

it('stays open while it saves, and saves once', async () => {
  const { element } = dialog();
  let answer: (value?: unknown) => void = () => undefined;
  saving.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await click(element, 'submit');
  await click(element, 'submit');
  expect(element).toMatchObject({ disableClose: true, closedWith: [] });
  await expect(element).toBeAccessible();
  answer(true);
  await settled();
  expect(saving).toHaveBeenCalledTimes(1);
  expect(element).toMatchObject({ closedWith: [true] });
});

it('can be closed and keeps the focus after an error', async () => {
  const { element, focused } = dialog();
  saving.mockRejectedValue({ body: { message: 'Closed already' } });
  await click(element, 'submit');
  expect(element).toMatchObject({ disableClose: false, closedWith: [] });
  expect(find(element, '[data-id="submit"]')).toMatchObject({ disabled: false });
  expect(focused).toEqual(['submit']);
  await click(element, 'cancel');
  expect(element).toMatchObject({ closedWith: [undefined] });
});
