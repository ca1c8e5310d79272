import { ApexCompileError, type ExecuteAnonymousResult } from '../types';
import type { AnonymousBlock } from './loaded-program';
import { current } from './execution';
import { whileLimited } from './limits';
import { asApex, INTERNAL_ERROR, reportDefect } from './uncaught';

/** Compiles and runs a block as the current execution. An exception is part of the result; the caller rolls back. */
export function runAnonymous(source: string): ExecuteAnonymousResult {
  const { program, log, tx, callers } = current();
  let block: AnonymousBlock;
  try {
    block = program.compileAnonymous(source);
  } catch (error) {
    if (error instanceof ApexCompileError) {
      const { position, problem } = error;
      return result({ compiled: false, success: false, line: position.line, column: position.column, compileProblem: problem });
    }
    reportDefect(error);
    return result({ compiled: false, success: false, line: 1, column: 1, compileProblem: INTERNAL_ERROR });
  }
  callers.push(block.info);
  try {
    program.statics.fresh(() => whileLimited(tx, () => block.run()));
    return result({ compiled: true, success: true, log: log.toString() });
  } catch (error) {
    const exception = asApex(error);
    const [frame] = exception.frames;
    return result({
      compiled: true,
      success: false,
      line: frame?.line ?? -1,
      column: frame?.column ?? -1,
      exceptionMessage: exception.toString(),
      exceptionStackTrace: exception.getStackTraceString(),
      log: log.toString()
    });
  } finally {
    callers.pop();
  }
}

function result(given: Pick<ExecuteAnonymousResult, 'compiled' | 'success'> & Partial<ExecuteAnonymousResult>): ExecuteAnonymousResult {
  return { line: -1, column: -1, compileProblem: null, exceptionMessage: null, exceptionStackTrace: null, log: '', ...given };
}
