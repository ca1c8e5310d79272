import { createElement } from 'lwc';
import LeadScoreMatrix from 'c/leadScoreMatrix';

afterEach(() => document.body.replaceChildren());

function matrix(properties: Partial<Pick<LeadScoreMatrix, 'cell' | 'handOffCells'>>): HTMLElement {
  const element = createElement('c-lead-score-matrix', { is: LeadScoreMatrix });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
}

it('lights the person’s cell and outlines the cells that Sales gets', async () => {
  const element = matrix({ cell: 'B2', handOffCells: ['A1', 'A2', 'B1'] });
  const cells = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('td[data-cell]') ?? [])];
  expect(cells).toHaveLength(16);
  expect(cells.filter((cell) => cell.getAttribute('aria-current') === 'true').map((cell) => cell.dataset['cell'])).toEqual(['B2']);
  expect(cells.filter((cell) => cell.classList.contains('cell_hand-off')).map((cell) => cell.dataset['cell'])).toEqual(['A1', 'A2', 'B1']);
  await expect(element).toBeAccessible();
});

it('lights nothing for a person without a score', async () => {
  const element = matrix({});
  expect(element.shadowRoot?.querySelector('[aria-current]')).toBeNull();
  await expect(element).toBeAccessible();
});
