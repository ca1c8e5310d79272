import fs from 'node:fs';
import path from 'node:path';
import { openProject, type Finding, type Gate, type Project } from './gate';
import { GATES } from './gates';
import { KEPT_RESULTS } from './gates/code-analyzer';
import { REPOSITORY } from './process';
import { applySuppressions, readSuppressions, SUPPRESSIONS_FILE, type Suppression } from './suppressions';

/** Discards the kept results, so that every gate checks everything. */
const ALL = '--all';

interface Row {
  readonly gate: Gate;
  readonly findings: readonly Finding[];
  readonly seconds: number;
}

/**
 * Runs gates over this repository and prints what they found, and one table.
 * @param names gates to run; none: all
 * @returns the exit status: 1 where anything was found, 2 for a name that is no gate
 */
async function check(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !GATES.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    console.error(`There is no gate ${unknown.join(', ')}. Gates:`);
    for (const gate of GATES) console.error(`  ${gate.name.padEnd(18)}${gate.about}`);
    return 2;
  }
  const project = openProject(REPOSITORY);
  const suppressions = readSuppressions(fs.readFileSync(path.join(REPOSITORY, SUPPRESSIONS_FILE), 'utf8'));
  const rows: Row[] = [];
  for (const gate of GATES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    process.stdout.write(`${gate.name} … `);
    const row = await runGate(gate, project, suppressions);
    console.log(
      row.findings.length === 0 ? `ok (${row.seconds.toFixed(1)} s)` : `${row.findings.length} findings (${row.seconds.toFixed(1)} s)`
    );
    for (const { file, line, column, rule, message } of row.findings) console.log(`  ${file}:${line}:${column} ${rule}: ${message}`);
    rows.push(row);
  }
  console.log(table(rows));
  return rows.some((row) => row.findings.length > 0) ? 1 : 0;
}

async function runGate(gate: Gate, project: Project, suppressions: readonly Suppression[]): Promise<Row> {
  const started = performance.now();
  let findings: readonly Finding[];
  try {
    findings = applySuppressions(gate.name, await gate.run(project), suppressions);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    findings = [{ file: 'checks', line: 1, column: 1, rule: 'gate', message: `the gate could not run: ${message}` }];
  }
  return { gate, findings, seconds: (performance.now() - started) / 1000 };
}

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ gate }) => gate.name.length), 'in all'.length) + 2;
  const line = (name: string, findings: string, seconds: string, about: string): string =>
    `${name.padEnd(width)}${findings.padStart(8)}${seconds.padStart(9)}  ${about}`.trimEnd();
  const total = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  return [
    '',
    line('Gate', 'Findings', 'Seconds', ''),
    ...rows.map(({ gate, findings, seconds }) => line(gate.name, String(findings.length), seconds.toFixed(1), gate.about)),
    line('in all', String(total((row) => row.findings.length)), total((row) => row.seconds).toFixed(1), '')
  ].join('\n');
}

const given = process.argv.slice(2);
if (given.includes(ALL)) fs.rmSync(path.join(REPOSITORY, KEPT_RESULTS), { recursive: true, force: true });
void check(given.filter((argument) => argument !== ALL)).then((status) => (process.exitCode = status));
