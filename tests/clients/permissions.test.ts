import fs from 'node:fs';
import path from 'node:path';
import { readProject } from '../../local-org/metadata/project';
import { permissionsPage } from '../support/permissions-page';
import { READ, ROLES } from '../support/roles';

const ROOT = path.resolve(__dirname, '../..');
const metadata = readProject({ root: ROOT });
const set = (name: string) => metadata.permissionSets.find(({ fullName }) => fullName === name);

describe('permissions by role', () => {
  test('are what docs/permissions.md says', () => {
    expect(fs.readFileSync(path.join(ROOT, 'docs/permissions.md'), 'utf8')).toBe(permissionsPage(ROOT));
  });

  test.each(metadata.permissionSetGroups.map((group) => [group.fullName, group.permissionSets] as const))(
    'include what everybody reads: %s',
    (_name, sets) => {
      expect(sets).toContain(READ);
    }
  );

  test('are in the set of a role only if not everybody has them', () => {
    const common = set(READ);
    const readByAll = new Map(common?.fieldPermissions.map(({ field, editable }) => [field, editable]));
    const repeated = Object.values(ROLES)
      .flat()
      .filter((name) => name !== READ && name !== 'Lockstep_Agency')
      .flatMap((name) => set(name)?.fieldPermissions.filter(({ field, editable }) => readByAll.get(field) === editable) ?? []);
    expect(repeated).toEqual([]);
  });

  test('to a detail come with those to its master, as the platform demands of each set', () => {
    const orphans = metadata.permissionSets.flatMap(({ fullName, objectPermissions }) =>
      objectPermissions.flatMap(({ object }) =>
        (metadata.schema.object(object)?.fields ?? [])
          .filter(({ relationshipType }) => relationshipType === 'masterDetail')
          .flatMap(({ referenceTo }) => referenceTo)
          .filter((master) => !objectPermissions.some((permission) => permission.object === master && permission.allowRead))
          .map((master) => `${fullName}: ${object} without ${master}`)
      )
    );
    expect(orphans).toEqual([]);
  });
});
