import { MetadataError } from '../errors';
import type { FileTree } from './types';

/** Kinds of component that the embedded org reads, with their folders. */
const SUFFIXES = {
  app: 'applications',
  cls: 'classes',
  compactLayout: 'objects',
  customPermission: 'customPermissions',
  dashboard: 'dashboards',
  dashboardFolder: 'dashboards',
  field: 'objects',
  flexipage: 'flexipages',
  globalValueSet: 'globalValueSets',
  js: 'lwc',
  labels: 'labels',
  layout: 'layouts',
  listView: 'objects',
  md: 'customMetadata',
  notiftype: 'notificationtypes',
  object: 'objects',
  pathAssistant: 'pathAssistants',
  permissionset: 'permissionsets',
  permissionsetgroup: 'permissionsetgroups',
  prompt: 'prompts',
  quickAction: 'quickActions',
  recordType: 'objects',
  report: 'reports',
  reportFolder: 'reports',
  reportType: 'reportTypes',
  resource: 'staticresources',
  standardValueSet: 'standardValueSets',
  tab: 'tabs',
  trigger: 'triggers',
  validationRule: 'objects'
} as const;

export type ComponentKind = keyof typeof SUFFIXES;

/** Folders of an object's parts, by kind. */
const PART_FOLDERS: Partial<Record<ComponentKind, string>> = {
  compactLayout: 'compactLayouts',
  field: 'fields',
  listView: 'listViews',
  recordType: 'recordTypes',
  validationRule: 'validationRules'
};

/** One metadata file. */
export interface Component {
  readonly kind: ComponentKind;
  /** Name from the file's name, percent-decoded; reports have their folder before it. */
  readonly fullName: string;
  /** Object that this is a part of; its own name for `object`; empty for other kinds. */
  readonly object: string;
  /** Path in the file tree. */
  readonly path: string;
}

/** The content of a file tree: metadata files, and the files next to them (source of Apex and components, bodies of static resources). */
export interface ComponentIndex {
  readonly components: readonly Component[];
  /** Files that are not metadata themselves, by their folder. */
  readonly contents: ReadonlyMap<string, readonly string[]>;
}

const META = '-meta.xml';
const FOLDERS_WITH_CONTENT = new Set(['classes', 'triggers', 'lwc', 'staticresources']);

/** Sorts files into components. @throws MetadataError for a file that is no metadata the embedded org knows, and for a component that exists twice */
export function indexComponents(tree: FileTree): ComponentIndex {
  const components: Component[] = [];
  const contents = new Map<string, string[]>();
  const seen = new Map<string, string>();
  for (const path of tree.paths()) {
    const segments = path.split('/');
    const fileName = segments.at(-1) ?? '';
    if (!fileName.endsWith(META)) {
      addContent(tree, path, segments, contents);
      continue;
    }
    const component = toComponent(tree, path, segments, fileName.slice(0, -META.length));
    components.push(component);
    // Each package folder can have its own labels file of this name. Reading labels refuses a name that two files define.
    if (component.kind === 'labels') continue;
    const identity = `${component.kind}:${component.object}:${component.fullName}`.toLowerCase();
    const other = seen.get(identity);
    if (other !== undefined) {
      throw new MetadataError(tree.display(path), 1, 1, `${component.kind} ${component.fullName} is twice: also in ${tree.display(other)}`);
    }
    seen.set(identity, path);
  }
  return { components, contents };
}

function addContent(tree: FileTree, path: string, segments: readonly string[], contents: Map<string, string[]>): void {
  if (!segments.some((segment) => FOLDERS_WITH_CONTENT.has(segment))) {
    throw new MetadataError(tree.display(path), 1, 1, 'this file is no metadata that the embedded org knows');
  }
  const folder = segments.slice(0, -1).join('/');
  const files = contents.get(folder);
  if (files) files.push(path);
  else contents.set(folder, [path]);
}

function toComponent(tree: FileTree, path: string, segments: readonly string[], stem: string): Component {
  const dot = stem.lastIndexOf('.');
  const suffix = stem.slice(dot + 1);
  const refuse = (problem: string): MetadataError => new MetadataError(tree.display(path), 1, 1, problem);
  const fullName = decodedName(stem.slice(0, Math.max(dot, 0)));
  if (fullName === undefined) throw refuse(`${stem} has a % that is not followed by the code of a character`);
  if (!isKind(suffix) || fullName === '') throw refuse(`the embedded org does not support metadata of the type ${suffix}`);
  const folder = SUFFIXES[suffix];
  const at = segments.lastIndexOf(folder);
  if (at < 0) throw refuse(`a ${suffix} must stand in a folder ${folder}`);
  if (folder === 'objects') {
    const object = segments[at + 1] ?? '';
    const part = PART_FOLDERS[suffix];
    const expected = part === undefined ? [object] : [object, part];
    if (segments.length !== at + 2 + expected.length || (part !== undefined && segments[at + 2] !== part)) {
      throw refuse(`a ${suffix} of ${object} must stand in objects/${expected.join('/')}`);
    }
    if (suffix === 'object' && fullName !== object) throw refuse(`the folder of the object ${fullName} is named ${object}`);
    return { kind: suffix, fullName, object, path };
  }
  const inFolder = suffix === 'report' || suffix === 'dashboard' ? [...segments.slice(at + 1, -1), fullName].join('/') : fullName;
  return { kind: suffix, fullName: inFolder, object: '', path };
}

/** A name as files write it, with characters that files cannot have as `%2F`; `undefined` where that is malformed. */
export function decodedName(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch {
    return undefined;
  }
}

const isKind = (suffix: string): suffix is ComponentKind => Object.hasOwn(SUFFIXES, suffix);
