import type { RunningUser } from '../../database/types';
import type { FieldDef } from '../../schema/types';
import { parseDatetime, parseTime } from '../records/scalars';

const CURRENCY = 'USD';

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

/** The user's locale as JavaScript names it; American English where JavaScript does not support it. */
function localeOf(user: RunningUser): string {
  const name = user.locale.replaceAll('_', '-');
  return Intl.DateTimeFormat.supportedLocalesOf([name]).length > 0 ? name : 'en-US';
}

function formatNumber(field: FieldDef, value: number, user: RunningUser): string {
  const digits = {
    minimumFractionDigits: field.type === 'int' ? 0 : field.scale,
    maximumFractionDigits: field.type === 'int' ? 0 : field.scale
  };
  const style: Intl.NumberFormatOptions = field.type === 'currency' ? { style: 'currency', currency: CURRENCY } : {};
  const text = new Intl.NumberFormat(localeOf(user), { ...digits, ...style }).format(value);
  return field.type === 'percent' ? `${text}%` : text;
}

function picklistLabel(field: FieldDef, value: string): string {
  const label = (one: string): string => field.picklist?.values.find((candidate) => candidate.value === one)?.label ?? one;
  return field.type === 'multipicklist' ? value.split(';').map(label).join(';') : label(value);
}

/**
 * The display value for this user: in their locale and time zone, picklists by label; `null` where the value itself is shown.
 * @param value as REST carries it
 */
export function displayValue(field: FieldDef, value: unknown, user: RunningUser): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return formatNumber(field, value, user);
  if (typeof value !== 'string') return null;
  const locale = localeOf(user);
  switch (field.type) {
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
      return picklistLabel(field, value);
    case 'date':
      return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...DAY }).format(parseDatetime(value));
    case 'datetime':
      return new Intl.DateTimeFormat(locale, { timeZone: user.timeZone || 'UTC', ...DAY, ...TIME }).format(parseDatetime(value));
    case 'time':
      return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...TIME }).format(parseTime(value));
    default:
      return null;
  }
}
