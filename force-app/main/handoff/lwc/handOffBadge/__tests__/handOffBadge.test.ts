import { createElement } from 'lwc';
import HandOffBadge from 'c/handOffBadge';
import getQueue from '@salesforce/apex/HandOffQueueController.getQueue';

jest.mock(
  '@salesforce/apex/HandOffQueueController.getQueue',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true }
);

const queueWire = getQueue as unknown as { emit(value: unknown): void; error(body: unknown): void };
const settled = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());
const find = (element: HTMLElement, selector: string): Element | null => element.shadowRoot?.querySelector(selector) ?? null;

afterEach(() => document.body.replaceChildren());

function badge(): HTMLElement {
  const element = createElement('c-hand-off-badge', { is: HandOffBadge });
  document.body.appendChild(element);
  return element;
}

it('waits accessibly', async () => {
  const element = badge();
  expect(find(element, '[aria-busy]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('counts what is urgent and what is to be accepted, and nothing else', async () => {
  const element = badge();
  queueWire.emit({ rows: [{ section: 'Now' }, { section: 'To Accept' }, { section: 'To Accept' }, { section: 'Working' }] });
  await settled();
  expect(find(element, '[data-id="now"]')).not.toBeNull();
  expect(find(element, '[data-id="to-accept"]')).not.toBeNull();
  await expect(element).toBeAccessible();
  queueWire.emit({ rows: [{ section: 'To Accept' }] });
  await settled();
  expect(find(element, '[data-id="now"]')).toBeNull();
});

it('keeps what it counted when it cannot be counted again', async () => {
  const element = badge();
  queueWire.emit({ rows: [{ section: 'Now' }] });
  queueWire.error({ message: 'No connection' });
  await settled();
  expect(find(element, '[data-id="now"]')).not.toBeNull();
  expect(find(element, 'c-lockstep-error-panel')).toBeNull();
});

it('is quiet where nobody waits', async () => {
  const element = badge();
  queueWire.emit({ rows: [{ section: 'Working' }] });
  await settled();
  expect(find(element, '[data-id="quiet"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});

it('shows an error', async () => {
  const element = badge();
  queueWire.error({ message: 'No access' });
  await settled();
  expect(find(element, 'c-lockstep-error-panel')).not.toBeNull();
  await expect(element).toBeAccessible();
});
