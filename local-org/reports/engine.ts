import type { RunningUser, Transaction } from '../database/types';
import { OrgException } from '../errors';
import { UNFILED_REPORTS } from '../metadata/full-names';
import { ReportTypeColumns } from '../metadata/reports/report-columns';
import type { ReportColumn, ReportDef, ReportTypeDef } from '../metadata/reports/types';
import type { OrgMetadata } from '../metadata/types';
import type { SecurityModel } from '../security/types';
import { USER_MODE } from '../security/types';
import type { AccessPolicy, QueryEngine } from '../soql/types';
import type { JsonObject } from './json-reader';
import { withChanges } from './overrides';
import { aggregatesOf } from './aggregates';
import { calendarOf } from './calendar';
import { mayReadColumn, mayReadObjects } from './column-access';
import { forbidden, REPORT_ERRORS, badRequest } from './errors';
import { foldRows } from './facts';
import { Formatter } from './format';
import { Periods } from './periods';
import { extendedMetadata, reportMetadata } from './report-json';
import type { ReportPlace } from './report-json';
import { filterRows } from './row-filter';
import { readRows } from './row-source';
import { typeMetadata } from './type-json';
import type { ReportFacts, RunnableReport } from './types';
import { requireUnfilteredByHidden, visibleReport } from './visible-report';
import type { SeenColumns } from './visible-report';

export interface ReportRooms {
  readonly metadata: OrgMetadata;
  readonly queries: QueryEngine;
  readonly security: SecurityModel;
}

/** A report that a user may open. */
export interface FoundReport extends ReportPlace {
  readonly report: ReportDef;
}

export interface RunOptions {
  /** Absent: as the report says. */
  readonly includeDetails?: boolean;
  /** `reportMetadata` of a request: what is different in this run. */
  readonly changes?: JsonObject;
}

/** Of a run: what it found, and what the report that ran is. */
export interface ReportRun {
  readonly facts: ReportFacts;
  readonly hasDetailRows: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly extendedMetadata: Readonly<Record<string, unknown>>;
}

/** Amounts are in the org's only currency. */
const CURRENCY = 'USD';
const MOST_COLUMNS = 100;

/** Describes and runs reports, always with the sharing and the field access of a user. */
export class ReportEngine {
  private readonly columns: ReadonlyMap<string, ReportTypeColumns>;

  constructor(private readonly rooms: ReportRooms) {
    this.columns = new Map(rooms.metadata.analytics.reportTypes.map((type) => [type.name, new ReportTypeColumns(type)]));
  }

  /** @throws OrgException NOT_FOUND for a report that does not exist, or whose folder the user cannot open */
  find(tx: Transaction, user: RunningUser, id: string): FoundReport {
    const access = this.access(tx, user);
    const object = this.rooms.metadata.schema.object('Report');
    const row = /^00O\w{12}(\w{3})?$/.test(id)
      ? tx.db.get('SELECT Id, OwnerId, DeveloperName FROM Report WHERE Id = ?1 OR substr(Id, 1, 15) = ?1', [id])
      : undefined;
    const found = row && object && access.accessible(tx, object, [String(row['Id'])], 'read').has(String(row['Id'])) ? row : undefined;
    const report = found && this.reportOf(tx, String(found['OwnerId']), String(found['DeveloperName']));
    if (!report) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
    return { id: String(found['Id']), folderId: String(found['OwnerId']), report };
  }

  /** Columns of a report's type, and which of them the user may read. @throws OrgException 403 for an object that the user may not read */
  seenColumns(tx: Transaction, user: RunningUser, typeName: string): SeenColumns {
    const access = this.access(tx, user);
    const { schema } = this.rooms.metadata;
    const columns = this.columns.get(typeName);
    if (!columns) throw new OrgException('NOT_FOUND', `The report type ${typeName} does not exist`);
    const { type } = columns;
    if (!mayReadObjects(type, schema, access)) throw forbidden('You don’t have access to the objects of this report’s type.');
    return { type, any: (name) => columns.find(name), mayRead: (column) => mayReadColumn(column, type, schema, access) };
  }

  /** The same; `undefined` where the user may not read an object of the type. */
  seenColumnsIfAny(tx: Transaction, user: RunningUser, typeName: string): SeenColumns | undefined {
    return this.reportTypes(tx, user).some(({ name }) => name === typeName) ? this.seenColumns(tx, user, typeName) : undefined;
  }

