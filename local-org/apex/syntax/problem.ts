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

/** Whether the engine's stack was exhausted. */
function isStackExhausted(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** Runs `work`, which goes as deep as the code does. @throws ApexCompileError `Code is nested too deeply` */
export function withinStack<T>(file: string, at: Point, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isStackExhausted(error)) refuse(file, at, 'Code is nested too deeply');
    throw error;
  }
}
