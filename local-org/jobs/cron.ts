import { Cron } from 'croner';
import { OrgException } from '../errors';

/**
 * When a Salesforce cron expression next fires.
 * Source: "Apex Scheduler": `Seconds Minutes Hours Day_of_month Month Day_of_week Optional_year`, weekdays 1 (Sunday) to 7,
 * seconds and minutes one whole number each (no finer beat than hourly), exactly one of the two day fields is `?`.
 */
export class CronExpression {
  private readonly schedule: Cron;

  /**
   * @param timeZone IANA name of the scheduling user's zone
   * @throws OrgException with the platform's wording for what it does not accept
   */
  constructor(expression: string, timeZone: string) {
    const parts = expression.trim().split(/\s+/);
    const [seconds = '', minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year] = parts;
    if (parts.length < 6 || parts.length > 7) throw refusal(expression, 'it needs six or seven fields');
    if (!isWholeNumber(seconds, 59)) throw refusal(expression, `Seconds must be a whole number from 0 to 59, not ${seconds}`);
    if (!isWholeNumber(minutes, 59)) throw refusal(expression, `Minutes must be a whole number from 0 to 59, not ${minutes}`);
    if ((dayOfMonth === '?') === (dayOfWeek === '?')) throw refusal(expression, 'exactly one of Day_of_month and Day_of_week must be ?');
    const translated = [seconds, minutes, hours, dayOfMonth.replace('?', '*'), month, weekdays(dayOfWeek), year ?? '*'].join(' ');
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

function isWholeNumber(text: string, most: number): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= most;
}

/** Salesforce counts weekdays from 1 = Sunday, the library from 0; the number behind `#` is a count and stays. */
function weekdays(field: string): string {
  if (field === '?') return '*';
  if (field === 'L') return '6';
  return field.replace(/(?<![#\d])\d/g, (digit) => String(Number(digit) - 1));
}

function refusal(expression: string, why: string): OrgException {
  return new OrgException('INVALID_OPERATION', `Invalid cron expression '${expression}': ${why}.`);
}
