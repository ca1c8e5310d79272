import type { SourcePosition } from '../schema/specification';
import { USER_PERMISSIONS } from '../schema/standard/users';
import type { Schema } from '../schema/types';
import { HOME } from './navigation-readers';
import { isAlwaysRequired } from './layout-rules';
import { missingRights } from './object-permissions';
import type { PermissionReference, ReadPermissionSet } from './permission-readers';
import { refuse } from './shape';
import type { AppDef, OrgMetadata, TabDef } from './types';

const KNOWN_USER_PERMISSIONS: ReadonlySet<string> = new Set(USER_PERMISSIONS);

/** A value with its position in the file. */
export interface Placed<T> {
  readonly definition: T;
  readonly at: SourcePosition;
}

/** Names that are checked after everything is read. Without regard to case, as the platform does. */
export class ReferenceChecker {
  private readonly classes: ReadonlySet<string>;
  private readonly tabs: ReadonlySet<string>;
  private readonly apps: ReadonlySet<string>;
  private readonly pages: ReadonlySet<string>;
  private readonly bundles: ReadonlySet<string>;
  private readonly customPermissions: ReadonlySet<string>;
  private readonly permissionSets: ReadonlySet<string>;
  private readonly schema: Schema;

  constructor(metadata: OrgMetadata) {
    const names = (items: readonly { readonly fullName: string }[]): Set<string> =>
      new Set(items.map((item) => item.fullName.toLowerCase()));
    this.classes = names(metadata.apex.filter((source) => source.kind === 'class'));
    this.tabs = names(metadata.tabs);
    this.apps = names(metadata.apps);
    this.pages = names(metadata.flexiPages);
    this.bundles = new Set(metadata.lwc.map((bundle) => bundle.name.toLowerCase()));
    this.customPermissions = names(metadata.customPermissions);
    this.permissionSets = names(metadata.permissionSets);
    this.schema = metadata.schema;
  }

  permission({ kind, name, at }: PermissionReference): void {
    switch (kind) {
      case 'object':
        return this.named(this.schema.object(name) !== undefined, at, 'object', 'CustomObject', name);
      case 'field':
        return this.field(name, at);
      case 'class':
        return this.named(this.classes.has(name.toLowerCase()), at, 'apexClass', 'ApexClass', name);
      case 'customPermission':
        return this.named(this.customPermissions.has(name.toLowerCase()), at, 'name', 'CustomPermission', name);
      case 'userPermission':
        return this.need(KNOWN_USER_PERMISSIONS.has(name), at, `the embedded org does not support the user permission ${name}`);
      case 'application':
        return this.named(this.apps.has(name.toLowerCase()) || name.startsWith('standard__'), at, 'application', 'CustomApplication', name);
      case 'tab':
        return this.named(this.hasTab(name), at, 'tab', 'CustomTab', name);
      case 'recordType': {
        const [object, recordType] = name.split('.');
        const known = this.schema.object(object ?? '')?.recordTypes.some((candidate) => candidate.developerName === recordType);
        return this.named(known ?? false, at, 'recordType', 'RecordType', name);
      }
    }
  }

  /** Each right to an object with those that it depends on. */
  objectRights({ definition, references }: ReadPermissionSet): void {
    for (const { object, problem } of missingRights(definition.objectPermissions, this.schema)) {
      const stated = references.find(({ kind, name }) => kind === 'object' && name === object);
      if (stated) throw refuse(stated.at, problem);
    }
  }

  permissionSet(name: string, at: SourcePosition): void {
    this.need(this.permissionSets.has(name.toLowerCase()), at, `there is no permission set ${name}`);
  }

  tabTarget({ definition, at }: Placed<TabDef>): void {
    const { kind, target } = definition;
    if (kind === 'object') this.need(this.schema.object(target) !== undefined, at, `there is no object ${target}`);
    if (kind === 'lwc') this.need(this.bundles.has(target.toLowerCase()), at, `there is no component ${target}`);
    if (kind === 'flexiPage') this.need(this.pages.has(target.toLowerCase()), at, `there is no page ${target}`);
  }

  app({ definition, at }: Placed<AppDef>): void {
    for (const tab of definition.tabs) this.tab(tab, at);
    if (definition.utilityBar !== undefined) this.page(definition.utilityBar, at);
    for (const { object, flexiPage } of definition.pageOverrides) {
      this.page(flexiPage, at);
      this.need(object === HOME || this.schema.object(object) !== undefined, at, `there is no object ${object}`);
    }
  }

  page(name: string, at: SourcePosition): void {
    this.need(this.pages.has(name.toLowerCase()), at, `there is no page ${name}`);
  }

  private tab(name: string, at: SourcePosition): void {
    this.need(this.hasTab(name), at, `there is no tab ${name}`);
  }

  private hasTab(name: string): boolean {
    return name.startsWith('standard-') || this.tabs.has(name.toLowerCase());
  }

  /** Rights to fields that everybody has with the object cannot be stated. */
  private field(name: string, at: SourcePosition): void {
    const [objectName, fieldName] = name.split('.');
    const field = this.schema.object(objectName ?? '')?.field(fieldName ?? '');
    this.named(field !== undefined, at, 'field', 'CustomField', name);
    this.need(!field || !isAlwaysRequired(field), at, `You cannot deploy to a required field: ${name}`);
  }

  /** The kinds of reference in a permission set, as the platform's messages name them. */
  private named(known: boolean, at: SourcePosition, element: string, type: string, name: string): void {
    this.need(known, at, `In field: ${element} - no ${type} named ${name} found`);
  }

  private need(known: boolean, at: SourcePosition, problem: string): void {
    if (!known) throw refuse(at, problem);
  }
}
