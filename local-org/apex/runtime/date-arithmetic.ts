import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { asDecimal } from '../values/equality';
import { throwApex, throwNullPointer } from '../values/exception';
import { ApexTime } from '../values/time';

const DAY = 86_400_000;

/** `date + 1`, `datetime + 0.5` in days; `time + 1000` in milliseconds. */
export function addToDate(value: unknown, amount: unknown): unknown {
  if (amount === null) throwNullPointer();
  const number = asDecimal(amount)?.toNumber() ?? throwApex('System.TypeException', 'Only numbers can be added to dates');
  if (value instanceof ApexDate) return value.addDays(Math.trunc(number));
  if (value instanceof ApexDatetime) return value.add(Math.round(number * DAY));
  if (value instanceof ApexTime) return value.add(Math.trunc(number));
  return throwNullPointer();
}
