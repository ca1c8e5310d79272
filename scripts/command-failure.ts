/**
 * Ends a command that failed: in one line what the user can act on, with its stack what is a defect of ours.
 * @param exitCode 1 unless the command gives that another meaning
 */
export function endInFailure(error: unknown, exitCode = 1): never {
  console.error(error instanceof Error && !isDefect(error) ? error.message : error);
  process.exit(exitCode);
}

/** Errors that JavaScript itself throws; those of options that `parseArgs` refuses are the user's. */
function isDefect(error: Error): boolean {
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return false;
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
