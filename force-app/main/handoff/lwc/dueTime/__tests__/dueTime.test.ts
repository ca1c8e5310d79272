import { shortMoment, wholeDay, workingTime } from 'c/dueTime';

const filled = (text: string): string => text.replace(/\s/g, ' ');

it.each([
  [0, 'c.Time_Minutes'],
  [59, 'c.Time_Minutes'],
  [60, 'c.Time_Hours'],
  [100, 'c.Time_Hours_and_Minutes'],
  [-100, 'c.Time_Hours_and_Minutes'],
  [600, 'c.Time_Hours'],
  [1_565, 'c.Time_Hours']
])('tells %d minutes with %s', (minutes, label) => {
  expect(workingTime(minutes)).toBe(label);
});

it('tells a due time of this week by weekday, a later one by its day', () => {
  const now = Date.parse('2026-11-23T18:00:00Z');
  expect(filled(shortMoment('2026-11-24T18:30:00Z', now))).toMatch(/^Tue \d+:30 [AP]M$/);
  expect(shortMoment('2026-12-24T18:30:00Z', now)).toBe('Dec 24');
});

it('tells a day as it is, in every time zone', () => {
  expect(wholeDay('2026-12-04')).toBe('Dec 4, 2026');
});
