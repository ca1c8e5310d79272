import { MetadataError } from '../../errors';
import { folderTree } from '../file-tree';
import { readMetadata } from '../read-metadata';
import { xml } from '../testing';
import type { FileTree, OrgMetadata } from '../types';

const FIXTURE = 'local-org/reports/fixture/force-app';
const REPORT = `${FIXTURE}/main/reports/Lockstep/Test.report-meta.xml`;
const project = folderTree(process.cwd(), [FIXTURE]);

/** The fixture's project with these files in place of its own, or beside them. */
function read(files: Readonly<Record<string, string>>): OrgMetadata {
  const paths = [...new Set([...project.paths(), ...Object.keys(files)])].sort();
  const tree: FileTree = {
    ...project,
    paths: () => paths,
    read: (path) => (files[path] === undefined ? project.read(path) : Buffer.from(files[path])),
    readText: (path) => files[path] ?? project.readText(path),
    display: (path) => path
  };
  return readMetadata(tree, { apiVersion: 68 });
}

function refused(files: Readonly<Record<string, string>>): string {
  try {
    read(files);
  } catch (error) {
    if (error instanceof MetadataError) return error.message;
    throw error;
  }
  throw new Error('it was read');
}

const H = 'Hand_Off__c$';
const column = (field: string, ...aggregates: string[]): string =>
  `<columns>${aggregates.map((type) => `<aggregateTypes>${type}</aggregateTypes>`).join('')}<field>${field}</field></columns>`;
const grouping = (way: 'Down' | 'Across', field: string, more = ''): string =>
  `<groupings${way}><dateGranularity>Day</dateGranularity><field>${field}</field><sortOrder>Asc</sortOrder>${more}</groupings${way}>`;
const criterion = (field: string, operator: string, value: string): string =>
  `<criteriaItems><column>${field}</column><columnToColumn>false</columnToColumn><isUnlocked>true</isUnlocked><operator>${operator}</operator><value>${value}</value></criteriaItems>`;
const tail = (format: string, more = ''): string =>
  `<format>${format}</format><name>Test</name><reportType>Hand_Offs__c</reportType><scope>organization</scope>${more}`;
const report = (body: string): Record<string, string> => ({ [REPORT]: xml('Report', body) });
const readOne = (body: string) => read(report(body)).analytics.reports.find(({ developerName }) => developerName === 'Test');

const filters = `<filter><booleanFilter>1 AND (2 or 3)</booleanFilter>${criterion(`${H}Value__c`, 'greaterThan', '0')}${criterion(`${H}Status__c`, 'equals', 'Accepted,Returned')}${criterion(`${H}Handed_On__c`, 'equals', 'LAST_N_DAYS:7')}<language>en_US</language></filter>`;
const tabular = (columns: readonly string[]): string =>
  `${columns.map((name) => column(H + name)).join('')}${filters}${tail('Tabular', `<rowLimit>50</rowLimit><showDetails>true</showDetails><sortColumn>${H}Value__c</sortColumn><sortOrder>Desc</sortOrder><timeFrameFilter><dateColumn>${H}CreatedDate</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>`)}`;

