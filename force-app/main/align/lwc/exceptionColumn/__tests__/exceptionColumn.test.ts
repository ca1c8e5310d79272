import { createElement } from 'lwc';
import ExceptionColumn from 'c/exceptionColumn';
import HandOffReasonDialog from 'c/handOffReasonDialog';
import remind from '@salesforce/apex/ExceptionBoardController.remind';

jest.mock('@salesforce/apex/ExceptionBoardController.remind', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/handOffReasonDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));

const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const NavigationMixin = (Base: new () => object) =>
    class extends Base {
      [Navigate] = mockNavigate;
    };
  return { NavigationMixin: Object.assign(NavigationMixin, { Navigate }) };
});

const CLOCK = {
  key: 'a',
  kind: 'Clock',
  subject: 'Grace Kim',
  company: 'Harbor Cloud',
  recordId: 'a0H000000000001AAA',
  objectApiName: 'Hand_Off__c',
  who: 'Remy Rep',
  promise: 'Accept within 4 business hours',
  since: '2026-11-23T18:00:00Z',
  businessMinutes: 90,
  rawMinutes: 900,
  actions: ['Reroute', 'Remind']
};
const INCOMPLETE = { ...CLOCK, key: 'c', kind: 'Incomplete', personId: '00Q000000000001AAA', actions: ['FillIn'] };
const PACE = {
  key: 'b',
  kind: 'Pace',
  subject: 'Standard',
  recordId: 'a0S000000000001AAA',
  objectApiName: 'Service_Level_Agreement__c',
  promise: '20 hand-offs per month',
  detail: '3 of about 10 expected so far',
  actions: []
};

afterEach(() => document.body.replaceChildren());

function column(lines: readonly unknown[], more = false): HTMLElement {
  const element = Object.assign(createElement('c-exception-column', { is: ExceptionColumn }), {
    side: 'Sales',
    lines,
    more,
    shownOfAKind: 50
  });
  document.body.appendChild(element);
  return element;
}

const lineTexts = (element: HTMLElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map((line) => line.textContent ?? '');

it('says who, which promise and how long, in working time and in total', async () => {
  const element = column([CLOCK, PACE]);
  const [clock, pace] = lineTexts(element);
  expect(clock).toContain('Grace Kim · Harbor Cloud');
  expect(clock).toContain('Accept within 4 business hours');
  expect(clock).toContain('c.Lockstep_Exception_Held_By');
  expect(clock).toContain('c.Lockstep_Working_Time');
  expect(clock).toContain('c.Lockstep_Exception_Raw_Time');
  expect(pace).toContain('3 of about 10 expected so far');
  expect(pace).not.toContain('c.Lockstep_Working_Time');
  expect(element.shadowRoot?.querySelector('[data-id="more"]')).toBeNull();
  await expect(element).toBeAccessible();
});

it('says if there are more lines', async () => {
  const element = column([CLOCK], true);
  expect(element.shadowRoot?.querySelector('[data-id="more"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows a success message for a side without exceptions', async () => {
  const element = column([]);
  expect(element.shadowRoot?.querySelector('[data-id="nothing"]')?.textContent).toContain('c.Lockstep_Exception_Column_Nothing');
  await expect(element).toBeAccessible();
});

it('opens the record', () => {
  const element = column([CLOCK, PACE]);
  element.shadowRoot?.querySelector<HTMLElement>('li:last-child a')?.click();
  expect(mockNavigate.mock.lastCall?.[0]).toMatchObject({
    attributes: { recordId: PACE.recordId, objectApiName: PACE.objectApiName }
  });
});

describe('what can be done about a line', () => {
  const remindMock = jest.mocked(remind as unknown as jest.Mock);
  const buttons = (element: HTMLElement): (string | undefined)[] =>
    [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[data-action]') ?? [])].map((button) => button.dataset.action);
  async function choose(element: HTMLElement, action: string): Promise<jest.Mock> {
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    element.shadowRoot?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.dispatchEvent(new CustomEvent('click'));
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
    return changed;
  }

  it('shows only the actions from the server', () => {
    expect(buttons(column([CLOCK, INCOMPLETE, PACE]))).toEqual(['Reroute', 'Remind', 'FillIn']);
  });

  it('reminds people once, and reads the board again', async () => {
    remindMock.mockResolvedValue('Reminder for Remy Rep');
    const element = column([CLOCK]);
    const changed = await choose(element, 'Remind');
    expect(remindMock).toHaveBeenCalledWith({ key: 'a' });
    expect(changed).toHaveBeenCalledTimes(1);
    expect(element.shadowRoot?.querySelector('[data-action="Remind"]')).toMatchObject({ disabled: true });
  });

  it('says why it was not possible, and offers it again', async () => {
    remindMock.mockRejectedValue({ body: { message: 'Gone' } });
    const element = column([CLOCK]);
    const toast = jest.fn();
    element.addEventListener('lightning__showtoast', (event) => toast((event as CustomEvent).detail));
    const changed = await choose(element, 'Remind');
    expect(changed).not.toHaveBeenCalled();
    expect(toast).toHaveBeenCalledWith(expect.objectContaining({ variant: 'error', title: expect.stringContaining('Gone') }));
    expect(element.shadowRoot?.querySelector('[data-action="Remind"]')).toMatchObject({ disabled: false });
  });

  it('reroutes a hand-off with a reason, unless the user cancels', async () => {
    const open = jest.mocked(HandOffReasonDialog.open).mockResolvedValueOnce(undefined).mockResolvedValueOnce('Offered to Rhea Reyes.');
    const element = column([CLOCK]);
    expect(await choose(element, 'Reroute')).not.toHaveBeenCalled();
    expect(await choose(element, 'Reroute')).toHaveBeenCalledTimes(1);
    expect(open).toHaveBeenCalledWith(expect.objectContaining({ action: 'Reroute', recordId: CLOCK.recordId, personName: 'Grace Kim' }));
  });

  it('opens the person to fill in what is missing', async () => {
    await choose(column([INCOMPLETE]), 'FillIn');
    expect(mockNavigate.mock.lastCall?.[0]).toMatchObject({ attributes: { recordId: INCOMPLETE.personId, actionName: 'edit' } });
  });
});
