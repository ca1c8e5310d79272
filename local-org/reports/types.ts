import type { ReportColumn, ReportDef, ReportTypeDef } from '../metadata/reports/types';
import type { OrgValue } from '../values';

/** One row of a report: of each object of its type, the value of each column that the report needs. */
export interface ReportRow {
  /** Id of the row of each level; `null` below an outer join without a row. */
  readonly ids: readonly (string | null)[];
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface Cell {
  readonly value: OrgValue;
  /** Of a lookup and of a record's name: the name, where the value is the id. */
  readonly name?: string | null;
}

export const EMPTY_CELL: Cell = { value: null };

/** A report that is to be run, with the type and the columns that the user may see. */
export interface RunnableReport {
  readonly report: ReportDef;
  readonly type: ReportTypeDef;
  readonly column: (name: string) => ReportColumn | undefined;
}

export interface Labelled<T = unknown> {
  readonly label: string;
  readonly value: T;
}

export interface DataRow {
  readonly dataCells: readonly Labelled[];
}

export interface Fact {
  readonly aggregates: readonly Labelled<number | string | null>[];
  /** Absent without details; filled in innermost cells only. */
  readonly rows?: readonly DataRow[];
}

export interface Grouping {
  readonly key: string;
  readonly label: string;
  readonly value: OrgValue;
  readonly groupings: readonly Grouping[];
}

/** What a run found, before anything is said of the report itself. */
export interface ReportFacts {
  /** Whether the details are all there: they end at a limit, the aggregates never do. */
  readonly allData: boolean;
  readonly hasExceededTabularRowLimit: boolean;
  readonly groupingsDown: readonly Grouping[];
  readonly groupingsAcross: readonly Grouping[];
  readonly factMap: Readonly<Record<string, Fact>>;
}
