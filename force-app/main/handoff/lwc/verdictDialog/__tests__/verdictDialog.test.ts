import { createElement } from 'lwc';
import VerdictDialog from 'c/verdictDialog';
import decide from '@salesforce/apex/VerdictController.decide';
import reasons from '@salesforce/apex/VerdictController.reasons';

jest.mock(
  '@salesforce/apex/VerdictController.reasons',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/VerdictController.decide', () => ({ default: jest.fn() }), { virtual: true });

interface TestAdapter {
  emit(value: unknown): void;
  error(body: unknown): void;
}
const formWire = reasons as unknown as TestAdapter;
const decideMock = jest.mocked(decide as unknown as jest.Mock);

const HAND_OFF = 'a05000000000001AAA';
const reason = (value: string, more: object = {}): object => ({
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
const FORM = {
  reasons: [reason('Bad Timing', { needsWakeUpDate: true }), reason('Other', { needsWakeUpDate: true, needsNote: true })],
  criteria: [{ key: 'bank', label: 'Works for a bank' }],
  personName: 'Grace Kim',
  company: 'Harbor Cloud',
  isLead: true,
  accountId: null,
  today: '2026-11-20'
};
const DONE = { handOffId: HAND_OFF, success: true, message: null, accountId: null, contactId: null, opportunityId: null };

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};
const tell = (element: HTMLElement, selector: string, type: string, detail: unknown): Promise<void> => {
  find(element, selector)?.dispatchEvent(new CustomEvent(type, { detail }));
  return settled();
};
const closedWith = (element: HTMLElement): unknown => Reflect.get(element, 'closedWith');

async function dialog(action: string, form: object | null = FORM): Promise<HTMLElement> {
  const element = createElement('c-verdict-dialog', { is: VerdictDialog });
  Object.assign(element, { handOffId: HAND_OFF, action, personName: 'Grace Kim' });
  document.body.appendChild(element);
  if (form) formWire.emit(form);
  await settled();
  return element;
}

/** The stubs of inputs know nothing of validity. */
async function submit(element: HTMLElement, isValid = true): Promise<void> {
  for (const input of element.shadowRoot?.querySelectorAll('[data-input]') ?? []) {
    Object.assign(input, { reportValidity: () => isValid });
  }
  await tell(element, '[data-id="submit"]', 'click', null);
}

it('waits in the size it will have', async () => {
  const element = await dialog('Recycle', null);
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('recycles with reason and date, chosen by a preset', async () => {
  const element = await dialog('Recycle');
  await expect(element).toBeAccessible();
  decideMock.mockResolvedValue(DONE);
  await tell(element, 'c-verdict-reasons', 'choose', FORM.reasons[0]);
  await tell(element, 'lightning-button[data-day="2026-12-20"]', 'click', null);
  expect(find(element, '[data-input="wake-up"]')).toMatchObject({ value: '2026-12-20', min: '2026-11-21', required: true });
  await tell(element, '[data-input="note"]', 'change', { value: ' Budget in spring ' });
  await submit(element);
  expect(decideMock).toHaveBeenCalledWith({
    request: {
      handOffId: HAND_OFF,
      action: 'Recycle',
      contactId: null,
      reason: 'Bad Timing',
      rejectionKind: null,
      note: 'Budget in spring',
      disputedCriterionKey: null,
      wakeUpOn: '2026-12-20',
      accountId: null,
      opportunityName: null,
      withoutOpportunity: false
    }
  });
  expect(closedWith(element)).toEqual([DONE]);
});

it('takes a date of one’s own', async () => {
  const element = await dialog('Recycle');
  await tell(element, '[data-input="wake-up"]', 'change', { value: '2027-01-15' });
  expect(find(element, '[data-input="wake-up"]')).toMatchObject({ value: '2027-01-15' });
});

it('decides nothing before it is seen what is asked for', async () => {
  const element = await dialog('Convert', null);
  await submit(element);
  expect(find(element, '[data-id="submit"]')).toMatchObject({ disabled: true });
  formWire.error({ message: 'No access' });
  await settled();
  await submit(element);
  expect(decideMock).not.toHaveBeenCalled();
});

it('asks for a reason first', async () => {
  const element = await dialog('Disqualify');
  Object.assign(find(element, 'c-verdict-reasons') ?? {}, { focusChosen: jest.fn() });
  await submit(element);
  expect(decideMock).not.toHaveBeenCalled();
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: 'c.Lockstep_Decide_Choose_Reason' });
  await expect(element).toBeAccessible();
});

it('asks for a criterion when the definition is disputed', async () => {
  const fits = reason('Does Not Fit', { rejectionKind: 'Definitional', needsCriterion: true });
  const element = await dialog('Reject', { ...FORM, reasons: [fits] });
  expect(find(element, '[data-input="criterion"]')).toBeNull();
  await tell(element, 'c-verdict-reasons', 'choose', fits);
  expect(find(element, '[data-input="criterion"]')).toMatchObject({ options: [{ label: 'Works for a bank', value: 'bank' }] });
  await tell(element, '[data-input="criterion"]', 'change', { value: 'bank' });
  decideMock.mockResolvedValue(DONE);
  await submit(element);
  expect(decideMock.mock.calls[0]?.[0]).toMatchObject({ request: { disputedCriterionKey: 'bank', rejectionKind: 'Definitional' } });
  await expect(element).toBeAccessible();
});

it('shows a message if the receipt has no criterion', async () => {
  const fits = reason('Does Not Fit', { rejectionKind: 'Definitional', needsCriterion: true });
  const element = await dialog('Reject', { ...FORM, reasons: [fits], criteria: [] });
  await tell(element, 'c-verdict-reasons', 'choose', fits);
  expect(element.shadowRoot?.textContent).toContain('c.Lockstep_Decide_Criterion_None');
  await expect(element).toBeAccessible();
});

it('requires a note where the reason says nothing', async () => {
  const element = await dialog('Recycle');
  expect(find(element, '[data-input="note"]')).toMatchObject({
    required: false,
    label: 'c.Lockstep_Decide_Note',
    fieldLevelHelp: 'c.Lockstep_Decide_Note_Help'
  });
  await tell(element, 'c-verdict-reasons', 'choose', FORM.reasons[1]);
  expect(find(element, '[data-input="note"]')).toMatchObject({
    required: true,
    label: 'c.Lockstep_Decide_Note_Required',
    fieldLevelHelp: null
  });
});

it('says a refusal in place and keeps what was entered', async () => {
  const element = await dialog('Recycle');
  await tell(element, 'c-verdict-reasons', 'choose', FORM.reasons[0]);
  await tell(element, '[data-input="note"]', 'change', { value: 'Budget in spring' });
  decideMock.mockResolvedValue({ ...DONE, success: false, message: 'Rhea Reyes accepted it.' });
  await submit(element);
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: new Error('Rhea Reyes accepted it.') });
  expect(find(element, '[data-input="note"]')).toMatchObject({ value: 'Budget in spring' });
  expect(find(element, 'c-verdict-reasons')).toMatchObject({ chosen: '/Bad Timing' });
  expect(closedWith(element)).toEqual([]);
  await expect(element).toBeAccessible();
});

