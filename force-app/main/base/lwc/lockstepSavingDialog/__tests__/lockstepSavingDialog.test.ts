import { createElement } from 'lwc';
import HandOffLogCallDialog from 'c/handOffLogCallDialog';
import logCall from '@salesforce/apex/HandOffTouchController.logCall';

jest.mock('@salesforce/apex/HandOffTouchController.logCall', () => ({ default: jest.fn() }), { virtual: true });

const logMock = jest.mocked(logCall as unknown as jest.Mock);

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

/** One of the dialogs that save; the stubs of its parts know neither validity nor focus. */
function dialog(isValid = true): { element: HTMLElement; focused: string[] } {
  const element = createElement('c-hand-off-log-call-dialog', { is: HandOffLogCallDialog });
  Object.assign(element, { handOffId: 'a05000000000001AAA', personName: 'Grace Kim' });
  document.body.appendChild(element);
  const focused: string[] = [];
  Object.assign(find(element, '[data-input="subject"]') ?? {}, { reportValidity: () => isValid, focus: () => focused.push('subject') });
  Object.assign(find(element, '[data-id="submit"]') ?? {}, { focus: () => focused.push('submit') });
  return { element, focused };
}

it('takes who filled something in wrongly to it', async () => {
  const { element, focused } = dialog(false);
  await click(element, 'submit');
  expect(focused).toEqual(['subject']);
});

it('stays open while it saves, and saves once', async () => {
  const { element } = dialog();
  let answer: (value?: unknown) => void = () => undefined;
  logMock.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await click(element, 'submit');
  await click(element, 'submit');
  expect(element).toMatchObject({ disableClose: true, closedWith: [] });
  await expect(element).toBeAccessible();
  answer();
  await settled();
  expect(logMock).toHaveBeenCalledTimes(1);
  expect(element).toMatchObject({ closedWith: [true] });
});

it('can be closed, and has the focus, after a refusal', async () => {
  const { element, focused } = dialog();
  logMock.mockRejectedValue({ body: { message: 'Closed already' } });
  await click(element, 'submit');
  expect(element).toMatchObject({ disableClose: false, closedWith: [] });
  expect(find(element, '[data-id="submit"]')).toMatchObject({ disabled: false });
  expect(focused).toEqual(['submit']);
  await click(element, 'cancel');
  expect(element).toMatchObject({ closedWith: [undefined] });
});
