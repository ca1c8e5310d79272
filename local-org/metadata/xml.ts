import { SaxesParser } from 'saxes';
import type { SourcePosition } from '../schema/specification';
import { MetadataError } from '../errors';

/** An element with what is in it, and where it begins. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, as written. */
  readonly text: string;
  readonly at: SourcePosition;
  /** Where it is in the text. */
  readonly range: XmlRange;
}

/** Offsets of an element in its text: of its `<`, of what is inside, and behind its last `>`. */
export interface XmlRange {
  readonly start: number;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly end: number;
}

export const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
/** Files that development tools made through the Tooling API have this one; the platform takes them. */
const TOOLING_NAMESPACE = 'urn:metadata.tooling.soap.sforce.com';

/** Elements in each other; metadata has some ten. */
const DEEPEST = 100;

interface OpenElement extends XmlElement {
  readonly attributes: Record<string, string>;
  readonly children: OpenElement[];
  readonly range: { start: number; innerStart: number; innerEnd: number; end: number };
  text: string;
}

/**
 * Reads a metadata file.
 * @param file shown in messages
 * @returns its root element
 * @throws MetadataError where the text is not well-formed XML, or its root is not in the metadata namespace
 */
export function parseXml(file: string, source: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  const lines = new LineIndex(source);
  const stack: OpenElement[] = [];
  let root: OpenElement | undefined;
  let start = 0;

  parser.on('opentagstart', (tag) => {
    // Fired one character after the name.
    start = parser.position - tag.name.length - 2;
  });
  parser.on('opentag', (tag) => {
    if (stack.length >= DEEPEST) throw new MetadataError(file, parser.line, parser.column + 1, `nested deeper than ${DEEPEST} elements`);
    const element: OpenElement = {
      name: tag.name,
      attributes: tag.attributes,
      children: [],
      text: '',
      at: { file, ...lines.position(start) },
      range: { start, innerStart: parser.position, innerEnd: parser.position, end: parser.position }
    };
    const parent = stack.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    stack.push(element);
  });
  parser.on('closetag', (tag) => {
    const range = stack.pop()?.range;
    if (!range) return;
    range.end = parser.position;
    range.innerEnd = tag.isSelfClosing ? parser.position : source.lastIndexOf('<', parser.position - 1);
  });
  const addText = (text: string): void => {
    const element = stack.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('doctype', () => {
    throw new MetadataError(file, parser.line, parser.column + 1, 'a DOCTYPE is not allowed in metadata');
  });
  parser.on('error', (error) => {
    throw new MetadataError(file, parser.line, parser.column + 1, `not well-formed XML: ${error.message.replace(/^(\d+:\d+: )/, '')}`);
  });
  parser.write(source).close();
  if (!root) throw new MetadataError(file, 1, 1, 'not well-formed XML: no element');
  const { xmlns } = root.attributes;
  if (xmlns !== METADATA_NAMESPACE && xmlns !== TOOLING_NAMESPACE) {
    throw new MetadataError(
      file,
      root.at.line,
      root.at.column,
      `the namespace of ${root.name} must be ${METADATA_NAMESPACE}, not ${xmlns ?? 'absent'}`
    );
  }
  return root;
}

/** Tells line and column of an offset. */
class LineIndex {
  private readonly starts = [0];

  constructor(source: string) {
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}
