import type { SourcePosition } from '../schema/specification';
import { USER_PERMISSIONS } from '../schema/standard/users';
import type { Schema } from '../schema/types';
import { HOME } from './navigation-readers';
import type { PermissionReference } from './permission-readers';
import { refuse } from './shape';
import type { AppDef, OrgMetadata, TabDef } from './types';

const KNOWN_USER_PERMISSIONS: ReadonlySet<string> = new Set(USER_PERMISSIONS);

/** A statement with the place where it is. */
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
        return this.need(this.schema.object(name) !== undefined, at, `there is no object ${name}`);
      case 'field':
        return this.field(name, at);
      case 'class':
        return this.need(this.classes.has(name.toLowerCase()), at, `there is no Apex class ${name}`);
      case 'customPermission':
        return this.need(this.customPermissions.has(name.toLowerCase()), at, `there is no custom permission ${name}`);
      case 'userPermission':
        return this.need(KNOWN_USER_PERMISSIONS.has(name), at, `the embedded org does not support the user permission ${name}`);
      case 'application':
        return this.need(this.apps.has(name.toLowerCase()) || name.startsWith('standard__'), at, `there is no app ${name}`);
      case 'tab':
        return this.tab(name, at);
      case 'recordType': {
        const [object, recordType] = name.split('.');
        const known = this.schema.object(object ?? '')?.recordTypes.some((candidate) => candidate.developerName === recordType);
        return this.need(known ?? false, at, `there is no record type ${name}`);
      }
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
    this.need(name.startsWith('standard-') || this.tabs.has(name.toLowerCase()), at, `there is no tab ${name}`);
  }

  /** Rights to fields that everybody has with the object cannot be stated. */
  private field(name: string, at: SourcePosition): void {
    const [objectName, fieldName] = name.split('.');
    const field = this.schema.object(objectName ?? '')?.field(fieldName ?? '');
    if (!field) throw refuse(at, `there is no field ${name}`);
    const always = field.custom && !field.nillable && field.type !== 'boolean' && !field.formula && !field.autoNumber;
    this.need(!always, at, `${name} is required or a master-detail field: permissions for it cannot be stated`);
  }

  private need(known: boolean, at: SourcePosition, problem: string): void {
    if (!known) throw refuse(at, problem);
  }
}
