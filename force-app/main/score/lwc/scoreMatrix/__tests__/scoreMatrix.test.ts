import { createElement } from 'lwc';
import ScoreMatrix from 'c/scoreMatrix';

afterEach(() => document.body.replaceChildren());

function matrix(properties: Partial<Pick<ScoreMatrix, 'cell' | 'handOffCells'>>): HTMLElement {
  const element = createElement('c-score-matrix', { is: ScoreMatrix });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
}

it('lights the person’s cell and outlines the cells that Sales gets', async () => {
  const element = matrix({ cell: 'B2', handOffCells: ['A1', 'A2', 'B1'] });
  const cells = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('td[data-cell]') ?? [])];
  expect(cells).toHaveLength(16);
  expect(cells.filter((cell) => cell.getAttribute('aria-current') === 'true').map((cell) => cell.dataset['cell'])).toEqual(['B2']);
  expect(cells.filter((cell) => cell.classList.contains('cell_hand-over')).map((cell) => cell.dataset['cell'])).toEqual(['A1', 'A2', 'B1']);
  await expect(element).toBeAccessible();
});

it('lights nothing for a person without a score', async () => {
  const element = matrix({});
  expect(element.shadowRoot?.querySelector('[aria-current]')).toBeNull();
  await expect(element).toBeAccessible();
});
