import { decimal, flag, integer, name, once, oneOf, optional, refuse, repeated, root, shape, text } from '../shape';
import type { ElementReader, Slot } from '../shape';

const refused = (what: string): Slot<undefined> => ({
  occurs: 'optional',
  read: (element) => {
    throw refuse(element.at, `the embedded org does not support ${what} (element ${element.name})`);
  }
});

const TYPES = [
  'Bar',
  'BarGrouped',
  'BarStacked',
  'BarStacked100',
  'Column',
  'ColumnGrouped',
  'ColumnStacked',
  'ColumnStacked100',
  'Donut',
  'FlexTable',
  'Funnel',
  'Gauge',
  'Line',
  'LineCumulative',
  'LineGrouped',
  'Metric',
  'Pie',
  'Table'
] as const;

const componentType: ElementReader<(typeof TYPES)[number]> = (element) => {
  const value = name(element);
  const found = TYPES.find((type) => type === value);
  if (found === undefined)
    throw refuse(element.at, `the embedded org does not support dashboard components of the type ${value}; possible: ${TYPES.join(', ')}`);
  return found;
};

const summary = shape({
  aggregate: optional(oneOf('Sum', 'Average', 'Maximum', 'Minimum', 'Unique', 'Median', 'Noop', 'None')),
  axisBinding: optional(oneOf('x', 'y', 'y2', 'r')),
  column: once(name)
});

const tableColumn = shape({
  aggregateType: optional(oneOf('Sum', 'Average', 'Maximum', 'Minimum', 'Unique', 'Median', 'Noop', 'None')),
  calculatePercent: optional(flag),
  column: once(name),
  decimalPlaces: optional(integer),
  showSubTotal: optional(flag),
  showTotal: optional(flag),
  sortBy: optional(name)
});

/** How a component is drawn beyond its kind, titles, columns and order is checked and has no effect here. */
export const component = shape({
  autoselectColumnsFromReport: optional(flag),
  chartAxisRange: optional(oneOf('Auto', 'Manual')),
  chartAxisRangeMax: optional(decimal),
  chartAxisRangeMin: optional(decimal),
  chartSummary: repeated(summary),
  componentChartTheme: optional(text),
  componentType: once(componentType),
  dashboardFilterColumns: repeated(shape({ column: once(name) })),
  dashboardTableColumn: repeated(tableColumn),
  decimalPrecision: optional(integer),
  displayUnits: optional(oneOf('Auto', 'Integer', 'Hundreds', 'Thousands', 'Millions', 'Billions', 'Trillions')),
  drillDownUrl: refused('drill-down addresses of their own'),
  drillEnabled: optional(flag),
  drillToDetailEnabled: optional(flag),
  enableHover: optional(flag),
  expandOthers: optional(flag),
  flexComponentProperties: optional(
    shape({
      decimalPrecision: optional(integer),
      flexTableColumn: repeated(
        shape({
          breakPoint1: optional(decimal),
          breakPoint2: optional(decimal),
          breakPointOrder: optional(integer),
          highRangeColor: optional(integer),
          lowRangeColor: optional(integer),
          midRangeColor: optional(integer),
          reportColumn: once(name),
          showTotal: optional(flag),
          type: once(name)
        })
      ),
      flexTableSortInfo: optional(shape({ sortColumn: optional(name), sortOrder: optional(name) })),
      hideChatterPhotos: optional(flag)
    })
  ),
  footer: optional(text),
  gaugeMax: optional(decimal),
  gaugeMin: optional(decimal),
  groupingColumn: repeated(name),
  groupingSortProperties: optional(
    shape({
      groupingSorts: repeated(
        shape({
          groupingLevel: once(name),
          inheritedReportSort: optional(text),
          sortColumn: optional(name),
          sortOrder: optional(name)
        })
      )
    })
  ),
  header: optional(text),
  indicatorBreakpoint1: optional(decimal),
  indicatorBreakpoint2: optional(decimal),
  indicatorHighColor: optional(text),
  indicatorLowColor: optional(text),
  indicatorMiddleColor: optional(text),
  legendPosition: optional(oneOf('Right', 'Bottom', 'OnChart', 'None')),
  maxValuesDisplayed: optional(integer),
  metricLabel: optional(text),
  page: refused('Visualforce components on dashboards'),
  pageHeightInPixels: refused('Visualforce components on dashboards'),
  report: once(name),
  scontrol: refused('s-controls'),
  scontrolHeightInPixels: refused('s-controls'),
  showPercentage: optional(flag),
  showPicturesOnCharts: optional(flag),
  showPicturesOnTables: optional(flag),
  showRange: optional(flag),
  showTotal: optional(flag),
  showValues: optional(flag),
  sortBy: optional(oneOf('RowLabelAscending', 'RowLabelDescending', 'RowValueAscending', 'RowValueDescending')),
  title: optional(text),
  useReportChart: optional(flag)
});

const section = shape({ columnSize: once(oneOf('Narrow', 'Medium', 'Wide')), components: repeated(component) });

const filterOption = shape({
  operator: once(
    oneOf(
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
      'between'
    )
  ),
  values: repeated(name)
});

const grid = shape({
  dashboardGridComponents: repeated(
    shape({
      colSpan: once(integer),
      columnIndex: once(integer),
      dashboardComponent: once(component),
      rowIndex: once(integer),
      rowSpan: once(integer)
    })
  ),
  numberOfColumns: once(integer),
  rowHeight: once(integer)
});

export const dashboard = root(
  'Dashboard',
  shape({
    fullName: optional(name),
    backgroundEndColor: once(text),
    backgroundFadeDirection: once(oneOf('Diagonal', 'LeftToRight', 'TopToBottom')),
    backgroundStartColor: once(text),
    chartTheme: optional(text),
    colorPalette: optional(text),
    dashboardChartTheme: optional(text),
    dashboardColorPalette: optional(text),
    dashboardFilters: repeated(shape({ dashboardFilterOptions: repeated(filterOption), name: once(name) })),
    dashboardGridLayout: optional(grid),
    dashboardResultRefreshedDate: optional(text),
    dashboardResultRunningUser: optional(text),
    dashboardType: optional(oneOf('SpecifiedUser', 'LoggedInUser', 'MyTeamUser')),
    description: optional(text),
    folderName: optional(name),
    isGridLayout: optional(flag),
    leftSection: optional(section),
    middleSection: optional(section),
    numSubscriptions: refused('subscriptions'),
    owner: optional(text),
    rightSection: optional(section),
    runningUser: optional(name),
    textColor: once(text),
    title: once(name),
    titleColor: once(text),
    titleSize: once(integer)
  })
);

export type DashboardElement = ReturnType<typeof dashboard>;
export type ComponentElement = ReturnType<typeof component>;
