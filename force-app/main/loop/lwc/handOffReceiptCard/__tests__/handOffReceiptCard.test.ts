import { createElement } from 'lwc';
import HandOffReceiptCard from 'c/handOffReceiptCard';

jest.mock(
  '@salesforce/apex/ClosedLoopStatusController.getReceipt',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  {
    virtual: true
  }
);

afterEach(() => document.body.replaceChildren());

it('shows the receipt of the hand-off whose page it is on', async () => {
  const element = Object.assign(createElement('c-hand-off-receipt-card', { is: HandOffReceiptCard }), { recordId: 'a0H000000000001AAA' });
  document.body.appendChild(element);
  expect(element.shadowRoot?.querySelector('c-hand-off-receipt')).toMatchObject({ handOffId: 'a0H000000000001AAA' });
  await expect(element).toBeAccessible();
});
