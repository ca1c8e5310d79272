import { fillLabel, reduceErrors, relativeTime, signedPoints } from 'c/lockstepUtils';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('messages of an error', () => {
  it.each([
    ['UI API', { body: { message: 'gone', output: { errors: [], fieldErrors: {} } } }, ['gone']],
    [
      'record form',
      { body: { message: 'x', output: { errors: [{ message: 'page' }], fieldErrors: { Name: [{ message: 'too long' }] } } } },
      ['page', 'too long']
    ],
    ['Apex', { body: { message: 'no access' } }, ['no access']],
    ['lists', [{ body: [{ message: 'a' }, { message: 'b' }] }, { message: 'a' }], ['a', 'b']],
    ['network', { status: 500, statusText: 'Server Error' }, ['Server Error']],
    ['text', 'plain', ['plain']],
    ['nothing', undefined, []]
  ])('%s', (_, error, messages) => {
    expect(reduceErrors(error)).toEqual(messages);
  });
});

it.each([
  ['2026-11-19T12:00:00Z', '3 days ago'],
  ['2026-11-22T14:30:00Z', 'in 2 hours'],
  ['2026-11-22T12:00:10Z', 'now'],
  ['2025-11-01T12:00:00Z', 'last year']
])('%s is %s', (moment, words) => {
  expect(relativeTime(moment, NOW)).toBe(words);
});

it('shows points with their sign', () => {
  expect([20, -7.5, 0].map(signedPoints)).toEqual(['+20', '−7.5', '0']);
});

it('leaves a placeholder that has no value', () => {
  expect(fillLabel('{0} of {1}', 3)).toBe('3 of {1}');
});
