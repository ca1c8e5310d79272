import fs from 'node:fs';
import path from 'node:path';
import { property, type Finding } from '../gate';

/** What an analysis of some files gave: findings by the file they begin in, and whether the tool got through. */
export interface Analysed {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** What went wrong with the tool itself. */
  readonly failures: readonly Finding[];
}

/**
 * Analyses the files whose results are not known yet, and keeps the results by key. Results of an analysis in which the tool failed, or
 * which begin elsewhere, are not kept; results whose key no file has any more are dropped.
 * @param folder where results are kept; made where it is missing
 * @param analyse is not called where everything is known
 */
export async function withKeptResults(
  folder: string,
  keys: ReadonlyMap<string, string>,
  analyse: (files: readonly string[]) => Promise<Analysed>
): Promise<Finding[]> {
  fs.mkdirSync(folder, { recursive: true });
  const placeOf = (key: string): string => path.join(folder, `${key}.json`);
  const known = new Map([...keys].map(([file, key]) => [file, read(placeOf(key))]));
  const unknown = [...keys.keys()].filter((file) => known.get(file) === undefined);
  const { findings, failures }: Analysed = unknown.length === 0 ? { findings: new Map(), failures: [] } : await analyse(unknown);
  // What begins in a file that was not asked about cannot be said to be of one that was.
  const isPlaced = [...findings.keys()].every((file) => unknown.includes(file));
  if (failures.length === 0 && isPlaced) {
    for (const file of unknown) fs.writeFileSync(placeOf(keys.get(file) ?? file), JSON.stringify(findings.get(file) ?? []));
  }
  const wanted = new Set([...keys.values()].map((key) => `${key}.json`));
  for (const file of fs.readdirSync(folder)) if (!wanted.has(file)) fs.rmSync(path.join(folder, file));
  return [...failures, ...[...known.values()].flatMap((kept) => kept ?? []), ...[...findings.values()].flat()];
}

/** `undefined` where nothing is kept, or what is kept cannot be read. */
function read(file: string): Finding[] | undefined {
  try {
    const content: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    return Array.isArray(content) && content.every(isFinding) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isFinding(value: unknown): value is Finding {
  const texts = ['file', 'rule', 'message'].every((name) => typeof property(value, name) === 'string');
  return texts && ['line', 'column'].every((name) => typeof property(value, name) === 'number');
}
