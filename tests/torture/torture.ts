import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endInFailure, UsageError } from '../../scripts/command-failure';
import { load, machine } from '../benchmarks/report';
import { decisions } from './decisions';
import { deployments } from './deployments';
import { kills } from './kills';
import { queries } from './queries';
import { requests } from './requests';
import type { Trial, TrialOutcome } from './trial';

const TRIALS: readonly Trial[] = [kills, requests, deployments, decisions, queries];
const REPORT = path.join('docs', 'benchmarks.md');
/** Heading of the results in the report. */
const HEADING = '## Torture';
const DEFAULT_SEED = 20_270_106;
const NAMES = TRIALS.map(({ name }) => name).join(', ');
const USAGE = `Usage: npm run torture -- [options]

Stresses the embedded org, and lists what failed. It takes about an hour. The exit code is 1 if anything failed. Without --rounds, the
figures are written to ${REPORT}. The same seed repeats the same run.

  --seed N       default ${DEFAULT_SEED}
  --only NAMES   some of ${NAMES}, separated by commas
  --rounds N     of each trial; default: ${TRIALS.map(({ name, rounds }) => `${rounds} ${name}`).join(', ')}`;

interface Made {
  readonly trial: Trial;
  readonly load: number;
  readonly outcome: TrialOutcome;
  readonly findings: readonly string[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const seed = wholeNumber('--seed', values.seed);
  const rounds = values.rounds === undefined ? undefined : wholeNumber('--rounds', values.rounds);
  const chosen = chosenTrials(values.only);
  const made: Made[] = [];
  for (const trial of chosen) {
    const loadBefore = load();
    const onProgress = (text: string): void => console.error(`${trial.name}: ${text} …`);
    const outcome = await trial.run({ seed, rounds: rounds ?? trial.rounds, onProgress });
    const findings = [...outcome.findings, ...outcome.requests.findings()];
    made.push({ trial, load: loadBefore, outcome, findings });
    console.log(`${trial.title}: ${outcome.done}\n  ${slowest(outcome)}\n  ${findings.length} findings`);
    for (const finding of findings) console.log(`  ${finding}`);
  }
  if (rounds === undefined) writeReport(seed, made);
  return made.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number === 0)
    throw new UsageError(`${option} must be a whole number above 0, not ${text}`);
  return number;
}

function chosenTrials(only: string): readonly Trial[] {
  if (only === '') return TRIALS;
  const names = only.split(',');
  const unknown = names.find((name) => !TRIALS.some((trial) => trial.name === name));
  if (unknown !== undefined) throw new UsageError(`There is no trial ${unknown}; there are ${NAMES}`);
  return TRIALS.filter(({ name }) => names.includes(name));
}

function slowest({ requests: { slowest: time, slowestWas, count } }: TrialOutcome): string {
  return count === 0 ? 'no request was timed' : `slowest of ${count} requests: ${(time / 1000).toFixed(2)} s (${slowestWas.slice(0, 120)})`;
}

/** Puts the figures where the last ones of the same trials were; those of other trials stay. */
function writeReport(seed: number, made: readonly Made[]): void {
  const old = fs.readFileSync(REPORT, 'utf8');
  const from = old.indexOf(HEADING);
  const to = from < 0 ? -1 : old.indexOf('\n## ', from + HEADING.length);
  const before = (from < 0 ? old : old.slice(0, from)).trimEnd();
  const section = from < 0 ? '' : old.slice(from, to < 0 ? undefined : to);
  const rows = TRIALS.flatMap(({ name, title }) => {
    const now = made.find(({ trial }) => trial.name === name);
    return now ? rowOf(seed, now) : section.split('\n').filter((line) => line.startsWith(`| ${title} |`));
  });
  fs.writeFileSync(REPORT, `${before}\n\n${sectionOf(rows)}${to < 0 ? '' : old.slice(to)}`);
}

function rowOf(seed: number, { trial, load: before, outcome, findings }: Made): string {
  const worst = outcome.requests.count === 0 ? '' : `${(outcome.requests.slowest / 1000).toFixed(2)} s`;
  const day = new Date().toISOString().slice(0, 10);
  const found = findings.length === 0 ? 'none' : `**${findings.length}**`;
  return `| ${trial.title} | ${outcome.done} | ${worst} | ${found} | ${before.toFixed(1)} | ${day}, ${seed} |`;
}

function sectionOf(rows: readonly string[]): string {
  return `${HEADING}

Results of the last \`npm run torture\`. ${machine()}.

| What | Done | Slowest request | Findings | Load before | Day and seed |
| --- | --- | ---: | --- | ---: | --- |
${rows.join('\n')}
`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => endInFailure(error, 2)
);
