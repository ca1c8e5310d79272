import { Connection } from 'jsforce';
import { zipOf } from '../../local-org/deploy/testing';
import { folderTree } from '../../local-org/metadata/file-tree';
import { xml } from '../../local-org/metadata/testing';
import { COMPONENT_LIST, componentListText, componentNames, type ComponentNames } from '../../scripts/building/component-list';
import { broughtByLockstep, componentsOfOrg } from '../../scripts/deploying/org-components';
import { foreignNamesakes, nameOf } from '../../scripts/deploying/same-names';
import { ADMIN, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';

/** What a deployment of this package would ask of an org that has the same components, but not by a deployment of ours. */
describe('components of the same name', () => {
  const ours = componentNames(folderTree('.', ['force-app']));
  let running: RunningOrg;
  let connection: Connection;
  const found = async (names: ComponentNames): Promise<string[]> => {
    const theirs = await componentsOfOrg(connection, names);
    return foreignNamesakes(names, theirs, await broughtByLockstep(connection)).map(nameOf);
  };

  beforeAll(async () => {
    running = await startOrg();
    connection = new Connection({ loginUrl: running.url, version: '68.0' });
    await connection.login(ADMIN, PASSWORD);
  });
  afterAll(() => running.stop());

  test('are found whatever their type', async () => {
    const all = [...ours].flatMap(([type, names]) => names.map((fullName) => nameOf({ type, fullName })));
    expect(ours.size).toBeGreaterThan(15);
    expect(await found(ours)).toEqual(all);
  });

  test("are Lockstep's once its list is in the org, but for those that the list does not name", async () => {
    const [missing = ''] = ours.get('ApexClass') ?? [];
    const listed = new Map([...ours].map(([type, names]) => [type, names.filter((name) => name !== missing)] as const));
    const zip = zipOf(
      { StaticResource: [COMPONENT_LIST] },
      {
        [`staticresources/${COMPONENT_LIST}.resource`]: componentListText('0.1.0', listed),
        [`staticresources/${COMPONENT_LIST}.resource-meta.xml`]: xml(
          'StaticResource',
          '<cacheControl>Private</cacheControl><contentType>application/json</contentType>'
        )
      }
    );
    const deployed = await connection.metadata.deploy(Buffer.from(zip), { singlePackage: true, rollbackOnError: true }).complete(true);
    expect(deployed.success).toBe(true);
    expect(await found(ours)).toEqual([`ApexClass:${missing}`]);
  });
});
