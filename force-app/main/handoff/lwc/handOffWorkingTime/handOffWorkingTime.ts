import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';
import { fillLabel } from 'c/lockstepUtils';
import lessThanAMinute from '@salesforce/label/c.Lockstep_Loop_Clock_Less_Than_a_Minute';
import overAccept from '@salesforce/label/c.Lockstep_Loop_Clock_Over_Accept';
import overAttempts from '@salesforce/label/c.Lockstep_Loop_Clock_Over_Attempts';
import overDisposition from '@salesforce/label/c.Lockstep_Loop_Clock_Over_Disposition';
import overFirstTouch from '@salesforce/label/c.Lockstep_Loop_Clock_Over_First_Touch';
import is from '@salesforce/label/c.Lockstep_Loop_Clock_Stands';
import withinAccept from '@salesforce/label/c.Lockstep_Loop_Clock_Within_Accept';
import withinAttempts from '@salesforce/label/c.Lockstep_Loop_Clock_Within_Attempts';
import withinDisposition from '@salesforce/label/c.Lockstep_Loop_Clock_Within_Disposition';
import withinFirstTouch from '@salesforce/label/c.Lockstep_Loop_Clock_Within_First_Touch';
import workingTime from '@salesforce/label/c.Lockstep_Working_Time';

const MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1440;
/** From here on minutes no longer matter beside the hours. */
const HOURS_ONLY = 10;
const DAYS_BY_NAME = 6;

/** How a clock is at a moment. */
export type ClockState = 'running' | 'risk' | 'breached' | 'paused' | 'met' | 'late';

/** What is left of a clock, or how far it is over, at a moment after it was read. */
export interface ClockReading {
  readonly state: ClockState;
  /** Minutes until it is due, or since: working time, or wall time where the promise counts days. */
  readonly minutes: number;
  /** Share of the promised time that has gone by, 0 to 1. */
  readonly share: number;
}

const WITHIN: Readonly<Record<string, string>> = {
  Accept: withinAccept,
  'First Touch': withinFirstTouch,
  Disposition: withinDisposition
};
const OVER: Readonly<Record<string, string>> = {
  Accept: overAccept,
  'First Touch': overFirstTouch,
  Disposition: overDisposition
};

function unit(value: number, name: 'minute' | 'hour' | 'day'): string {
  const unitDisplay = name === 'day' ? 'long' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 0 }).format(value);
}

/** "40 min", "1 hr 40 min", "12 hr". @param minutes whole minutes, not negative */
export function workingDuration(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  if (minutes < 1) return lessThanAMinute;
  if (hours === 0) return unit(rest, 'minute');
  return rest === 0 || hours >= HOURS_ONLY ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** "3 days" from two days on, else hours and minutes: for promises that count days. @param minutes whole minutes, not negative */
export function calendarDuration(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  return days > 1 ? unit(days, 'day') : workingDuration(minutes);
}

/**
 * How long something is overdue: "10 hr working time" if the promise counts working time, "3 days" if it counts calendar days.
 * @param minutes whole minutes, not negative
 */
export function overdueDuration(minutes: number, inWorkingTime: boolean): string {
  return inWorkingTime ? fillLabel(workingTime, workingDuration(minutes)) : calendarDuration(minutes);
}

/** "Mon 10:30 AM" within the next days, "Nov 30, 10:30 AM" beyond. @param moment ISO text @param now milliseconds since 1970 */
export function momentText(moment: string, now: number): string {
  const isNear = Math.abs(Date.parse(moment) - now) < DAYS_BY_NAME * MINUTES_PER_DAY * MINUTE;
  const day: Intl.DateTimeFormatOptions = isNear ? { weekday: 'short' } : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(moment));
}

/** "Nov 20, 2026". @param moment ISO text */
export function dayText(moment: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(moment));
}

/**
 * Reads a clock.
 * @param clock as the server read it
 * @param readAt when the server read it, ISO text
 * @param elapsed whole minutes since then
 */
export function readClock(clock: Apex.HandOffClockView, readAt: string, elapsed: number): ClockReading {
  const working = clock.ticks ? elapsed : 0;
  const due = clock.dueAt ?? readAt;
  const promised = clock.minutesPromised ?? 0;
  const used = (clock.minutesUsed ?? 0) + working;
  const wall = Math.floor((Date.parse(due) - Date.parse(readAt)) / MINUTE) - elapsed;
  const left = (clock.minutesLeft ?? 0) - working;
  const overSinceRead = clock.minutesLeft ? Math.max(0, -left) : working;
  const over = (clock.minutesOver ?? 0) + overSinceRead;
  const isOver = wall < 0;
  const minutes = isOver ? (clock.inWorkingTime ? over : -wall) : clock.inWorkingTime ? Math.max(0, left) : wall;
  const share = isOver ? 1 : promised > 0 ? Math.min(1, used / promised) : 0;
  return { state: stateOf(clock, isOver, readAt, elapsed), minutes, share };
}

function stateOf(clock: Apex.HandOffClockView, isOver: boolean, readAt: string, elapsed: number): ClockState {
  if (clock.state === 'Met' || clock.metAt) return clock.late ? 'late' : 'met';
  if (clock.state === 'Paused') return 'paused';
  if (clock.state === 'Breached' || isOver) return 'breached';
  const now = Date.parse(readAt) + elapsed * MINUTE;
  return clock.state === 'At Risk' || (clock.atRiskAt !== null && Date.parse(clock.atRiskAt) <= now) ? 'risk' : 'running';
}

/** "1 hr 40 min" or "3 days", as the promise counts. */
export function durationOf(clock: Apex.HandOffClockView, minutes: number): string {
  return clock.inWorkingTime ? workingDuration(minutes) : calendarDuration(minutes);
}

/**
 * What the clock asks for, as the rest of a sentence: "accept within 1 hr 40 min".
 * @param attempts how many contacts there were
 */
export function clockPhrase(clock: Apex.HandOffClockView, reading: ClockReading, attempts: number): string {
  if (reading.state === 'paused') return is;
  const isOver = reading.state === 'breached';
  const duration = isOver ? overdueDuration(reading.minutes, clock.inWorkingTime) : durationOf(clock, reading.minutes);
  if (clock.kind === 'Attempts') return fillLabel(isOver ? overAttempts : withinAttempts, attempts, clock.target ?? 0, duration);
  return fillLabel((isOver ? OVER : WITHIN)[clock.kind ?? ''] ?? '', duration);
}
