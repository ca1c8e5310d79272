import { MetadataError } from '../../local-org/errors';
import { parseXml, type XmlElement } from '../../local-org/metadata/xml';
import type { Finding } from '../gate';
import type { ElementType, MetadataTypes, ValueType } from './metadata-types';

/** How many allowed values a message names. */
const SHOWN_VALUES = 8;

/** Elements whose type is text to the Metadata API because they hold XML of their own. */
const FREE_XML = new Set(['LightningComponentBundle/targetConfigs']);

/** Checks one metadata file: well-formed, of a known type, its elements known, as often as they may be, and with values of their types. */
export function checkMetadataFile(file: string, source: string, types: MetadataTypes): Finding[] {
  let root: XmlElement;
  try {
    root = parseXml(file, source);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    return [{ file, line: error.line, column: error.column, rule: 'xml', message: error.problem }];
  }
  const elements = types.root(root.name);
  if (!elements) return [finding(root, 'type', `<${root.name}> is no metadata type`)];
  return [...checkPrefixes(root, new Set(['xml', 'xmlns'])), ...checkChildren(root, elements)];
}

function finding(element: XmlElement, rule: string, message: string): Finding {
  return { file: element.at.file, line: element.at.line, column: element.at.column, rule, message };
}

/** A prefix such as `xsi:` must have been declared, or the platform cannot parse the file. */
function checkPrefixes(element: XmlElement, declared: ReadonlySet<string>): Finding[] {
  const names = Object.keys(element.attributes);
  const here = new Set([...declared, ...names.filter((name) => name.startsWith('xmlns:')).map((name) => name.slice('xmlns:'.length))]);
  const used = [...names, element.attributes['xsi:type'] ?? ''].flatMap((name) =>
    name.includes(':') ? [name.slice(0, name.indexOf(':'))] : []
  );
  return [
    ...used.filter((prefix) => !here.has(prefix)).map((prefix) => finding(element, 'xml', `the prefix ${prefix} is not declared`)),
    ...element.children.flatMap((child) => checkPrefixes(child, here))
  ];
}

function checkChildren(element: XmlElement, elements: ReadonlyMap<string, ElementType>): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  if (element.text.trim() !== '') findings.push(finding(element, 'text', `unexpected text in <${element.name}>`));
  for (const child of element.children) {
    const type = elements.get(child.name);
    if (!type) {
      findings.push(finding(child, 'element', `<${element.name}> has no element <${child.name}>`));
      continue;
    }
    if (seen.has(child.name) && !type.repeated) findings.push(finding(child, 'cardinality', `<${child.name}> may stand only once`));
    seen.add(child.name);
    if (!FREE_XML.has(`${element.name}/${child.name}`)) findings.push(...checkValue(child, type.value()));
  }
  for (const [name, { required }] of elements) {
    if (required && !seen.has(name)) findings.push(finding(element, 'cardinality', `<${element.name}> must have <${name}>`));
  }
  return findings;
}

function checkValue(element: XmlElement, type: ValueType): Finding[] {
  if (type.kind === 'any' || element.attributes['xsi:nil'] === 'true') return [];
  if (type.kind === 'elements') return checkChildren(element, type.elements);
  const [child] = element.children;
  if (child) return [finding(child, 'element', `<${element.name}> holds a value, not elements`)];
  const text = element.text.trim();
  const wrong = (what: string): Finding[] => [finding(element, 'value', `<${element.name}>: '${text}' is ${what}`)];
  switch (type.kind) {
    case 'text':
      return [];
    case 'boolean':
      return text === 'true' || text === 'false' ? [] : wrong('neither true nor false');
    case 'number':
      return text !== '' && Number.isFinite(Number(text)) ? [] : wrong('no number');
    case 'oneOf':
      return type.values.includes(text) ? [] : wrong(`none of ${shown(type.values)}`);
  }
}

const shown = (values: readonly string[]): string =>
  values.length > SHOWN_VALUES ? `${values.slice(0, SHOWN_VALUES).join(', ')} … (${values.length})` : values.join(', ');
