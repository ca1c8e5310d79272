import { unzipSync, strFromU8 } from 'fflate';
import type { Connection } from 'jsforce';
import { apexFiles, zipOf } from '../../local-org/deploy/testing';
import { connect } from '../../scripts/importing/connection';
import { ADMIN, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';

/** The Metadata API through jsforce, over SOAP and REST. */
describe('the Metadata API', () => {
  let running: RunningOrg;
  let connection: Connection;
  const hello = zipOf({ ApexClass: ['Hello'] }, apexFiles('Hello', 'public class Hello {}'));
  const broken = zipOf({ ApexClass: ['Broken'] }, apexFiles('Broken', 'public class Broken {\n  Nonsense n;\n}'));

  beforeAll(async () => {
    running = await startOrg({ bare: true });
    connection = await connect({ instanceUrl: running.url, username: ADMIN, password: PASSWORD });
    connection.metadata.pollInterval = 50;
  });
  afterAll(() => running.stop());

  test('deploys over SOAP', async () => {
    const result = await connection.metadata.deploy(Buffer.from(hello), { singlePackage: true, rollbackOnError: true }).complete(true);
    expect(result).toMatchObject({ status: 'Succeeded', success: true, numberComponentsDeployed: 1 });
    expect(running.org.metadata.apex.map(({ fullName }) => fullName)).toEqual(['Hello']);
  });

  test('says over SOAP what is wrong, and where', async () => {
    const result = await connection.metadata.deploy(Buffer.from(broken), { singlePackage: true, rollbackOnError: true }).complete(true);
    expect(result).toMatchObject({
      status: 'Failed',
      success: false,
      details: { componentFailures: [{ fullName: 'Broken', fileName: 'classes/Broken.cls', lineNumber: 2, problemType: 'Error' }] }
    });
  });

  test('deploys over REST', async () => {
    const result = await connection.metadata
      .deployRest(Buffer.from(hello), { singlePackage: true, rollbackOnError: true, checkOnly: true, testLevel: 'NoTestRun' })
      .complete(true);
    expect(result).toMatchObject({ status: 'Succeeded', checkOnly: true });
  });

  test('describes and lists', async () => {
    const described = await connection.metadata.describe('68.0');
    expect(described.metadataObjects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ xmlName: 'CustomObject', childXmlNames: expect.arrayContaining(['CustomField', 'ListView']) })
      ])
    );
    const listed = await connection.metadata.list([{ type: 'ApexClass' }], '68.0');
    expect(listed).toEqual([
      expect.objectContaining({ fullName: 'Hello', fileName: 'classes/Hello.cls', lastModifiedByName: 'Ada Admin' })
    ]);
    expect(await connection.tooling.sobject('ApexClass').retrieve(listed[0]?.id ?? '')).toMatchObject({
      Name: 'Hello',
      Body: 'public class Hello {}'
    });
  });

  test('gives back what was deployed', async () => {
    const result = await connection.metadata
      .retrieve({
        apiVersion: 68,
        singlePackage: true,
        unpackaged: { objectPermissions: [], types: [{ name: 'ApexClass', members: ['*'] }], version: '68.0' }
      })
      .complete();
    const files = unzipSync(Buffer.from(String(result.zipFile), 'base64'));
    expect(strFromU8(files['classes/Hello.cls'] ?? new Uint8Array())).toBe('public class Hello {}');
    expect(Object.keys(files)).toContain('package.xml');
  });

  test('refuses what it does not do, by name', async () => {
    await expect(connection.metadata.read('CustomObject', 'Lead')).rejects.toThrow('readMetadata');
    await expect(
      connection.metadata.deploy(Buffer.from(hello), { singlePackage: true, rollbackOnError: false }).complete()
    ).rejects.toThrow('rollbackOnError=false');
    await expect(connection.metadata.checkDeployStatus('0Af000000000999')).rejects.toThrow('Invalid deploy ID');
  });

  test('is for those who may change metadata', async () => {
    const rep = await connect({ instanceUrl: running.url, username: 'rep@lockstep.local', password: PASSWORD });
    await expect(rep.metadata.deploy(Buffer.from(hello), { singlePackage: true, rollbackOnError: true }).complete()).rejects.toThrow(
      'ModifyMetadata'
    );
    await expect(rep.metadata.deployRest(Buffer.from(hello), { singlePackage: true, rollbackOnError: true }).complete()).rejects.toThrow(
      'ModifyMetadata'
    );
  });

  test('refuses a body that is no deployment', async () => {
    const post = async (body: BodyInit, headers: Record<string, string>): Promise<{ status: number; text: string }> => {
      const reply = await fetch(`${running.url}/services/data/v68.0/metadata/deployRequest`, {
        method: 'POST',
        body,
        headers: { ...headers, authorization: `Bearer ${connection.accessToken ?? ''}` }
      });
      return { status: reply.status, text: await reply.text() };
    };
    const form = new FormData();
    form.set('entity_content', JSON.stringify({ deployOptions: { wibble: true } }));
    form.set('file', new Blob([Buffer.from(hello)]));
    expect(await post(form, {})).toEqual({ status: 400, text: expect.stringContaining('Unknown deploy option wibble') });
    expect(await post('{"validatedDeployRequestId":"0Af000000000999"}', { 'content-type': 'application/json' })).toEqual({
      status: 400,
      text: expect.stringContaining('Invalid deploy ID')
    });
    expect((await post('x', { 'content-type': 'multipart/form-data; boundary=y' })).status).toBe(400);
    expect(await post('x', { 'content-type': 'multipart/form-data' })).toEqual({ status: 400, text: expect.stringContaining('Boundary') });
    expect((await post('x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await fetch(`${running.url}/services/data/v68.0/metadata/deployRequest`, { method: 'POST', body: 'x' })).status).toBe(401);
  });
});
