import type { ReportDef } from '../metadata/reports/types';
import { grouping, handOffReport, ReportsOrg } from './testing';

const VALUE = 'Hand_Off__c.Value__c';

let org: ReportsOrg;
beforeAll(() => {
  org = new ReportsOrg();
  org.handOffs([{ Name: 'Mine', Value__c: 1 }], 'rep@example.com');
  org.handOffs([{ Name: 'Other', Value__c: 2 }], 'rep2@example.com');
  org.handOffs([{ Name: 'Limited' }], 'limited@example.com');
});
afterAll(() => org.org.close());

describe('a report runs', () => {
  it('with the sharing of the user who runs it: a rep sees own records, a manager those of the team', () => {
    expect(org.names({}, 'rep@example.com')).toEqual(['Mine']);
    expect(org.names({}, 'boss@example.com')).toEqual(['Mine', 'Other', 'Limited']);
    const total = (username: string) =>
      org
        .run(handOffReport({ aggregates: [`s!${VALUE}`, 'RowCount'] }), username)
        .facts.factMap['T!T']?.aggregates.map(({ value }) => value);
    expect(total('rep@example.com')).toEqual([1, 1]);
    expect(total('boss@example.com')).toEqual([3, 3]);
  });

  it('over own records only, where its scope says so', () => {
    expect(org.names({ scope: 'user' }, 'boss@example.com')).toEqual([]);
    expect(org.names({ scope: 'user' }, 'rep2@example.com')).toEqual(['Other']);
  });

  it('not for users without access to its object, nor for those who may not run reports', () => {
    expect(() => org.run(handOffReport({ columns: [] }), 'outsider@example.com', false)).toThrow('You don’t have access to the objects');
    expect(() => org.run(handOffReport(), 'guest@example.com')).toThrow('You don’t have permission to run reports.');
  });
});

describe('a field that the user does not see', () => {
  const limited = (changes: Partial<ReportDef>) => org.run(handOffReport(changes), 'limited@example.com');
  const formula = {
    name: 'FORMULA1',
    label: 'Mean',
    dataType: 'number' as const,
    scale: 1,
    expression: 'Hand_Off__c.Value__c:SUM / RowCount'
  };

  it('is gone from columns, aggregates, formulas and labels', () => {
    const run = limited({
      format: 'SUMMARY',
      columns: ['Hand_Off__c.Name', VALUE],
      aggregates: [`s!${VALUE}`, 'FORMULA1', 'RowCount'],
      formulas: [formula],
      groupingsDown: [grouping('Status__c')],
      sort: { column: VALUE, order: 'Asc' }
    });
    expect(run.metadata).toMatchObject({ detailColumns: ['Hand_Off__c.Name'], aggregates: ['RowCount'], sortBy: [] });
    expect(JSON.stringify(run)).not.toContain('Value');
    expect(JSON.stringify(run)).not.toContain('Mean');
  });

  it.each<[string, Partial<ReportDef>]>([
    ['a filter', { filters: [{ column: VALUE, operator: 'greaterThan', value: '1', unlocked: true }] }],
    ['a grouping', { format: 'SUMMARY', groupingsDown: [grouping('Value__c')] }],
    [
      'a bucket that is grouped by',
      {
        format: 'SUMMARY',
        buckets: [
          { name: 'B1', label: 'Size', type: 'number', source: VALUE, blankIsZero: false, values: [{ label: 'Small', sources: [], to: 1 }] }
        ],
        groupingsDown: [{ column: 'B1', dateGranularity: 'None', sortOrder: 'Asc' }]
      }
    ]
  ])('keeps a report from running where it decides rows or groups: %s', (_what, changes) => {
    expect(() => limited(changes)).toThrow('grouped or filtered by a field that you don’t have access to');
  });

  it('is not described', () => {
    const user = org.org.user('limited@example.com');
    const described = org.org.transact(user, (tx) =>
      org.org.reports.describe(tx, user, org.org.reports.find(tx, user, org.idOf('Hand_offs')))
    );
    expect(JSON.stringify(described)).not.toContain('Value__c');
    expect(described['reportMetadata']).toMatchObject({ aggregates: ['RowCount'] });
  });
});

test('a report in a folder that is not shared with the user does not exist for them', () => {
  const find = (username: string, name: string) => {
    const user = org.org.user(username);
    return org.org.transact(user, (tx) => org.org.reports.find(tx, user, org.idOf(name)).report.name);
  };
  expect(find('admin@example.com', 'All_hand_offs')).toBe('All hand-offs');
  expect(() => find('boss@example.com', 'All_hand_offs')).toThrow('The requested resource does not exist');
  expect(() => find('outsider@example.com', 'Hand_offs')).toThrow('The requested resource does not exist');
  expect(find('rep@example.com', 'Hand_offs')).toBe('Hand-offs');
});
