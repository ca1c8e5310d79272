import { createElement } from 'lwc';
import AgreementSignatures from 'c/agreementSignatures';
import { getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import createVersion from '@salesforce/apex/AgreementSignatureController.createVersion';
import getSignatures from '@salesforce/apex/AgreementSignatureController.getSignatures';
import propose from '@salesforce/apex/AgreementSignatureController.propose';
import sign from '@salesforce/apex/AgreementSignatureController.sign';
import withdraw from '@salesforce/apex/AgreementSignatureController.withdraw';

jest.mock(
  '@salesforce/apex/AgreementSignatureController.getSignatures',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/AgreementSignatureController.createVersion', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementSignatureController.propose', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementSignatureController.sign', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementSignatureController.withdraw', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const mixin = (Base: new () => object): unknown =>
    class extends Base {
      [Navigate](target: unknown): void {
        mockNavigate(target);
      }
    };
  return { NavigationMixin: Object.assign(mixin, { Navigate }) };
});

interface TestAdapter {
  emit(value: unknown): void;
  error(body: unknown): void;
}
const viewWire = getSignatures as unknown as TestAdapter;
const recordWire = getRecord as unknown as TestAdapter;
const createVersionMock = jest.mocked(createVersion as unknown as jest.Mock);
const proposeMock = jest.mocked(propose as unknown as jest.Mock);
const signMock = jest.mocked(sign as unknown as jest.Mock);
const withdrawMock = jest.mocked(withdraw as unknown as jest.Mock);

const ID = 'a01000000000001AAA';
const MARKETING = { side: 'Marketing', signedBy: 'Victor Marketing', signedAt: '2026-11-20T09:00:00.000Z', comment: 'For one quarter' };
const waiting = (side: string): object => ({ side, signedBy: null, signedAt: null, comment: null });
const step = (name: string, side: string | null = null, why: string | null = null): object => ({ name, side, why, allowed: why === null });
const DRAFT = { status: 'Draft', sides: [waiting('Marketing'), waiting('Sales')], steps: [step('propose')] };
const PROPOSED = { status: 'Proposed', sides: [MARKETING, waiting('Sales')], steps: [step('sign', 'Sales'), step('withdraw')] };
const AGREED = { status: 'Agreed', sides: [MARKETING, { ...MARKETING, side: 'Sales', comment: null }], steps: [step('newVersion')] };

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

function panel(): HTMLElement {
  const element = createElement('c-agreement-signatures', { is: AgreementSignatures });
  Object.assign(element, { recordId: ID, objectApiName: 'Lead_Definition__c' });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): HTMLElement | null => element.shadowRoot?.querySelector(selector) ?? null;
const texts = (element: HTMLElement, selector: string): (string | null)[] =>
  [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map((found) => found.textContent);
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};
const click = async (element: HTMLElement, selector: string): Promise<void> => {
  find(element, selector)?.dispatchEvent(new CustomEvent('click'));
  await settled();
};

async function shown(view: object): Promise<HTMLElement> {
  const element = panel();
  viewWire.emit(view);
  await settled();
  return element;
}

it('keeps its size while it loads', async () => {
  const element = panel();
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('proposes a draft with one click', async () => {
  const element = await shown(DRAFT);
  expect(find(element, '[data-id="state"]')?.textContent).toContain('c.Lockstep_Signatures_Draft');
  expect(texts(element, '[data-id="signature"]')).toEqual(['c.Lockstep_Signatures_Not_Signed', 'c.Lockstep_Signatures_Not_Signed']);
  await expect(element).toBeAccessible();
  await click(element, '[data-step="propose"]');
  expect(proposeMock).toHaveBeenCalledWith({ recordId: ID });
  expect(refreshApex).toHaveBeenCalledTimes(1);
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: ID }]);
});

it('says why the user cannot take the next step, and offers only other steps that the user can take', async () => {
  const element = await shown({ ...PROPOSED, steps: [step('sign', 'Sales', 'Not yours'), step('withdraw', null, 'Nor this')] });
  expect(find(element, '[data-step="sign"]')).toMatchObject({ disabled: true });
  expect(texts(element, '[data-id="why"]')).toEqual(['Not yours']);
  expect(find(element, '[data-step="withdraw"]')).toBeNull();
  await expect(element).toBeAccessible();
});

