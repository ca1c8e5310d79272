import { readExample, type Example } from './data';
import { requireFreePort } from './free-port';
import { OrgServer } from './org-server';
import type { StartOptions } from './options';

/** Serves the org until the process is stopped, and prints its address and users. */
export async function startServer(options: StartOptions): Promise<void> {
  await requireFreePort(options.port);
  const example = options.example ? readExample(options.example) : null;
  const running = await OrgServer.start(options, example);
  announce(running, example);
  running.preview.ready().then(
    () => console.log('Pages are ready.'),
    (error: unknown) => console.error('The pages could not be built; the API continues.', error)
  );
  const stop = (): void => void running.stop().finally(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function announce({ url, org }: OrgServer, example: Example | null): void {
  const { users, password } = org.configuration;
  console.log(`\nLockstep runs at ${url}${example ? ` with the example ${example.label}` : ''}\n`);
  for (const user of users) console.log(`  ${user.username.padEnd(28)} ${user.title}`);
  console.log(`\nEvery password is ${password}. The page signs you in as ${org.configuration.previewUser}; its header switches users.`);
  if (example) console.log(`Import its leads: npm run import -- --example ${example.name} --file FILE.csv (${example.data.join(', ')})`);
  console.log('Stop with Ctrl+C.\n');
}
