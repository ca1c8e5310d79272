import { resultJson } from './result-json';
import { ReportsOrg } from './testing';

const BASE = '/services/data/v68.0';
const NAME = { label: 'Hand-off', dataType: 'string' };
const dollars = (value: number) => ({ label: `$${value}.00`, value });
const count = (value: number) => ({ label: String(value), value });
const cell = (value: number) => ({ label: `$${value}.00`, value: { amount: value, currency: null } });

describe('the worked example: four hand-offs by month, then status', () => {
  let org: ReportsOrg;
  let ids: string[];
  beforeAll(() => {
    org = new ReportsOrg();
    ids = org.handOffs([
      { Name: 'H1', Handed_On__c: '2026-10-03', Status__c: 'Accepted', Value__c: 100 },
      { Name: 'H2', Handed_On__c: '2026-10-20', Status__c: 'Accepted' },
      { Name: 'H3', Handed_On__c: '2026-11-05', Value__c: 300 },
      { Name: 'H4', Handed_On__c: '2026-11-09', Status__c: 'Returned', Value__c: 500 }
    ]);
  });
  afterAll(() => org.org.close());

  const run = (includeDetails: boolean): Record<string, unknown> => {
    const user = org.org.user('rep@example.com');
    return org.org.transact(user, (tx) => {
      const found = org.org.reports.find(tx, user, org.idOf('Hand_offs'));
      return resultJson(found, org.org.reports.run(tx, user, found, { includeDetails }), BASE);
    });
  };

  it('gives exactly the documented answer', () => {
    const id = org.idOf('Hand_offs');
    const folderId = org.org.db.get("SELECT Id FROM Folder WHERE Type = 'Report' AND DeveloperName = 'Lockstep'")?.['Id'];
    const record = (index: number) => ({ label: `H${index + 1}`, value: ids[index] });
    expect(run(true)).toEqual({
      attributes: {
        type: 'Report',
        reportId: id,
        reportName: 'Hand-offs',
        describeUrl: `${BASE}/analytics/reports/${id}/describe`,
        instancesUrl: `${BASE}/analytics/reports/${id}/instances`
      },
      allData: true,
      hasDetailRows: true,
      hasExceededTabularRowLimit: false,
      groupingsAcross: { groupings: [] },
      groupingsDown: {
        groupings: [
          {
            key: '0',
            label: 'October 2026',
            value: '2026-10-01',
            groupings: [{ key: '0_0', label: 'Accepted', value: 'Accepted', groupings: [] }]
          },
          {
            key: '1',
            label: 'November 2026',
            value: '2026-11-01',
            groupings: [
              { key: '1_0', label: '-', value: null, groupings: [] },
              { key: '1_1', label: 'Returned', value: 'Returned', groupings: [] }
            ]
          }
        ]
      },
      factMap: {
        'T!T': { aggregates: [dollars(900), dollars(300), count(4)], rows: [] },
        '0!T': { aggregates: [dollars(100), dollars(100), count(2)], rows: [] },
        '0_0!T': {
          aggregates: [dollars(100), dollars(100), count(2)],
          rows: [{ dataCells: [record(0), cell(100)] }, { dataCells: [record(1), { label: '-', value: null }] }]
        },
        '1!T': { aggregates: [dollars(800), dollars(400), count(2)], rows: [] },
        '1_0!T': { aggregates: [dollars(300), dollars(300), count(1)], rows: [{ dataCells: [record(2), cell(300)] }] },
        '1_1!T': { aggregates: [dollars(500), dollars(500), count(1)], rows: [{ dataCells: [record(3), cell(500)] }] }
      },
      reportExtendedMetadata: {
        aggregateColumnInfo: {
          's!Hand_Off__c.Value__c': { label: 'Sum of Value', dataType: 'currency', downGroupingContext: null, acrossGroupingContext: null },
          'a!Hand_Off__c.Value__c': {
            label: 'Average Value',
            dataType: 'currency',
            downGroupingContext: null,
            acrossGroupingContext: null
          },
          RowCount: { label: 'Record Count', dataType: 'int', downGroupingContext: null, acrossGroupingContext: null }
        },
        detailColumnInfo: { 'Hand_Off__c.Name': NAME, 'Hand_Off__c.Value__c': { label: 'Value', dataType: 'currency' } },
        groupingColumnInfo: {
          'Hand_Off__c.Handed_On__c': { label: 'Handed on', dataType: 'date', groupingLevel: 0 },
          'Hand_Off__c.Status__c': { label: 'Status', dataType: 'picklist', groupingLevel: 1 }
        }
      },
      reportMetadata: {
        id,
        name: 'Hand-offs',
        developerName: 'Hand_offs',
        reportFormat: 'SUMMARY',
        reportType: { type: 'Hand_Offs__c', label: 'Hand-offs' },
        aggregates: ['s!Hand_Off__c.Value__c', 'a!Hand_Off__c.Value__c', 'RowCount'],
        detailColumns: ['Hand_Off__c.Name', 'Hand_Off__c.Value__c'],
        groupingsDown: [
          { name: 'Hand_Off__c.Handed_On__c', sortOrder: 'Asc', dateGranularity: 'Month', sortAggregate: null },
          { name: 'Hand_Off__c.Status__c', sortOrder: 'Asc', dateGranularity: 'None', sortAggregate: null }
        ],
        groupingsAcross: [],
        reportFilters: [],
        reportBooleanFilter: null,
        hasDetailRows: true,
        hasRecordCount: true,
        scope: 'organization',
        showGrandTotal: true,
        showSubtotals: true,
        sortBy: [],
        currency: null,
        folderId,
        standardDateFilter: { column: 'Hand_Off__c.Handed_On__c', durationValue: 'CUSTOM', startDate: null, endDate: null },
        standardFilters: [],
        buckets: [],
        crossFilters: [],
        chart: null,
        description: null,
        division: null,
        historicalSnapshotDates: []
      }
    });
  });

  it('has no rows without details', () => {
    const { factMap, hasDetailRows } = run(false) as { factMap: Record<string, object>; hasDetailRows: boolean };
    expect(hasDetailRows).toBe(false);
    expect(Object.values(factMap).every((fact) => !('rows' in fact))).toBe(true);
  });
});
