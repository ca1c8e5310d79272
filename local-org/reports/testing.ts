import path from 'node:path';
import { OrgRecord } from '../dml/types';
import type { DateGranularity, ReportDef, ReportGrouping, SortOrder } from '../metadata/reports/types';
import { LocalOrg, type LocalOrgOptions } from '../open';
import { USER_MODE } from '../security/types';
import type { OrgValue } from '../values';
import type { ReportRun } from './engine';

/** A small project with hand-offs, their promises, three report types over them, reports and dashboards. Its fiscal year begins in February. */
export const FIXTURE = path.join(__dirname, 'fixture');
const NOW = Date.UTC(2026, 10, 22, 17, 0, 0);

/** The fixture's org at a fixed time. @param file a database file; default: in memory */
function openReportsOrg(file = ':memory:', configure?: LocalOrgOptions['configure'], clockStandsAt = NOW): LocalOrg {
  return LocalOrg.open({ project: FIXTURE, database: file, clockStandsAt, ...(configure ? { configure } : {}) });
}

export interface HandOff {
  readonly Name: string;
  readonly Status__c?: string | null;
  readonly Segment__c?: string | null;
  readonly Handed_On__c?: string | null | undefined;
  readonly Accepted_At__c?: number | null;
  readonly Value__c?: number | null | undefined;
  readonly Won__c?: boolean;
  readonly [field: string]: OrgValue | undefined;
}

/** A report of the fixture's hand-offs, changed by `changes`. */
export const handOffReport = (changes: Partial<ReportDef> = {}): ReportDef => ({
  fullName: 'Lockstep/Hand_off_list',
  folder: 'Lockstep',
  developerName: 'Hand_off_list',
  name: 'List',
  format: 'TABULAR',
  reportType: 'Hand_Offs__c',
  columns: ['Hand_Off__c.Name'],
  aggregates: ['RowCount'],
  groupingsDown: [],
  groupingsAcross: [],
  buckets: [],
  formulas: [],
  filters: [],
  crossFilters: [],
  scope: 'organization',
  showDetails: true,
  showGrandTotal: true,
  showSubtotals: true,
  ...changes
});

export const grouping = (column: string, dateGranularity: DateGranularity = 'None', sortOrder: SortOrder = 'Asc'): ReportGrouping => ({
  column: `Hand_Off__c.${column}`,
  dateGranularity,
  sortOrder
});

/** An org of the fixture, and short ways to fill it and to run reports in it. */
export class ReportsOrg {
  readonly org: LocalOrg;

  constructor(configure?: LocalOrgOptions['configure'], clockStandsAt = NOW) {
    this.org = openReportsOrg(':memory:', configure, clockStandsAt);
  }

  /** Saves records as this user. @returns their ids */
  insert(object: string, records: readonly Readonly<Record<string, OrgValue | undefined>>[], username = 'rep@example.com'): string[] {
    const { org } = this;
    const user = org.user(username);
    const definition = org.schema.object(object);
    if (!definition) throw new Error(`There is no object ${object}`);
    const inputs = records.map((values) => {
      const record = new OrgRecord(definition);
      for (const [field, value] of Object.entries(values)) record.set(field, value);
      return { record };
    });
    const results = org.transact(user, (tx) =>
      org.dml.execute(tx, 'insert', definition, inputs, {
        access: org.security.policy(tx, user, USER_MODE),
        allOrNone: true,
        auditFields: true
      })
    );
    return results.map(({ id, errors }) => {
      if (id === null) throw new Error(JSON.stringify(errors));
      return id;
    });
  }

  handOffs(records: readonly HandOff[], username?: string): string[] {
    return this.insert('Hand_Off__c', records, username);
  }

  /** Runs a report that no file holds. */
  run(report: ReportDef, username = 'rep@example.com', includeDetails = true): ReportRun {
    const user = this.org.user(username);
    return this.org.transact(user, (tx) => {
      const place = this.org.reports.find(tx, this.org.user('admin@example.com'), this.idOf('Hand_off_list'));
      return this.org.reports.run(tx, user, { ...place, report }, { includeDetails });
    });
  }

  idOf(developerName: string): string {
    return String(this.org.db.get('SELECT Id FROM Report WHERE DeveloperName = ?', [developerName])?.['Id']);
  }

  /** Labels of the first cell of each detail row. */
  names(changes: Partial<ReportDef>, username?: string): string[] {
    const rows = Object.values(this.run(handOffReport(changes), username).facts.factMap).flatMap((fact) => fact.rows ?? []);
    return rows.map(({ dataCells }) => dataCells[0]?.label ?? '');
  }
}
