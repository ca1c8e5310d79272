import { fillLabel } from 'c/utils';
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';
import hoursAndMinutes from '@salesforce/label/c.Time_Hours_and_Minutes';
import hoursOnly from '@salesforce/label/c.Time_Hours';
import minutesOnly from '@salesforce/label/c.Time_Minutes';

const HOUR = 60;
/** From here on minutes say nothing any more. */
const LONG = 10 * HOUR;
const WEEK = 6 * 24 * 60 * 60_000;

/** Working time in words: "40 min", "1 h 40 min", "26 h". Whether it is left or over is not said. */
export function workingTime(minutes: number): string {
  const length = Math.abs(minutes);
  const whole = (hours: number): string => new Intl.NumberFormat(locale).format(hours);
  if (length < HOUR) return fillLabel(minutesOnly, length);
  const hours = Math.floor(length / HOUR);
  const rest = length % HOUR;
  return length >= LONG || rest === 0 ? fillLabel(hoursOnly, whole(hours)) : fillLabel(hoursAndMinutes, whole(hours), rest);
}

/**
 * A due time as short as it can be told: weekday and time within a week ("Mon 10:30 AM"), else the day ("Dec 4").
 * @param moment ISO text
 * @param now milliseconds since 1970
 */
export function shortMoment(moment: string, now: number): string {
  const at = new Date(moment);
  const options: Intl.DateTimeFormatOptions =
    Math.abs(at.getTime() - now) < WEEK ? { weekday: 'short', hour: 'numeric', minute: '2-digit' } : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
}

/** A day: "Dec 4, 2026". @param day `YYYY-MM-DD` */
export function wholeDay(day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
