import { unzipSync } from 'fflate';
import type { Connection } from 'jsforce';
import { COMPONENT_LIST, readComponentList, type ComponentNames } from '../building/component-list';

/**
 * What an org has of the types that a package has. Components of packages with a namespace are left out: their names differ.
 * @param ours the package's components
 */
export async function componentsOfOrg(connection: Connection, ours: ComponentNames): Promise<ComponentNames> {
  const { organizationNamespace } = await connection.metadata.describe();
  const found = new Map<string, readonly string[]>();
  for (const [type, members] of ours) {
    // One type at a time: the platform does not always say which type a component has.
    const listed = (await Promise.all(queriesOf(type, members).map((query) => connection.metadata.list(query)))).flat();
    const names = listed
      .filter((one) => typeof one.fullName === 'string' && (typeof one.type !== 'string' || one.type === type))
      .filter(({ namespacePrefix }) => !namespacePrefix || namespacePrefix === organizationNamespace)
      .map(({ fullName }) => withoutNamespace(fullName, organizationNamespace));
    found.set(type, names);
  }
  return found;
}

/** Reports and dashboards are listed by folder. */
function queriesOf(type: string, members: readonly string[]): { type: string; folder?: string }[] {
  if (type !== 'Report' && type !== 'Dashboard') return [{ type }];
  return [...new Set(members.map((member) => member.split('/')[0] ?? ''))].map((folder) => ({ type, folder }));
}

/** What is deployed without a namespace gets the org's own, and is listed with it. */
const withoutNamespace = (fullName: string, namespace: string | null | undefined): string =>
  namespace ? fullName.replaceAll(`${namespace}__`, '') : fullName;

/** What Lockstep has brought to an org, by the list that each of its deployments leaves there. Empty before the first one. */
export async function broughtByLockstep(connection: Connection): Promise<ComponentNames> {
  // A name that the org does not have is a remark in the answer, and an archive without it.
  const { zipFile } = await connection.metadata
    .retrieve({
      apiVersion: Number(connection.version),
      singlePackage: true,
      unpackaged: { types: [{ members: [COMPONENT_LIST], name: 'StaticResource' }], objectPermissions: [], version: connection.version }
    })
    .complete();
  const files = Object.entries(unzipSync(Buffer.from(zipFile, 'base64')));
  const content = files.find(([file]) => file.toLowerCase().endsWith(`${COMPONENT_LIST.toLowerCase()}.resource`))?.[1];
  return (content && readComponentList(Buffer.from(content).toString('utf8'))) ?? new Map();
}
