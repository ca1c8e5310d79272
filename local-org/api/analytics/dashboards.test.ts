import { Connection } from 'jsforce';
import { ReportsOrg } from '../../reports/testing';
import { TestApi, VERSION } from '../testing';

const DASHBOARDS = `${VERSION}/analytics/dashboards`;

let api: TestApi;
let org: ReportsOrg;
beforeAll(async () => {
  org = new ReportsOrg();
  org.handOffs([{ Name: 'Mine', Value__c: 1, Segment__c: 'Ent', Handed_On__c: '2026-11-05' }], 'rep@example.com');
  org.handOffs([{ Name: 'Other', Value__c: 2, Segment__c: 'Mid', Handed_On__c: '2026-11-05' }], 'rep2@example.com');
  api = await TestApi.start({}, org.org);
});
afterAll(() => api.stop());

const idOf = (name: string): string => String(org.org.db.get('SELECT Id FROM Dashboard WHERE DeveloperName = ?', [name])?.['Id']);
const dashboard = (name: string, username = 'rep@example.com') => {
  const { url, token } = api.as(username);
  return new Connection({ instanceUrl: url, accessToken: token, version: '68.0' }).analytics.dashboard(idOf(name));
};

/** Sums of the second component, which shows a value. */
const total = (data: { componentData: { reportResult: { factMap: Record<string, { aggregates: { value: number }[] }> } }[] }, index = 1) =>
  data.componentData[index]?.reportResult.factMap['T!T']?.aggregates[0]?.value;

describe('a dashboard through jsforce', () => {
  it('shows the rows of its running user, or of the user who views it', async () => {
    expect(total(await dashboard('Own_rows').components())).toBe(1);
    expect(total(await dashboard('Own_rows', 'boss@example.com').components())).toBe(3);
    expect(total(await dashboard('Rows_of_the_boss').components())).toBe(3);
  });

  it('is described, with its components, their reports and its filters', async () => {
    const described = await dashboard('Rows_of_the_boss').describe();
    expect(described).toMatchObject({
      name: 'Hand-offs of the team',
      dashboardType: 'SpecifiedUser',
      runningUser: { displayName: 'Bea Boss' },
      filters: [{ name: 'Segment', options: [{ operation: 'equals', value: 'Enterprise' }], selectedOption: null }],
      layout: {
        gridLayout: true,
        numColumns: 12,
        components: [
          { column: 0, colspan: 6 },
          { column: 6, colspan: 6 }
        ]
      }
    });
    expect(described.components[1]).toMatchObject({
      header: 'Value',
      reportId: org.idOf('Hand_offs'),
      componentData: 1,
      properties: {
        visualizationType: 'Metric',
        aggregates: [{ name: 's!Hand_Off__c.Value__c' }],
        filterColumns: [{ name: 'Hand_Off__c.Segment__c', label: 'Segment' }]
      }
    });
  });

  it('returns only the requested components', async () => {
    const { components } = await dashboard('Own_rows').describe();
    const second = components[1]?.id ?? '';
    const { componentData } = await dashboard('Own_rows').components(second);
    expect(componentData.map(({ componentId, status, reportResult }) => [componentId, status.dataStatus, reportResult.attributes])).toEqual(
      [[second, 'DATA', null]]
    );
    await expect(dashboard('Own_rows').components('01a000000000999AAA')).rejects.toThrow('The dashboard has no component 01a000000000999');
  });

  it('refreshes and returns the time of the refresh', async () => {
    expect((await dashboard('Own_rows').status()).componentStatus.every(({ refreshDate }) => refreshDate === null)).toBe(true);
    expect((await dashboard('Own_rows').refresh()).statusUrl).toBe(`${DASHBOARDS}/${idOf('Own_rows')}/status`);
    const { componentStatus } = await dashboard('Own_rows').status();
    expect(componentStatus.map(({ refreshDate, refreshStatus }) => `${refreshDate ?? ''} ${refreshStatus}`)).toEqual([
      '2026-11-22T17:00:00.000+0000 IDLE',
      '2026-11-22T17:00:00.000+0000 IDLE'
    ]);
  });
});

describe('a dashboard over HTTP', () => {
  const get = async (query: string, username = 'boss@example.com', name = 'Own_rows') =>
    api.as(username).get(`${DASHBOARDS}/${idOf(name)}${query}`);

  it('applies the selected filter option to every component that uses the filter', async () => {
    const all = (await get('')).json as Parameters<typeof total>[0] & { dashboardMetadata: { filters: { options: { id: string }[] }[] } };
    const option = all.dashboardMetadata.filters[0]?.options[0]?.id ?? '';
    const filtered = (await get(`?filter1=${option}`)).json as Parameters<typeof total>[0];
    expect([total(all, 0), total(all, 1)]).toEqual([3, 3]);
    expect([total(filtered, 0), total(filtered, 1)]).toEqual([1, 1]);
    expect(filtered).toMatchObject({ dashboardMetadata: { filters: [{ selectedOption: option }] } });
    const refused = await get('?filter1=0IB000000000099AAA');
    expect([refused.status, refused.json]).toMatchObject([400, [{ message: 'The selected filter item isn’t valid.' }]]);
  });

  it('shows the data of another running user only to users who see all data', async () => {
    const rep = org.org.user('rep@example.com').id;
    expect(total((await get(`?runningUser=${rep}`, 'admin@example.com')).json as Parameters<typeof total>[0])).toBe(1);
    const refused = await get(`?runningUser=${rep}`);
    expect([refused.status, refused.json]).toMatchObject([400, [{ message: 'You don’t have permission to view data as this user.' }]]);
  });

  it('returns for each component why it shows no data', async () => {
    const outside = { ...org.org.user('rep@example.com'), id: org.org.user('outsider@example.com').id };
    const found = org.org.transact(outside, (tx) => org.org.dashboards.find(tx, org.org.user('rep@example.com'), idOf('Own_rows')));
    const [component] = found.dashboard.components;
    const result = org.org.transact(
      outside,
      (tx) => component && org.org.dashboards.runComponent(tx, outside, found, component, { options: [] })
    );
    expect(result).toMatchObject({ kind: 'error', code: '202', message: expect.stringContaining('The source report isn’t available') });
  });

  it('leaves out the fields that its running user cannot see', async () => {
    const limited = await get('', 'limited@example.com');
    expect(
      (limited.json as { componentData: { status: { dataStatus: string } }[] }).componentData.map(({ status }) => status.dataStatus)
    ).toEqual(['DATA', 'DATA']);
    expect(limited.text).not.toContain('Value__c');
  });

  it('is not found for users who cannot open its folder', async () => {
    expect((await get('', 'outsider@example.com')).status).toBe(404);
    expect((await get('/describe', 'outsider@example.com')).status).toBe(404);
    expect((await api.as('rep@example.com').get(`${DASHBOARDS}/01Z000000000999AAA`)).status).toBe(404);
  });

  it('is in the list of recently viewed dashboards', async () => {
    await get('/status', 'rep2@example.com');
    expect((await api.as('rep2@example.com').get(DASHBOARDS)).json).toEqual([
      {
        id: idOf('Own_rows'),
        name: 'My hand-offs',
        statusUrl: `${DASHBOARDS}/${idOf('Own_rows')}/status`,
        url: `${DASHBOARDS}/${idOf('Own_rows')}`
      }
    ]);
  });
});
