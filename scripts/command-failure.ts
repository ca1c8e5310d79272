import { parseArgs } from 'node:util';

/** A command that was called wrongly: with options or arguments that make no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What every command ends with when it was called wrongly. */
const WRONG_USAGE = 2;

/**
 * Ends a command that failed: in one line what the user can act on, with its stack what is a defect of ours.
 * @param exitCode 1 unless the command gives that another meaning; wrong options always end with 2
 */
export function endInFailure(error: unknown, exitCode = 1): never {
  // An error without a message is nothing that a user could act on, either.
  console.error(error instanceof Error && error.message !== '' && !isDefect(error) ? error.message : error);
  process.exit(isWrongUsage(error) ? WRONG_USAGE : exitCode);
}

/** Options that the command itself or `parseArgs` refuses. */
function isWrongUsage(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}

/** Errors that JavaScript itself throws. */
function isDefect(error: Error): boolean {
  if (isWrongUsage(error)) return false;
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

/** For commands without options: prints the help if it is requested, and fails with a sentence for any other argument. */
export function takeNoOptions(usage: string): void {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
    if (!values.help) return;
  } catch (error) {
    endInFailure(error);
  }
  console.log(usage);
  process.exit(0);
}
