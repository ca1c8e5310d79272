import { SaxesParser } from 'saxes';
import { OrgException } from '../../errors';

/** An XML element, reduced to what SOAP calls need; `name` has no prefix. */
export interface XmlElement {
  readonly name: string;
  readonly uri: string;
  readonly children: XmlElement[];
  text: string;
}

const DEEPEST = 100;
/** Elements of a document: more than 200 records with every field there can be. */
const MOST_ELEMENTS = 500_000;

/** @throws OrgException XML_PARSER_ERROR with line and column; document types are refused */
export function parseXml(source: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw new OrgException('XML_PARSER_ERROR', error.message);
  });
  parser.on('doctype', () => {
    throw new OrgException('XML_PARSER_ERROR', 'Document types are not allowed');
  });
  let elements = 0;
  parser.on('opentag', (tag) => {
    if (++elements > MOST_ELEMENTS) throw new OrgException('XML_PARSER_ERROR', `More than ${MOST_ELEMENTS} elements`);
    if (open.length >= DEEPEST) throw new OrgException('XML_PARSER_ERROR', `Nested deeper than ${DEEPEST} elements`);
    const element: XmlElement = { name: tag.local, uri: tag.uri, children: [], text: '' };
    open[open.length - 1]?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const append = (text: string): void => {
    const element = open[open.length - 1];
    if (element) element.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => void open.pop());
  parser.write(source).close();
  if (!root) throw new OrgException('XML_PARSER_ERROR', 'The document is empty');
  return root;
}

/** The element at this path of names below `element`. */
export function child(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let current = element;
  for (const name of path) current = current?.children.find((candidate) => candidate.name === name);
  return current;
}

/** An element of `xsd:boolean`; absent is false. */
export function isTrue(element: XmlElement | undefined): boolean {
  return ['true', '1'].includes(element?.text.trim() ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an XML document. Characters that XML cannot carry become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}

export type XmlValue = string | number | boolean | null | XmlFields;
/** A list becomes one element for each item. */
export type XmlContent = XmlValue | readonly XmlValue[];
export interface XmlFields {
  readonly [name: string]: XmlContent;
}

function element(name: string, value: XmlValue): string {
  if (value === null) return `<${name} xsi:nil="true"/>`;
  return `<${name}>${typeof value === 'object' ? elements(value) : escapeXml(String(value))}</${name}>`;
}

const isList = (value: XmlContent): value is readonly XmlValue[] => Array.isArray(value);

/** Elements from nested values: `null` is `xsi:nil`. */
export function elements(fields: XmlFields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => (isList(value) ? value.map((each) => element(name, each)) : [element(name, value)]))
    .join('');
}