it('signs after a confirmation, with a comment', async () => {
  signMock.mockResolvedValue(undefined);
  const element = await shown(PROPOSED);
  expect(find(element, '[data-id="comment"]')?.textContent).toBe('For one quarter');
  await click(element, '[data-step="sign"]');
  expect(signMock).not.toHaveBeenCalled();
  await expect(element).toBeAccessible();
  find(element, 'lightning-textarea')?.dispatchEvent(new CustomEvent('change', { detail: { value: 'Until May' } }));
  await click(element, '[data-id="confirm"]');
  expect(signMock).toHaveBeenCalledWith({ recordId: ID, side: 'Sales', comment: 'Until May' });
  expect(find(element, '[data-id="form"]')).toBeNull();
});

it('saves no empty comment, and does nothing if canceled', async () => {
  signMock.mockResolvedValue(undefined);
  const element = await shown(PROPOSED);
  await click(element, '[data-step="sign"]');
  await click(element, '[data-id="cancel"]');
  expect(find(element, '[data-id="form"]')).toBeNull();
  expect(signMock).not.toHaveBeenCalled();
  await click(element, '[data-step="sign"]');
  await click(element, '[data-id="confirm"]');
  expect(signMock).toHaveBeenCalledWith({ recordId: ID, side: 'Sales', comment: null });
});

it('keeps the comment and shows the error if signing fails', async () => {
  signMock.mockRejectedValue({ body: { message: 'You already signed for Marketing' } });
  const element = await shown(PROPOSED);
  await click(element, '[data-step="sign"]');
  find(element, 'lightning-textarea')?.dispatchEvent(new CustomEvent('change', { detail: { value: 'Until May' } }));
  await click(element, '[data-id="confirm"]');
  expect(find(element, 'c-lockstep-error-panel')).toMatchObject({ errors: { body: { message: 'You already signed for Marketing' } } });
  expect(find(element, 'lightning-textarea')).toMatchObject({ value: 'Until May' });
  expect(refreshApex).not.toHaveBeenCalled();
  await expect(element).toBeAccessible();
});

it('returns a proposal to draft after a confirmation', async () => {
  withdrawMock.mockResolvedValue(undefined);
  const element = await shown(PROPOSED);
  await click(element, '[data-step="withdraw"]');
  expect(find(element, 'lightning-textarea')).toBeNull();
  await expect(element).toBeAccessible();
  await click(element, '[data-id="confirm"]');
  expect(withdrawMock).toHaveBeenCalledWith({ recordId: ID });
});

it('asks for the reason of a new version and opens it', async () => {
  createVersionMock.mockResolvedValue('a01000000000002AAA');
  const element = await shown(AGREED);
  expect(texts(element, '[data-id="signature"]')).toHaveLength(2);
  await expect(element).toBeAccessible();
  await click(element, '[data-step="newVersion"]');
  find(element, 'lightning-textarea')?.dispatchEvent(new CustomEvent('change', { detail: { value: 'Banks buy less' } }));
  await click(element, '[data-id="confirm"]');
  expect(createVersionMock).toHaveBeenCalledWith({ recordId: ID, reason: 'Banks buy less' });
  expect(mockNavigate).toHaveBeenCalledWith({
    type: 'standard__recordPage',
    attributes: { recordId: 'a01000000000002AAA', objectApiName: 'Lead_Definition__c', actionName: 'view' }
  });
});

it('shows only the status to users who cannot see signatures', async () => {
  const element = await shown({ status: 'Retired', sides: [], steps: [] });
  expect(find(element, '[data-id="sides"]')).toBeNull();
  expect(find(element, '[data-id="state"]')?.textContent).toContain('c.Lockstep_Signatures_Retired');
  await expect(element).toBeAccessible();
});

it('shows the error and retries', async () => {
  const element = panel();
  viewWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await expect(element).toBeAccessible();
  find(element, 'c-lockstep-error-panel')?.dispatchEvent(new CustomEvent('retry'));
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('updates when the record changes on the same page', async () => {
  await shown(DRAFT);
  recordWire.emit({ fields: { Status__c: { value: 'Draft' } } });
  await settled();
  expect(refreshApex).not.toHaveBeenCalled();
  recordWire.emit({ fields: { Status__c: { value: 'Proposed' } } });
  await settled();
  expect(refreshApex).toHaveBeenCalledTimes(1);
});
