import { createElement } from 'lwc';
import HandOffLogCallDialog from 'c/handOffLogCallDialog';
import logCall from '@salesforce/apex/HandOffTouchController.logCall';

jest.mock('@salesforce/apex/HandOffTouchController.logCall', () => ({ default: jest.fn() }), { virtual: true });

const logMock = jest.mocked(logCall as unknown as jest.Mock);
const HAND_OFF = 'a05000000000001AAA';

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const closedWith = (element: HTMLElement): unknown => Reflect.get(element, 'closedWith');
const click = async (element: HTMLElement, id: string): Promise<void> => {
  find(element, `[data-id="${id}"]`)?.dispatchEvent(new CustomEvent('click'));
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};

/** @param isValid the stub of the input knows nothing of validity */
function dialog(isValid = true): HTMLElement {
  const element = createElement('c-hand-off-log-call-dialog', { is: HandOffLogCallDialog });
  Object.assign(element, { handOffId: HAND_OFF, personName: 'Grace Kim' });
  document.body.appendChild(element);
  Object.assign(find(element, '[data-input="subject"]') ?? {}, { reportValidity: () => isValid });
  return element;
}

it('logs a call whose subject is there already', async () => {
  const element = dialog();
  await expect(element).toBeAccessible();
  find(element, '[data-id="note"]')?.dispatchEvent(new CustomEvent('change', { detail: { value: 'Wants a demo' } }));
  await click(element, 'submit');
  expect(logMock).toHaveBeenCalledWith({ handOffId: HAND_OFF, subject: 'c.Lockstep_Log_Call_Subject_Call', note: 'Wants a demo' });
  expect(closedWith(element)).toEqual([true]);
});

it('takes another subject, but not an empty one', async () => {
  const element = dialog(false);
  find(element, '[data-input="subject"]')?.dispatchEvent(new CustomEvent('change', { detail: { value: '' } }));
  await click(element, 'submit');
  expect(logMock).not.toHaveBeenCalled();
});

it('says what went wrong and keeps what was entered', async () => {
  const element = dialog();
  const problem = { body: { message: 'Closed already' } };
  logMock.mockRejectedValue(problem);
  find(element, '[data-id="note"]')?.dispatchEvent(new CustomEvent('change', { detail: { value: 'Wants a demo' } }));
  await click(element, 'submit');
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: problem });
  expect(find(element, '[data-id="note"]')).toMatchObject({ value: 'Wants a demo' });
  expect(closedWith(element)).toEqual([]);
  await expect(element).toBeAccessible();
});

it('closes with nothing when cancelled', async () => {
  const element = dialog();
  await click(element, 'cancel');
  expect(closedWith(element)).toEqual([undefined]);
});
