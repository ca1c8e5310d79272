import type { JsonValue } from '../../apex/types';
import { OrgException } from '../../errors';
import { isJsonArray, isJsonObject } from '../json/body';

const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])+)\}/g;

const invalid = (expression: string): OrgException =>
  new OrgException(
    'PROCESSING_HALTED',
    `Invalid reference specified. No value for ${expression} found in the results of earlier requests.`
  );

/** Answers of earlier parts of a composite request, by reference id. */
export type Answers = ReadonlyMap<string, unknown>;

/** The value of `@{ref.path[0].name}`. @throws OrgException PROCESSING_HALTED if there is no such value */
function resolve(expression: string, name: string, path: string, answers: Answers): JsonValue {
  let value: unknown = answers.get(name);
  for (const step of path.matchAll(/\.([A-Za-z0-9_]+)|\[(\d+)\]/g)) {
    const key = step[1] ?? step[2] ?? '';
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) throw invalid(expression);
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  if (value === undefined || (typeof value === 'object' && value !== null)) throw invalid(expression);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** A text with its references replaced. @param encode how a value is written into the text */
export function fillText(text: string, answers: Answers, encode: (value: string) => string = (value) => value): string {
  return text.replaceAll(REFERENCE, (expression, name: string, path: string) =>
    encode(String(resolve(expression, name, path, answers) ?? ''))
  );
}

/** A JSON value with the references in its texts replaced; a text that is one reference takes the value's own type. */
export function fillJson(value: JsonValue, answers: Answers): JsonValue {
  if (typeof value === 'string') {
    const whole = new RegExp(`^${REFERENCE.source}$`).exec(value);
    return whole ? resolve(value, whole[1] ?? '', whole[2] ?? '', answers) : fillText(value, answers);
  }
  if (isJsonArray(value)) return value.map((item) => fillJson(item, answers));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillJson(item, answers)]));
  return value;
}
