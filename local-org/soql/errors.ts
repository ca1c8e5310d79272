import { OrgException, type ErrorCode } from '../errors';

/**
 * A refusal of a query in the platform's layout: the offending line, a caret below the place, row and column, and what is wrong.
 * @param position 0-based offset into `text`
 */
export function queryError(errorCode: ErrorCode, text: string, position: number, message: string): OrgException {
  const before = text.slice(0, position);
  const row = before.split('\n').length;
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = text.indexOf('\n', position);
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, '');
  const column = position - lineStart;
  return new OrgException(errorCode, `\n${line}\n${' '.repeat(column)}^\nERROR at Row:${row}:Column:${column + 1}\n${message}`);
}

const CUSTOM_NAME = 'Please reference your WSDL or the describe call for the appropriate names.';

export function noSuchColumn(text: string, position: number, column: string, entity: string): OrgException {
  return queryError(
    'INVALID_FIELD',
    text,
    position,
    `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${CUSTOM_NAME}`
  );
}

export function noSuchRelationship(text: string, position: number, relationship: string): OrgException {
  return queryError(
    'INVALID_FIELD',
    text,
    position,
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${CUSTOM_NAME}`
  );
}

export function noSuchChildRelationship(text: string, position: number, relationship: string): OrgException {
  return queryError(
    'INVALID_TYPE',
    text,
    position,
    `Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${CUSTOM_NAME}`
  );
}

export function noSuchObject(text: string, position: number, object: string): OrgException {
  return queryError(
    'INVALID_TYPE',
    text,
    position,
    `sObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${CUSTOM_NAME}`
  );
}
