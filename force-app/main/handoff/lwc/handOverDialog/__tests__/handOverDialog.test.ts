import { createElement } from 'lwc';
import HandOverDialog from 'c/handOverDialog';
import handOver from '@salesforce/apex/HandOverByHandController.handOver';

jest.mock('@salesforce/apex/HandOverByHandController.handOver', () => ({ default: jest.fn() }), { virtual: true });

const handOverMock = jest.mocked(handOver as unknown as jest.Mock);
const PERSON = '00Q000000000001AAA';
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
function dialog(isValid = true, ready = false): HTMLElement {
  const element = createElement('c-hand-over-dialog', { is: HandOverDialog });
  Object.assign(element, { personId: PERSON, personName: 'Grace Kim', ready });
  document.body.appendChild(element);
  Object.assign(find(element, '[data-id="reason"]') ?? {}, { reportValidity: () => isValid });
  return element;
}

const enter = (element: HTMLElement, value: string): void => {
  find(element, '[data-id="reason"]')?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
};

it('says whether the definition agrees', async () => {
  const early = dialog();
  expect(find(early, 'p')?.textContent).toBe('c.Hand_Over_By_Hand_Not_Ready');
  expect(find(dialog(true, true), 'p')?.textContent).toBe('c.Hand_Over_By_Hand_Ready');
  await expect(early).toBeAccessible();
});

it('hands over with the reason and closes with the hand-off', async () => {
  const element = dialog();
  handOverMock.mockResolvedValue(HAND_OFF);
  enter(element, 'Met at the fair');
  await click(element, 'confirm');
  expect(handOverMock).toHaveBeenCalledWith({ personId: PERSON, reason: 'Met at the fair' });
  expect(closedWith(element)).toEqual([HAND_OFF]);
});

it('does not hand over without a reason', async () => {
  const element = dialog(false);
  await click(element, 'confirm');
  expect(handOverMock).not.toHaveBeenCalled();
});

it('says why not, and keeps the reason', async () => {
  const element = dialog();
  const problem = { body: { message: 'With Sales already' } };
  handOverMock.mockRejectedValue(problem);
  enter(element, 'Met at the fair');
  await click(element, 'confirm');
  expect(find(element, '[data-id="problem"] c-error-panel')).toMatchObject({ errors: problem });
  expect(find(element, '[data-id="reason"]')).toMatchObject({ value: 'Met at the fair' });
  expect(closedWith(element)).toEqual([]);
  await expect(element).toBeAccessible();
});

it('closes with nothing when cancelled', async () => {
  const element = dialog();
  await click(element, 'cancel');
  expect(closedWith(element)).toEqual([undefined]);
});
