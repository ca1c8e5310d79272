import { LocalOrg } from '../open';

let org: LocalOrg;

beforeAll(() => {
  org = LocalOrg.open({ project: process.cwd(), database: ':memory:' });
});
afterAll(() => org.close());

const count = (table: string, condition: string): number =>
  Number(org.db.get(`SELECT COUNT(*) AS n FROM "${table}" WHERE ${condition}`)?.['n']);

describe('what permission sets grant', () => {
  it('can be queried, all of it, set by set', () => {
    expect(org.metadata.permissionSets.length).toBeGreaterThan(0);
    for (const set of org.metadata.permissionSets) {
      const ofSet = `ParentId = (SELECT Id FROM PermissionSet WHERE Name = '${set.fullName}')`;
      expect(count('ObjectPermissions', ofSet)).toBe(set.objectPermissions.length);
      expect(count('FieldPermissions', ofSet)).toBe(set.fieldPermissions.length);
      for (const given of set.objectPermissions) {
        const row = `${ofSet} AND SobjectType = '${given.object}' AND PermissionsRead = ${Number(given.allowRead)} AND PermissionsEdit = ${Number(given.allowEdit)}`;
        expect([given.object, count('ObjectPermissions', row)]).toEqual([given.object, 1]);
      }
      for (const name of set.classAccesses) {
        const row = `${ofSet} AND SetupEntityType = 'ApexClass' AND SetupEntityId = (SELECT Id FROM ApexClass WHERE Name = '${name}')`;
        expect([name, count('SetupEntityAccess', row)]).toEqual([name, 1]);
      }
    }
  });
});
