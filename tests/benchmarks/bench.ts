import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endInFailure, UsageError } from '../../scripts/command-failure';
import { BENCHMARKS } from './index';
import { load, machine, table, type Section } from './report';

const REPORT = path.join('docs', 'benchmarks.md');
/** Heading of the part that is written by hand. */
const BY_HAND = '## Measured by hand';
const BY_DEFAULT = BENCHMARKS.filter(({ onlyByName }) => !onlyByName);
const NAMES = BENCHMARKS.map(({ name }) => name).join(', ');
const USAGE = `Usage: npm run bench -- [NAME …] [options]

Measures the embedded org and the package, and prints a table of medians. NAME is one of: ${NAMES}.
Default: all except those that take minutes (${BENCHMARKS.filter(({ onlyByName }) => onlyByName)
  .map(({ name }) => name)
  .join(', ')}); the results are then also written to ${REPORT}.

  --quick   fewer repetitions and less data: shows that it runs, not for comparing`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const unknown = positionals.filter((wanted) => !BENCHMARKS.some(({ name }) => name === wanted));
  if (unknown.length > 0) throw new UsageError(`There is no benchmark ${unknown.join(', ')}; there are ${NAMES}`);
  const chosen = positionals.length === 0 ? BY_DEFAULT : BENCHMARKS.filter(({ name }) => positionals.includes(name));
  const facts = machine();
  const sections: Section[] = [];
  for (const { title, run } of chosen) {
    sections.push({
      title,
      load: load(),
      measurements: await run({ quick: values.quick, onProgress: (text) => console.error(`${text} …`) })
    });
  }
  console.log(`${table(sections)}\n\n${facts}`);
  if (chosen === BY_DEFAULT && !values.quick) fs.writeFileSync(REPORT, report(sections, facts) + measuredByHand());
}

/** The part below the table is written by hand, so it is kept. */
function measuredByHand(): string {
  const old = fs.readFileSync(REPORT, 'utf8');
  const from = old.indexOf(BY_HAND);
  return from < 0 ? '' : `\n${old.slice(from)}`;
}

function report(sections: readonly Section[], facts: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `# Benchmarks

Results of \`npm run bench\` on ${day}. ${facts}.

Times are medians. Compare only figures from the same computer, measured while it had little else to do. Beside each title is the load of
the computer when that part began: the processes that ran or waited, over the last minute.

${table(sections)}
`;
}

main().catch((error: unknown) => endInFailure(error));
