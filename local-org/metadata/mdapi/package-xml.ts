import { MetadataError } from '../../errors';
import { flag, name, once, optional, refuse, repeated, root, shape, text, unsupported } from '../shape';
import type { SourcePosition } from '../../schema/specification';
import { METADATA_NAMESPACE, parseXml } from '../xml';
import { withoutSlash } from './metadata-types';
import { HEADER } from './split';

export interface PackageType {
  readonly name: string;
  readonly members: readonly string[];
  readonly at: SourcePosition;
}

/** What a package.xml or destructiveChanges.xml lists. */
export interface PackageManifest {
  readonly types: readonly PackageType[];
  /** Whole number of the API version; `undefined` in destructive changes, which need none. */
  readonly version: number | undefined;
}

const packageShape = shape({
  apiAccessLevel: unsupported(),
  description: optional(text),
  fullName: optional(text),
  namespacePrefix: unsupported(),
  objectPermissions: unsupported(),
  packageType: unsupported(),
  postInstallClass: unsupported(),
  setupWeblink: unsupported(),
  types: repeated(shape({ members: repeated(name), name: once(name) })),
  uninstallClass: unsupported(),
  version: optional(name),
  isManaged: optional(flag)
});

/** @throws MetadataError if it is not well-formed, not a package, or has an invalid version */
export function readPackageXml(file: string, source: string): PackageManifest {
  const element = root('Package', packageShape)(parseXml(file, source));
  const seen = new Set<string>();
  for (const type of element.types) {
    if (seen.has(type.name)) throw refuse(type.at, `The type ${type.name} is listed twice`);
    seen.add(type.name);
  }
  const { version } = element;
  if (version !== undefined && !/^\d+\.0$/.test(version))
    throw new MetadataError(file, element.at.line, element.at.column, `Invalid version specified: ${version}`);
  return {
    types: element.types.map(({ name: typeName, members, at }) => ({
      name: typeName,
      members: members.map((member) => withoutSlash(typeName, member)),
      at
    })),
    version: version === undefined ? undefined : Number(version)
  };
}

const escape = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A package.xml that lists these members. */
export function writePackageXml(types: ReadonlyMap<string, readonly string[]>, version: number): string {
  const lines = [...types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([typeName, members]) => [
      '    <types>',
      ...[...members].sort().map((member) => `        <members>${escape(member)}</members>`),
      `        <name>${escape(typeName)}</name>`,
      '    </types>'
    ]);
  return [HEADER, `<Package xmlns="${METADATA_NAMESPACE}">`, ...lines, `    <version>${version}.0</version>`, '</Package>', ''].join('\n');
}
