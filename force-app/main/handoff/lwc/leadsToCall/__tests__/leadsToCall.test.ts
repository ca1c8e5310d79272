import { createElement } from 'lwc';
import LeadsToCall from 'c/leadsToCall';
import getLeads from '@salesforce/apex/LeadsToCallController.getLeads';

jest.mock(
  '@salesforce/apex/LeadsToCallController.getLeads',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);

const leadsWire = getLeads as unknown as { emit(value: unknown): void; error(body: unknown): void };
const LEAD = {
  id: '00Q000000000001AAA',
  name: 'Grace Kim',
  title: 'VP Sales',
  company: 'Harbor Cloud',
  phone: '+1 555 0100',
  email: null,
  score: 112.4,
  cell: 'A1',
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

it('shows nothing before the answer is there, and nothing where nobody is free', async () => {
  const element = list();
  expect(element.shadowRoot?.childElementCount).toBe(0);
  leadsWire.emit([]);
  await settled();
  expect(element.shadowRoot?.childElementCount).toBe(0);
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

it('shows an error', async () => {
  const element = list();
  leadsWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await expect(element).toBeAccessible();
});
