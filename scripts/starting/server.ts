import fs from 'node:fs';
import { createApiServer } from '../../local-org/api/server';
import { LocalOrg } from '../../local-org/open';
import { createPreview } from '../../local-org/preview/index';
import { loadExample, loadSample, readExample, sampleStart, scheduleNightlyWork, type Example } from './data';
import type { StartOptions } from './options';

/** How often due jobs are looked for while nothing else happens. */
const JOB_INTERVAL_MILLISECONDS = 1_000;

/** Opens the org (making and filling it on first start), serves API and preview, and says where and for whom. */
export async function startServer(options: StartOptions): Promise<void> {
  const example = options.example ? readExample(options.example) : null;
  if (options.fresh) removeDatabase(options.database);
  const org = openOrg(options, example);
  const preview = createPreview(org, { project: process.cwd(), watch: options.watch });
  const server = createApiServer(org, {
    fallback: (call) => preview.answer(call),
    log: () => [...org.outbox.notifications, ...org.outbox.emails].map((message) => ({ ...message })),
    onDefect: (error, method, path) => console.error(`${method} ${path}:`, error)
  });
  const { url } = await server.listen(options.port);
  const jobs = setInterval(() => org.jobs.runDue(), JOB_INTERVAL_MILLISECONDS);
  announce(url, org, example);
  preview.ready().then(
    () => console.log('Pages are ready.'),
    (error: unknown) => console.error('The pages could not be built; the API goes on.', error)
  );
  const stop = (): void => {
    clearInterval(jobs);
    preview.close();
    void server.close().finally(() => {
      org.close();
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function openOrg(options: StartOptions, example: Example | null): LocalOrg {
  const { database } = options;
  const isNew = database === ':memory:' || !fs.existsSync(database);
  const today = Date.now();
  const withSample = isNew && !options.empty && !example;
  const org = LocalOrg.open({
    project: process.cwd(),
    database,
    ...(example ? { extraDirectories: [`${example.directory}/force-app`], extraPermissionSets: example.permissionSets } : {}),
    ...(withSample ? { clockStandsAt: sampleStart(today) } : {}),
    onBackgroundError: (error) => console.error(error)
  });
  try {
    if (withSample) loadSample(org, today, progress('Playing the sample company’s year'));
    else if (isNew && example) loadExample(org, example);
    if (isNew) scheduleNightlyWork(org);
    org.clock.run();
    return org;
  } catch (error) {
    org.close();
    // A half-filled org would pass for a whole one on the next start.
    removeDatabase(database);
    throw error;
  }
}

function removeDatabase(database: string): void {
  if (database === ':memory:') return;
  for (const suffix of ['', '-wal', '-shm', '.owner']) fs.rmSync(database + suffix, { force: true });
  fs.rmSync(`${database}.lock`, { recursive: true, force: true });
}

/** A line that counts up on a terminal; one line in ten elsewhere. */
function progress(what: string): (done: number, of: number) => void {
  return (done, of) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${what}: week ${done} of ${of}${done === of ? '\n' : ''}`);
    else if (done === of || done % 10 === 0) console.log(`${what}: week ${done} of ${of}`);
  };
}

function announce(url: string, org: LocalOrg, example: Example | null): void {
  const { users, password } = org.configuration;
  console.log(`\nLockstep runs at ${url}${example ? ` with the example ${example.label}` : ''}\n`);
  for (const user of users) console.log(`  ${user.username.padEnd(28)} ${user.title}`);
  console.log(`\nEvery password is ${password}. The page signs you in as ${org.configuration.previewUser}; its header switches users.`);
  if (example) console.log(`Import its leads: npm run import -- --example ${example.name} --file FILE.csv (${example.data.join(', ')})`);
  console.log('Stop with Ctrl+C.\n');
}
