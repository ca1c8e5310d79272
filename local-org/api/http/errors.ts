import { ApexUncaughtException } from '../../apex/types';
import { DatabaseFailure } from '../../database';
import type { ErrorCode, OrgError } from '../../errors';
import { OrgException } from '../../errors';
import { json, type ApiReply } from './reply';

/** One element of a REST error body. `fields` is there only where the platform names fields. */
export interface ErrorEntry {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
  /** The misspelling is the platform's. */
  readonly duplicateResut?: unknown;
}

const STATUS_BY_CODE: Partial<Record<ErrorCode, number>> = {
  APEX_ERROR: 500,
  API_DISABLED_FOR_ORG: 403,
  ENTITY_IS_DELETED: 404,
  FORBIDDEN: 403,
  FUNCTIONALITY_NOT_ENABLED: 403,
  INSUFFICIENT_ACCESS: 403,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  INVALID_SESSION_ID: 401,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  REQUEST_LIMIT_EXCEEDED: 403,
  UNKNOWN_EXCEPTION: 500,
  UNSUPPORTED_MEDIA_TYPE: 415
};

/** A refusal with an HTTP status of its own, where the error code alone does not decide it. */
export class HttpRefusal extends OrgException {
  constructor(
    readonly status: number,
    errorCode: ErrorCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {}
  ) {
    super(errorCode, message);
  }
}

/** The HTTP status the platform answers with for an error code; 400 where it has no special one. */
export function statusOf(errorCode: ErrorCode): number {
  return STATUS_BY_CODE[errorCode] ?? 400;
}

/** The records that a duplicate rule found, as the platform returns them: their ids. */
function duplicateEntry({ duplicates }: OrgError): Pick<ErrorEntry, 'duplicateResut'> {
  if (!duplicates) return {};
  const { duplicateRule, entityType, message, allowSave, matches } = duplicates;
  const matchResults = matches.map(({ entityType: type, rule, recordIds }) => ({
    entityType: type,
    errors: [],
    matchEngine: 'ExactMatchEngine',
    matchRecords: recordIds.map((id) => ({
      additionalInformation: [],
      fieldDiffs: [],
      matchConfidence: 100,
      record: { attributes: { type, url: `/services/data/v68.0/sobjects/${type}/${id}` }, Id: id }
    })),
    rule,
    size: recordIds.length,
    success: true
  }));
  return { duplicateResut: { allowSave, duplicateRule, duplicateRuleEntityType: entityType, errorMessage: message, matchResults } };
}

/** The REST form of an error; where a record was refused, `fields` is there even when empty. */
function errorEntry(error: OrgError, always = false): ErrorEntry {
  const entry = { ...duplicateEntry(error), message: error.message, errorCode: error.errorCode };
  return always || error.fields.length > 0 ? { ...entry, fields: error.fields } : entry;
}

/** The REST answer for errors of one record: `[{message, errorCode, fields}]`. */
export function recordErrors(errors: readonly OrgError[]): ApiReply {
  const first = errors[0];
  return json(
    first ? statusOf(first.errorCode) : 400,
    errors.map((error) => errorEntry(error, true))
  );
}

/** The answer for a defect of the embedded org: the client never gets a stack trace. */
function unexpected(error: unknown): OrgException {
  const message = error instanceof Error ? error.message : String(error);
  return new OrgException('UNKNOWN_EXCEPTION', `An unexpected error occurred: ${message}`);
}

/**
 * Turns anything thrown into a platform error. An Apex exception that belongs to no record (a limit exceeded in a
 * trigger) refuses the whole call.
 */
export function asRefusal(error: unknown): OrgException {
  if (error instanceof OrgException) return error;
  if (error instanceof DatabaseFailure) return outage(error);
  if (!(error instanceof ApexUncaughtException)) return unexpected(error);
  return new OrgException('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `${error.typeName}: ${error.message}\n\n${error.apexStackTrace}`.trim());
}

/** A full disk is the platform's STORAGE_LIMIT_EXCEEDED; after any other failure of the file the org cannot answer. */
function outage({ kind, message }: DatabaseFailure): HttpRefusal {
  return kind === 'full' ? new HttpRefusal(507, 'STORAGE_LIMIT_EXCEEDED', message) : new HttpRefusal(503, 'SERVER_UNAVAILABLE', message);
}

/** Whether to report the error to the person who runs the server: a defect, or a database failure. */
export const isDefect = (error: unknown): boolean => error instanceof DatabaseFailure || asRefusal(error).errorCode === 'UNKNOWN_EXCEPTION';

/** Turns anything that a handler threw into the platform's REST answer. */
export function errorReply(error: unknown): ApiReply {
  const refusal = asRefusal(error);
  if (refusal instanceof HttpRefusal) return json(refusal.status, [errorEntry(refusal)], refusal.headers);
  return json(statusOf(refusal.errorCode), [errorEntry(refusal)]);
}

export const notFound = (message = 'The requested resource does not exist'): OrgException => new OrgException('NOT_FOUND', message);
