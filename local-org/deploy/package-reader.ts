import { strFromU8, unzipSync } from 'fflate';
import type { ComponentFiles, PackageFileProblem, PackageManifest } from '../metadata/mdapi';
import {
  componentKey,
  componentsOfPackage,
  kindOfType,
  LABELS_FILE,
  memberName,
  manifestType,
  METADATA_TYPES,
  packagePath,
  readPackageXml
} from '../metadata/mdapi';
import { isPlatformType } from '../metadata/platform-types';
import { MetadataError, OrgException } from '../errors';
import { HIGHEST_API_VERSION, LOWEST_API_VERSION } from './versions';

/** The platform's limits of one deployment. */
const MOST_FILES = 10_000;
const MOST_BYTES = 400 * 1024 * 1024;

/** Something wrong with a package, at a file of it. */
export interface PackageProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly componentType: string;
  readonly fullName: string;
}

/** A package as it was sent: its components, and what it removes before and after them. */
export interface DeployedPackage {
  readonly manifest: PackageManifest;
  readonly components: readonly ComponentFiles[];
  /** Objects that the package states as a whole. */
  readonly before: PackageManifest | undefined;
  readonly after: readonly { readonly file: string; readonly manifest: PackageManifest }[];
  readonly problems: readonly PackageProblem[];
  /** Folder of the zip that the package is in, with its slash, as messages show it; empty for a single package. */
  readonly directory: string;
}

const DESTRUCTIVE = ['destructiveChanges.xml', 'destructiveChangesPost.xml'] as const;
const DESTRUCTIVE_PRE = 'destructiveChangesPre.xml';

/** Absolute, with steps upwards or in place, or with characters that no file name has everywhere. */
const UNSAFE_PATH = /^\/|\\|(^|\/)\.{1,2}(\/|$)|\/\/|\p{Cc}/u;

/** @throws OrgException INVALID_OPERATION for bytes that are not a zip file, or that are too many */
function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.length === 0) throw new OrgException('INVALID_OPERATION', 'No zip file content passed in');
  let files: Record<string, Uint8Array>;
  let size = 0;
  let count = 0;
  try {
    files = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        count++;
        return count <= MOST_FILES && size <= MOST_BYTES;
      }
    });
  } catch {
    throw new OrgException('INVALID_OPERATION', 'The zip file cannot be read: it is truncated or no zip file');
  }
  if (count > MOST_FILES || size > MOST_BYTES) {
    throw new OrgException('LIMIT_EXCEEDED', `The zip file holds more than ${MOST_FILES} files or ${MOST_BYTES / 1024 / 1024} MB`);
  }
  const unsafe = Object.keys(files).find((path) => UNSAFE_PATH.test(path));
  if (unsafe !== undefined) throw new OrgException('INVALID_OPERATION', `The zip file has an unsafe path: ${JSON.stringify(unsafe)}`);
  return new Map(Object.entries(files).filter(([path]) => !path.endsWith('/')));
}

/** Takes the one package directory away that a zip which is no single package has. @throws OrgException */
function packageRoot(files: ReadonlyMap<string, Uint8Array>, singlePackage: boolean): PackageRoot {
  if (singlePackage) return { files, directory: '' };
  const directories = new Set([...files.keys()].map((path) => path.split('/')[0] ?? ''));
  if (directories.size > 1) throw new OrgException('NOT_SUPPORTED', 'The embedded org does not support several packages in one zip file.');
  const [directory = ''] = directories;
  const prefix = `${directory}/`;
  return { files: new Map([...files].map(([path, content]) => [path.slice(prefix.length), content])), directory: prefix };
}

interface PackageRoot {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly directory: string;
}

/** Reads a zip into a package. What is wrong with it is in `problems`. @throws OrgException for what is no zip at all */
export function readPackage(zip: Uint8Array, singlePackage: boolean, allowMissingFiles: boolean): DeployedPackage {
  const { files: packed, directory } = packageRoot(unzip(zip), singlePackage);
  const files = new Map(packed);
  const problems: PackageProblem[] = [];
  const manifestOf = (file: string): PackageManifest | undefined => {
    const content = files.get(file);
    files.delete(file);
    if (!content) return undefined;
    try {
      return readPackageXml(file, strFromU8(content));
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      problems.push(problemOf({ error }));
      return { types: [], version: undefined };
    }
  };
  const manifest = manifestOf('package.xml');
  const before = manifestOf(DESTRUCTIVE_PRE);
  const after = DESTRUCTIVE.flatMap((file) => {
    const read = manifestOf(file);
    return read ? [{ file, manifest: read }] : [];
  });
  const none: DeployedPackage = { manifest: { types: [], version: undefined }, components: [], before, after, problems, directory };
  if (!manifest) {
    problems.push({ file: 'package.xml', line: 0, column: 0, problem: 'No package.xml found', componentType: '', fullName: 'package.xml' });
    return none;
  }
  const { components, problems: refused } = componentsOfPackage(files);
  requireEachOnce(components);
  // Files can be compared with the manifest only if it could be read.
  if (problems.length > 0) return { ...none, problems: [...problems, ...refused.map(problemOf)] };
  problems.push(...checkManifest(manifest), ...checkVersion(manifest), ...refused.map(problemOf));
  const named = namedComponents(manifest, components, problems);
  if (!allowMissingFiles) problems.push(...missing(manifest, components, refused));
  return { ...none, manifest, components: named };
}

