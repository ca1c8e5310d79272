import fs from 'node:fs';
import path from 'node:path';
import { folderTree } from '../../local-org/metadata/file-tree';
import { componentsOfSource, memberName, METADATA_TYPES } from '../../local-org/metadata/mdapi';
import type { FileTree } from '../../local-org/metadata/types';

/** The static resource in which a deployed package says what it consists of. */
export const COMPONENT_LIST = 'Lockstep_Components';
const PACKAGE = 'Lockstep';

/** Full names of components by type, both as package.xml has them. */
export type ComponentNames = ReadonlyMap<string, readonly string[]>;

/** What a package directory in source format consists of, types and names sorted. @throws MetadataError for what is not metadata */
export function componentNames(tree: FileTree): ComponentNames {
  const names = new Map<string, string[]>();
  for (const component of componentsOfSource(tree)) {
    const { name } = METADATA_TYPES[component.kind];
    names.set(name, [...(names.get(name) ?? []), memberName(component)]);
  }
  return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, members]) => [type, members.sort()]));
}

/** The text of the list. Equal packages give equal text. */
export function componentListText(version: string, names: ComponentNames): string {
  return `${JSON.stringify({ package: PACKAGE, version, components: Object.fromEntries(names) }, null, 1)}\n`;
}

/**
 * Reads a list that was found in an org.
 * @returns `undefined` for a text that is not such a list: then somebody else owns the resource of that name
 */
export function readComponentList(text: string): ComponentNames | undefined {
  const list = parse(text);
  if (!isRecord(list) || list['package'] !== PACKAGE || !isRecord(list['components'])) return undefined;
  const names = new Map<string, readonly string[]>();
  for (const [type, members] of Object.entries(list['components'])) {
    if (!Array.isArray(members) || !members.every((member) => typeof member === 'string')) return undefined;
    names.set(type, members);
  }
  return names;
}

const META = `<?xml version="1.0" encoding="UTF-8" ?>
<StaticResource xmlns="http://soap.sforce.com/2006/04/metadata">
    <cacheControl>Private</cacheControl>
    <contentType>application/json</contentType>
    <description>The components that Lockstep brought. A deployment replaces these, and no others of the same name.</description>
</StaticResource>
`;

/** Adds the list of its components, itself included, to a built package directory. @returns how many there are */
export function writeComponentList(directory: string, version: string): number {
  const folder = path.join(directory, 'main', 'staticresources');
  fs.mkdirSync(folder, { recursive: true });
  const content = path.join(folder, `${COMPONENT_LIST}.json`);
  fs.writeFileSync(path.join(folder, `${COMPONENT_LIST}.resource-meta.xml`), META);
  fs.writeFileSync(content, '');
  const names = componentNames(folderTree(path.dirname(directory), [path.basename(directory)]));
  fs.writeFileSync(content, componentListText(version, names));
  return [...names.values()].reduce((sum, members) => sum + members.length, 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
