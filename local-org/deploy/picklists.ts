import type { ComponentFile, ComponentFiles } from '../metadata/mdapi';
import { without } from '../metadata/mdapi';
import type { XmlElement } from '../metadata/xml';
import { parsed } from './parsed';

/** Where the values of a picklist are, by kind of component: elements on the way down, and the element of a value. */
const VALUES: Partial<Record<ComponentFiles['kind'], { readonly path: readonly string[]; readonly value: string }>> = {
  field: { path: ['valueSet', 'valueSetDefinition'], value: 'value' },
  globalValueSet: { path: [], value: 'customValue' },
  standardValueSet: { path: [], value: 'standardValue' }
};

interface Values {
  readonly text: string;
  readonly element: XmlElement;
  readonly values: readonly XmlElement[];
}

/**
 * A picklist never loses a value by a deployment: one that is no longer stated becomes inactive and stays on the records that
 * have it.
 * @param before the component as the org has it
 * @returns `after` with the values that it lacks, inactive
 */
export function keepValues(before: ComponentFiles, after: ComponentFiles): ComponentFiles {
  const [file] = after.files;
  const was = valuesOf(before);
  const now = valuesOf(after);
  if (!file || !was || !now) return after;
  const stated = new Set(now.values.map(nameOf));
  const lost = was.values.filter((value) => !stated.has(nameOf(value)));
  if (lost.length === 0) return after;
  const at = now.values.at(-1)?.range.end ?? now.element.range.innerStart;
  const added = lost.map((value) => inactive(was.text, value)).join('');
  const content = Buffer.from(now.text.slice(0, at) + added + now.text.slice(at));
  const line = now.text.slice(0, at).split('\n').length;
  const origin: ComponentFile['origin'] = {
    ...file.origin,
    line: (of) => file.origin.line(Math.min(of, Math.max(line, of - lost.length)))
  };
  return { ...after, files: [{ ...file, content, origin }] };
}

function valuesOf({ kind, files }: ComponentFiles): Values | undefined {
  const place = VALUES[kind];
  const [file] = files;
  if (!place || !file) return undefined;
  const text = Buffer.from(file.content).toString('utf8');
  let element = parsed(file.path, text);
  for (const name of place.path) element = element?.children.find((child) => child.name === name);
  return element && { text, element, values: element.children.filter((child) => child.name === place.value) };
}

const nameOf = (value: XmlElement): string => value.children.find((child) => child.name === 'fullName')?.text.trim() ?? '';

/** The value as it was stated, but neither active nor the default. */
function inactive(text: string, value: XmlElement): string {
  const dropped = value.children.filter((child) => child.name === 'isActive' || child.name === 'default');
  const start = value.range.start;
  const shifted = dropped.map((child) => ({
    ...child,
    range: { ...child.range, start: child.range.start - start, end: child.range.end - start }
  }));
  const kept = without(text.slice(start, value.range.end), shifted).text;
  return '\n' + kept.replace('</fullName>', '</fullName><default>false</default><isActive>false</isActive>');
}
