import { TriggerException } from '../../dml/types';
import { UnsupportedFeature } from '../../errors';
import { ApexUncaughtException } from '../types';
import { ApexException, AuraHandledException, DmlException } from '../values/exception';
import { caught, converted } from './caught';

/**
 * Converts errors that leave Apex into the form that clients see. Unsupported features are refused as such; DML reports the errors of
 * triggers.
 */
export function uncaught(error: unknown): UnsupportedFeature | TriggerException | ApexUncaughtException {
  if (error instanceof UnsupportedFeature || error instanceof TriggerException) return error;
  const exception = asApex(error);
  const message = exception instanceof AuraHandledException ? (exception.clientMessage ?? exception.getMessage()) : exception.getMessage();
  const dmlErrors = exception instanceof DmlException ? { dmlErrors: exception.failures } : {};
  return new ApexUncaughtException(exception.typeName, message, exception.getStackTraceString(), dmlErrors.dmlErrors);
}

/** The Apex exception of an error. Errors of the engine are reported to the user who runs the org, not to the caller. */
export function asApex(error: unknown): ApexException {
  if (error instanceof ApexException) return error;
  const origin = error instanceof Error ? error : new Error(String(error));
  if (error instanceof UnsupportedFeature) return converted('System.UnsupportedOperationException', error.message, origin);
  try {
    return caught(error);
  } catch (thrown) {
    if (thrown instanceof ApexException) return thrown;
    reportDefect(thrown);
    return converted('System.UnexpectedException', INTERNAL_ERROR, origin);
  }
}

/** The message for callers about a defect of the embedded org. */
export const INTERNAL_ERROR = 'An internal error of the embedded org ended this code. The terminal that runs the org shows its details.';

export function reportDefect(error: unknown): void {
  console.error(error);
}
