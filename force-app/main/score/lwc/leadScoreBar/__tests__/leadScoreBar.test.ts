import { createElement } from 'lwc';
import LeadScoreBar from 'c/leadScoreBar';

afterEach(() => document.body.replaceChildren());

it.each([
  ['against its cap', { value: 50, cap: 80 }, '63%', '80'],
  ['without a cap against 100', { value: 45, cap: null }, '45%', '100'],
  ['against 100 where the answer leaves an empty cap out', { value: 45, cap: undefined }, '45%', '100'],
  ['above 100 without a cap', { value: 130, cap: null }, '100%', '130'],
  ['of nothing', { value: null, cap: 80 }, '0%', '80']
])('draws a value %s', async (_, properties, width, maximum) => {
  const element = createElement('c-lead-score-bar', { is: LeadScoreBar });
  Object.assign(element, { label: 'Fit', ...properties });
  document.body.appendChild(element);
  const bar = element.shadowRoot?.querySelector('[role="progressbar"]');
  expect(bar?.getAttribute('aria-valuemax')).toBe(maximum);
  expect(element.shadowRoot?.textContent).not.toContain('NaN');
  expect(element.shadowRoot?.textContent?.includes('c.Lockstep_Value_Of_Maximum')).toBe(typeof properties.cap === 'number');
  expect(bar?.querySelector('span')?.getAttribute('style')).toContain(`width: ${width}`);
  await expect(element).toBeAccessible();
});
