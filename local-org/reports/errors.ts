import type { ErrorCode } from '../errors';
import { OrgException } from '../errors';

/**
 * Refusals of the Reports and Dashboards REST API, word for word.
 * @see https://developer.salesforce.com/docs/analytics/salesforce-analytics-rest-api/guide/sforce-analytics-rest-api-report-error-codes.html
 */
export const REPORT_ERRORS = {
  matrixSort: 'Column sorting isn’t supported for matrix reports.',
  sortColumn: 'The sort column name must be from a selected column.',
  sortColumnNull: 'The sort column name can’t be null.',
  oneSort: 'A report can only be sorted by one column.',
  nameNull: 'The report name can’t be null.',
  columns: 'Only a report with fewer than 100 columns can be run.',
  filterColumn: (name: string) => `Specify a valid filterable column because ${name} is invalid.`,
  dateColumn: (name: string) => `The column ${name} specified for the standard date filter is invalid.`,
  noDate: (name: string) => `The column ${name} cannot be a standard date filter because it is not a date column.`,
  duration: (value: string) => `The duration ${value} specified for the standard date filter is invalid.`,
  startDate: (name: string) => `The specified start date of ${name} specified for the standard date filter is invalid.`,
  endDate: (name: string) => `The specified end date of ${name} specified for the standard date filter is invalid.`
} as const;

/** HTTP status 400. */
export const badRequest = (message: string): OrgException => new OrgException('INVALID_OPERATION', message);

/** HTTP status 403. */
export const forbidden = (message: string, code: ErrorCode = 'FORBIDDEN'): OrgException => new OrgException(code, message);
