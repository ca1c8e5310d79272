import { readProject } from '../../local-org/metadata/project';
import type { ObjectPermission } from '../../local-org/metadata/types';
import { ROLES, rolesOf, type Role } from './roles';

const OBJECT_RIGHTS: readonly (readonly [right: keyof ObjectPermission, name: string])[] = [
  ['allowRead', 'read'],
  ['allowCreate', 'create'],
  ['allowEdit', 'edit'],
  ['allowDelete', 'delete'],
  ['viewAllRecords', 'view all'],
  ['modifyAllRecords', 'modify all']
];

const objectRights = (role: Role, object: string): string =>
  OBJECT_RIGHTS.filter(([right]) => role.object(object).some((permission) => permission[right] === true))
    .map(([, name]) => name)
    .join(', ') || '–';

const fieldRight = (role: Role, field: string): string => {
  const granted = role.field(field);
  if (granted.some(({ editable }) => editable)) return 'edit';
  return granted.some(({ readable }) => readable) ? 'read' : '–';
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (first: string, names: readonly string[], rows: readonly string[]): string[] => [
  row([first, ...names]),
  row(['---', ...names.map(() => '---')]),
  ...rows
];

/**
 * docs/permissions.md: what each role may do with each object and field, read from the permission sets.
 * @param root folder of the project
 */
export function permissionsPage(root: string): string {
  const metadata = readProject({ root });
  const roles = rolesOf(metadata);
  const names = roles.map(({ name }) => name);
  const granted = <T>(of: (set: (typeof metadata.permissionSets)[number]) => readonly T[]): T[] => [
    ...new Set(metadata.permissionSets.filter(({ fullName }) => Object.values(ROLES).flat().includes(fullName)).flatMap(of))
  ];
  const objects = granted(({ objectPermissions }) => objectPermissions.map(({ object }) => object)).sort();
  const fields = granted(({ fieldPermissions }) => fieldPermissions.map(({ field }) => field)).sort();
  const withFields = [...new Set(fields.map((field) => field.split('.', 1)[0] ?? ''))];
  const sets = Object.entries(ROLES).map(([name, list]) => row([name, list.map((set) => `\`${set}\``).join(', ')]));
  return `${[
    '# Permissions by role',
    '',
    'What the permission sets of each role grant, by object and by field. Sharing also decides which records a user can see. Required fields and',
    'master-detail fields have no permission of their own: users who can read the object can read them. A test compares this page with the permission sets.',
    'To generate it again: `npx esbuild tests/support/write-permissions-page.ts --bundle --platform=node --packages=external | node`.',
    '',
    ...table('role', ['permission sets'], sets),
    '',
    '## Objects',
    '',
    ...table(
      'object',
      names,
      objects.map((object) => row([`\`${object}\``, ...roles.map((role) => objectRights(role, object))]))
    ),
    '',
    '## Fields',
    ...withFields.flatMap((object) => [
      '',
      `### ${object.replaceAll('__c', '').replaceAll('_', ' ')}`,
      '',
      ...table(
        'field',
        names,
        fields
          .filter((field) => field.startsWith(`${object}.`))
          .map((field) => row([`\`${field.slice(object.length + 1)}\``, ...roles.map((role) => fieldRight(role, field))]))
      )
    ])
  ].join('\n')}\n`;
}
