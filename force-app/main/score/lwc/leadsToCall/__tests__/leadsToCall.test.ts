import { createElement } from 'lwc';
import LeadsToCall from 'c/leadsToCall';
import getLeads from '@salesforce/apex/LeadsToCallController.getLeads';

jest.mock(
  '@salesforce/apex/LeadsToCallController.getLeads',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);

const leadsWire = getLeads as unknown as { emit(value: unknown): void; error(body: unknown): void; getLastConfig(): unknown };
const LEAD = {
  id: '00Q000000000001AAA',
  name: 'Grace Kim',
  title: 'VP Sales',
  company: 'Harbor Cloud',
  phone: '+1 555 0100',
  email: null,
  score: 112.4,
  cell: 'A1',
  ready: true,
  topReason: 'Asked for a demo'
};

afterEach(() => document.body.replaceChildren());

function list(): HTMLElement {
  const element = createElement('c-leads-to-call', { is: LeadsToCall });
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;
const settled = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());

it('waits accessibly', async () => {
  const element = list();
  expect(find(element, 'lightning-spinner')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('names the lead, its cell, why, and the ways to reach it', async () => {
  const element = list();
  leadsWire.emit([LEAD]);
  await settled();
  const line = find(element, 'li');
  expect(line?.textContent).toContain('A1');
  expect(line?.textContent).toContain('VP Sales · Harbor Cloud');
  expect(line?.textContent).toContain('Asked for a demo');
  expect(line?.textContent).toContain('112');
  expect(find(element, 'a[href="tel:+1 555 0100"]')).not.toBeNull();
  expect(find(element, 'a[href^="mailto:"]')).toBeNull();
  await expect(element).toBeAccessible();
});

const press = async (element: HTMLElement, id: string): Promise<void> => {
  find(element, `[data-id="${id}"]`)?.dispatchEvent(new CustomEvent('click'));
  await settled();
};

it('starts with the reader’s own leads and shows everyone’s on request', async () => {
  const element = list();
  leadsWire.emit([LEAD]);
  await settled();
  expect(leadsWire.getLastConfig()).toEqual({ mineOnly: true, howMany: 10 });
  await press(element, 'everyone');
  expect(leadsWire.getLastConfig()).toEqual({ mineOnly: false, howMany: 10 });
});

it('shows everyone’s at once to a reader who owns none, and an empty list only to one who asks for it', async () => {
  const element = list();
  leadsWire.emit([]);
  await settled();
  expect(leadsWire.getLastConfig()).toEqual({ mineOnly: false, howMany: 10 });
  await press(element, 'mine');
  leadsWire.emit([]);
  await settled();
  expect(leadsWire.getLastConfig()).toEqual({ mineOnly: true, howMany: 10 });
  expect(find(element, '[data-id="empty"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows an error', async () => {
  const element = list();
  leadsWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await expect(element).toBeAccessible();
});
