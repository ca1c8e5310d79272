import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { CheckedLine } from './closed-loop-check';
import type { ExceptionKind, HistoryException } from './history';
import type { ReplayOutcome } from './replay';

/** The maximum number of names printed for each kind; the file has all of them. */
const NAMES_PRINTED = 10;
const KINDS: readonly ExceptionKind[] = ['won before first contact', 'deal without a lead', 'unreadable row', 'no revenue'];

/** Prints what was loaded into the org and what it refused. */
export function printOutcome({ leads, handOffs, converted, won, refusals }: ReplayOutcome): void {
  console.log(`Replayed: ${leads} leads, ${handOffs} hand-offs, ${converted} conversions, ${won} wins; ${refusals.length} refused`);
  for (const { name, step, reason } of refusals) console.log(`  ${name}: ${step}: ${reason}`);
}

/** Names what does not fit in the files, and writes all of it to a file. */
export function reportExceptions(exceptions: readonly HistoryException[], file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, stringify([['Exception', 'Name', 'Detail'], ...exceptions.map(({ kind, name, detail }) => [kind, name, detail])]));
  console.log(`Exceptions in the files: ${exceptions.length}, all by name in ${file}`);
  for (const kind of KINDS) {
    const ofKind = exceptions.filter((exception) => exception.kind === kind);
    if (ofKind.length === 0) continue;
    console.log(`  ${kind}: ${ofKind.length}`);
    for (const { name, detail } of ofKind.slice(0, NAMES_PRINTED)) console.log(`    ${name}: ${detail}`);
    if (ofKind.length > NAMES_PRINTED) console.log(`    … and ${ofKind.length - NAMES_PRINTED} more`);
  }
}

/** Prints the comparison with the files. @returns how many lines differ */
export function printCheck(lines: readonly CheckedLine[]): number {
  const figure = (value: number): string => value.toLocaleString('en-US').padStart(14);
  console.log(`${'Closed loop'.padEnd(22)}${''.padEnd(22)}${'files'.padStart(14)}${'org'.padStart(14)}`);
  for (const { what, of, files, org } of lines)
    console.log(`${what.padEnd(22)}${of.padEnd(22)}${figure(files)}${figure(org)}${files === org ? '' : '   differs'}`);
  const differing = lines.filter((line) => line.files !== line.org).length;
  console.log(differing === 0 ? `All ${lines.length} figures equal the files' own.` : `${differing} of ${lines.length} figures differ.`);
  return differing;
}
