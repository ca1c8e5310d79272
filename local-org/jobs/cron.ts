import { Cron } from 'croner';
import { OrgException } from '../errors';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LAST_YEAR = 2099;

/** A cron expression that the platform does not accept. */
export class InvalidCron extends OrgException {
  constructor(message: string) {
    super('INVALID_OPERATION', message);
  }
}

/**
 * When a Salesforce cron expression next fires.
 * Source: "Apex Scheduler": `Seconds Minutes Hours Day_of_month Month Day_of_week Optional_year`, weekdays 1 (Sunday) to 7,
 * seconds and minutes one whole number each (no finer beat than hourly), exactly one of the two day fields is `?`.
 */
export class CronExpression {
  private readonly schedule: Cron;

  /**
   * @param timeZone IANA name of the scheduling user's zone
   * @throws InvalidCron with the platform's wording where it is known
   */
  constructor(expression: string, timeZone: string) {
    const parts = expression.trim().split(/\s+/);
    const [seconds = '', minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] = parts;
    if (parts.length < 6 || parts.length > 7) throw refusal(expression, 'it needs six or seven fields');
    if (!isWholeNumber(seconds) || !isWholeNumber(minutes)) {
      throw new InvalidCron(`Seconds and minutes must be specified as integers: ${expression}`);
    }
    if (dayOfMonth === '?' && dayOfWeek === '?') {
      throw new InvalidCron("'?' can only be specfied for Day-of-Month -OR- Day-of-Week.");
    }
    if (dayOfMonth !== '?' && dayOfWeek !== '?') {
      throw new InvalidCron('Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.');
    }
    const translated = [
      seconds,
      minutes,
      plain(hours, 0, 23),
      dayOfMonth === '?' ? '*' : plain(dayOfMonth, 1, 31),
      plain(numbered(month, MONTHS), 1, 12),
      dayOfWeek === '?' ? '*' : weekdays(expression, dayOfWeek),
      plain(year, 1970, LAST_YEAR)
    ].join(' ');
    try {
      this.schedule = new Cron(translated, { timezone: timeZone, paused: true });
    } catch (error) {
      throw refusal(expression, error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error));
    }
  }

  /** @param after milliseconds since 1970; @returns the first time after it, `null` if there is none */
  next(after: number): number | null {
    return this.schedule.nextRun(new Date(after))?.getTime() ?? null;
  }
}

const isWholeNumber = (text: string): boolean => /^\d+$/.test(text);

/** Puts the numbers that months and weekdays have here (from 1) for their names. */
function numbered(field: string, names: readonly string[]): string {
  return names.reduce((text, name, index) => text.replace(new RegExp(name, 'gi'), String(index + 1)), field);
}

/** Puts ranges for what the library does not read: `1/5` is from 1 on, `22-2` goes past the end. */
function plain(field: string, least: number, most: number): string {
  return field
    .split(',')
    .map((part) => {
      const [, from = '', step] = /^(\d+)\/(\d+)$/.exec(part) ?? [];
      if (step !== undefined) return `${from}-${most}/${step}`;
      const [, begin, end] = /^(\d+)-(\d+)$/.exec(part) ?? [];
      return Number(begin) > Number(end) ? `${begin}-${most},${least}-${end}` : part;
    })
    .join(',');
}

/** Salesforce counts weekdays from 1 = Sunday, the library from 0; counts behind `#` and `/` stay. `L` alone is Saturday. */
function weekdays(expression: string, field: string): string {
  const inNumbers = plain(numbered(field, WEEKDAYS), 1, 7);
  if (inNumbers === 'L') return '6';
  return inNumbers.replace(/(?<![#/\d])\d+/g, (day) => {
    const number = Number(day);
    if (number < 1 || number > 7) throw refusal(expression, 'Day-of-Week values must be between 1 and 7');
    return String(number - 1);
  });
}

function refusal(expression: string, why: string): InvalidCron {
  return new InvalidCron(`Invalid cron expression '${expression}': ${why}.`);
}
