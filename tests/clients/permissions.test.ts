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

  test('show a component only to those who may call its Apex', () => {
    const classes = new Set(set('Lockstep_Agency')?.classAccesses);
    const called = (component: string): string[] => {
      const [file] = fs
        .readdirSync(path.join(ROOT, 'force-app/main'))
        .map((room) => path.join(ROOT, 'force-app/main', room, 'lwc', component, `${component}.ts`))
        .filter((candidate) => fs.existsSync(candidate));
      const source = file === undefined ? '' : fs.readFileSync(file, 'utf8');
      return [...source.matchAll(/@salesforce\/apex\/(\w+)\./g)].map(([, apexClass]) => apexClass ?? '');
    };
    const pages = path.join(ROOT, 'force-app/main/front/flexipages');
    const unguarded = ['Lead', 'Contact', 'Campaign', 'Opportunity', 'Lead_Definition'].flatMap((page) => {
      const source = fs.readFileSync(path.join(pages, `Lockstep_${page}.flexipage-meta.xml`), 'utf8');
      return [...source.matchAll(/<componentName>c:(\w+)<\/componentName>([\s\S]*?)<\/componentInstance>/g)]
        .filter(([, , rest]) => !rest?.includes('Lockstep_See_People'))
        .flatMap(([, component = '']) => called(component).filter((apexClass) => !classes.has(apexClass)));
    });
    expect(unguarded).toEqual([]);
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
