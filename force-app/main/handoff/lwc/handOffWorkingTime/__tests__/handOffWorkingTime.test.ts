import { calendarDuration, clockPhrase, dayText, momentText, readClock, workingDuration, overdueDuration } from 'c/handOffWorkingTime';
import { dateText } from 'c/lockstepUtils';

const READ_AT = '2026-11-20T17:00:00.000Z';
const CLOCK: Apex.HandOffClockView = {
  clockId: 'a08000000000001AAA',
  kind: 'Accept',
  state: 'Running',
  startedAt: '2026-11-20T14:40:00.000Z',
  dueAt: '2026-11-20T18:40:00.000Z',
  atRiskAt: '2026-11-20T17:40:00.000Z',
  metAt: null,
  stoppedAt: null,
  pauseReason: null,
  target: 4,
  inWorkingTime: true,
  ofEarlierOffer: false,
  minutesPromised: 240,
  minutesUsed: 140,
  minutesLeft: 100,
  minutesOver: 0,
  ticks: true,
  late: false
};

it.each([
  [0, 'c.Lockstep_Loop_Clock_Less_Than_a_Minute'],
  [40, '40 min'],
  [60, '1 hr'],
  [100, '1 hr 40 min'],
  [725, '12 hr']
])('says %d working minutes', (minutes, text) => {
  expect(workingDuration(minutes)).toBe(text);
});

it.each([
  [2879, '47 hr'],
  [2880, '2 days'],
  [20_160, '14 days']
])('says %d minutes of a promise in days', (minutes, text) => {
  expect(calendarDuration(minutes)).toBe(minutes < 2880 ? '47 hr' : text);
});

it('names the day of the week while it is near, the date beyond', () => {
  const now = Date.parse(READ_AT);
  expect(momentText('2026-11-23T18:30:00.000Z', now)).toMatch(/^Mon/);
  expect(momentText('2026-11-30T18:30:00.000Z', now)).toMatch(/^Nov 30/);
  expect(dayText('2026-11-20T18:30:00.000Z')).toBe('Nov 20, 2026');
  expect(dateText('2026-11-20')).toBe('Nov 20, 2026');
});

it('counts down while working time goes by, and is still while it does not', () => {
  expect(readClock(CLOCK, READ_AT, 0)).toEqual({ state: 'running', minutes: 100, share: 140 / 240 });
  expect(readClock(CLOCK, READ_AT, 30)).toMatchObject({ minutes: 70 });
  const closed = { ...CLOCK, ticks: false, dueAt: '2026-11-23T18:40:00.000Z', atRiskAt: '2026-11-23T17:40:00.000Z' };
  expect(readClock(closed, READ_AT, 30)).toMatchObject({ minutes: 100, share: 140 / 240 });
});

it('is at risk and then overdue by itself', () => {
  expect(readClock(CLOCK, READ_AT, 40).state).toBe('risk');
  expect(readClock(CLOCK, READ_AT, 100)).toMatchObject({ state: 'risk', minutes: 0, share: 1 });
  expect(readClock(CLOCK, READ_AT, 125)).toEqual({ state: 'breached', minutes: 25, share: 1 });
});

it('continues counting what was overdue when it was read', () => {
  const over = { ...CLOCK, state: 'Breached', dueAt: '2026-11-20T16:00:00.000Z', minutesLeft: 0, minutesOver: 60, minutesUsed: 300 };
  expect(readClock(over, READ_AT, 5)).toEqual({ state: 'breached', minutes: 65, share: 1 });
});

it('counts calendar days if the promise does', () => {
  const days = { ...CLOCK, kind: 'Disposition', inWorkingTime: false, dueAt: '2026-11-25T17:00:00.000Z', ticks: false };
  expect(readClock({ ...days, atRiskAt: null }, READ_AT, 0)).toMatchObject({ state: 'running', minutes: 5 * 1440 });
  expect(clockPhrase(days, readClock(days, READ_AT, 0), 0)).toBe('c.Lockstep_Loop_Clock_Within_Disposition');
});

it('knows what has stopped or is', () => {
  expect(readClock({ ...CLOCK, state: 'Met', metAt: READ_AT }, READ_AT, 0).state).toBe('met');
  expect(readClock({ ...CLOCK, state: 'Met', metAt: READ_AT, late: true }, READ_AT, 0).state).toBe('late');
  const paused = { ...CLOCK, state: 'Paused', ticks: false };
  expect(clockPhrase(paused, readClock(paused, READ_AT, 0), 0)).toBe('c.Lockstep_Loop_Clock_Stands');
});

it('says whether something is overdue in working time or in calendar days', () => {
  expect(overdueDuration(3000, false)).toBe('2 days');
  expect(overdueDuration(65, true)).toBe('c.Lockstep_Working_Time');
});

it('shows the time left, and what is overdue', () => {
  expect(clockPhrase(CLOCK, readClock(CLOCK, READ_AT, 0), 0)).toBe('c.Lockstep_Loop_Clock_Within_Accept');
  expect(clockPhrase(CLOCK, readClock(CLOCK, READ_AT, 130), 0)).toBe('c.Lockstep_Loop_Clock_Over_Accept');
  const attempts = { ...CLOCK, kind: 'Attempts', target: 3 };
  expect(clockPhrase(attempts, readClock(attempts, READ_AT, 0), 1)).toBe('c.Lockstep_Loop_Clock_Within_Attempts');
});
