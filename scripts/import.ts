import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { endInFailure } from './command-failure';
import { connect, EMBEDDED_ORG } from './importing/connection';
import { importFile, writeRejectedRows, type ImportProgress } from './importing/import-file';
import { readMapping } from './importing/mapping';

const USAGE = `Usage: npm run import -- (--example NAME | --mapping FILE) --file FILE.csv [options]

Reads a CSV, maps its columns as the mapping says, and upserts by external id through Bulk API 2.0.
Rows that are refused go to FILE.rejected.csv with their line and the reason; the exit code is then 1, and 2 where the import itself failed.

  --example NAME       use examples/NAME/mapping.json
  --mapping FILE       use this mapping
  --file FILE          the CSV; may be given more than once
  --instance-url URL   the org (default: the running embedded org, ${EMBEDDED_ORG.instanceUrl})
  --username, --password, or --access-token
  --rejected DIR       where rejected rows go (default: the current folder)`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      example: { type: 'string' },
      mapping: { type: 'string' },
      file: { type: 'string', multiple: true },
      'instance-url': { type: 'string' },
      username: { type: 'string' },
      password: { type: 'string' },
      'access-token': { type: 'string' },
      rejected: { type: 'string' },
      help: { type: 'boolean' }
    }
  });
  const mappingFile = values.mapping ?? (values.example ? path.join('examples', values.example, 'mapping.json') : undefined);
  if (values.help || !mappingFile || !values.file) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  if (values.example && !fs.existsSync(mappingFile))
    throw new Error(`There is no example named ${values.example}; see the folder examples/`);
  const mapping = readMapping(mappingFile);
  const connection = await connect({
    instanceUrl: values['instance-url'] ?? EMBEDDED_ORG.instanceUrl,
    ...(values['access-token'] ? { accessToken: values['access-token'] } : {}),
    username: values.username ?? EMBEDDED_ORG.username,
    password: values.password ?? EMBEDDED_ORG.password
  });
  let rejectedRows = 0;
  for (const file of values.file) {
    const outcome = await importFile(connection, mapping, file, progressBar(path.basename(file)));
    console.log(
      `${path.basename(file)} → ${outcome.object}: ${outcome.read} rows read, ${outcome.written} written, ${outcome.unchanged} unchanged, ${outcome.rejected.length} rejected`
    );
    if (outcome.rejected.length > 0) console.log(`Rejected rows: ${writeRejectedRows(file, outcome.rejected, values.rejected ?? '.')}`);
    rejectedRows += outcome.rejected.length;
  }
  return rejectedRows > 0 ? 1 : 0;
}

function progressBar(name: string): ImportProgress {
  const bar = new SingleBar({
    format: `${name} {bar} {percentage} % | {value} of {total} | {eta_formatted} left`,
    noTTYOutput: true,
    notTTYSchedule: 2000
  });
  return {
    start: (total) => bar.start(total, 0),
    processed: (count) => bar.update(count),
    stop: () => bar.stop()
  };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => endInFailure(error, 2)
);