  /** What a user sees of a report, without running it. */
  describe(tx: Transaction, user: RunningUser, { report, ...place }: FoundReport): Record<string, unknown> {
    this.requireRunReports(tx, user);
    const seen = this.seenColumns(tx, user, report.reportType);
    const runnable = visibleReport(report, seen);
    return {
      reportMetadata: reportMetadata(runnable, place),
      reportExtendedMetadata: extendedMetadata(runnable, aggregatesOf(runnable, this.formatter(user))),
      reportTypeMetadata: this.describeType(tx, user, seen)
    };
  }

  describeType(tx: Transaction, user: RunningUser, { type, mayRead }: SeenColumns): Record<string, unknown> {
    return typeMetadata(type, mayRead, calendarOf(tx, user, this.rooms.metadata.schema), this.rooms.metadata.schema);
  }

  /** Report types whose objects the user may read, those in development too. */
  reportTypes(tx: Transaction, user: RunningUser): readonly ReportTypeDef[] {
    const access = this.access(tx, user);
    const { schema, analytics } = this.rooms.metadata;
    return analytics.reportTypes.filter((type) => mayReadObjects(type, schema, access));
  }

  /**
   * Runs a report as this user.
   * @throws OrgException 400 for what cannot be run, 403 for what the user may not know
   */
  run(tx: Transaction, user: RunningUser, { report: saved, ...place }: FoundReport, options: RunOptions): ReportRun {
    this.requireRunReports(tx, user);
    const { metadata, queries } = this.rooms;
    const { schema } = metadata;
    const access = this.access(tx, user);
    const seen = this.seenColumns(tx, user, saved.reportType);
    const visible = visibleReport(saved, seen);
    requireUnfilteredByHidden(saved, visible, seen);
    const report = options.changes ? withChanges(visible, reportMetadata(visible, place), options.changes) : saved;
    const runnable = visibleReport(report, seen);
    const includeDetails = options.includeDetails ?? report.showDetails;
    if (report.columns.length > MOST_COLUMNS) throw badRequest(REPORT_ERRORS.columns);
    const calendar = calendarOf(tx, user, schema);
    const format = this.formatter(user);
    const aggregates = aggregatesOf(runnable, format);
    const rows = readRows(
      tx,
      { type: runnable.type, columns: neededColumns(runnable), where: scopeOf(report, user) },
      queries,
      access,
      schema
    );
    const kept = filterRows(rows, runnable, { tx, calendar, format, queries, access, schema });
    const periods = new Periods(tx.db, calendar, format);
    const facts = foldRows(kept, { runnable, aggregates, calendar, periods, format }, includeDetails);
    tx.db.run('UPDATE Report SET LastRunDate = ? WHERE Id = ?', [tx.clock.now(), place.id]);
    return {
      facts,
      hasDetailRows: includeDetails,
      metadata: reportMetadata(runnable, place),
      extendedMetadata: extendedMetadata(runnable, aggregates)
    };
  }

  private requireRunReports(tx: Transaction, user: RunningUser): void {
    if (!this.rooms.security.hasUserPermission(tx, user.id, 'RunReports')) {
      throw forbidden('You don’t have permission to run reports.', 'INSUFFICIENT_ACCESS');
    }
  }

  private access(tx: Transaction, user: RunningUser): AccessPolicy {
    return this.rooms.security.policy(tx, user, USER_MODE);
  }

  private formatter(user: RunningUser): Formatter {
    return new Formatter(user, CURRENCY);
  }

  private reportOf(tx: Transaction, ownerId: string, developerName: string): ReportDef | undefined {
    const folder = String(tx.db.get('SELECT DeveloperName FROM Folder WHERE Id = ?', [ownerId])?.['DeveloperName'] ?? UNFILED_REPORTS);
    return this.rooms.metadata.analytics.reports.find((one) => one.folder === folder && one.developerName === developerName);
  }
}

const scopeOf = (report: ReportDef, user: RunningUser): string => (report.scope === 'user' ? `OwnerId = '${user.id}'` : '');

/** Every column that the report shows, groups, filters, sorts or computes by. */
function neededColumns({ report, column }: RunnableReport): ReportColumn[] {
  const names = [
    ...report.columns,
    ...[...report.groupingsDown, ...report.groupingsAcross, ...report.filters].map((one) => one.column),
    ...report.buckets.map(({ source }) => source),
    ...report.aggregates.map((name) => name.slice(name.indexOf('!') + 1)),
    ...report.formulas.flatMap(({ expression }) => expression.match(/[A-Za-z_][\w.$*]*(?=:)/g) ?? []),
    ...report.crossFilters.map((filter) => filter.column),
    ...(report.dateFilter ? [report.dateFilter.column] : []),
    ...(report.sort ? [report.sort.column] : [])
  ];
  return [...new Set(names.map(column))].filter((found) => found !== undefined);
}
