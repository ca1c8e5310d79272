import { zipSync } from 'fflate';
import type { RunningUser } from '../database/types';
import { OrgException, UnsupportedFeature } from '../errors';
import { isPlatformType } from '../metadata/platform-types';
import { unknownType } from './package-reader';
import type { ComponentFiles } from '../metadata/mdapi';
import {
  kindOfType,
  LABELS_FILE,
  manifestType,
  memberName,
  METADATA_TYPES,
  packageFiles,
  packagePath,
  withoutSlash,
  writePackageXml
} from '../metadata/mdapi';
import { rowIdOf } from './component-rows';
import type { DeploymentHost } from './host';
import type { OrgFiles } from './org-files';
import { iso } from './store';
import type { FileProperties, RetrieveRequest, RetrieveResult } from './types';

const KEY_PREFIX = '09S';
/** Answers kept for callers that have not fetched them yet. */
const KEPT = 20;

const IN_FOLDERS: ReadonlySet<string> = new Set([METADATA_TYPES.report.name, METADATA_TYPES.dashboard.name]);

/** Gives an org's components back, in the Metadata API's format. */
export class Retrievals {
  private readonly results = new Map<string, RetrieveResult>();

  constructor(
    private readonly host: DeploymentHost,
    private readonly files: OrgFiles
  ) {}

  /** @throws OrgException INVALID_ID_FIELD */
  get(id: string): RetrieveResult {
    const found = this.results.get(id);
    if (!found) throw new OrgException('INVALID_ID_FIELD', `Invalid retrieve ID: ${id}`);
    return found;
  }

  retrieve(_user: RunningUser, request: RetrieveRequest): RetrieveResult {
    const components = this.components();
    const chosen = new Map<string, ComponentFiles>();
    const messages: { fileName: string; problem: string }[] = [];
    const prefix = request.singlePackage ? '' : 'unpackaged/';
    for (const [type, members] of request.types) {
      if (!isKnown(type)) {
        messages.push({ fileName: `${prefix}package.xml`, problem: unknownType(type, 'package.xml') });
        continue;
      }
      for (const written of members) {
        const member = withoutSlash(type, written);
        // What is in folders is named one by one.
        const found = member === '*' && IN_FOLDERS.has(type) ? [] : named(components, type, member);
        if (found.length === 0 && member !== '*') {
          messages.push({ fileName: `${prefix}package.xml`, problem: `Entity of type '${type}' named '${member}' cannot be found` });
        }
        for (const component of found) chosen.set(`${component.kind}:${memberName(component)}`, component);
      }
    }
    const list = [...chosen.values()];
    const id = this.host.ids.next(KEY_PREFIX);
    const manifest = writePackageXml(membersByType(list), request.apiVersion);
    const files = new Map<string, Uint8Array>([['package.xml', Buffer.from(manifest)], ...packageFiles(list)]);
    const result: RetrieveResult = {
      id,
      fileProperties: list.map((component) => this.properties(component, prefix)),
      messages,
      zipFile: zipSync(Object.fromEntries([...files].map(([path, content]) => [prefix + path, content])))
    };
    this.results.set(id, result);
    for (const old of this.results.keys()) {
      if (this.results.size <= KEPT) break;
      this.results.delete(old);
    }
    return result;
  }

  /**
   * @param folder for types whose components are in folders: without it there are none
   * @throws OrgException INVALID_TYPE
   */
  list(type: string, folder?: string): FileProperties[] {
    if (!isKnown(type)) {
      if (isPlatformType(type)) throw new UnsupportedFeature(`the metadata type ${type}`);
      throw new OrgException('INVALID_TYPE', `Unknown type:${type}`);
    }
    const all = named(this.components(), type, '*');
    const found = IN_FOLDERS.has(type) ? all.filter(({ fullName }) => folder !== undefined && fullName.startsWith(`${folder}/`)) : all;
    if (type !== LABELS_FILE.type) return found.map((component) => this.properties(component, ''));
    return found.slice(0, 1).map((component) => ({ ...this.properties(component, ''), ...LABELS_FILE }));
  }

  private components(): readonly ComponentFiles[] {
    return [...this.files.over(this.host.base()).values()];
  }

  private properties(component: ComponentFiles, prefix: string): FileProperties {
    const stamp = this.files.stamp(component);
    const organization = this.host.db.get('SELECT CreatedById, CreatedDate FROM Organization');
    const first = { by: String(organization?.['CreatedById'] ?? ''), at: Number(organization?.['CreatedDate'] ?? 0) };
    const created = stamp ? { by: stamp.createdBy, at: stamp.createdDate } : first;
    const modified = stamp ? { by: stamp.modifiedBy, at: stamp.modifiedDate } : first;
    return {
      createdById: created.by,
      createdByName: this.nameOf(created.by),
      createdDate: iso(created.at),
      fileName: prefix + packagePath(component),
      fullName: memberName(component),
      id: rowIdOf(this.host.db, component) ?? '',
      lastModifiedById: modified.by,
      lastModifiedByName: this.nameOf(modified.by),
      lastModifiedDate: iso(modified.at),
      manageableState: 'unmanaged',
      type: METADATA_TYPES[component.kind].name
    };
  }

  private nameOf(userId: string): string {
    return String(this.host.db.get('SELECT Name FROM User WHERE Id = ?', [userId])?.['Name'] ?? '');
  }
}

const isKnown = (type: string): boolean => type === LABELS_FILE.type || kindOfType(type) !== undefined;

/** Components that a member of package.xml names. An object comes with all its parts. */
function named(components: readonly ComponentFiles[], type: string, member: string): ComponentFiles[] {
  if (type === LABELS_FILE.type)
    return member === '*' || member === LABELS_FILE.fullName ? components.filter(({ kind }) => kind === 'labels') : [];
  if (type === 'CustomObject') {
    const objects = new Set(components.flatMap(({ object }) => (object !== '' ? [object] : [])));
    const wanted =
      member === '*' ? [...objects].filter((object) => /__(c|mdt|e)$/.test(object)) : [...objects].filter((object) => object === member);
    return components.filter(({ object }) => wanted.includes(object));
  }
  return components.filter((component) => {
    if (METADATA_TYPES[component.kind].name === type && memberName(component) === member) return true;
    if (manifestType(component.kind) === type && memberName(component) === member) return true;
    return member === '*' && METADATA_TYPES[component.kind].name === type;
  });
}

function membersByType(components: readonly ComponentFiles[]): Map<string, string[]> {
  const types = new Map<string, string[]>();
  const add = (type: string, member: string): void => void types.set(type, [...(types.get(type) ?? []), member]);
  for (const component of components) {
    if (component.kind === 'labels' && types.has(LABELS_FILE.type)) continue;
    if (component.kind === 'labels') add(LABELS_FILE.type, LABELS_FILE.fullName);
    else add(manifestType(component.kind), memberName(component));
  }
  return types;
}
