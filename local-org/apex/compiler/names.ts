import type { ApexType } from './types';

const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function ' +
    'if implements import in instanceof interface let new null package private protected public return static super switch this throw true try ' +
    'typeof undefined var void while with yield NaN Infinity BigInt Number Math Object String Array Map Set'
  ).split(' ')
);
/** Properties every JavaScript object has, and those of Error. */
const TAKEN_PROPERTIES: ReadonlySet<string> = new Set(
  'constructor prototype name length caller arguments apply bind call toString valueOf hasOwnProperty isPrototypeOf toLocaleString propertyIsEnumerable'.split(
    ' '
  )
);

/** Name of anonymous code in stack traces, as a caller and as a file. */
export const ANONYMOUS = 'AnonymousBlock';

/** Emitted name of a local variable or parameter. Names of the emitter's own contain `$`, which Apex names cannot. */
export function localName(apexName: string): string {
  return RESERVED.has(apexName) ? `${apexName}$` : apexName;
}

/**
 * Emitted name of a field. A name that is not JavaScript's to give gets two `$`: with one it would be that of a method without parameters.
 * @param besideTaken static fields stand beside the properties of functions, those of exceptions beside the ones of Error
 */
export function fieldName(apexName: string, besideTaken: boolean): string {
  return besideTaken || TAKEN_PROPERTIES.has(apexName) ? `${apexName}$$` : apexName;
}

/** Emitted name of the value behind a property with code. @param field emitted name of the property */
export function valueName(field: string): string {
  return `${field}$$value`;
}

/** Emitted name of a class. */
export function className(apexName: string): string {
  return `${apexName.replace(/\./g, '$')}$`;
}

/** Emitted name of a method: its name and the types of its parameters, so that overloads differ. */
export function methodName(apexName: string, parameters: readonly ApexType[]): string {
  return `${apexName}$${parameters.map((type) => type.name.replace(/[<>,.]+/g, '_').replace(/_$/, '')).join('$')}`;
}

/** A JavaScript string literal. */
export function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
