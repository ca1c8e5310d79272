import { isRunning, current } from '../runtime/execution';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { formatDouble } from '../values/double';
import type { ApexList } from '../values/list';
import { text } from '../values/text';
import { Zone } from '../values/zone';
import { refusingNull, throwNullArgument } from './arguments';
import type { NativeFunction } from './contract';
import { elements } from './iteration';
import { formatMessage } from './message-format';

const isBlank = (value: string | null): boolean => value === null || value.trim() === '';

/** `String.valueOf(Object)`: dates without a time, datetimes in the user's zone; null stays null. */
export function valueOf(value: unknown): string | null {
  if (value === null) return null;
  if (value instanceof ApexDate) return value.toIso();
  if (value instanceof ApexDatetime) return value.toText(isRunning() ? current().zone : Zone.GMT);
  return text(value);
}

export const STRING_STATIC_METHODS: Readonly<Record<string, NativeFunction>> = {
  ...refusingNull({
    'String escapeSingleQuotes(String stringToEscape)': (value: string) => value.replace(/[\\']/g, '\\$&'),
    'String format(String stringToFormat, List<Object> formattingArguments)': (pattern: string, values: ApexList) =>
      formatMessage(pattern, values.items),
    'String format(String stringToFormat, List<String> formattingArguments)': (pattern: string, values: ApexList) =>
      formatMessage(pattern, values.items),
    'String fromCharArray(List<Integer> charArray)': (codes: ApexList) =>
      codes.items.map((code) => String.fromCharCode(Number(code))).join(''),
    'String getCommonPrefix(List<String> strings)': (values: ApexList) => commonPrefix(values.items.map(text)),
    'String join(Iterable<Object> iterableObj, String separator)': (values: unknown, separator: string) => join(values, separator),
    'String valueOfGmt(Datetime datetimeToConvert)': (value: ApexDatetime) => value.toText(Zone.GMT)
  }),
  'Boolean isBlank(String inputString)': isBlank,
  'Boolean isNotBlank(String inputString)': (value: string | null) => !isBlank(value),
  'Boolean isEmpty(String inputString)': (value: string | null) => value === null || value === '',
  'Boolean isNotEmpty(String inputString)': (value: string | null) => value !== null && value !== '',
  'String valueOf(Date toConvert)': valueOf,
  'String valueOf(Datetime toConvert)': valueOf,
  'String valueOf(Decimal toConvert)': valueOf,
  'String valueOf(Double toConvert)': (value: number | null) => (value === null ? null : formatDouble(value)),
  'String valueOf(Integer toConvert)': valueOf,
  'String valueOf(Long toConvert)': valueOf,
  'String valueOf(Object toConvert)': valueOf
};

function join(values: unknown, separator: string): string {
  if (values === null) throwNullArgument();
  return [...elements(values)].map((value) => (value === null ? '' : text(value))).join(separator);
}

function commonPrefix(values: readonly string[]): string {
  const [first = '', ...others] = values;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
