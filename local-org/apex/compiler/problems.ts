import { ApexCompileError, type ApexPosition } from '../types';
import type { Point } from '../syntax/ast';

/** Every compile error of a program, in order of file and place. */
export class ApexProgramError extends Error {
  override readonly name = 'ApexProgramError';

  constructor(readonly problems: readonly ApexCompileError[]) {
    super(problems.map((problem) => problem.message).join('\n'));
  }
}

/** Collects compile errors, so that one run reports them all. */
export class Problems {
  private readonly found: ApexCompileError[] = [];

  add(error: ApexCompileError): void {
    const { file, line, column } = error.position;
    const known = this.found.some(
      ({ position, problem }) => position.file === file && position.line === line && position.column === column && problem === error.problem
    );
    if (!known) this.found.push(error);
  }

  report(file: string, at: Point, problem: string): void {
    this.add(new ApexCompileError(position(file, at), problem));
  }

  /** Runs `work`; a compile error it throws is collected. @returns its result, or undefined after an error */
  collect<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ApexCompileError)) throw error;
      this.add(error);
      return undefined;
    }
  }

  /** @throws ApexProgramError if there are any */
  throwIfAny(): void {
    if (this.found.length === 0) return;
    const key = ({ position: { file, line, column } }: ApexCompileError): [string, number, number] => [file, line, column];
    throw new ApexProgramError(
      [...this.found].sort((a, b) => {
        const [fileA, lineA, columnA] = key(a);
        const [fileB, lineB, columnB] = key(b);
        return fileA === fileB ? lineA - lineB || columnA - columnB : fileA < fileB ? -1 : 1;
      })
    );
  }
}

function position(file: string, at: Point): ApexPosition {
  return { file, line: at.line, column: at.column };
}
