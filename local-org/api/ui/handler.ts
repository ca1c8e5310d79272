import { createHash } from 'node:crypto';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { HttpRefusal, asRefusal, isDefect, statusOf } from '../http/errors';

/** Changes whenever the representation does. */
export const eTagOf = (value: unknown): string => createHash('md5').update(JSON.stringify(value)).digest('hex');

/** The record errors of a refused save. */
export interface SaveOutput {
  readonly errors: readonly Record<string, unknown>[];
  readonly fieldErrors: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

/** A refused save, with the errors of each field and of the record. */
export class SaveRefusal extends Error {
  override readonly name = 'SaveRefusal';

  constructor(
    message: string,
    readonly output: SaveOutput
  ) {
    super(message);
  }
}

/** Error body of UI API, as components get it in `error.body`. */
function errorBody(error: unknown): { readonly status: number; readonly body: Record<string, unknown> } {
  if (error instanceof SaveRefusal) {
    const body = {
      statusCode: 400,
      errorCode: 'INVALID_INPUT',
      message: error.message,
      enhancedErrorType: 'RecordError',
      output: error.output
    };
    return { status: 400, body };
  }
  const refusal = asRefusal(error);
  const status = refusal instanceof HttpRefusal ? refusal.status : statusOf(refusal.errorCode);
  return {
    status,
    body: { statusCode: status, errorCode: refusal.errorCode, message: refusal.message, output: { errors: [], fieldErrors: {} } }
  };
}

/** Wraps a handler of UI API: its result becomes the body of a 200, its exceptions take UI API's error format. */
export const uiHandler =
  (handler: (call: ApiCall) => unknown, status = 200) =>
  (call: ApiCall): ApiReply => {
    try {
      return json(status, handler(call));
    } catch (error) {
      const { status: refused, body } = errorBody(error);
      if (!(error instanceof SaveRefusal) && isDefect(error)) call.services.options.onDefect?.(error, call.method, call.path);
      return json(refused, body);
    }
  };

/** Values of a comma-separated parameter. */
export const listParameter = (call: ApiCall, name: string): string[] =>
  call.search
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** A whole number within bounds. @throws OrgException ILLEGAL_QUERY_PARAMETER_VALUE */
export function numberParameter(
  name: string,
  given: string | number | null | undefined,
  otherwise: number,
  lowest: number,
  highest: number
): number {
  const value = given === null || given === undefined || given === '' ? otherwise : Number(given);
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw new OrgException('ILLEGAL_QUERY_PARAMETER_VALUE', `${name} must be a whole number from ${lowest} to ${highest}, not ${given}`);
  }
  return value;
}
