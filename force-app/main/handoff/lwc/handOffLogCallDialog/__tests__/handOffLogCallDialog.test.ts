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
  for (const input of element.shadowRoot?.querySelectorAll('[data-input]') ?? []) Object.assign(input, { reportValidity: () => isValid });
  return element;
}

const enter = (element: HTMLElement, name: string, value: string | null): void => {
  find(element, `[data-name="${name}"]`)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
};

it('logs a call with its result, whose subject is there already', async () => {
  const element = dialog();
  await expect(element).toBeAccessible();
  enter(element, 'result', 'Connected');
  enter(element, 'note', 'Wants a demo');
  await click(element, 'submit');
  expect(logMock).toHaveBeenCalledWith({
    handOffId: HAND_OFF,
    made: {
      subject: 'c.Lockstep_Log_Call_Subject_Call',
      result: 'Connected',
      note: 'Wants a demo',
      nextStep: '',
      nextStepDue: null
    }
  });
  expect(closedWith(element)).toEqual([true]);
});

it('sends the next step and its day', async () => {
  const element = dialog();
  enter(element, 'result', 'Voicemail');
  enter(element, 'nextStep', 'Call again');
  enter(element, 'nextStepDue', '2031-05-06');
  await click(element, 'submit');
  expect(logMock.mock.lastCall?.[0]).toMatchObject({ made: { nextStep: 'Call again', nextStepDue: '2031-05-06' } });
});

it('logs nothing while something is missing', async () => {
  const element = dialog(false);
  await click(element, 'submit');
  expect(logMock).not.toHaveBeenCalled();
});

it('says what went wrong and keeps what was entered', async () => {
  const element = dialog();
  const problem = { body: { message: 'Closed already' } };
  logMock.mockRejectedValue(problem);
  enter(element, 'note', 'Wants a demo');
  await click(element, 'submit');
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: problem });
  expect(find(element, '[data-name="note"]')).toMatchObject({ value: 'Wants a demo' });
  expect(closedWith(element)).toEqual([]);
  await expect(element).toBeAccessible();
});

it('closes with nothing when cancelled', async () => {
  const element = dialog();
  await click(element, 'cancel');
  expect(closedWith(element)).toEqual([undefined]);
});