describe('a report', () => {
  it('is read with its filters, their logic, its sorting and its limit', () => {
    expect(readOne(tabular(['Name', 'Status__c', 'Value__c']))).toMatchObject({
      fullName: 'Lockstep/Test',
      folder: 'Lockstep',
      format: 'TABULAR',
      columns: ['Hand_Off__c.Name', 'Hand_Off__c.Status__c', 'Hand_Off__c.Value__c'],
      aggregates: ['RowCount'],
      booleanFilter: '1 AND (2 or 3)',
      filters: [
        { column: 'Hand_Off__c.Value__c', operator: 'greaterThan', value: '0', unlocked: true },
        { column: 'Hand_Off__c.Status__c', operator: 'equals', value: 'Accepted,Returned', unlocked: true },
        { column: 'Hand_Off__c.Handed_On__c', operator: 'equals', value: 'LAST_N_DAYS:7', unlocked: true }
      ],
      dateFilter: { column: 'Hand_Off__c.CreatedDate', duration: 'CUSTOM' },
      sort: { column: 'Hand_Off__c.Value__c', order: 'Desc' },
      rowLimit: 50
    });
  });

  it('is refused with file, line and name when it is sorted by a column that it does not show', () => {
    const message = refused(report(tabular(['Name', 'Status__c'])));
    expect(message).toContain(`${REPORT}:2:1: `);
    expect(message).toContain(`The sort column name must be from a selected column: ${H}Value__c`);
  });

  it('ignores the date granularity of groupings that are no dates', () => {
    const body =
      column(`${H}Name`) +
      tail('Summary').replace('<name>', `${grouping('Down', `${H}Status__c`)}${grouping('Down', `${H}Accepted_At__c`)}<name>`);
    expect(readOne(body)?.groupingsDown).toEqual([
      { column: 'Hand_Off__c.Status__c', dateGranularity: 'None', sortOrder: 'Asc' },
      { column: 'Hand_Off__c.Accepted_At__c', dateGranularity: 'Day', sortOrder: 'Asc' }
    ]);
  });

  it.each([
    [
      'a column that its type does not have',
      column(`${H}Ghost__c`) + tail('Tabular'),
      'the report type Hand_Offs__c has no column Hand_Off__c$Ghost__c'
    ],
    [
      'a column that it groups by',
      column(`${H}Status__c`) + tail('Summary').replace('<name>', `${grouping('Down', `${H}Status__c`)}<name>`),
      "can't include groupings in columns list: Hand_Off__c$Status__c"
    ],
    ['a sum of texts', column(`${H}Status__c`, 'Sum') + tail('Tabular'), 'Hand_Off__c$Status__c cannot be summarised by Sum'],
    ['a Summary without a grouping', column(`${H}Name`) + tail('Summary'), 'a Summary report needs a grouping'],
    [
      'a Matrix without a grouping across',
      column(`${H}Name`) + tail('Matrix').replace('<name>', `${grouping('Down', `${H}Status__c`)}<name>`),
      'a Matrix report needs a grouping down and one across'
    ],
    [
      'a grouping by long text',
      column(`${H}Name`) + tail('Summary').replace('<name>', `${grouping('Down', `${H}Notes__c`)}<name>`),
      'it is long text'
    ],
    [
      'filter logic without a filter',
      column(`${H}Name`) +
        `<filter><booleanFilter>1 AND 2</booleanFilter>${criterion(`${H}Name`, 'equals', 'x')}</filter>` +
        tail('Tabular'),
      'refers to filter 2, which does not exist'
    ],
    [
      'filter logic that mixes AND and OR',
      column(`${H}Name`) +
        `<filter><booleanFilter>1 AND 2 OR 3</booleanFilter>${criterion(`${H}Name`, 'equals', 'x').repeat(3)}</filter>` +
        tail('Tabular'),
      'Use parentheses'
    ],
    [
      'an interval that does not exist',
      column(`${H}Name`) +
        tail('Tabular', `<timeFrameFilter><dateColumn>${H}CreatedDate</dateColumn><interval>INTERVAL_CURFQ</interval></timeFrameFilter>`),
      'unknown interval INTERVAL_CURFQ'
    ],
    [
      'the REST name of the date filter',
      column(`${H}Name`) + tail('Tabular', '<standardDateFilter/>'),
      'unknown element standardDateFilter in Report'
    ],
    [
      'a standard report type',
      column('STAGE_NAME') + tail('Tabular').replace('Hand_Offs__c', 'Opportunity'),
      'the embedded org does not support the standard report type Opportunity'
    ],
    [
      'an automatic report type',
      column('CUST_NAME') + tail('Tabular').replace('Hand_Offs__c', 'CustomEntity$Hand_Off__c'),
      'the embedded org does not support the standard report type CustomEntity$Hand_Off__c'
    ],
    [
      'a joined report',
      '<format>MultiBlock</format><name>Test</name><reportType>Hand_Offs__c</reportType>',
      'does not support joined reports'
    ],
    [
      'a row-level formula',
      column(`${H}Name`) + '<customDetailFormulas><calculatedFormula>1</calculatedFormula></customDetailFormulas>' + tail('Tabular'),
      'does not support row-level formulas'
    ],
    ['historical trending', column(`${H}Name`) + '<historicalSelector/>' + tail('Tabular'), 'does not support historical trending'],
    [
      'a role hierarchy filter',
      column(`${H}Name`) + tail('Tabular', '<roleHierarchyFilter>Boss</roleHierarchyFilter>'),
      'does not support role hierarchy filters'
    ],
    ['another currency', column(`${H}Name`) + tail('Tabular', '<currency>EUR</currency>'), 'does not support reports in several currencies']
  ])('is refused for %s', (_what, body, problem) => {
    expect(refused(report(body))).toContain(problem);
  });

  it('is refused without its folder', () => {
    const path = `${FIXTURE}/main/reports/Nowhere/Test.report-meta.xml`;
    expect(refused({ [path]: xml('Report', column(`${H}Name`) + tail('Tabular')) })).toContain('Cannot find folder:Nowhere');
  });

  it('can be in the folder of reports that are in none', () => {
    const path = `${FIXTURE}/main/reports/unfiled$public/Test.report-meta.xml`;
    const { reports } = read({ [path]: xml('Report', column(`${H}Name`) + tail('Tabular')) }).analytics;
    expect(reports.map(({ fullName }) => fullName)).toContain('unfiled$public/Test');
  });
});

