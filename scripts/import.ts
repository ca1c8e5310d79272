import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { endInFailure, UsageError } from './command-failure';
import { connect, EMBEDDED_ORG } from './importing/connection';
import { importFile, prepareFiles, type ImportProgress } from './importing/import-file';
import { readMapping } from './importing/mapping';
import { planRejectedFiles, writeRejectedRows, type RejectedRow } from './importing/rejected-file';

const USAGE = `Usage: npm run import -- (--example NAME | --mapping FILE) --file FILE.csv [options]

Reads a CSV (UTF-8, commas, a header line), maps its columns as the mapping says, and upserts by external id through Bulk API 2.0.
A file that cannot be read as a whole is refused before anything is written. Rows that are refused go to FILE.rejected.csv with their
line and the reason (FILE.rejected-2.csv where another file has that name); what an earlier run left there is removed.
The exit code is 1 if rows were refused, and 2 where the import itself failed.

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
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const files = values.file;
  if (!files) throw new UsageError(`--file is missing.\n\n${USAGE}`);
  const folder = values.rejected ?? '.';
  const mapping = readMapping(mappingFile(values.example, values.mapping));
  const rejectedFiles = planRejectedFiles(files, folder);
  const connection = await connect({
    instanceUrl: values['instance-url'] ?? EMBEDDED_ORG.instanceUrl,
    ...(values['access-token'] ? { accessToken: values['access-token'] } : {}),
    username: values.username ?? EMBEDDED_ORG.username,
    password: values.password ?? EMBEDDED_ORG.password
  });
  const prepared = await prepareFiles(connection, mapping, files);
  let exitCode = 0;
  for (const [index, file] of prepared.entries()) {
    const name = files[index] ?? '';
    const { object, read, written, unchanged, rejected, interruption } = await importFile(
      connection,
      file,
      progressBar(path.basename(name))
    );
    console.log(`${name} → ${object}: ${read} rows read, ${written} written, ${unchanged} unchanged, ${rejected.length} rejected`);
    if (rejected.length > 0) {
      keepRejectedRows(rejectedFiles[index] ?? '', file.header, rejected);
      exitCode = Math.max(exitCode, 1);
    }
    if (interruption !== undefined) throw new Error(`The import was interrupted: ${interruption}`);
  }
  return exitCode;
}

function mappingFile(example: string | undefined, mapping: string | undefined): string {
  if (example !== undefined && mapping !== undefined) throw new UsageError('--example and --mapping cannot be used together.');
  if (mapping !== undefined) return mapping;
  if (example === undefined) throw new UsageError(`--example or --mapping is missing.\n\n${USAGE}`);
  if (!fs.readdirSync('examples').includes(example)) throw new UsageError(`There is no example named ${example}; see the folder examples/`);
  return path.join('examples', example, 'mapping.json');
}

/** Writes the rejected rows; where that fails, it prints them: they are nowhere else. */
function keepRejectedRows(file: string, header: readonly string[], rejected: readonly RejectedRow[]): void {
  try {
    writeRejectedRows(file, header, rejected);
    console.log(`Rejected rows: ${file}`);
  } catch (error) {
    for (const { line, reason } of rejected) console.error(`line ${line}: ${reason}`);
    throw error;
  }
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
