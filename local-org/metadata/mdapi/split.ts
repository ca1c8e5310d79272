import type { ComponentKind } from '../components';
import type { XmlElement } from '../xml';
import { METADATA_NAMESPACE, parseXml } from '../xml';
import { refuse } from '../shape';
import type { ComponentFile, ComponentFiles } from './component-files';
import { METADATA_TYPES, OBJECT_PARTS } from './metadata-types';

/** Path that a part of an object has in source format. */
const partPath = (object: string, kind: ComponentKind, fullName: string): string =>
  `objects/${object}/${METADATA_TYPES[kind].inside?.element ?? ''}/${encodeURIComponent(fullName)}.${kind}-meta.xml`;

const labelPath = (fullName: string): string => `labels/${encodeURIComponent(fullName)}.labels-meta.xml`;

/**
 * Takes an object's file apart: the object itself and each part that is in it, as source format keeps them.
 * @param file shown in messages; @param object API name, from the file's name
 * @throws MetadataError for what is not well-formed, no CustomObject, or a part without a name
 */
export function splitObject(file: string, object: string, text: string): ComponentFiles[] {
  const root = parseXml(file, text);
  if (root.name !== 'CustomObject') throw refuse(root.at, `the file must hold a CustomObject, not a ${root.name}`);
  const inside = root.children.filter((child) => OBJECT_PARTS.has(child.name));
  const parts = inside.map((element): ComponentFiles => {
    const kind = OBJECT_PARTS.get(element.name) ?? 'field';
    const fullName = nameOf(element);
    return { kind, object, fullName, files: [excerpt(text, element, METADATA_TYPES[kind].name, partPath(object, kind, fullName))] };
  });
  // A file that has only parts does not define the object.
  if (parts.length > 0 && parts.length === root.children.length) return parts;
  const own = without(text, inside);
  const path = `objects/${object}/${object}.object-meta.xml`;
  const content: ComponentFile = { path, content: Buffer.from(own.text), origin: { file, line: own.line } };
  return [{ kind: 'object', object, fullName: object, files: [content] }, ...parts];
}

/** Takes a file of labels apart into one component per label. @throws MetadataError */
export function splitLabels(file: string, text: string): ComponentFiles[] {
  const root = parseXml(file, text);
  if (root.name !== 'CustomLabels') throw refuse(root.at, `the file must hold a CustomLabels, not a ${root.name}`);
  return root.children.map((element): ComponentFiles => {
    if (element.name !== 'labels') throw refuse(element.at, `unknown element ${element.name} in CustomLabels`);
    const fullName = nameOf(element);
    const label = text.slice(element.range.start, element.range.end);
    const origin = { file, line: (line: number) => element.at.line + Math.max(0, line - 3) };
    const content = `${HEADER}\n<CustomLabels${attributesOf(root)}>\n${label}\n</CustomLabels>\n`;
    return { kind: 'labels', object: '', fullName, files: [{ path: labelPath(fullName), content: Buffer.from(content), origin }] };
  });
}

/** What is inside the root of a component's file, as written. */
export function innerText(file: string, text: string): string {
  const { range } = parseXml(file, text);
  return text.slice(range.innerStart, range.innerEnd);
}

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const HEADER = '<?xml version="1.0" encoding="UTF-8"?>';

/** The text without these elements of it, and the white space before each. */
export function without(text: string, elements: readonly XmlElement[]): { readonly text: string; readonly line: (line: number) => number } {
  const kept: string[] = [];
  /** Number of the line in the whole text, by line of what is kept. */
  const lines: number[] = [1];
  let line = 1;
  let from = 0;
  const skip = (to: number): void => {
    line += newlines(text.slice(from, to));
    from = to;
  };
  const keep = (to: number): void => {
    const piece = text.slice(from, to);
    for (let count = newlines(piece); count > 0; count--) lines.push(++line);
    kept.push(piece);
    from = to;
  };
  for (const { range } of elements) {
    const before = text.slice(0, range.start);
    keep(Math.max(from, before.trimEnd().length));
    skip(range.end);
  }
  keep(text.length);
  return { text: kept.join(''), line: (of) => lines[of - 1] ?? line };
}

const newlines = (text: string): number => text.split('\n').length - 1;

function nameOf(element: XmlElement): string {
  const name = element.children.find((child) => child.name === 'fullName')?.text.trim();
  if (!name) throw refuse(element.at, `a ${element.name} has no fullName`);
  return name;
}

/** The root's attributes as they are written, so that prefixes used below it stay declared. */
const attributesOf = (root: XmlElement): string =>
  Object.entries(root.attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

function excerpt(text: string, element: XmlElement, rootName: string, path: string): ComponentFile {
  const inner = text.slice(element.range.innerStart, element.range.innerEnd);
  const namespaces = ` xmlns="${METADATA_NAMESPACE}"${inner.includes('xsi:') ? ` xmlns:xsi="${XSI}"` : ''}`;
  return {
    path,
    content: Buffer.from(`${HEADER}\n<${rootName}${namespaces}>${inner}</${rootName}>\n`),
    // The second line is that of the element.
    origin: { file: element.at.file, line: (line) => element.at.line + Math.max(0, line - 2) }
  };
}
