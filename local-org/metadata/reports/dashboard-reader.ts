import type { MetadataError } from '../../errors';
import type { SourcePosition } from '../../schema/specification';
import { refuse } from '../shape';
import type { XmlElement } from '../xml';
import { dashboard } from './dashboard-shape';
import type { ComponentElement, DashboardElement } from './dashboard-shape';
import { aggregateName, ReportTypeColumns, ROW_COUNT } from './report-columns';
import type { DashboardComponentDef, DashboardDef, DashboardFilter, ReportDef, ReportTypeDef } from './types';

/** "Dashboard limits": components of one dashboard, and filters that it may have in the app. */
const MOST_COMPONENTS = 25;
const MOST_FILTERS = 5;

/** The older layout has up to three columns of components; here each is four of the twelve of the grid. */
const GRID_COLUMNS = 12;
const SECTION_HEIGHT = 6;

type Place = DashboardComponentDef['place'];

/** The name by which the row of a component knows its place on the dashboard. @param index from 0 */
export const componentName = (index: number, header: string): string => `${index + 1} ${header}`.trim().slice(0, 80);

/**
 * Reads a dashboard and finds every report, and every column of it, that it names.
 * @param fullName `Folder/Name`
 * @throws MetadataError
 */
export function readDashboard(
  fullName: string,
  element: XmlElement,
  reports: ReadonlyMap<string, ReportDef>,
  types: readonly ReportTypeDef[]
): DashboardDef {
  const read = dashboard(element);
  const wrong = (at: SourcePosition, problem: string): MetadataError => refuse(at, `dashboard ${fullName}: ${problem}`);
  const placed = places(read);
  if (placed.length > MOST_COMPONENTS) throw wrong(read.at, `a dashboard can have ${MOST_COMPONENTS} components`);
  if (read.dashboardFilters.length > MOST_FILTERS) throw wrong(read.at, `a dashboard can have ${MOST_FILTERS} filters`);
  const type = read.dashboardType ?? 'SpecifiedUser';
  const components = placed.map(({ element: one, place }) => {
    const report = reports.get(one.report.toLowerCase());
    if (!report) throw wrong(one.at, `there is no report ${one.report}`);
    const columns = types.find(({ name }) => name === report.reportType);
    if (!columns) throw wrong(one.at, `there is no report type ${report.reportType}`);
    return readComponent(one, place, report, new ReportTypeColumns(columns), (problem) => wrong(one.at, problem));
  });
  return {
    fullName,
    folder: fullName.slice(0, Math.max(fullName.lastIndexOf('/'), 0)),
    developerName: fullName.slice(fullName.lastIndexOf('/') + 1),
    title: read.title,
    ...(read.description ? { description: read.description } : {}),
    type,
    ...(type === 'LoggedInUser' || read.runningUser === undefined ? {} : { runningUser: read.runningUser }),
    filters: read.dashboardFilters.map((filter): DashboardFilter => readFilter(filter, wrong)),
    columns: read.dashboardGridLayout?.numberOfColumns ?? GRID_COLUMNS,
    components
  };
}

function places(read: DashboardElement): { element: ComponentElement; place: Place }[] {
  const onGrid = (read.dashboardGridLayout?.dashboardGridComponents ?? []).map((cell) => ({
    element: cell.dashboardComponent,
    place: { column: cell.columnIndex, row: cell.rowIndex, width: cell.colSpan, height: cell.rowSpan }
  }));
  const sections = [read.leftSection, read.middleSection, read.rightSection].filter((section) => section !== undefined);
  const width = GRID_COLUMNS / Math.max(sections.length, 1);
  return [
    ...onGrid,
    ...sections.flatMap((section, column) =>
      section.components.map((element, row) => ({
        element,
        place: { column: column * width, row: row * SECTION_HEIGHT, width, height: SECTION_HEIGHT }
      }))
    )
  ];
}

function readComponent(
  element: ComponentElement,
  place: Place,
  report: ReportDef,
  columns: ReportTypeColumns,
  wrong: (problem: string) => MetadataError
): DashboardComponentDef {
  const dimension = (name: string): string => {
    if (report.buckets.some((bucket) => bucket.name === name)) return name;
    const found = columns.find(name);
    if (!found) throw wrong(`the report ${report.fullName} has no column ${name}`);
    return found.name;
  };
  const grouped = [...report.groupingsDown, ...report.groupingsAcross].map(({ column }) => column);
  const groupings = element.groupingColumn.map((name) => {
    const column = dimension(name);
    if (!grouped.includes(column)) throw wrong(`the report ${report.fullName} is not grouped by ${name}`);
    return column;
  });
  const summaries = element.chartSummary.map(({ column, aggregate }) => {
    const name =
      column === ROW_COUNT || report.aggregates.includes(column) || aggregate === undefined || aggregate === 'None' || aggregate === 'Noop'
        ? column
        : aggregateName(aggregate, dimension(column));
    if (!report.aggregates.includes(name)) throw wrong(`the report ${report.fullName} does not summarise ${column} in this way`);
    return name;
  });
  const breakpoints = [element.indicatorBreakpoint1, element.indicatorBreakpoint2].filter((value) => value !== undefined);
  return {
    type: element.componentType,
    header: element.header ?? '',
    ...(element.title ? { title: element.title } : {}),
    ...(element.footer ? { footer: element.footer } : {}),
    report: report.fullName,
    filterColumns: element.dashboardFilterColumns.map(({ column }) => dimension(column)),
    groupings,
    summaries,
    ...(element.sortBy === undefined ? {} : { sortBy: element.sortBy }),
    ...(element.maxValuesDisplayed === undefined ? {} : { maxValues: element.maxValuesDisplayed }),
    useReportChart: element.useReportChart ?? false,
    ...(element.componentType === 'Gauge' ? { gauge: { min: element.gaugeMin ?? 0, max: element.gaugeMax ?? 100, breakpoints } } : {}),
    place
  };
}

function readFilter(
  filter: DashboardElement['dashboardFilters'][number],
  wrong: (at: SourcePosition, problem: string) => MetadataError
): DashboardFilter {
  return {
    name: filter.name,
    options: filter.dashboardFilterOptions.map(({ operator, values, at }) => {
      if (operator !== 'between') return { operator, values };
      const [startValue, endValue] = values;
      if (values.length !== 2 || startValue === undefined || endValue === undefined)
        throw wrong(at, 'a filter between two values has two values');
      return { operator, values, startValue, endValue };
    })
  };
}
