import type { FieldDef } from '../../schema/types';

/** One object of a report type, from the base object down. */
export interface ReportLevel {
  /** As columns name it: `Hand_Off__c`, `Hand_Off__c.Promises__r`. */
  readonly table: string;
  readonly object: string;
  /** Child relationship from the level above; absent for the base object. */
  readonly relationship?: string;
  /** Rows of the level above stay without a row here. */
  readonly outer: boolean;
}

/** A column that a report of a type can use. */
export interface ReportColumn {
  /** As files name it: `Hand_Off__c$Value__c`. */
  readonly fileName: string;
  /** As the Analytics API names it: `Hand_Off__c.Value__c`. */
  readonly name: string;
  readonly label: string;
  /** Index into the type's levels. */
  readonly level: number;
  /** Relationships from the level's object, as SOQL names them, to the object that has the field. */
  readonly path: readonly string[];
  readonly field: FieldDef;
  /** For a lookup: the name field of what it points to, whose value is the label. */
  readonly target?: FieldDef;
  readonly checkedByDefault: boolean;
}

export interface ReportTypeSection {
  readonly label: string;
  readonly columns: readonly ReportColumn[];
}

export interface ReportTypeDef {
  /** The file's name, without the suffix `__c` by which reports name it. */
  readonly fullName: string;
  /** `Hand_Offs__c` */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly category: string;
  readonly deployed: boolean;
  readonly levels: readonly ReportLevel[];
  readonly sections: readonly ReportTypeSection[];
}

export interface FolderShare {
  readonly accessLevel: 'View' | 'EditAllContents' | 'Manage';
  readonly sharedTo: string;
  readonly sharedToType: 'Group' | 'Organization' | 'Role' | 'RoleAndSubordinates' | 'RoleAndSubordinatesInternal' | 'User';
}

export interface AnalyticsFolderDef {
  readonly kind: 'report' | 'dashboard';
  readonly fullName: string;
  readonly label: string;
  readonly shares: readonly FolderShare[];
}

export type ReportFormat = 'TABULAR' | 'SUMMARY' | 'MATRIX';
export type AggregateType = 'Sum' | 'Average' | 'Maximum' | 'Minimum' | 'Unique' | 'Median';
export type SortOrder = 'Asc' | 'Desc';

export const DATE_GRANULARITIES = [
  'None',
  'Day',
  'Week',
  'Month',
  'Quarter',
  'Year',
  'FiscalQuarter',
  'FiscalYear',
  'MonthInYear',
  'DayInMonth',
  'FiscalPeriod',
  'FiscalWeek'
] as const;
export type DateGranularity = (typeof DATE_GRANULARITIES)[number];

export interface ReportGrouping {
  /** Name of a column, or of a bucket. */
  readonly column: string;
  readonly dateGranularity: DateGranularity;
  readonly sortOrder: SortOrder;
  /** An aggregate by its API name, such as `s!Hand_Off__c.Value__c` or `RowCount`; absent: by the group's own value. */
  readonly sortAggregate?: string;
}

