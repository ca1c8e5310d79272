import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Connection } from 'jsforce';
import { apexFiles, zipOf } from '../../local-org/deploy/testing';
import { xml } from '../../local-org/metadata/testing';
import { connect } from '../../scripts/importing/connection';
import { ADMIN, PASSWORD } from '../support/running-org';
import { nextMoment, ServerProcess } from '../support/server-process';

/** A cold start compiles the package and builds its pages. */
const SLOW = 600_000;
const ADDRESSES = ['/lightning/page/home', '/lightning/o/Lead/list', '/lightning/o/Hand_Off__c/list', '/lightning/o/Greeting__c/list'];

const empty = (name: string): Uint8Array => zipOf({ ApexClass: [name] }, apexFiles(name, `public class ${name} {}`));
const some = zipOf(
  { CustomObject: ['Greeting__c'], LightningComponentBundle: ['greeting'], StaticResource: ['Greetings'] },
  {
    'objects/Greeting__c.object': xml(
      'CustomObject',
      '<label>Greeting</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Greetings</pluralLabel><sharingModel>ReadWrite</sharingModel>'
    ),
    'lwc/greeting/greeting.js': "import { LightningElement } from 'lwc';\nexport default class Greeting extends LightningElement {}\n",
    'lwc/greeting/greeting.html': '<template>Hello</template>',
    'lwc/greeting/greeting.js-meta.xml': xml('LightningComponentBundle', '<apiVersion>68.0</apiVersion><isExposed>true</isExposed>'),
    'staticresources/Greetings.resource': 'Hello',
    'staticresources/Greetings.resource-meta.xml': xml(
      'StaticResource',
      '<cacheControl>Public</cacheControl><contentType>text/plain</contentType>'
    )
  }
);

describe('the served package', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-deployments-'));
  const start = (): ServerProcess => ServerProcess.spawn('--empty', '--database', path.join(folder, 'org.db'));
  let server: ServerProcess;
  let connection: Connection;

  const begin = async (): Promise<void> => {
    server = start();
    connection = await connect({ instanceUrl: await server.url(), username: ADMIN, password: PASSWORD });
    connection.metadata.pollInterval = 100;
  };
  const deploy = async (zip: Uint8Array): Promise<string> => {
    const result = await connection.metadata.deploy(Buffer.from(zip), { singlePackage: true, rollbackOnError: true }).complete(true);
    return result.status;
  };
  const pages = async (): Promise<string[]> => {
    const url = await server.url();
    const found: string[] = [];
    for (const address of ADDRESSES) {
      const response = await fetch(url + address);
      await response.text();
      found.push(`${address} ${response.status}`);
    }
    return found;
  };
  const served = (greetings = 200): string[] => ADDRESSES.map((address) => `${address} ${address.includes('Greeting') ? greetings : 200}`);

  afterAll(async () => {
    await server.end('SIGKILL');
    fs.rmSync(folder, { recursive: true });
  });

  test(
    'serves its pages after one empty class was deployed, starts again and takes the next deployment',
    async () => {
      await begin();
      expect(await deploy(empty('Hello'))).toBe('Succeeded');
      expect(await pages()).toEqual(served(404));
      await server.end('SIGTERM');
      await begin();
      expect(await deploy(some)).toBe('Succeeded');
      expect(await pages()).toEqual(served());
    },
    SLOW
  );

  test(
    'has all or nothing of a deployment that a kill cut short, and starts again',
    async () => {
      await server.end('SIGKILL');
      await begin();
      const { id } = await connection.metadata.deploy(Buffer.from(empty('Cut')), { singlePackage: true, rollbackOnError: true });
      await nextMoment();
      await server.end('SIGKILL');
      await begin();
      let result = await connection.metadata.checkDeployStatus(id ?? '', true);
      while (!result.done) {
        await nextMoment();
        result = await connection.metadata.checkDeployStatus(id ?? '', true);
      }
      const there = (await connection.metadata.list([{ type: 'ApexClass' }], '68.0')).some(({ fullName }) => fullName === 'Cut');
      expect([result.status, there]).toEqual(result.success ? ['Succeeded', true] : ['Failed', false]);
      expect(await pages()).toEqual(served());
      expect(await deploy(empty('Next'))).toBe('Succeeded');
    },
    SLOW
  );
});