describe('a report with buckets, a formula, a cross filter and a chart', () => {
  const bucket = `<buckets><bucketType>number</bucketType><developerName>BucketField_1</developerName><masterLabel>Size</masterLabel><nullTreatment>n</nullTreatment><sourceColumnName>${H}Value__c</sourceColumnName><useOther>false</useOther><values><sourceValues><to>1,000</to></sourceValues><value>Small</value></values><values><sourceValues><from>1,000</from></sourceValues><value>Large</value></values></buckets>`;
  const formula = (text: string): string =>
    `<aggregates><calculatedFormula>${text}</calculatedFormula><datatype>percent</datatype><developerName>FORMULA1</developerName><isActive>true</isActive><isCrossBlock>false</isCrossBlock><masterLabel>Win rate</masterLabel><scale>1</scale></aggregates>`;
  const cross = (table: string, join: string): string =>
    `<crossFilters><criteriaItems><column>Status__c</column><operator>equals</operator><value>Broken</value></criteriaItems><operation>without</operation><primaryTableColumn>${H}Id</primaryTableColumn><relatedTable>${table}</relatedTable><relatedTableJoinColumn>${join}</relatedTableJoinColumn></crossFilters>`;
  const chart = `<chart><chartSummaries><axisBinding>y</axisBinding><column>RowCount</column></chartSummaries><chartType>VerticalColumn</chartType><groupingColumn>${H}Handed_On__c</groupingColumn><legendPosition>Bottom</legendPosition><location>CHART_TOP</location><size>Medium</size><summaryAxisRange>Auto</summaryAxisRange></chart>`;
  const summary = (text = 'Hand_Off__c.Won__c:SUM / RowCount', table = 'Promise__c', join = 'Hand_Off__c'): string =>
    `${formula(text)}${bucket}${chart}${column(`${H}Value__c`, 'Sum', 'Average')}${column(`${H}Won__c`, 'Sum')}${cross(table, join)}${tail('Summary').replace('<name>', `${grouping('Down', `${H}Handed_On__c`)}${grouping('Down', 'BucketField_1')}<name>`)}`;

  it('is read', () => {
    expect(readOne(summary())).toMatchObject({
      aggregates: ['s!Hand_Off__c.Value__c', 'a!Hand_Off__c.Value__c', 's!Hand_Off__c.Won__c', 'FORMULA1', 'RowCount'],
      groupingsDown: [{ column: 'Hand_Off__c.Handed_On__c' }, { column: 'BucketField_1' }],
      buckets: [
        {
          name: 'BucketField_1',
          values: [
            { label: 'Small', to: 1000 },
            { label: 'Large', from: 1000 }
          ]
        }
      ],
      formulas: [{ name: 'FORMULA1', label: 'Win rate', dataType: 'percent', scale: 1 }],
      crossFilters: [{ with: false, column: 'Hand_Off__c.Id', relatedObject: 'Promise__c', joinField: 'Hand_Off__c' }],
      chart: { type: 'VerticalColumn', grouping: 'Hand_Off__c.Handed_On__c', summaries: ['RowCount'] }
    });
  });

  it.each([
    ['a formula with a column that does not exist', summary('Hand_Off__c.Ghost__c:SUM'), 'there is no column Hand_Off__c.Ghost__c'],
    ['a formula with another formula', summary('FORMULA2 * 2'), 'there is no column FORMULA2'],
    [
      'a function that is not supported',
      summary('PARENTGROUPVAL(RowCount, GRAND_SUMMARY)'),
      'does not support the function PARENTGROUPVAL'
    ],
    ['a cross filter over an object that does not exist', summary(undefined, 'Ghost__c'), 'there is no object Ghost__c'],
    ['a cross filter over a field that is no lookup', summary(undefined, 'Promise__c', 'Kept__c'), 'Promise__c has no lookup Kept__c']
  ])('is refused for %s', (_what, body, problem) => {
    expect(refused(report(body))).toContain(problem);
  });
});

