import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import ManualHandOff from 'c/manualHandOff';
import HandOffReasonDialog from 'c/handOffReasonDialog';
import getOffer from '@salesforce/apex/ManualHandOffController.getOffer';

jest.mock(
  '@salesforce/apex/ManualHandOffController.getOffer',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/ManualHandOffController.handOff', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const offerWire = getOffer as unknown as { emit(value: unknown): void; error(body: unknown): void };
const PERSON = '00Q000000000001AAA';
const HAND_OFF = 'a05000000000001AAA';
const OFFER = { possible: true, personId: PERSON, personName: 'Grace Kim', ready: false };

afterEach(() => {
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

const button = (element: HTMLElement): Element | null => element.shadowRoot?.querySelector('[data-id="handOff"]') ?? null;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};

async function shown(offer: unknown): Promise<{ element: HTMLElement; handedOff: jest.Mock }> {
  const element = createElement('c-manual-hand-off', { is: ManualHandOff });
  Object.assign(element, { recordId: PERSON });
  const handedOff = jest.fn();
  element.addEventListener('handoff', (event) => handedOff((event as CustomEvent).detail));
  document.body.appendChild(element);
  offerWire.emit(offer);
  await settled();
  return { element, handedOff };
}

it('offers to hand the person off', async () => {
  const { element } = await shown(OFFER);
  expect(button(element)).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows nothing where nothing can be done', async () => {
  const { element } = await shown({ ...OFFER, possible: false });
  expect(button(element)).toBeNull();
  offerWire.error({ message: 'No access' });
  await settled();
  expect(button(element)).toBeNull();
  await expect(element).toBeAccessible();
});

it('asks why, tells of the new hand-off and looks again', async () => {
  const open = jest.spyOn(HandOffReasonDialog, 'open').mockResolvedValue(HAND_OFF);
  const { element, handedOff } = await shown(OFFER);
  button(element)?.dispatchEvent(new CustomEvent('click'));
  await settled();
  expect(open).toHaveBeenCalledWith(expect.objectContaining({ action: 'AutoHandOffEarly', recordId: PERSON, personName: 'Grace Kim' }));
  expect(handedOff).toHaveBeenCalledWith({ handOffId: HAND_OFF });
  expect(refreshApex).toHaveBeenCalled();
});

it('does nothing when the dialog was cancelled', async () => {
  jest.spyOn(HandOffReasonDialog, 'open').mockResolvedValue(undefined);
  const { element, handedOff } = await shown(OFFER);
  button(element)?.dispatchEvent(new CustomEvent('click'));
  await settled();
  expect(handedOff).not.toHaveBeenCalled();
});
