import { Connection } from 'jsforce';
import { ReportsOrg } from '../../reports/testing';
import { TestApi, VERSION } from '../testing';
import type { TestClient } from '../testing';

const REPORTS = `${VERSION}/analytics/reports`;
const HANDED_ON = 'Hand_Off__c.Handed_On__c';

let api: TestApi;
let org: ReportsOrg;
let rep: TestClient;
let id: string;

beforeAll(async () => {
  org = new ReportsOrg();
  const [lead = ''] = org.insert('Lead', [{ LastName: 'Lee', Company: 'Acme' }]);
  org.handOffs([
    { Name: 'H1', Handed_On__c: '2026-10-03', Status__c: 'Accepted', Value__c: 100, Lead__c: lead },
    { Name: 'H2', Handed_On__c: '2026-10-20', Status__c: 'Accepted' },
    { Name: 'H3', Handed_On__c: '2026-11-05', Value__c: 300 },
    { Name: 'H4', Handed_On__c: '2026-11-09', Status__c: 'Returned', Value__c: 500 }
  ]);
  api = await TestApi.start({}, org.org);
  rep = api.as('rep@example.com');
  id = org.idOf('Hand_offs');
});
afterAll(() => api.stop());

const connection = (client: TestClient): Connection =>
  new Connection({ instanceUrl: client.url, accessToken: client.token, version: '68.0' });

describe('jsforce', () => {
  const report = () => connection(rep).analytics.report(id);

  it('describes a report', async () => {
    const described = await report().describe();
    expect(described.reportMetadata).toMatchObject({ developerName: 'Hand_offs', reportFormat: 'SUMMARY' });
    expect(described.reportTypeMetadata.categories[0]?.columns['Hand_Off__c.Status__c']).toMatchObject({
      dataType: 'picklist',
      filterValues: [
        { name: 'New', label: 'New' },
        { name: 'Accepted', label: 'Accepted' },
        { name: 'Returned', label: 'Returned' }
      ]
    });
    const groups = described.reportTypeMetadata.standardDateFilterDurationGroups;
    const today = groups.flatMap((group) => group.standardDateFilterDurations).find(({ value }) => value === 'TODAY');
    expect(today).toEqual({ value: 'TODAY', label: 'Today', startDate: '2026-11-22', endDate: '2026-11-22' });
  });

  it('runs it with and without details', async () => {
    const detailed = await report().execute({ details: true });
    expect(detailed.factMap['1_1!T']?.rows?.[0]?.dataCells[0]?.label).toBe('H4');
    const plain = await report().execute();
    expect(plain.hasDetailRows).toBe(false);
    expect(plain.factMap['T!T']).toEqual({
      aggregates: [
        { label: '$900.00', value: 900 },
        { label: '$300.00', value: 300 },
        { label: '4', value: 4 }
      ]
    });
  });

  it('runs it with the filters of the request', async () => {
    const { factMap, reportMetadata } = await report().execute({
      details: true,
      metadata: {
        reportMetadata: {
          reportFilters: [{ column: 'Hand_Off__c.Lead__c.Company', operator: 'equals', value: 'ACME' }],
          standardDateFilter: { column: HANDED_ON, durationValue: 'LAST_MONTH', startDate: null, endDate: null }
        }
      }
    });
    expect(factMap['T!T']?.aggregates.map(({ value }) => value)).toEqual([100, 100, 1]);
    expect(reportMetadata.standardDateFilter).toMatchObject({ durationValue: 'LAST_MONTH' });
    expect((await report().execute()).factMap['T!T']?.aggregates[2]?.value).toBe(4);
  });

  it('runs it asynchronously, lists its instances and fetches one', async () => {
    const handle = await report().executeAsync({ details: true });
    expect(handle).toMatchObject({ status: 'New', completionDate: null, hasDetailRows: true, ownerId: org.org.user('rep@example.com').id });
    expect(handle.id).toMatch(/^0LG\w{15}$/);
    expect((await report().instances()).map(({ id: one, status }) => `${one} ${status}`)).toContain(`${handle.id} Success`);
    const result = await report().instance(handle.id).retrieve();
    expect(result.attributes).toMatchObject({ type: 'ReportInstance', id: handle.id, status: 'Success', reportName: 'Hand-offs' });
    expect(result.factMap['T!T']?.aggregates[2]?.value).toBe(4);
    await expect(connection(api.as('boss@example.com')).analytics.report(id).instance(handle.id).retrieve()).rejects.toMatchObject({
      errorCode: 'NOT_FOUND'
    });
  });

  it('lists recently viewed reports, the latest first', async () => {
    await connection(rep).analytics.report(org.idOf('Hand_off_list')).describe();
    const list = await connection(rep).analytics.reports();
    expect(list[0]).toMatchObject({ name: 'List of hand-offs', describeUrl: `${REPORTS}/${org.idOf('Hand_off_list')}/describe` });
    expect(list.length).toBe(2);
    expect(await connection(api.as('rep2@example.com')).analytics.reports()).toEqual([]);
  });

  it('gets an error that names the unsupported feature', async () => {
    await expect(report().destroy()).rejects.toMatchObject({ errorCode: 'NOT_SUPPORTED' });
    await expect(report().clone('Copy')).rejects.toMatchObject({ errorCode: 'NOT_SUPPORTED' });
  });
});

