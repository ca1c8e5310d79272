import path from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import type { Connection } from 'jsforce';
import { endInFailure, UsageError } from './command-failure';
import { connect, EMBEDDED_ORG } from './importing/connection';
import { readMapping, type Mapping, type SourceMapping } from './importing/mapping';
import { describeFields, type OrgFields } from './importing/org-fields';
import { checkClosedLoop } from './replaying/closed-loop-check';
import { readHistory, type DescribedSources } from './replaying/history';
import { HistoricOrg } from './replaying/historic-org';
import { Replay } from './replaying/replay';
import { printCheck, printOutcome, reportExceptions } from './replaying/report';
import { timeline } from './replaying/timeline';
import { readExample } from './starting/data';

const USAGE = `Usage: npm run replay -- --example NAME --mqls FILE.csv --deals FILE.csv [options]

Plays a history into an embedded org as it happened: its clock moves from moment to moment, people become leads and hand-offs on
their first contact, and deals convert and are won on their day. Then it compares the org's closed loop with the files, and names
what in the files does not fit. The exit code is 1 if figures differ or records were refused, 2 if the replay itself failed.

  --example NAME       whose fields, definition and agreement apply; its example.json says what in its mapping is the history
  --mqls FILE          marketing qualified leads with the day of their first contact
  --deals FILE         deals that were won with them
  --instance-url URL   a running embedded org whose clock is before the history (npm start -- --example NAME --fresh --clock DAY);
                       without it, an org in memory that ends with the command
  --username, --password
  --check-only         compare only: with --instance-url, after a replay into it
  --exceptions FILE    where the exceptions are written (default: .local-org/replay-exceptions.csv)`;

const DAY = 86_400_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      example: { type: 'string' },
      mqls: { type: 'string' },
      deals: { type: 'string' },
      'instance-url': { type: 'string' },
      username: { type: 'string', default: EMBEDDED_ORG.username },
      password: { type: 'string', default: EMBEDDED_ORG.password },
      'check-only': { type: 'boolean', default: false },
      exceptions: { type: 'string', default: path.join('.local-org', 'replay-exceptions.csv') },
      help: { type: 'boolean', default: false }
    }
  });
  const { example: name, mqls, deals, username, password } = values;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!name || !mqls || !deals) throw new UsageError(`--example, --mqls and --deals are needed.\n\n${USAGE}`);
  const example = readExample(name);
  if (!example.history) throw new Error(`The example ${name} has no history to replay: its example.json says none.`);
  const instanceUrl = values['instance-url'];
  if (values['check-only']) {
    if (!instanceUrl) throw new UsageError('--check-only needs --instance-url: an org in memory ends with the command that filled it.');
    return printCheck(await checkClosedLoop(await connect({ instanceUrl, username, password }), mqls, deals)) > 0 ? 1 : 0;
  }
  const mapping = readMapping(path.join(example.directory, 'mapping.json'));
  // An org in memory begins before the history: when that is, only the files say.
  const [first] = timeline(readHistory(mapping, example.history, mqls, deals));
  if (!first) throw new Error(`Neither ${mqls} nor ${deals} holds a row that can be replayed.`);
  const inMemory = instanceUrl ? null : await HistoricOrg.open(example, first.at - DAY);
  try {
    const connection = await connect({ instanceUrl: inMemory?.url ?? instanceUrl ?? '', username, password });
    const history = readHistory(mapping, example.history, mqls, deals, await describeSources(connection, mapping));
    const outcome = await new Replay(connection, history, example.history.handOffReason, await userId(connection)).run(progress());
    printOutcome(outcome);
    reportExceptions(history.exceptions, values.exceptions);
    const differing = printCheck(await checkClosedLoop(connection, mqls, deals));
    return differing > 0 || outcome.refusals.length > 0 ? 1 : 0;
  } finally {
    await inMemory?.close();
  }
}

async function describeSources(connection: Connection, mapping: Mapping): Promise<DescribedSources> {
  const described = new Map<SourceMapping, OrgFields>();
  for (const source of mapping.sources) described.set(source, await describeFields(connection, source));
  return described;
}

async function userId(connection: Connection): Promise<string> {
  return (await connection.identity()).user_id;
}

function progress(): (done: number, of: number) => void {
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value} of {total} moments | {eta_formatted} left',
    noTTYOutput: true,
    notTTYSchedule: 10_000
  });
  return (done, of) => {
    if (done === 1) bar.start(of, 0);
    bar.update(done);
    if (done === of) bar.stop();
  };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => endInFailure(error, 2)
);
