import { createElement } from 'lwc';
import HandOffReasonDialog from 'c/handOffReasonDialog';
import pauseClocks from '@salesforce/apex/HandOffManagementController.pauseClocks';
import reroute from '@salesforce/apex/HandOffManagementController.reroute';
import handOff from '@salesforce/apex/ManualHandOffController.handOff';

jest.mock('@salesforce/apex/HandOffManagementController.pauseClocks', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HandOffManagementController.reroute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ManualHandOffController.handOff', () => ({ default: jest.fn() }), { virtual: true });

const pauseMock = jest.mocked(pauseClocks as unknown as jest.Mock);
const handOffMock = jest.mocked(handOff as unknown as jest.Mock);
const rerouteMock = jest.mocked(reroute as unknown as jest.Mock);
const HAND_OFF = 'a05000000000001AAA';
const PERSON = '00Q000000000001AAA';

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
const enter = (element: HTMLElement, value: string): void => {
  find(element, '[data-input="reason"]')?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
};

/** @param isValid the stub of the input knows nothing of validity */
function dialog(action: string, isValid = true, recordId = HAND_OFF): HTMLElement {
  const element = createElement('c-hand-off-reason-dialog', { is: HandOffReasonDialog });
  Object.assign(element, { recordId, personName: 'Grace Kim', action });
  document.body.appendChild(element);
  Object.assign(find(element, '[data-input="reason"]') ?? {}, { reportValidity: () => isValid });
  return element;
}

it('offers the hand-off to someone else for a reason, and closes with what happened', async () => {
  const element = dialog('Reroute');
  expect(find(element, '[data-input="reason"]')).toMatchObject({ label: 'c.Lockstep_Manage_Reroute_Because', required: true });
  await expect(element).toBeAccessible();
  rerouteMock.mockResolvedValue({ done: true, message: 'Offered to Rhea Reyes.' });
  enter(element, 'Speaks no French');
  await click(element, 'submit');
  expect(rerouteMock).toHaveBeenCalledWith({ handOffId: HAND_OFF, reason: 'Speaks no French' });
  expect(pauseMock).not.toHaveBeenCalled();
  expect(closedWith(element)).toEqual(['Offered to Rhea Reyes.']);
});

it('pauses the clocks for a reason', async () => {
  const element = dialog('Pause');
  expect(find(element, '[data-id="submit"]')).toMatchObject({ label: 'c.Lockstep_Loop_Action_Pause' });
  await expect(element).toBeAccessible();
  pauseMock.mockResolvedValue({ done: true, message: null });
  enter(element, 'On holiday');
  await click(element, 'submit');
  expect(pauseMock).toHaveBeenCalledWith({ handOffId: HAND_OFF, reason: 'On holiday' });
  expect(closedWith(element)).toEqual(['']);
});

it.each([
  ['HandOff', 'c.Lockstep_Manual_Hand_Off_Ready'],
  ['AutoHandOffEarly', 'c.Lockstep_Manual_Hand_Off_Not_Ready']
])('hands a person off, and says whether the definition agrees: %s', async (action, intro) => {
  const element = dialog(action, true, PERSON);
  expect(find(element, 'p')?.textContent).toBe(intro);
  await expect(element).toBeAccessible();
  handOffMock.mockResolvedValue(HAND_OFF);
  enter(element, 'Met at the fair');
  await click(element, 'submit');
  expect(handOffMock).toHaveBeenCalledWith({ personId: PERSON, reason: 'Met at the fair' });
  expect(closedWith(element)).toEqual([HAND_OFF]);
});

it('sends nothing without a reason', async () => {
  const element = dialog('Reroute', false);
  await click(element, 'submit');
  expect(rerouteMock).not.toHaveBeenCalled();
  expect(closedWith(element)).toEqual([]);
});

it('says why nothing happened and keeps what was entered', async () => {
  const element = dialog('Reroute');
  rerouteMock.mockResolvedValue({ done: false, message: 'There is nobody else.' });
  enter(element, 'On leave');
  await click(element, 'submit');
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: new Error('There is nobody else.') });
  expect(find(element, '[data-input="reason"]')).toMatchObject({ value: 'On leave' });
  expect(closedWith(element)).toEqual([]);
  await expect(element).toBeAccessible();
});

it('says what went wrong on the way', async () => {
  const element = dialog('Reroute');
  const problem = { body: { message: 'No connection' } };
  rerouteMock.mockRejectedValue(problem);
  await click(element, 'submit');
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: problem });
  expect(find(element, '[data-id="submit"]')).toMatchObject({ disabled: false });
});

it('closes with nothing when cancelled', async () => {
  const element = dialog('Pause');
  await click(element, 'cancel');
  expect(closedWith(element)).toEqual([undefined]);
});
