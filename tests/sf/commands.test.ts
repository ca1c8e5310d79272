import fs from 'node:fs';
import { supportTable, TABLE_END, TABLE_START } from './support-table';
import { COMMANDS, type Memory } from './commands';
import { SfProject } from './sf';

describe('the official command line', () => {
  const memory: Memory = new Map();
  let project: SfProject;

  beforeAll(async () => {
    project = await SfProject.start();
    const contact = { attributes: { type: 'Contact', referenceId: 'c1' }, LastName: 'Leaf' };
    const account = { attributes: { type: 'Account', referenceId: 'a1' }, Name: 'Tree', Contacts: { records: [contact] } };
    project.write('data/tree.json', JSON.stringify({ records: [account] }));
    project.write('data/leads.csv', 'LastName,Company\nA,Bulk One\nB,Bulk Two\nC,Bulk Three\n');
    const at = new Date(project.running.org.clock.now()).toISOString();
    project.write('scripts/hello.apex', "System.debug('hello');\n");
    project.write('scripts/broken.apex', 'System.debug(nothing);\n');
    memory.set('now', at);
  });
  afterAll(() => project.stop());

  test.each(COMMANDS.map((command) => [command.name, command] as const))('sf %s', async (_name, command) => {
    if (command.name === 'data upsert bulk') {
      const [lead] = project.running.org.db.all('SELECT Id FROM Lead ORDER BY Company');
      const rows = ['one', 'two'].map((id) => `${id},${String(lead?.['Id'])},Website Visit,${memory.get('now') ?? ''}`);
      project.write('data/engagements.csv', ['External_Id__c,Lead__c,Type__c,Occurred_At__c', ...rows, ''].join('\n'));
    }
    command.check(await project.run(command.args(memory), command.environment ?? {}), memory, project);
  });
});

test('the table of what is supported is the one that these tests make', () => {
  const readme = fs.readFileSync('local-org/README.md', 'utf8');
  const [, table] = readme.split(TABLE_START);
  expect(table?.split(TABLE_END)[0]?.trim()).toBe(supportTable(COMMANDS).trim());
});
