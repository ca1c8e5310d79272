/**
 * The platform's status codes that Lockstep's rooms raise: `StatusCode` of DML results and
 * `errorCode` of REST bodies. The list grows with use; a code that is not the platform's own is a defect.
 */
export type ErrorCode =
  | 'ALL_OR_NONE_OPERATION_ROLLED_BACK'
  | 'APEX_ERROR'
  | 'API_DISABLED_FOR_ORG'
  | 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'
  | 'CANNOT_UPDATE_CONVERTED_LEAD'
  | 'DELETE_FAILED'
  | 'DUPLICATES_DETECTED'
  | 'DUPLICATE_EXTERNAL_ID'
  | 'DUPLICATE_VALUE'
  | 'ENTITY_IS_DELETED'
  | 'ENTITY_IS_LOCKED'
  | 'EXCEEDED_ID_LIMIT'
  | 'FIELD_CUSTOM_VALIDATION_EXCEPTION'
  | 'FIELD_INTEGRITY_EXCEPTION'
  | 'FORBIDDEN'
  | 'FUNCTIONALITY_NOT_ENABLED'
  | 'ILLEGAL_QUERY_PARAMETER_VALUE'
  | 'INSUFFICIENT_ACCESS'
  | 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'
  | 'INSUFFICIENT_ACCESS_OR_READONLY'
  | 'INVALIDJOB'
  | 'INVALIDJOBSTATE'
  | 'INVALID_BATCH_SIZE'
  | 'INVALID_CROSS_REFERENCE_KEY'
  | 'INVALID_EMAIL_ADDRESS'
  | 'INVALID_FIELD'
  | 'INVALID_FIELD_FOR_INSERT_UPDATE'
  | 'INVALID_ID_FIELD'
  | 'INVALID_LOGIN'
  | 'INVALID_OPERATION'
  | 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'
  | 'INVALID_QUERY_FILTER_OPERATOR'
  | 'INVALID_QUERY_LOCATOR'
  | 'INVALID_SESSION_ID'
  | 'INVALID_STATUS'
  | 'INVALID_TYPE'
  | 'INVALID_TYPE_ON_FIELD_IN_RECORD'
  | 'JSON_PARSER_ERROR'
  | 'LIMIT_EXCEEDED'
  | 'MALFORMED_ID'
  | 'MALFORMED_QUERY'
  | 'MALFORMED_SEARCH'
  | 'MERGE_FAILED'
  | 'METHOD_NOT_ALLOWED'
  | 'MISSING_ARGUMENT'
  | 'MIXED_DML_OPERATION'
  | 'NOT_FOUND'
  | 'NOT_SUPPORTED'
  | 'NUMBER_OUTSIDE_VALID_RANGE'
  | 'PROCESSING_HALTED'
  | 'QUERY_TOO_COMPLICATED'
  | 'REQUEST_LIMIT_EXCEEDED'
  | 'REQUIRED_FIELD_MISSING'
  | 'SELF_REFERENCE_FROM_TRIGGER'
  | 'STRING_TOO_LONG'
  | 'UNDELETE_FAILED'
  | 'SERVER_UNAVAILABLE'
  | 'STORAGE_LIMIT_EXCEEDED'
  | 'UNKNOWN_EXCEPTION'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'XML_PARSER_ERROR';

/** One error in the platform's own shape, as it is in DML results and REST bodies. */
export interface OrgError {
  readonly errorCode: ErrorCode;
  readonly message: string;
  /** API names of the fields concerned; empty where the record as a whole is refused. */
  readonly fields: readonly string[];
  /** DUPLICATES_DETECTED: what the record matches. */
  readonly duplicates?: DuplicateResult;
}

/** What a duplicate rule found. */
export interface DuplicateResult {
  readonly duplicateRule: string;
  /** Object of the record that is saved. */
  readonly entityType: string;
  readonly message: string;
  /** Whether the record can be saved despite it. */
  readonly allowSave: boolean;
  readonly matches: readonly DuplicateMatch[];
}

/** Records of one object that a matching rule found. */
export interface DuplicateMatch {
  readonly entityType: string;
  readonly rule: string;
  readonly recordIds: readonly string[];
}

/** A refusal that ends the current call. Carries the platform's shape so that `api` and `apex` need not translate. */
export class OrgException extends Error implements OrgError {
  override readonly name = 'OrgException';

  constructor(
    readonly errorCode: ErrorCode,
    message: string,
    readonly fields: readonly string[] = []
  ) {
    super(message);
  }
}

/** What the embedded org does not support, refused by name. Reaches clients as `NOT_SUPPORTED`. */
export class UnsupportedFeature extends OrgException {
  /** @param feature the name of the thing refused, for example `SOQL clause FOR VIEW` */
  constructor(feature: string) {
    super('NOT_SUPPORTED', `The embedded org does not support ${feature}.`);
  }
}

/** Thrown for metadata that is malformed or has an element the embedded org does not know. */
export class MetadataError extends Error {
  override readonly name = 'MetadataError';

  /** @param line 1-based; @param column 1-based */
  constructor(
    readonly file: string,
    readonly line: number,
    readonly column: number,
    readonly problem: string
  ) {
    super(`${file}:${line}:${column}: ${problem}`);
  }
}
