import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, length: number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE]
];

/**
 * All messages of an error from any source: UI API, record forms, Apex, DML, the network, JavaScript.
 * @returns texts without duplicates; never empty for an error
 */
export function reduceErrors(errors: unknown): string[] {
  const list = Array.isArray(errors) ? errors : [errors];
  const messages = list.filter((error) => error !== null && error !== undefined).flatMap(messagesOf);
  return [...new Set(messages.map((message) => message.trim()).filter((message) => message !== ''))];
}

function messagesOf(error: unknown): string[] {
  if (typeof error === 'string') return [error];
  if (!isObject(error)) return [String(error)];
  const { body } = error;
  if (Array.isArray(body)) return body.flatMap(messagesOf);
  if (isObject(body)) return bodyMessages(body);
  if (typeof error.message === 'string') return [error.message];
  if (typeof error.statusText === 'string') return [error.statusText];
  return [JSON.stringify(error)];
}

function bodyMessages(body: Record<string, unknown>): string[] {
  const details = [body.pageErrors, body.fieldErrors, isObject(body.output) ? [body.output.errors, body.output.fieldErrors] : []];
  const nested = details.flatMap(collect);
  if (nested.length > 0) return nested;
  return typeof body.message === 'string' ? [body.message] : [JSON.stringify(body)];
}

/** Field errors come as lists by field name, others as plain lists. */
function collect(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(collect);
  if (!isObject(value)) return [];
  return typeof value.message === 'string' ? [value.message] : Object.values(value).flatMap(collect);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Time from now, as text: "3 days ago", "in 2 hours", "now" below a minute.
 * @param moment ISO text
 * @param now milliseconds since 1970
 */
export function relativeTime(moment: string, now: number): string {
  const distance = Date.parse(moment) - now;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of UNITS) {
    if (Math.abs(distance) >= length) return format.format(Math.trunc(distance / length), unit);
  }
  return format.format(0, 'second');
}

/** Full date and time in the user's time zone, for tooltips. @param moment ISO text */
export function absoluteTime(moment: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(moment));
}

/** "Nov 20, 2026" of a date without time. @param date ISO text */
export function dateText(date: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** Points with their sign: "+20", "−7.5", "0". */
export function signedPoints(points: number): string {
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(Math.abs(points));
  if (points === 0) return digits;
  return points > 0 ? `+${digits}` : `−${digits}`;
}

/** Fills the placeholders of a label: `{0}`, `{1}`, … */
export function fillLabel(label: string, ...values: readonly (string | number)[]): string {
  return label.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
}
