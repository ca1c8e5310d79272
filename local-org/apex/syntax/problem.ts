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
