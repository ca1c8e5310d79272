import type { SourcePosition } from '../schema/specification';
import { MetadataError } from '../errors';
import { isPlatformElement } from './platform-types';
import type { XmlElement } from './xml';

/** Reads one element into a value, or throws MetadataError with the element's place. */
export type ElementReader<T> = (element: XmlElement) => T;

/** A child element: how often it may stand and how it is read. */
export interface Slot<T> {
  readonly read: ElementReader<unknown>;
  readonly occurs: 'once' | 'optional' | 'repeated';
  /** Carries the type of the value; never set. */
  readonly value?: T;
}

export type Children = Readonly<Record<string, Slot<unknown>>>;
type ValueOf<S> = S extends Slot<infer T> ? T : never;

/** The children of an element by name, and where the element is. */
export type Shaped<C extends Children> = { readonly [K in keyof C]: ValueOf<C[K]> } & { readonly at: SourcePosition };

export function refuse(at: SourcePosition, problem: string): MetadataError {
  return new MetadataError(at.file, at.line, at.column, problem);
}

export const once = <T>(read: ElementReader<T>): Slot<T> => ({ read, occurs: 'once' });
export const optional = <T>(read: ElementReader<T>): Slot<T | undefined> => ({ read, occurs: 'optional' });
export const repeated = <T>(read: ElementReader<T>): Slot<readonly T[]> => ({ read, occurs: 'repeated' });

/** A known element that the embedded org does not support: refused by name wherever it is. */
export const unsupported = (): Slot<undefined> => ({
  occurs: 'optional',
  read: (element) => {
    throw refuse(element.at, `the embedded org does not support the element ${element.name}`);
  }
});

/** As `unsupported`, but harmless while it says `false`. */
export const unsupportedUnlessFalse = (): Slot<false | undefined> => ({
  occurs: 'optional',
  read: (element) => {
    if (flag(element)) throw refuse(element.at, `the embedded org does not support the element ${element.name}`);
    return false;
  }
});

function plain(element: XmlElement, attributes: readonly string[] = []): string {
  const child = element.children[0];
  if (child) throw unknownElement(child, element);
  checkAttributes(element, attributes);
  return element.text.trim();
}

const unknownElement = (child: XmlElement, parent: XmlElement): MetadataError =>
  refuse(
    child.at,
    isPlatformElement(child.name, parent.name)
      ? `the embedded org does not support the element ${child.name} in ${parent.name}`
      : `unknown element ${child.name} in ${parent.name}`
  );

function checkAttributes(element: XmlElement, allowed: readonly string[]): void {
  for (const name of Object.keys(element.attributes)) {
    if (!allowed.includes(name)) throw refuse(element.at, `unknown attribute ${name} of ${element.name}`);
  }
}

/** Text without the white space around it; may be empty. */
export const text: ElementReader<string> = (element) => plain(element);

/** Text that must not be empty. */
export const name: ElementReader<string> = (element) => {
  const value = plain(element);
  if (value === '') throw refuse(element.at, `${element.name} is empty`);
  return value;
};

export const flag: ElementReader<boolean> = (element) => {
  const value = plain(element);
  if (value !== 'true' && value !== 'false') throw refuse(element.at, `${element.name} must be true or false, not "${value}"`);
  return value === 'true';
};

export const decimal: ElementReader<number> = (element) => {
  const value = plain(element);
  if (!/^[+-]?\d+(\.\d+)?$/.test(value)) throw refuse(element.at, `${element.name} must be a number, not "${value}"`);
  return Number(value);
};

export const integer: ElementReader<number> = (element) => {
  const value = decimal(element);
  if (!Number.isSafeInteger(value)) throw refuse(element.at, `${element.name} must be a whole number, not "${element.text.trim()}"`);
  return value;
};

/** One of these words; any other is refused, naming those allowed. */
export const oneOf =
  <T extends string>(...allowed: readonly T[]): ElementReader<T> =>
  (element) => {
    const value = plain(element);
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw refuse(element.at, `${element.name} "${value}" is not supported; possible: ${allowed.join(', ')}`);
    return found;
  };

/** An element with attributes only, all text. */
export const attributes =
  <R extends string, O extends string>(
    required: readonly R[],
    possible: readonly O[]
  ): ElementReader<Readonly<Record<R, string> & Partial<Record<O, string>>> & { readonly at: SourcePosition }> =>
  (element) => {
    const child = element.children[0];
    if (child) throw unknownElement(child, element);
    return readAttributes(element, required, possible);
  };

/** Attributes of an element that may have children too. */
export function readAttributes<R extends string, O extends string>(
  element: XmlElement,
  required: readonly R[],
  possible: readonly O[]
): Readonly<Record<R, string> & Partial<Record<O, string>>> & { readonly at: SourcePosition } {
  checkAttributes(element, [...required, ...possible]);
  for (const attribute of required) {
    if (element.attributes[attribute] === undefined) throw refuse(element.at, `${element.name} has no attribute ${attribute}`);
  }
  return { ...(element.attributes as Record<R, string> & Partial<Record<O, string>>), at: element.at };
}

/** Attributes that say how the file is written, not what it says. */
const NAMESPACES = ['xmlns', 'xmlns:xsi', 'xmlns:xsd', 'fqn'];

/**
 * An element with these children and no others. Children may stand in any order, but those that repeat
 * must follow one another, as the platform demands.
 */
export function shape<C extends Children>(children: C, allowedAttributes: readonly string[] = []): ElementReader<Shaped<C>> {
  const slots = new Map(Object.entries(children));
  return (element) => {
    checkAttributes(element, [...NAMESPACES, ...allowedAttributes]);
    if (element.text.trim() !== '')
      throw refuse(element.at, `${element.name} has text where only elements may stand: "${element.text.trim()}"`);
    const values: Record<string, unknown> = { at: element.at };
    for (const [childName, slot] of slots) values[childName] = slot.occurs === 'repeated' ? [] : undefined;
    let previous = '';
    const seen = new Set<string>();
    for (const child of element.children) {
      const slot = slots.get(child.name);
      if (!slot) throw unknownElement(child, element);
      if (seen.has(child.name) && (slot.occurs !== 'repeated' || previous !== child.name)) {
        throw refuse(child.at, `element ${child.name} is duplicated at this location in ${element.name}`);
      }
      seen.add(child.name);
      previous = child.name;
      const value = slot.read(child);
      const list = values[child.name];
      if (Array.isArray(list)) list.push(value);
      else values[child.name] = value;
    }
    for (const [childName, slot] of slots) {
      if (slot.occurs === 'once' && !seen.has(childName)) throw refuse(element.at, `${element.name} has no ${childName}`);
    }
    return values as Shaped<C>;
  };
}

/** The root of a file, which must have this name. */
export function root<T>(rootName: string, read: ElementReader<T>): ElementReader<T> {
  return (element) => {
    if (element.name !== rootName) throw refuse(element.at, `the file must hold a ${rootName}, not a ${element.name}`);
    return read(element);
  };
}

/** An element whose children have no bearing on the embedded org: their names are checked, what they hold is not. */
export const anyOf =
  (...allowed: readonly string[]): ElementReader<true> =>
  (element) => {
    for (const child of element.children) {
      if (!allowed.includes(child.name)) throw unknownElement(child, element);
    }
    return true;
  };
