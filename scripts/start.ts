import { endInFailure } from './command-failure';
import { readOptions, USAGE } from './starting/options';
import { startServer } from './starting/server';

/** `npm start`: opens the embedded org and serves it until it is stopped. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await startServer(options);
}

main().catch((error: unknown) => endInFailure(error));
