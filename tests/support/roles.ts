import type { FieldPermission, ObjectPermission, OrgMetadata, PermissionSetDef } from '../../local-org/metadata/types';

/** The permission sets of everybody in Marketing and Sales, in addition to that of their role. */
export const READ = 'Lockstep_Read';

/** The roles of the package, and the permission sets that a person of this role has. An outside agency has no more than its own. */
export const ROLES: Readonly<Record<string, readonly string[]>> = {
  Rep: [READ, 'Lockstep_Rep'],
  Marketer: [READ, 'Lockstep_Marketer'],
  Executive: [READ, 'Lockstep_Executive'],
  Admin: [READ, 'Lockstep_Admin'],
  Agency: ['Lockstep_Agency']
};

/** What a person of a role may do, from all their permission sets. */
export class Role {
  private readonly sets: readonly PermissionSetDef[];

  constructor(
    metadata: OrgMetadata,
    readonly name: string
  ) {
    const names = ROLES[name] ?? [];
    this.sets = metadata.permissionSets.filter(({ fullName }) => names.includes(fullName));
    if (this.sets.length !== names.length) throw new Error(`${name}: not all of its permission sets exist: ${names.join(', ')}`);
  }

  object(object: string): readonly ObjectPermission[] {
    return this.sets.flatMap(({ objectPermissions }) => objectPermissions.filter((permission) => permission.object === object));
  }

  field(field: string): readonly FieldPermission[] {
    return this.sets.flatMap(({ fieldPermissions }) => fieldPermissions.filter((permission) => permission.field === field));
  }

  shows(tab: string): boolean {
    return this.sets.some((set) => set.tabSettings.some((each) => each.tab === tab && each.visibility === 'Visible'));
  }

  get showsApp(): boolean {
    return this.sets.some((set) => set.applicationVisibilities.some(({ application, visible }) => application === 'Lockstep' && visible));
  }
}

export const rolesOf = (metadata: OrgMetadata): readonly Role[] => Object.keys(ROLES).map((name) => new Role(metadata, name));
