import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { VERSION, type TestClient } from '../../local-org/api/testing';
import { nextMoment, ServerProcess } from '../support/server-process';

const HEADER =
  'Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Do Not Call,Converted,TotalVisits,Total Time Spent on Website,' +
  'Page Views Per Visit,Country,Specialization,How did you hear about X Education,What is your current occupation,' +
  'What matters most to you in choosing a course,City,A free copy of Mastering The Interview';
const row = (id: string, city = 'Mumbai'): string => `${id},9${id},API,Google,No,No,0,3,600,2.5,India,Select,Select,Unemployed,,${city},No`;

let folder: string;
let server: ServerProcess;
let client: TestClient;

beforeAll(async () => {
  server = ServerProcess.spawn('--database', ':memory:', '--empty', '--example', 'xeducation');
  client = await server.login();
});
afterAll(() => server.end('SIGTERM'));
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-import-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(name: string, rows: readonly string[], encoding: BufferEncoding = 'utf8'): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, Buffer.from(`${HEADER}\n${rows.join('\n')}\n`, encoding));
  return file;
}

async function importFiles(...files: readonly string[]): Promise<{ status: number | null; output: string }> {
  const given = files.flatMap((file) => ['--file', file]);
  const args = [
    'scripts/run.mjs',
    'import',
    '--example',
    'xeducation',
    '--instance-url',
    await server.url(),
    '--rejected',
    folder,
    ...given
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, output })));
}

const rejectedFiles = (): Record<string, string> =>
  Object.fromEntries(
    fs
      .readdirSync(folder)
      .filter((name) => name.includes('.rejected'))
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8').split('\n').slice(1, -1).join('\n')])
  );

const countOf = async (prefix: string): Promise<number> => {
  const reply = await client.get(
    `${VERSION}/query?q=${encodeURIComponent(`SELECT COUNT() FROM Lead WHERE Prospect_Id__c LIKE '${prefix}%'`)}`
  );
  return (reply.json as { totalSize: number }).totalSize;
};

describe('npm run import', () => {
  it('keeps the rejected rows of two files of one name, and none of an earlier run', async () => {
    const files = [write('a/leads.csv', [row('n1'), row('')]), write('b/leads.csv', [row('n2'), row('', 'Pune')])];
    const { status, output } = await importFiles(...files);
    expect([status, output]).toEqual([1, expect.stringContaining('2 rows read, 1 written, 0 unchanged, 1 rejected')]);
    expect(rejectedFiles()).toEqual({
      'leads.rejected.csv': expect.stringMatching(/^3,Prospect ID is empty,.*Mumbai/),
      'leads.rejected-2.csv': expect.stringMatching(/^3,Prospect ID is empty,.*Pune/)
    });
    expect((await importFiles(write('a/leads.csv', [row('n1')]))).status).toBe(0);
    expect(rejectedFiles()).toEqual({});
  });

  it('writes nothing where one of its files cannot be read as a whole, and says what was found', async () => {
    const good = write('good.csv', [row('w1')]);
    for (const [file, finding] of [
      [write('latin.csv', [row('w2', 'Montréal')], 'latin1'), 'latin.csv is not UTF-8: line 2 has the byte 0xE9'],
      [write('open.csv', [row('w3'), `"${row('w4')}`, row('w5')]), 'open.csv has a quote on line 3 that never closes'],
      [folder, 'is a folder, not a file']
    ] as const) {
      const { status, output } = await importFiles(good, file);
      expect([status, output]).toEqual([2, expect.stringContaining(finding)]);
      expect(output).not.toMatch(/^ {4}at /m);
    }
    expect(await countOf('w')).toBe(0);
  });

  it('tells of each row what became of it where the org goes away', async () => {
    const own = ServerProcess.spawn('--database', ':memory:', '--empty', '--example', 'xeducation');
    const url = await own.url();
    const file = write(
      'gone.csv',
      Array.from({ length: 6000 }, (_, index) => row(`g${index}`))
    );
    const args = ['scripts/run.mjs', 'import', '--example', 'xeducation', '--instance-url', url, '--rejected', folder, '--file', file];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
    const ended = new Promise((resolve) => child.once('close', resolve));
    const watching = await own.login();
    const jobs = async (): Promise<number> => {
      const { records } = (await watching.get(`${VERSION}/jobs/ingest`)).json as { records: { state: string }[] };
      return records.filter(({ state }) => state !== 'Open').length;
    };
    while ((await jobs()) === 0) await nextMoment();
    await own.end('SIGKILL');
    expect(await ended).toBe(2);
    expect(output).toContain('6000 rows read, 0 written, 0 unchanged, 6000 rejected');
    expect(output).toContain('The import was interrupted');
    expect(rejectedFiles()['gone.rejected.csv']?.split('\n')).toHaveLength(6000);
    // The client tries for a while to reach the org before it gives up.
  }, 180_000);
});
