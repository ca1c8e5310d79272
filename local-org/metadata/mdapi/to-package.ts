import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { METADATA_NAMESPACE, parseXml } from '../xml';
import type { ComponentFiles } from './component-files';
import { packagePath } from './component-files';
import { LABELS_FILE, METADATA_TYPES } from './metadata-types';
import { HEADER, innerText, XSI } from './split';

/** Components in the Metadata API's format: what they were deployed as, objects and labels put together again. */
export function packageFiles(components: readonly ComponentFiles[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const objects = new Map<string, ComponentFiles[]>();
  const labels: ComponentFiles[] = [];
  for (const component of components) {
    const { kind, object } = component;
    if (kind === 'labels') labels.push(component);
    else if (kind === 'object' || METADATA_TYPES[kind].inside) objects.set(object, [...(objects.get(object) ?? []), component]);
    else for (const [path, content] of filesOf(component)) files.set(path, content);
  }
  for (const [object, parts] of objects) files.set(`objects/${object}.object`, Buffer.from(wholeObject(parts)));
  if (labels.length > 0) files.set(`labels/${LABELS_FILE.fullName}.labels`, Buffer.from(wholeLabels(labels)));
  return files;
}

/** Equal content gives equal archives. */
const ZIP_EPOCH = new Date(1980, 0, 1);

const textOf = (component: ComponentFiles): { readonly path: string; readonly text: string } => {
  const [file] = component.files;
  return { path: file?.path ?? '', text: Buffer.from(file?.content ?? '').toString('utf8') };
};

function filesOf(component: ComponentFiles): [string, Uint8Array][] {
  const place = packagePath(component);
  if (component.kind === 'js') {
    return component.files.map(({ path, content }) => {
      const inside = path.slice(path.lastIndexOf(`/${component.fullName}/`) + component.fullName.length + 2);
      return [`${place}/${inside}`, content];
    });
  }
  if (component.kind === 'resource') return resourceFiles(component, place);
  if (!METADATA_TYPES[component.kind].metaFile) return component.files.map(({ content }) => [place, content]);
  return component.files.map(({ path, content }) => [path.endsWith('-meta.xml') ? `${place}-meta.xml` : place, content]);
}

/** A static resource kept unpacked goes as the archive that it is on the platform. */
function resourceFiles({ files, fullName }: ComponentFiles, place: string): [string, Uint8Array][] {
  const isMeta = (path: string): boolean => path.endsWith('.resource-meta.xml');
  const unpacked = files.filter(({ path }) => path.includes(`/${fullName}/`));
  const archive: Zippable = Object.fromEntries(
    unpacked.map(({ path, content }) => [
      path.slice(path.lastIndexOf(`/${fullName}/`) + fullName.length + 2),
      [content, { mtime: ZIP_EPOCH }]
    ])
  );
  return files
    .filter(({ path }) => isMeta(path) || unpacked.length === 0)
    .map(({ path, content }): [string, Uint8Array] => [isMeta(path) ? `${place}-meta.xml` : place, content])
    .concat(unpacked.length === 0 ? [] : [[place, zipSync(archive)]]);
}

/** Elements of an object in the order that the platform gives them back: by name, those of one name by their own. */
function wholeObject(parts: readonly ComponentFiles[]): string {
  const elements: { readonly name: string; readonly key: string; readonly text: string }[] = [];
  for (const part of parts) {
    const { path, text } = textOf(part);
    const element = METADATA_TYPES[part.kind].inside?.element;
    if (element !== undefined) {
      elements.push({ name: element, key: part.fullName, text: `<${element}>${named(part.fullName, path, text)}</${element}>` });
      continue;
    }
    for (const child of parseXml(path, text).children) {
      elements.push({ name: child.name, key: '', text: text.slice(child.range.start, child.range.end) });
    }
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  elements.sort((a, b) => order(a.name, b.name) || order(a.key, b.key));
  return whole(
    'CustomObject',
    elements.map(({ text }) => text)
  );
}

/** In source format a part may leave its name to its file. */
function named(fullName: string, path: string, text: string): string {
  const inner = innerText(path, text);
  return /<fullName>/.test(inner) ? inner : `\n        <fullName>${fullName}</fullName>${inner}`;
}

function wholeLabels(labels: readonly ComponentFiles[]): string {
  const sorted = [...labels].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
  return whole(
    'CustomLabels',
    sorted.map((label) => {
      const { path, text } = textOf(label);
      return innerText(path, text).trim();
    })
  );
}

/** A prefix is declared only where it is used: tools take every attribute of the root for content. */
function whole(rootName: string, elements: readonly string[]): string {
  const xsi = elements.some((element) => element.includes('xsi:')) ? ` xmlns:xsi="${XSI}"` : '';
  const lines = elements.map((element) => `    ${element}`);
  return [HEADER, `<${rootName} xmlns="${METADATA_NAMESPACE}"${xsi}>`, ...lines, `</${rootName}>`, ''].join('\n');
}
