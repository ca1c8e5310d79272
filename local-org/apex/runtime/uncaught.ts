import { UnsupportedFeature } from '../../errors';
import { ApexUncaughtException } from '../types';
import { ApexException, AuraHandledException, DmlException } from '../values/exception';
import { caught } from './caught';

/** What leaves Apex, in the form that clients get to see. Refusals of the host itself pass as they are. */
export function uncaught(error: unknown): unknown {
  const exception = asApex(error);
  if (!exception) return error;
  const message = exception instanceof AuraHandledException ? (exception.clientMessage ?? exception.getMessage()) : exception.getMessage();
  const dmlErrors = exception instanceof DmlException ? { dmlErrors: exception.failures } : {};
  return new ApexUncaughtException(exception.typeName, message, exception.getStackTraceString(), dmlErrors.dmlErrors);
}

/** The Apex exception that an error is or stands for; undefined for defects of the host. */
export function asApex(error: unknown): ApexException | undefined {
  if (error instanceof ApexException) return error;
  if (error instanceof UnsupportedFeature) return undefined;
  try {
    return caught(error);
  } catch (thrown) {
    return thrown instanceof ApexException ? thrown : undefined;
  }
}
