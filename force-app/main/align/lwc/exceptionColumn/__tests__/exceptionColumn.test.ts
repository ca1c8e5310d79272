import { createElement } from 'lwc';
import ExceptionColumn from 'c/exceptionColumn';

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
  rawMinutes: 900
};
const PACE = {
  key: 'b',
  kind: 'Pace',
  subject: 'Standard',
  recordId: 'a0S000000000001AAA',
  objectApiName: 'Service_Level_Agreement__c',
  promise: '20 hand-offs per month',
  detail: '3 of about 10 expected so far'
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
  expect(clock).toContain('c.Lockstep_Exception_Business_Time');
  expect(clock).toContain('c.Lockstep_Exception_Raw_Time');
  expect(pace).toContain('3 of about 10 expected so far');
  expect(pace).not.toContain('c.Lockstep_Exception_Business_Time');
  expect(element.shadowRoot?.querySelector('[data-id="more"]')).toBeNull();
  await expect(element).toBeAccessible();
});

it('says that there are more', async () => {
  const element = column([CLOCK], true);
  expect(element.shadowRoot?.querySelector('[data-id="more"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('praises a side that keeps everything', async () => {
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
