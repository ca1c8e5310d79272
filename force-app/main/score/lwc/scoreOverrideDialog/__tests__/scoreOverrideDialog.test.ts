import { createElement } from 'lwc';
import ScoreOverrideDialog from 'c/scoreOverrideDialog';
import setCell from '@salesforce/apex/ScoreOverrideController.setCell';

jest.mock('@salesforce/apex/ScoreOverrideController.setCell', () => ({ default: jest.fn() }), { virtual: true });

const set = jest.mocked(setCell);

beforeEach(() => jest.resetAllMocks());
afterEach(() => document.body.replaceChildren());

interface Input extends HTMLElement {
  label: string;
  min?: string;
  options?: readonly { readonly value: string }[];
  reportValidity(): boolean;
}

function dialog(valid = true, given: object = {}): HTMLElement & { close: jest.Mock } {
  const element = createElement('c-score-override-dialog', { is: ScoreOverrideDialog });
  Object.assign(element, { recordId: '00Q000000000001AAA', cells: ['A1', 'A2'], today: '2026-11-23', ...given });
  document.body.appendChild(element);
  for (const input of inputsOf(element)) input.reportValidity = () => valid;
  return Object.assign(element, { close: jest.fn() });
}

const inputsOf = (element: HTMLElement): Input[] => [...(element.shadowRoot?.querySelectorAll<Input>('[data-input]') ?? [])];
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};

function enter(element: HTMLElement, name: string, value: string): void {
  const input = inputsOf(element).find(({ dataset }) => dataset.input === name);
  input?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
}

async function submit(element: HTMLElement): Promise<void> {
  element.shadowRoot?.querySelector('[data-id="submit"]')?.dispatchEvent(new CustomEvent('click'));
  await settled();
}

it('takes a cell, a day from today on, and a reason', async () => {
  const element = dialog();
  expect(inputsOf(element).map(({ label, min }) => [label, min])).toEqual([
    ['c.Lockstep_Override_Cell', undefined],
    ['c.Lockstep_Override_Until', '2026-11-23'],
    ['c.Lockstep_Override_Reason', undefined]
  ]);
  expect(inputsOf(element)[0]?.options?.map(({ value }) => value)).toEqual(['A1', 'A2']);
  enter(element, 'cell', 'A1');
  enter(element, 'until', '2026-11-30');
  enter(element, 'reason', 'Met the owner');
  await submit(element);
  expect(set).toHaveBeenCalledWith({ recordId: '00Q000000000001AAA', cell: 'A1', untilDay: '2026-11-30', reason: 'Met the owner' });
  await expect(element).toBeAccessible();
});

it('keeps the current override if nothing changes', async () => {
  const element = dialog(true, { cell: 'A2', untilDay: '2026-12-24', reason: 'Visited us' });
  await submit(element);
  expect(set).toHaveBeenCalledWith({ recordId: '00Q000000000001AAA', cell: 'A2', untilDay: '2026-12-24', reason: 'Visited us' });
});

it('does not save while a field is invalid', async () => {
  await submit(dialog(false));
  expect(set).not.toHaveBeenCalled();
});

it('shows the error and stays open', async () => {
  set.mockRejectedValue({ body: { message: 'You need the permission' } });
  const element = dialog();
  await submit(element);
  expect(element.shadowRoot?.querySelector('[data-id="problem"]')).not.toBeNull();
  await expect(element).toBeAccessible();
});
