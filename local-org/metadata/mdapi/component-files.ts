import type { ComponentKind } from '../components';
import type { FilePlaces, FileTree } from '../types';
import { LABELS_FILE, METADATA_TYPES } from './metadata-types';

/** A file of a component, under the path it has in source format. */
export interface ComponentFile {
  readonly path: string;
  readonly content: Uint8Array;
  /** Where it came from, for messages: the file, and the line there of a line here (both 1-based). */
  readonly origin: { readonly file: string; readonly line: (line: number) => number };
}

/** A component as it is deployed, merged and given back: never more than what one member of package.xml names. */
export interface ComponentFiles {
  readonly kind: ComponentKind;
  /** Without the object in front. */
  readonly fullName: string;
  /** Object that this is a part of; its own name for an object; empty otherwise. */
  readonly object: string;
  readonly files: readonly ComponentFile[];
}

export type ComponentIdentity = Pick<ComponentFiles, 'kind' | 'fullName' | 'object'>;

/** Equal for components of the same type and name, whatever the case. */
export const componentKey = ({ kind, object, fullName }: ComponentIdentity): string => `${kind}:${object}:${fullName}`.toLowerCase();

/** The name that package.xml and results give the component: parts of objects have the object before theirs. */
export function memberName({ kind, object, fullName }: ComponentIdentity): string {
  return METADATA_TYPES[kind].inside?.kind === 'object' ? `${object}.${fullName}` : fullName;
}

/** Path of the component's file in the Metadata API's format; of a bundle: its folder. */
export function packagePath(identity: ComponentIdentity): string {
  const { kind, object, fullName } = identity;
  const { directory, suffix, inside } = METADATA_TYPES[kind];
  if (kind === 'js') return `${directory}/${fullName}`;
  if (kind === 'labels') return `${directory}/${LABELS_FILE.fullName}.${suffix}`;
  if (kind === 'reportFolder' || kind === 'dashboardFolder') return `${directory}/${fullName}-meta.xml`;
  return `${directory}/${inside ? object : fullName}.${suffix}`;
}

/** Places of components that are in memory only. */
const IN_MEMORY: FilePlaces = { display: (path) => path, folder: () => undefined };

/** Components as a tree of files in source format, for the reader. */
export function componentTree(components: Iterable<ComponentFiles>, places: FilePlaces = IN_MEMORY): FileTree {
  const contents = new Map<string, Uint8Array>();
  for (const component of components) for (const { path, content } of component.files) contents.set(path, content);
  const sorted = [...contents.keys()].sort();
  const read = (path: string): Uint8Array => {
    const found = contents.get(path);
    if (!found) throw new Error(`no file ${path}`);
    return found;
  };
  return {
    paths: () => sorted,
    read,
    readText: (path) => Buffer.from(read(path)).toString('utf8'),
    display: places.display,
    folder: places.folder
  };
}