/** @throws OrgException INVALID_OPERATION */
function requireEachOnce(components: readonly ComponentFiles[]): void {
  const seen = new Set<string>();
  for (const component of components) {
    const key = componentKey(component);
    if (seen.has(key)) throw new OrgException('INVALID_OPERATION', `${memberName(component)} is twice in the zip file`);
    seen.add(key);
  }
}

function problemOf({ error, identity }: PackageFileProblem): PackageProblem {
  return {
    file: error.file,
    line: error.line,
    column: error.column,
    problem: error.problem,
    componentType: identity ? METADATA_TYPES[identity.kind].name : '',
    fullName: identity ? memberName(identity) : error.file
  };
}

function checkVersion({ version }: PackageManifest): PackageProblem[] {
  if (version !== undefined && version >= LOWEST_API_VERSION && version <= HIGHEST_API_VERSION) return [];
  const problem = version === undefined ? 'Required field is missing: version' : `Invalid version specified: ${version}.0`;
  return [{ file: 'package.xml', line: 1, column: 1, problem, componentType: '', fullName: 'package.xml' }];
}

/** The problem of a type that the embedded org does not read: it is either unknown to every org, or not supported here. */
export const unknownType = (name: string, file: string): string =>
  isPlatformType(name) ? `The embedded org does not support the metadata type ${name}` : `Unknown type name '${name}' specified in ${file}`;

function checkManifest(manifest: PackageManifest): PackageProblem[] {
  return manifest.types
    .filter(({ name }) => name !== LABELS_FILE.type && kindOfType(name) === undefined)
    .map(({ name, at }) => ({
      file: 'package.xml',
      line: at.line,
      column: at.column,
      problem: unknownType(name, 'package.xml'),
      componentType: '',
      fullName: 'package.xml'
    }));
}

/** The components that package.xml names. Files it does not name are problems. */
function namedComponents(manifest: PackageManifest, components: readonly ComponentFiles[], problems: PackageProblem[]): ComponentFiles[] {
  const members = new Map<string, Set<string>>();
  for (const { name, members: names } of manifest.types) members.set(name, new Set(names));
  const isNamed = (type: string, member: string): boolean =>
    members.get(type)?.has(member) === true || members.get(type)?.has('*') === true;
  return components.filter((component) => {
    const { kind, object } = component;
    const type = METADATA_TYPES[kind];
    const inside =
      kind === 'labels' ? isNamed(LABELS_FILE.type, LABELS_FILE.fullName) : type.inside !== undefined && isNamed('CustomObject', object);
    if (inside || isNamed(type.name, memberName(component)) || isNamed(manifestType(kind), memberName(component))) return true;
    if (kind === 'object' && components.some((other) => other.object === object && other.kind !== 'object')) return false;
    problems.push({
      file: packagePath(component),
      line: 0,
      column: 0,
      problem: 'Not in package.xml',
      componentType: type.name,
      fullName: memberName(component)
    });
    return false;
  });
}

/** Members without a file, except those whose file or type has a problem already. */
function missing(
  manifest: PackageManifest,
  components: readonly ComponentFiles[],
  refused: readonly PackageFileProblem[]
): PackageProblem[] {
  const there = new Set(
    components.flatMap((component) => [
      `${METADATA_TYPES[component.kind].name}:${memberName(component)}`,
      `${manifestType(component.kind)}:${memberName(component)}`
    ])
  );
  const isRefused = (member: string): boolean =>
    refused.some(({ error, identity }) => (identity ? memberName(identity) === member : fileStem(error.file) === member));
  for (const { object, kind } of components) if (METADATA_TYPES[kind].inside && object) there.add(`CustomObject:${object}`);
  if (components.some(({ kind }) => kind === 'labels')) there.add(`${LABELS_FILE.type}:${LABELS_FILE.fullName}`);
  const known = manifest.types.filter(({ name }) => name === LABELS_FILE.type || kindOfType(name) !== undefined);
  return known.flatMap(({ name, members, at }) =>
    members
      .filter((member) => member !== '*' && !there.has(`${name}:${member}`) && !isRefused(member))
      .map((member) => ({
        file: 'package.xml',
        line: at.line,
        column: at.column,
        problem: `An object '${member}' of type ${name} was named in package.xml, but was not found in zipped directory`,
        componentType: '',
        fullName: member
      }))
  );
}

/** The name of a file without folder and suffix. */
const fileStem = (file: string): string => /([^/]*?)(\.[^./]*(-meta\.xml)?)?$/.exec(file)?.[1] ?? '';
