import { MetadataError } from '../../errors';
import { decodedName } from '../components';
import { nameProblem } from '../full-names';
import type { ComponentFile, ComponentFiles, ComponentIdentity } from './component-files';
import { isPackageDirectory, kindOfFile, METADATA_TYPES } from './metadata-types';
import { splitLabels, splitObject } from './split';

/** Files of a package by path, `package.xml` and the destructive ones left out. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

const META = '-meta.xml';
const same = (line: number): number => line;
const plain = (path: string, content: Uint8Array, file = path): ComponentFile => ({ path, content, origin: { file, line: same } });
const textOf = (content: Uint8Array): string => Buffer.from(content).toString('utf8');

export interface PackageComponents {
  readonly components: readonly ComponentFiles[];
  /** Problems of files that belong to no component, and of components with invalid names. */
  readonly problems: readonly PackageFileProblem[];
}

export interface PackageFileProblem {
  readonly error: MetadataError;
  /** Absent where a file is no component's. */
  readonly identity?: ComponentIdentity;
}

/** Sorts the files of a package in the Metadata API's format into components, whose files get the paths of source format. */
export function componentsOfPackage(files: PackageFiles): PackageComponents {
  const components: ComponentFiles[] = [];
  const problems: PackageFileProblem[] = [];
  const bundles = new Map<string, ComponentFile[]>();
  for (const [path, content] of files) {
    try {
      const bundle = bundleOf(path);
      if (bundle !== undefined) bundles.set(bundle, [...(bundles.get(bundle) ?? []), plain(path, content)]);
      else components.push(...componentsOfFile(path, content, files));
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      problems.push({ error });
    }
  }
  for (const [fullName, bundleFiles] of bundles) components.push({ kind: 'js', object: '', fullName, files: bundleFiles });
  const misnamed = components.flatMap(misnaming);
  const refused = new Set(misnamed.map(({ identity }) => identity));
  return { components: components.filter((component) => !refused.has(component)), problems: [...problems, ...misnamed] };
}

/** Names are checked before they become paths and parts of other names. */
function misnaming(component: ComponentFiles): PackageFileProblem[] {
  const problem = nameProblem(component);
  const origin = component.files[0]?.origin;
  if (problem === undefined) return [];
  return [{ error: new MetadataError(origin?.file ?? '', origin?.line(2) ?? 1, 1, problem), identity: component }];
}

const bundleOf = (path: string): string | undefined => /^lwc\/([^/]+)\/.+$/.exec(path)?.[1];

/** @throws MetadataError */
function componentsOfFile(path: string, content: Uint8Array, files: PackageFiles): ComponentFiles[] {
  const segments = path.split('/');
  const [directory = '', ...rest] = segments;
  const name = segments.at(-1) ?? '';
  const wrong = (problem: string): MetadataError => new MetadataError(path, 1, 1, problem);
  if (rest.length === 0 || !isPackageDirectory(directory))
    throw wrong(`The embedded org does not support the folder ${directory} of a package`);
  if (name.endsWith(META)) return metaFile(path, content, files, wrong);
  const dot = name.lastIndexOf('.');
  const kind = kindOfFile(directory, name.slice(dot + 1));
  if (!kind || dot <= 0) throw wrong(`the embedded org does not support ${name} in the folder ${directory}`);
  const type = METADATA_TYPES[kind];
  const decoded = nameOf(name.slice(0, dot), wrong);
  if (kind === 'object') return splitObject(path, decoded, textOf(content));
  if (kind === 'labels') return splitLabels(path, textOf(content));
  if (type.metaFile) {
    const meta = files.get(path + META);
    if (!meta) throw wrong(`Required field is missing: the metadata file ${name}${META} is not in the package`);
    return [{ kind, object: '', fullName: decoded, files: [plain(path, content), plain(path + META, meta)] }];
  }
  const fullName = type.folders ? [...rest.slice(0, -1), decoded].join('/') : decoded;
  if (!type.folders && rest.length > 1) throw wrong(`${type.name} cannot stand in a folder of ${directory}`);
  return [{ kind, object: '', fullName, files: [plain(`${path}${META}`, content, path)] }];
}

function nameOf(written: string, wrong: (problem: string) => MetadataError): string {
  const name = decodedName(written);
  if (name === undefined) throw wrong(`${written} has a % that is not followed by the code of a character`);
  return name;
}

/** A `-meta.xml` beside its content is read with it; one without is a folder of reports or dashboards. */
function metaFile(path: string, content: Uint8Array, files: PackageFiles, wrong: (problem: string) => MetadataError): ComponentFiles[] {
  const stem = path.slice(0, -META.length);
  if (files.has(stem)) return [];
  const folder = /^(report|dashboard)s\/([^/.]+)$/.exec(stem);
  if (!folder) throw wrong(`the file that ${path} describes is not in the package`);
  const kind = folder[1] === 'report' ? 'reportFolder' : 'dashboardFolder';
  const fullName = nameOf(folder[2] ?? '', wrong);
  return [{ kind, object: '', fullName, files: [plain(`${stem}.${kind}${META}`, content, path)] }];
}
