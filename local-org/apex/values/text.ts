import { AggregateRow } from './aggregate';
import { callBridge } from './bridge';
import { ApexDouble } from './double';
import { ApexException } from './exception';
import { meter } from '../runtime/meter';
import { classOf, type ClassInfo } from '../runtime/classes';
import { ApexList } from './list';
import { ApexMap } from './map';
import { ApexSet } from './set';
import { SObjectValue } from './sobject';

const open: object[] = [];

/** Text of a value in concatenation, `System.debug` and `String.valueOf(Object)`; null gives `null`. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  if (value instanceof ApexDouble) return value.toString();
  if (open.includes(value)) return '(already output)';
  // A value that contains the same value twice at each level would be written exponentially often.
  meter.charge(64);
  open.push(value);
  try {
    return objectText(value);
  } finally {
    open.pop();
  }
}

function objectText(value: object): string {
  if (value instanceof ApexList) return `(${value.items.map(text).join(', ')})`;
  if (value instanceof ApexSet) return `{${[...value].map(text).join(', ')}}`;
  if (value instanceof ApexMap) {
    return `{${value
      .keys()
      .map((key) => `${text(key)}=${text(value.get(key))}`)
      .join(', ')}}`;
  }
  if (value instanceof SObjectValue) {
    const fields = value.populated().map(([name, field]) => `${name}=${text(field)}`);
    return `${value.object.apiName}:{${fields.join(', ')}}`;
  }
  if (value instanceof AggregateRow) {
    return `AggregateResult:{${value
      .entries()
      .map(([name, field]) => `${name}=${text(field)}`)
      .join(', ')}}`;
  }
  const own = callBridge(value, 'tostring$0');
  if (own) return typeof own.result === 'string' ? own.result : 'null';
  if (value instanceof ApexException) return value.toString();
  const info = classOf(value);
  if (info && info.kind === 'class') return instanceText(value, info);
  return String(value);
}

/** `Reason:[label=Title, points=5]`: the class without its outer class, then every field. */
function instanceText(value: object, info: ClassInfo): string {
  const fields = info.fields.filter((field) => !field.isStatic).map((field) => `${field.name}=${text(Reflect.get(value, field.jsName))}`);
  return `${info.name.slice(info.name.lastIndexOf('.') + 1)}:[${fields.join(', ')}]`;
}