it('says what went wrong on the way in place too', async () => {
  const element = await dialog('Withdraw', { ...FORM, reasons: [] });
  await tell(element, '[data-input="note"]', 'change', { value: 'Wrong segment' });
  const problem = { body: { message: 'No connection' } };
  decideMock.mockRejectedValue(problem);
  await submit(element);
  expect(decideMock.mock.calls[0]?.[0]).toMatchObject({ request: { reason: 'Wrong segment', note: null } });
  expect(find(element, '[data-id="problem"] c-lockstep-error-panel')).toMatchObject({ errors: problem });
});

it('does not send what is not complete', async () => {
  const element = await dialog('Withdraw', { ...FORM, reasons: [] });
  await submit(element, false);
  expect(decideMock).not.toHaveBeenCalled();
});

it('converts a lead into an account and a named opportunity, or into none', async () => {
  const element = await dialog('Convert', { ...FORM, reasons: [] });
  expect(find(element, '[data-input="opportunity"]')).toMatchObject({ value: 'Harbor Cloud' });
  await expect(element).toBeAccessible();
  await tell(element, '[data-id="account"]', 'change', { recordId: '001000000000001AAA' });
  await tell(element, '[data-input="opportunity"]', 'change', { value: 'Cloud for the harbour' });
  decideMock.mockResolvedValue({ ...DONE, success: false, message: 'Not yet' });
  await submit(element);
  expect(decideMock.mock.calls[0]?.[0]).toMatchObject({
    request: { accountId: '001000000000001AAA', opportunityName: 'Cloud for the harbour', withoutOpportunity: false }
  });
  await tell(element, '[data-id="without-opportunity"]', 'change', { checked: true });
  expect(find(element, '[data-input="opportunity"]')).toBeNull();
  await submit(element);
  expect(decideMock.mock.calls[1]?.[0]).toMatchObject({ request: { opportunityName: null, withoutOpportunity: true } });
});

it('offers the contact that a duplicate rule found, and converts into it', async () => {
  const element = await dialog('Convert', { ...FORM, reasons: [] });
  const duplicate = { message: 'Use it?', name: 'Grace Kim, Harbor', contactId: '003000000000001AAA', accountId: '001000000000002AAA' };
  decideMock.mockResolvedValueOnce({ ...DONE, success: false, message: 'Use it?', duplicate });
  expect(find(element, '[data-id="use-duplicate"]')).toBeNull();
  await submit(element);
  expect(find(element, '[data-id="use-duplicate"]')).toMatchObject({ label: 'c.Lockstep_Decide_Use_Duplicate' });
  await expect(element).toBeAccessible();
  decideMock.mockResolvedValueOnce(DONE);
  await tell(element, '[data-id="use-duplicate"]', 'click', null);
  expect(decideMock.mock.calls[1]?.[0]).toMatchObject({ request: { contactId: duplicate.contactId, accountId: duplicate.accountId } });
  expect(closedWith(element)).toEqual([DONE]);
});

it('for a contact, asks only for the opportunity', async () => {
  const element = await dialog('Convert', { ...FORM, reasons: [], isLead: false });
  expect(find(element, '[data-id="account"]')).toBeNull();
  expect(find(element, '[data-input="opportunity"]')).not.toBeNull();
});

it('shows a message if the reasons cannot be loaded, and closes without a result', async () => {
  const element = await dialog('Reject', null);
  formWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).toMatchObject({ title: 'c.Lockstep_Decide_Reasons_Failed' });
  await expect(element).toBeAccessible();
  await tell(element, '[data-id="cancel"]', 'click', null);
  expect(closedWith(element)).toEqual([undefined]);
});