/** Built in the test, not in a file: two levels of grouping, a date filter and a column of another object. */
test('a report of two levels with a date filter and a column of another object agrees with SOQL', async () => {
  const reply = await rep.post(`${REPORTS}/${org.idOf('Hand_off_list')}?includeDetails=true`, {
    reportMetadata: {
      reportFormat: 'SUMMARY',
      detailColumns: ['Hand_Off__c.Name', 'Hand_Off__c.Lead__c.Company'],
      groupingsDown: [{ name: HANDED_ON, dateGranularity: 'Month', sortOrder: 'Asc' }, { name: 'Hand_Off__c.Status__c' }],
      aggregates: ['s!Hand_Off__c.Value__c', 'RowCount'],
      standardDateFilter: { column: HANDED_ON, durationValue: 'CUSTOM', startDate: '2026-10-01', endDate: '2026-11-30' },
      sortBy: []
    }
  });
  const { factMap, groupingsDown } = reply.json as {
    factMap: Record<string, { aggregates: { value: number }[]; rows: { dataCells: { label: string }[] }[] }>;
    groupingsDown: { groupings: { value: string; groupings: { key: string; value: string | null }[] }[] };
  };
  const found = groupingsDown.groupings.flatMap((month) =>
    month.groupings.map(({ key, value }) =>
      [month.value.slice(5, 7), value, ...(factMap[`${key}!T`]?.aggregates.map((one) => one.value) ?? [])].join(' ')
    )
  );
  const rows = await rep.records(
    `SELECT CALENDAR_MONTH(Handed_On__c) month, Status__c status, SUM(Value__c) total, COUNT(Id) n FROM Hand_Off__c
      WHERE Handed_On__c >= 2026-10-01 AND Handed_On__c <= 2026-11-30 GROUP BY CALENDAR_MONTH(Handed_On__c), Status__c`
  );
  const expected = rows.map((row) => [row['month'], row['status'], row['total'] ?? 0, row['n']].map((value) => value ?? '').join(' '));
  expect([...found].sort()).toEqual([...expected].sort());
  expect(factMap['0_0!T']?.rows.map(({ dataCells }) => dataCells.map(({ label }) => label))).toEqual([
    ['H1', 'Acme'],
    ['H2', '-']
  ]);
});

