import type { ReportBucket, ReportDef } from '../metadata/reports/types';
import { grouping, handOffReport, ReportsOrg } from './testing';

const VALUE = 'Hand_Off__c.Value__c';

let org: ReportsOrg;
beforeAll(() => {
  org = new ReportsOrg();
  const [a = '', b = ''] = org.handOffs([
    { Name: 'A', Value__c: 1000, Status__c: 'New', Won__c: true },
    { Name: 'B', Value__c: 1000.01, Status__c: 'Accepted' },
    { Name: 'C', Value__c: -5, Status__c: 'Returned', Won__c: true },
    { Name: 'D' }
  ]);
  org.insert('Promise__c', [
    { Name: 'P1', Hand_Off__c: a, Status__c: 'Broken' },
    { Name: 'P2', Hand_Off__c: a, Status__c: 'Kept' },
    { Name: 'P3', Hand_Off__c: b, Status__c: 'Kept' }
  ]);
});
afterAll(() => org.org.close());

const groups = (bucket: ReportBucket, order: 'Asc' | 'Desc' = 'Asc'): string[] => {
  const run = org.run(
    handOffReport({
      format: 'SUMMARY',
      buckets: [bucket],
      groupingsDown: [{ column: bucket.name, dateGranularity: 'None', sortOrder: order }]
    })
  );
  return run.facts.groupingsDown.map(({ key, label }) => {
    const names = run.facts.factMap[`${key}!T`]?.rows?.map(({ dataCells }) => dataCells[0]?.label);
    return `${label}: ${names?.join(' ') ?? ''}`;
  });
};

describe('a bucket', () => {
  const size: ReportBucket = {
    name: 'B1',
    label: 'Size',
    type: 'number',
    source: VALUE,
    blankIsZero: false,
    values: [
      { label: 'Small', sources: [], to: 1000 },
      { label: 'Large', sources: [], from: 1000 }
    ]
  };
  const phase: ReportBucket = {
    ...size,
    type: 'picklist',
    source: 'Hand_Off__c.Status__c',
    values: [{ label: 'Open', sources: ['New', 'Accepted'] }]
  };

  it('of numbers has its upper bound in it; blank is blank, or zero', () => {
    expect(groups(size)).toEqual(['-: D', 'Small: A C', 'Large: B']);
    expect(groups({ ...size, blankIsZero: true })).toEqual(['Small: A C D', 'Large: B']);
    expect(groups(size, 'Desc')).toEqual(['Large: B', 'Small: A C', '-: D']);
  });

  it('of a picklist takes the values named, and leaves the others alone or puts them together', () => {
    expect(groups(phase)).toEqual(['-: D', 'Open: A B', 'Returned: C']);
    expect(groups({ ...phase, other: 'Rest' })).toEqual(['Open: A B', 'Rest: C D']);
  });

  it('can be filtered by', () => {
    expect(org.names({ buckets: [size], filters: [{ column: 'B1', operator: 'equals', value: 'Large', unlocked: true }] })).toEqual(['B']);
  });
});

describe('a summary formula', () => {
  const values = (expression: string, dataType: 'currency' | 'number' | 'percent' = 'number') => {
    const changes: Partial<ReportDef> = {
      format: 'SUMMARY',
      formulas: [{ name: 'FORMULA1', label: 'Formula', dataType, scale: 1, expression }],
      aggregates: ['FORMULA1', 'RowCount'],
      groupingsDown: [grouping('Status__c')]
    };
    const { factMap } = org.run(handOffReport(changes)).facts;
    return ['T!T', '0!T', '1!T', '2!T', '3!T'].map((key) => factMap[key]?.aggregates[0]);
  };

  it('is computed at every level from the aggregates of that level', () => {
    expect(values('Hand_Off__c.Won__c:SUM / RowCount', 'percent').map((fact) => fact?.label)).toEqual([
      '50.0%',
      '0.0%',
      '100.0%',
      '0.0%',
      '100.0%'
    ]);
    expect(values('(Hand_Off__c$Value__c:MAX - Hand_Off__c$Value__c:MIN) * 2').map((fact) => fact?.value)).toEqual([
      2010.02,
      null,
      0,
      0,
      0
    ]);
    expect(values('IF(RowCount > 1, 10, -RowCount ^ 2)').map((fact) => fact?.value)).toEqual([10, 1, 1, 1, 1]);
  });

  it('shows an error where it divides by zero, and a blank where it needs one', () => {
    expect(values('RowCount / Hand_Off__c.Won__c:SUM').map((fact) => fact?.label)).toEqual(['2.0', '#Error!', '1.0', '#Error!', '1.0']);
    expect(values('Hand_Off__c.Value__c:AVG + 1')[1]).toEqual({ label: '-', value: null });
    expect(values('NULLVALUE(Hand_Off__c.Value__c:AVG, 7)')[1]).toEqual({ label: '7.0', value: 7 });
  });
});

describe('a cross filter', () => {
  const filter = (isWith: boolean, status?: string) => ({
    crossFilters: [
      {
        with: isWith,
        column: 'Hand_Off__c.Id',
        relatedObject: 'Promise__c',
        joinField: 'Hand_Off__c',
        criteria: status === undefined ? [] : [{ column: 'Status__c', operator: 'equals' as const, value: status, unlocked: false }]
      }
    ]
  });

  it('keeps records with, or without, such related records', () => {
    expect(org.names(filter(true))).toEqual(['A', 'B']);
    expect(org.names(filter(false))).toEqual(['C', 'D']);
    expect(org.names(filter(true, 'Broken'))).toEqual(['A']);
    expect(org.names(filter(false, 'Broken'))).toEqual(['B', 'C', 'D']);
  });
});
