import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { openDatabase } from './index';

const ROWS = 2000;
const KILLS = 6;

/** Writes transaction after transaction, says so after each commit, until it is killed. */
const WRITER = `
  import { openDatabase } from './index';
  const db = openDatabase({ file: process.argv[2] });
  // Fewer pages than a transaction touches: half of it reaches the file before the commit.
  db.exec('PRAGMA cache_size = 20');
  db.exec('CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, batch INTEGER, text TEXT); CREATE INDEX IF NOT EXISTS i ON t (batch)');
  let batch = Number(db.get('SELECT coalesce(max(batch), 0) AS n FROM t').n);
  for (;;) {
    batch++;
    db.exec('BEGIN IMMEDIATE');
    for (let i = 0; i < ${ROWS}; i++) db.run('INSERT INTO t (batch, text) VALUES (?, ?)', [batch, 'x'.repeat(100)]);
    db.exec('COMMIT');
    require('node:fs').writeSync(1, batch + '\\n');
  }
`;

describe('a killed process', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crash-'));
    const { outputFiles } = buildSync({
      stdin: { contents: WRITER, resolveDir: __dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      external: ['node-sqlite3-wasm'],
      write: false
    });
    writeFileSync(join(folder, 'writer.cjs'), outputFiles[0]?.text ?? '');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** @returns the last batch that the process said it had committed */
  const writeAndKill = (file: string, afterBatches: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(folder, 'writer.cjs'), file], {
        env: { ...process.env, NODE_PATH: join(__dirname, '../../node_modules') },
        stdio: ['ignore', 'pipe', 'inherit']
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.split('\n').length > afterBatches) child.kill('SIGKILL');
      });
      child.on('error', reject);
      child.on('exit', () => {
        const acknowledged = output.split('\n').slice(0, -1);
        resolve(Number(acknowledged.at(-1) ?? 0));
      });
    });

  it(`loses nothing it acknowledged and leaves nothing half done, ${KILLS} times in a row`, async () => {
    const file = join(folder, 'org.db');
    for (let kill = 1; kill <= KILLS; kill++) {
      const acknowledged = await writeAndKill(file, 1 + (kill % 3));
      expect(acknowledged).toBeGreaterThan(0);
      const db = openDatabase({ file });
      expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      const batches = db.all('SELECT batch, count(*) AS n FROM t GROUP BY batch');
      expect(batches.every((batch) => batch['n'] === ROWS)).toBe(true);
      expect(batches.length).toBeGreaterThanOrEqual(acknowledged);
      db.close();
    }
  }, 60_000);
});