describe('over HTTP', () => {
  const send = (metadata: unknown, name = 'Hand_offs') => rep.post(`${REPORTS}/${org.idOf(name)}`, { reportMetadata: metadata });

  it('an empty body runs the report unchanged, with or without a content type', async () => {
    const reply = await rep.send('POST', `${REPORTS}/${id}/instances`);
    expect(reply.status).toBe(200);
    expect((await rep.send('POST', `${REPORTS}/${id}`)).status).toBe(200);
  });

  it('the metadata that describe returns is accepted by a run', async () => {
    const described = (await rep.get(`${REPORTS}/${id}/describe`)).json as { reportMetadata: unknown };
    expect((await send(described.reportMetadata)).status).toBe(200);
  });

  it.each([
    ['two sortings', { sortBy: [{ sortColumn: 'a' }, { sortColumn: 'b' }] }, 'A report can only be sorted by one column.'],
    ['a sorting without a column', { sortBy: [{ sortOrder: 'Asc' }] }, 'The sort column name can’t be null.'],
    [
      'a sorting by what is not shown',
      { sortBy: [{ sortColumn: 'Hand_Off__c.Rate__c' }] },
      'The sort column name must be from a selected column.'
    ],
    [
      'a filter on nothing',
      { reportFilters: [{ column: 'Ghost', operator: 'equals', value: '' }] },
      'Specify a valid filterable column because Ghost is invalid.'
    ],
    [
      'a filter on long text',
      { reportFilters: [{ column: 'Hand_Off__c.Notes__c', operator: 'equals', value: 'x' }] },
      'Specify a valid filterable column because Hand_Off__c.Notes__c is invalid.'
    ],
    [
      'too many filters',
      { reportFilters: Array.from({ length: 21 }, () => ({ column: 'Hand_Off__c.Name', operator: 'equals', value: 'x' })) },
      'A report can have up to 20 filters.'
    ],
    [
      'dates of no column',
      { standardDateFilter: { column: 'Ghost', durationValue: 'TODAY' } },
      'The column Ghost specified for the standard date filter is invalid.'
    ],
    [
      'dates of no date',
      { standardDateFilter: { column: 'Hand_Off__c.Name', durationValue: 'TODAY' } },
      'The column Hand_Off__c.Name cannot be a standard date filter because it is not a date column.'
    ],
    [
      'a duration that does not exist',
      { standardDateFilter: { column: HANDED_ON, durationValue: 'SOMEDAY' } },
      'The duration SOMEDAY specified for the standard date filter is invalid.'
    ],
    [
      'a start that is no date',
      { standardDateFilter: { column: HANDED_ON, durationValue: 'CUSTOM', startDate: '2026-13-01' } },
      `The specified start date of ${HANDED_ON} specified for the standard date filter is invalid.`
    ],
    [
      'a row limit',
      { topRows: { rowLimit: 5, direction: 'Asc' } },
      'The property topRows of a report can’t be changed when the report is run.'
    ],
    [
      'cross filters',
      { crossFilters: [{ relatedEntity: 'Promise__c' }] },
      'The property crossFilters of a report can’t be changed when the report is run.'
    ],
    ['filter logic that cannot be read', { reportBooleanFilter: '1 AND', reportFilters: [] }, 'The filter logic cannot be read: 1 AND'],
    [
      'a matrix without groupings',
      { reportFormat: 'MATRIX', groupingsDown: [], groupingsAcross: [] },
      'A MATRIX report can’t have 0 groupings down and 0 across.'
    ]
  ])('%s: 400 in the API’s words', async (_what, metadata, message) => {
    const reply = await send(metadata);
    expect({ status: reply.status, json: reply.json }).toMatchObject({ status: 400, json: [{ message }] });
  });

  it('sorting a matrix is refused', async () => {
    const reply = await send({ sortBy: [{ sortColumn: 'Hand_Off__c.Name' }] }, 'By_segment_and_quarter');
    expect(reply.json).toMatchObject([{ message: 'Column sorting isn’t supported for matrix reports.' }]);
  });

  it('reports in folders that are not shared, and unknown ids, are not found', async () => {
    for (const one of [org.idOf('All_hand_offs'), '00O000000000999AAA', 'x']) expect((await rep.get(`${REPORTS}/${one}`)).status).toBe(404);
    expect((await rep.get(`${REPORTS}/${id.slice(0, 15)}`)).status).toBe(200);
  });

  it('report types are listed and described for users who can read their objects', async () => {
    const types = (await rep.get(`${VERSION}/analytics/report-types`)).json as { reportTypes: { type: string }[] }[];
    expect(types.flatMap(({ reportTypes }) => reportTypes.map(({ type }) => type))).toEqual([
      'Hand_Offs__c',
      'Hand_Offs_And_Promises__c',
      'Hand_Offs_With_Promises__c'
    ]);
    expect((await api.as('outsider@example.com').get(`${VERSION}/analytics/report-types`)).json).toEqual([]);
    const one = (await rep.get(`${VERSION}/analytics/report-types/Hand_Offs__c`)).json;
    expect(one).toMatchObject({
      reportMetadata: { detailColumns: ['Hand_Off__c.Name', 'Hand_Off__c.Status__c'] },
      reportTypeMetadata: { scopeInfo: { defaultValue: 'organization' } }
    });
    expect((await rep.get(`${VERSION}/analytics/report-types/Ghost__c`)).status).toBe(404);
  });
});
