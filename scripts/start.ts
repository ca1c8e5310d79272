import { startServer } from './starting/server';
import { readOptions, USAGE } from './starting/options';

const options = readOptions(process.argv.slice(2));
if (options === 'help') console.log(USAGE);
else {
  startServer(options).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
