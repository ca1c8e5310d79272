import { ApexCompileError } from '../types';
import type { Point } from './ast';

/** A compile error at a place of a file. Never returns. @throws ApexCompileError */
export function refuse(file: string, at: Point, problem: string): never {
  throw new ApexCompileError({ file, line: at.line, column: at.column }, problem);
}

/** @throws ApexCompileError `unsupported construct: NAME` */
export function refuseConstruct(file: string, at: Point, name: string): never {
  refuse(file, at, `unsupported construct: ${name}`);
}

/** Where a source begins. */
export const START: Point = { line: 1, column: 1, offset: 0 };

/** "Apex Governor Limits": characters of a class or a trigger. */
const LONGEST_SOURCE = 1_000_000;

/** What is wrong with the length of a source from outside, or null. */
export const lengthProblem = (source: string): string | null =>
  source.length > LONGEST_SOURCE ? `Script too large: ${source.length} characters, at most ${LONGEST_SOURCE} are allowed` : null;

/** Whether reading or compiling has run out of the stack: what it read is nested too deep. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && /call stack/i.test(error.message);

/** Runs `work`, which goes as deep as the code does. @throws ApexCompileError `Code is nested too deeply` */
export function withinStack<T>(file: string, at: Point, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isTooDeep(error)) refuse(file, at, 'Code is nested too deeply');
    throw error;
  }
}
