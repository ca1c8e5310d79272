import type { RunningUser } from '../database/types';
import type { FieldDef } from '../schema/types';
import type { OrgValue } from '../values';

/** What a blank is called. */
export const BLANK = '-';

/** How a number is written. */
export interface NumberStyle {
  readonly type: 'number' | 'currency' | 'percent';
  readonly scale: number;
}

/** Writes values as a user reads them: in their locale and time zone. */
export class Formatter {
  private readonly locale: string;
  private readonly timeZone: string;
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  private readonly dates = new Map<string, Intl.DateTimeFormat>();

  constructor(
    user: Pick<RunningUser, 'locale' | 'timeZone'>,
    /** ISO code of the org's currency. */
    private readonly currency: string
  ) {
    const name = user.locale.replaceAll('_', '-');
    this.locale = Intl.DateTimeFormat.supportedLocalesOf([name]).length > 0 ? name : 'en-US';
    this.timeZone = user.timeZone || 'UTC';
  }

  number(value: number, { type, scale }: NumberStyle): string {
    const key = `${type} ${scale}`;
    const format =
      this.numbers.get(key) ??
      new Intl.NumberFormat(this.locale, {
        minimumFractionDigits: scale,
        maximumFractionDigits: scale,
        ...(type === 'currency' ? { style: 'currency', currency: this.currency } : {})
      });
    this.numbers.set(key, format);
    return type === 'percent' ? `${format.format(value)}%` : format.format(value);
  }

  /** @param date at midnight UTC */
  day = (date: Date): string => this.date('day', 'UTC', { year: 'numeric', month: 'numeric', day: 'numeric' }).format(date);
  month = (date: Date): string => this.date('month', 'UTC', { month: 'long' }).format(date);
  monthAndYear = (date: Date): string => this.date('monthAndYear', 'UTC', { month: 'long', year: 'numeric' }).format(date);

  /** A field's value; picklists by their labels. */
  value(field: FieldDef, value: OrgValue): string {
    if (value === null) return BLANK;
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return this.numeric(field, value);
    switch (field.type) {
      case 'date':
        return this.day(new Date(value));
      case 'picklist':
      case 'multipicklist':
      case 'combobox':
        return value
          .split(field.type === 'multipicklist' ? ';' : '\0')
          .map((one) => picklistLabel(field, one))
          .join(';');
      default:
        return value;
    }
  }

  private numeric(field: FieldDef, value: number): string {
    switch (field.type) {
      case 'datetime':
        return this.date('moment', this.timeZone, {
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
          hour: 'numeric',
          minute: '2-digit'
        }).format(value);
      case 'time':
        return this.date('time', 'UTC', { hour: 'numeric', minute: '2-digit' }).format(value);
      default:
        return this.number(value, numberStyle(field));
    }
  }

  private date(key: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const format = this.dates.get(key) ?? new Intl.DateTimeFormat(this.locale, { timeZone, ...options });
    this.dates.set(key, format);
    return format;
  }
}

export function numberStyle(field: FieldDef): NumberStyle {
  const type = field.type === 'currency' || field.type === 'percent' ? field.type : 'number';
  return { type, scale: field.type === 'int' || field.type === 'long' ? 0 : field.scale };
}

const picklistLabel = (field: FieldDef, value: string): string =>
  field.picklist?.values.find((candidate) => candidate.value === value)?.label ?? value;
