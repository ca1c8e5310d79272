import { LocalOrg } from '../../local-org/open';
import { insertRow } from '../../local-org/database/rows';
import type { OrgValue } from '../../local-org/values';
import { ADMIN } from '../support/running-org';
import { ADD_CASES, BETWEEN_CASES, DAYS_CASES, OPEN_CASES } from '../support/working-time-cases';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const NOON_MINUTES = 720;

let org: LocalOrg;

beforeAll(() => {
  org = LocalOrg.open({ project: process.cwd(), database: ':memory:', clockStandsAt: Date.UTC(2026, 0, 5, 17) });
  const aroundTheClock = Object.fromEntries(
    WEEKDAYS.flatMap((day) => [
      [`${day}StartTime`, 0],
      [`${day}EndTime`, 0]
    ])
  );
  const active = { IsActive: true, IsDefault: false, ...aroundTheClock };
  insert('BusinessHours', { Id: '01m000000000901AAA', Name: 'Always LA', TimeZoneSidKey: 'America/Los_Angeles', ...active });
  insert('BusinessHours', { Id: '01m000000000902AAA', Name: 'Always Berlin', TimeZoneSidKey: 'Europe/Berlin', ...active });
  apex(`insert new List<Holiday>{
    new Holiday(Name = 'Thanksgiving', ActivityDate = Date.newInstance(2026, 11, 26), IsAllDay = true),
    new Holiday(Name = 'Christmas Eve', ActivityDate = Date.newInstance(2026, 12, 24), IsAllDay = false,
      StartTimeInMinutes = ${NOON_MINUTES}, EndTimeInMinutes = ${NOON_MINUTES * 2}),
    ${yearly('Christmas', 25, 'December')},
    ${yearly('New Year', 1, 'January')}
  };`);
});
afterAll(() => org.close());

const yearly = (name: string, day: number, month: string): string =>
  `new Holiday(Name = '${name}', IsAllDay = true, IsRecurrence = true, RecurrenceType = 'RecursYearly', RecurrenceStartDate = Date.newInstance(2020, 1, 1), RecurrenceDayOfMonth = ${day}, RecurrenceMonthOfYear = '${month}')`;

function insert(objectName: string, values: Record<string, OrgValue>): void {
  const object = org.schema.object(objectName);
  if (!object) throw new Error(`no ${objectName}`);
  insertRow(org.db, object, values);
}

/** @returns what the block wrote with System.debug */
function apex(source: string): string[] {
  const result = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source));
  if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? source);
  return result.log.split('\n').flatMap((line) => /USER_DEBUG\|.*\|DEBUG\|(.*)$/.exec(line)?.[1] ?? []);
}

/** One value of Apex for each case, in few blocks. */
function evaluate<T>(cases: readonly T[], expression: (each: T) => string): string[] {
  return apex(cases.map((each) => `System.debug(${expression(each)});`).join('\n'));
}

const moment = (iso: string): string => `Datetime.newInstance(${Date.parse(iso)}L)`;
const calendar = (hours: string): string => `WorkCalendars.named('${hours}')`;
const iso = (milliseconds: string | undefined): string => new Date(Number(milliseconds)).toISOString();
const utc = (text: string): string => new Date(text).toISOString();

describe('working time, worked out by hand', () => {
  it('covers at least sixty cases', () => {
    expect(ADD_CASES.length + BETWEEN_CASES.length + OPEN_CASES.length + DAYS_CASES.length).toBeGreaterThanOrEqual(60);
  });

  it('passes: when a promise in working time is due', () => {
    const found = evaluate(ADD_CASES, ({ hours, start, minutes }) => `${calendar(hours)}.add(${moment(start)}, ${minutes}).getTime()`);
    expect(ADD_CASES.map((each, index) => ({ ...each, expected: iso(found[index]) }))).toEqual(
      ADD_CASES.map((each) => ({ ...each, expected: utc(each.expected) }))
    );
  });

  it('is measured', () => {
    const found = evaluate(
      BETWEEN_CASES,
      ({ hours, start, finish }) => `${calendar(hours)}.minutesBetween(${moment(start)}, ${moment(finish)})`
    );
    expect(BETWEEN_CASES.map((each, index) => ({ ...each, expected: Number(found[index]) }))).toEqual(BETWEEN_CASES);
  });

  it('opens and closes', () => {
    const found = evaluate(
      OPEN_CASES,
      ({ hours, moment: at }) => `${calendar(hours)}.isOpen(${moment(at)}) + ' ' + ${calendar(hours)}.nextOpening(${moment(at)}).getTime()`
    );
    expect(
      OPEN_CASES.map((each, index) => {
        const [open, next] = (found[index] ?? '').split(' ');
        return { ...each, open: open === 'true', nextOpening: iso(next) };
      })
    ).toEqual(OPEN_CASES.map((each) => ({ ...each, nextOpening: utc(each.nextOpening) })));
  });

  it('moves the end of a promise in days', () => {
    const found = evaluate(
      DAYS_CASES,
      ({ hours, start, days }) =>
        `HandOffClockPlan.forHandOff(new AgreementTerms(new Service_Level_Agreement__c(Business_Hours__c = '${hours}'), new List<SLA_Promise__c>{
          new SLA_Promise__c(Side__c = 'Sales', Metric__c = 'Disposition', Target__c = ${days}, Unit__c = 'Days') }),
          null, ${moment(start)}).nextDueAt.getTime()`
    );
    expect(DAYS_CASES.map((each, index) => ({ ...each, expected: iso(found[index]) }))).toEqual(
      DAYS_CASES.map((each) => ({ ...each, expected: utc(each.expected) }))
    );
  });

  it('follows the holidays at once', () => {
    const day = `${calendar('Default')}.minutesBetween(${moment('2026-09-07T00:00-07:00')}, ${moment('2026-09-08T00:00-07:00')})`;
    expect(apex(`System.debug(${day});`)).toEqual(['600']);
    apex("insert new Holiday(Name = 'Labor Day', ActivityDate = Date.newInstance(2026, 9, 7), IsAllDay = true);");
    expect(apex(`System.debug(${day});`)).toEqual(['0']);
  });
});