export const FILTER_OPERATORS = [
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes',
  'within'
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export interface ReportFilter {
  /** Name of a column, or of a bucket. */
  readonly column: string;
  readonly operator: FilterOperator;
  /** Several values are separated by commas; empty: is blank. */
  readonly value: string;
  /** Whether readers may change the value. */
  readonly unlocked: boolean;
}

export interface BucketValue {
  readonly label: string;
  /** Text and picklist buckets: the values that belong here. */
  readonly sources: readonly string[];
  readonly from?: number;
  readonly to?: number;
}

export interface ReportBucket {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'picklist';
  readonly source: string;
  /** Numbers: whether blank counts as zero. */
  readonly blankIsZero: boolean;
  /** Label of what no other value takes; absent: by its own value. */
  readonly other?: string;
  readonly values: readonly BucketValue[];
}

export interface ReportFormula {
  readonly name: string;
  readonly label: string;
  readonly dataType: 'currency' | 'percent' | 'number';
  readonly scale: number;
  readonly expression: string;
}

export interface CrossFilter {
  readonly with: boolean;
  /** Column of the report's side: the id that the related object points to. */
  readonly column: string;
  readonly relatedObject: string;
  /** Field of the related object that points to the column. */
  readonly joinField: string;
  readonly criteria: readonly ReportFilter[];
}

/** The standard date filter. */
export interface DateFilter {
  readonly column: string;
  /** A date literal of the Analytics API, or `CUSTOM`. */
  readonly duration: string;
  /** `YYYY-MM-DD`; only with `CUSTOM`. */
  readonly start?: string;
  readonly end?: string;
}

export interface ReportChart {
  readonly type: string;
  readonly title?: string;
  /** API names of the columns on the axes. */
  readonly grouping?: string;
  readonly secondaryGrouping?: string;
  /** Aggregates by API name. */
  readonly summaries: readonly string[];
  readonly location: 'CHART_TOP' | 'CHART_BOTTOM';
  readonly legendPosition: string;
}

/** A report as its file says, or as a caller changed it. Columns have their API names. */
export interface ReportDef {
  /** Folder and name: `Lockstep/Hand_offs_by_month`. */
  readonly fullName: string;
  readonly folder: string;
  readonly developerName: string;
  readonly name: string;
  readonly description?: string;
  readonly format: ReportFormat;
  /** `Hand_Offs__c` */
  readonly reportType: string;
  readonly columns: readonly string[];
  /** API names in order: `s!Hand_Off__c.Value__c`, `FORMULA1`, `RowCount`. */
  readonly aggregates: readonly string[];
  readonly groupingsDown: readonly ReportGrouping[];
  readonly groupingsAcross: readonly ReportGrouping[];
  readonly buckets: readonly ReportBucket[];
  readonly formulas: readonly ReportFormula[];
  readonly filters: readonly ReportFilter[];
  readonly booleanFilter?: string;
  readonly crossFilters: readonly CrossFilter[];
  readonly dateFilter?: DateFilter;
  readonly scope: 'organization' | 'user';
  readonly sort?: { readonly column: string; readonly order: SortOrder };
  readonly rowLimit?: number;
  readonly showDetails: boolean;
  readonly showGrandTotal: boolean;
  readonly showSubtotals: boolean;
  readonly chart?: ReportChart;
}

export interface DashboardFilter {
  readonly name: string;
  readonly options: readonly {
    readonly operator: FilterOperator | 'between';
    readonly values: readonly string[];
    readonly startValue?: string;
    readonly endValue?: string;
  }[];
}

export interface DashboardComponentDef {
  readonly type: string;
  readonly header: string;
  readonly title?: string;
  readonly footer?: string;
  /** Full name of the report. */
  readonly report: string;
  /** One column by dashboard filter, in their order. */
  readonly filterColumns: readonly string[];
  readonly groupings: readonly string[];
  readonly summaries: readonly string[];
  readonly sortBy?: string;
  readonly maxValues?: number;
  readonly useReportChart: boolean;
  readonly gauge?: { readonly min: number; readonly max: number; readonly breakpoints: readonly number[] };
  readonly place: { readonly column: number; readonly row: number; readonly width: number; readonly height: number };
}

export interface DashboardDef {
  readonly fullName: string;
  readonly folder: string;
  readonly developerName: string;
  readonly title: string;
  readonly description?: string;
  readonly type: 'SpecifiedUser' | 'LoggedInUser' | 'MyTeamUser';
  /** Username; only with `SpecifiedUser` and `MyTeamUser`. */
  readonly runningUser?: string;
  readonly filters: readonly DashboardFilter[];
  readonly columns: number;
  readonly components: readonly DashboardComponentDef[];
}

/** What a project says of reports and dashboards. Sorted by name. */
export interface Analytics {
  readonly reportTypes: readonly ReportTypeDef[];
  readonly folders: readonly AnalyticsFolderDef[];
  readonly reports: readonly ReportDef[];
  readonly dashboards: readonly DashboardDef[];
}