describe('a report type', () => {
  const path = `${FIXTURE}/main/reportTypes/Hand_Offs_And_Promises.reportType-meta.xml`;
  const original = project.readText(path);

  it('is read with its objects, joins and the labels of its columns', () => {
    const type = read({}).analytics.reportTypes.find(({ fullName }) => fullName === 'Hand_Offs_And_Promises');
    expect(type?.levels).toEqual([
      { table: 'Hand_Off__c', object: 'Hand_Off__c', outer: false },
      { table: 'Hand_Off__c.Promises__r', object: 'Promise__c', relationship: 'Promises__r', outer: true }
    ]);
    const columns = new Map(type?.sections.flatMap((section) => section.columns.map((one) => [one.fileName, one.label])));
    expect(columns.get('Hand_Off__c$Name')).toBe('Hand-off');
    expect(columns.get('Hand_Off__c$Lead__c.Company')).toBe('Lead: Company');
    expect(columns.get('Hand_Off__c$Owner')).toBe('Owner');
    expect(columns.get('Hand_Off__c.Promises__r$Status__c')).toBe('Promise status');
  });

  it.each([
    [
      'a relationship that does not exist',
      original.replace('<relationship>Promises__r', '<relationship>Ghosts__r'),
      'Hand_Off__c has no child relationship Ghosts__r'
    ],
    ['a field that does not exist', original.replace('<field>Hours__c', '<field>Ghost__c'), 'Promise__c has no field Ghost__c'],
    [
      'a table that it does not join',
      original.replace('<table>Hand_Off__c.Promises__r', '<table>Hand_Off__c.Ghosts__r'),
      'has no table Hand_Off__c.Ghosts__r'
    ],
    ['an object that does not exist', original.replace('<baseObject>Hand_Off__c', '<baseObject>Ghost__c'), 'there is no object Ghost__c'],
    ['a column that is twice', original.replace('<field>Hours__c', '<field>Name'), 'the column Hand_Off__c.Promises__r$Name is twice']
  ])('is refused for %s', (_what, text, problem) => {
    expect(refused({ [path]: text })).toContain(problem);
  });
});

describe('a dashboard', () => {
  const path = `${FIXTURE}/main/dashboards/Lockstep/Own_rows.dashboard-meta.xml`;
  const original = project.readText(path);

  it('is read with its components, their places and its filters', () => {
    const dashboard = read({}).analytics.dashboards.find(({ developerName }) => developerName === 'Own_rows');
    expect(dashboard).toMatchObject({
      type: 'LoggedInUser',
      filters: [{ name: 'Segment', options: [{ operator: 'equals', values: ['Enterprise'] }] }],
      components: [
        { type: 'Column', report: 'Lockstep/Hand_offs', summaries: ['RowCount'], place: { column: 0, row: 0, width: 6, height: 6 } },
        { type: 'Metric', summaries: ['s!Hand_Off__c.Value__c'], filterColumns: ['Hand_Off__c.Segment__c'] }
      ]
    });
  });

  it.each([
    [
      'a report that does not exist',
      original.replace('<report>Lockstep/Hand_offs', '<report>Lockstep/Ghost'),
      'there is no report Lockstep/Ghost'
    ],
    [
      'a column that its report does not have',
      original.replace(`<column>${H}Segment__c`, `<column>${H}Ghost__c`),
      'has no column Hand_Off__c$Ghost__c'
    ],
    [
      'a grouping that its report does not have',
      original.replace(`<groupingColumn>${H}Handed_On__c`, `<groupingColumn>${H}Segment__c`),
      'is not grouped by Hand_Off__c$Segment__c'
    ],
    [
      'a kind of component that is not supported',
      original.replace('<componentType>Metric', '<componentType>LightningWebComponent'),
      'does not support dashboard components of the type LightningWebComponent'
    ],
    ['a folder that does not exist', original, 'Cannot find folder:Nowhere']
  ])('is refused for %s', (what, text, problem) => {
    const where = what.startsWith('a folder') ? path.replace('/Lockstep/Own_rows', '/Nowhere/Other') : path;
    expect(refused({ [where]: text })).toContain(problem);
  });
});
