import type { LineCoverage } from '../types';

interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** One file in Istanbul's format: a statement per executable line. */
export interface FileCoverage {
  readonly path: string;
  readonly statementMap: Readonly<Record<string, Range>>;
  readonly s: Record<string, number>;
  readonly fnMap: Readonly<Record<string, never>>;
  readonly f: Readonly<Record<string, never>>;
  readonly branchMap: Readonly<Record<string, never>>;
  readonly b: Readonly<Record<string, never>>;
}

/** Apex line coverage in the form that Jest collects. Files without an executable line are left out. */
export function coverageMap(lines: readonly LineCoverage[]): Record<string, FileCoverage> {
  const map: Record<string, FileCoverage> = {};
  for (const { file, covered, uncovered } of lines) {
    if (covered.length + uncovered.length === 0) continue;
    const statementMap: Record<string, Range> = {};
    const s: Record<string, number> = {};
    for (const line of covered) s[line] = 1;
    for (const line of uncovered) s[line] = 0;
    for (const line of Object.keys(s))
      statementMap[line] = { start: { line: Number(line), column: 0 }, end: { line: Number(line), column: 0 } };
    map[file] = { path: file, statementMap, s, fnMap: {}, f: {}, branchMap: {}, b: {} };
  }
  return map;
}
