import type { FilterOperator, ReportFilter } from '../metadata/reports/types';
import { valuesOf } from './filters';
import { handOffReport, ReportsOrg } from './testing';

const filter = (column: string, operator: FilterOperator, value: string): ReportFilter => ({
  column: `Hand_Off__c.${column}`,
  operator,
  value,
  unlocked: true
});

let org: ReportsOrg;
beforeAll(() => {
  org = new ReportsOrg();
  const [lead = ''] = org.insert('Lead', [{ LastName: 'Lee', Company: 'Acme, Inc.' }]);
  org.handOffs([
    {
      Name: 'A',
      Status__c: 'New',
      Segment__c: 'Ent',
      Value__c: 100,
      Won__c: true,
      Handed_On__c: '2026-11-22',
      Topics__c: 'Price',
      Lead__c: lead
    },
    {
      Name: 'B',
      Status__c: 'Accepted',
      Value__c: 1000,
      Handed_On__c: '2026-11-15',
      Topics__c: 'Price;Product',
      Accepted_At__c: Date.parse('2026-12-01T04:00:00Z')
    },
    { Name: 'C', Status__c: 'Returned', Value__c: 0, Handed_On__c: '2026-10-31', Rate__c: 60 },
    { Name: 'Delta' }
  ]);
});
afterAll(() => org.org.close());

describe('a filter keeps', () => {
  it.each<[column: string, operator: FilterOperator, value: string, names: string]>([
    ['Value__c', 'equals', '1,000', 'B'],
    ['Value__c', 'equals', '0,100', 'A C'],
    ['Value__c', 'equals', '', 'Delta'],
    ['Value__c', 'notEqual', '0', 'A B Delta'],
    ['Value__c', 'notEqual', '', 'A B C'],
    ['Value__c', 'lessThan', '100', 'C'],
    ['Value__c', 'lessOrEqual', '$100', 'A C'],
    ['Value__c', 'greaterThan', '100', 'B'],
    ['Value__c', 'greaterOrEqual', '100.00', 'A B'],
    ['Rate__c', 'equals', '60%', 'C'],
    ['Status__c', 'equals', 'accepted,Returned', 'B C'],
    ['Status__c', 'notEqual', 'Accepted,Returned', 'A Delta'],
    ['Status__c', 'contains', 'e', 'A B C'],
    ['Status__c', 'notContain', 'e', 'Delta'],
    ['Status__c', 'startsWith', 'acc,ret', 'B C'],
    ['Segment__c', 'equals', 'Enterprise', 'A'],
    ['Segment__c', 'equals', 'Ent', 'A'],
    ['Segment__c', 'equals', '', 'B C Delta'],
    ['Name', 'greaterThan', 'b', 'C Delta'],
    ['Name', 'lessOrEqual', 'B', 'A B'],
    ['Won__c', 'equals', '1', 'A'],
    ['Won__c', 'equals', 'False', 'B C Delta'],
    ['Won__c', 'notEqual', '1', 'B C Delta'],
    ['Topics__c', 'includes', 'Product', 'B'],
    ['Topics__c', 'includes', 'Price;Product', 'B'],
    ['Topics__c', 'includes', 'Support,Price', 'A B'],
    ['Topics__c', 'excludes', 'Product', 'A C Delta'],
    ['Topics__c', 'equals', 'Price', 'A'],
    ['Topics__c', 'notEqual', 'Price', 'B C Delta'],
    ['Handed_On__c', 'equals', 'LAST_N_DAYS:7', 'A B'],
    ['Handed_On__c', 'equals', 'last 6 days', 'A'],
    ['Handed_On__c', 'equals', 'THIS_MONTH', 'A B'],
    ['Handed_On__c', 'equals', '11/15/2026', 'B'],
    ['Handed_On__c', 'notEqual', 'THIS MONTH', 'C Delta'],
    ['Handed_On__c', 'lessThan', 'THIS_MONTH', 'C'],
    ['Handed_On__c', 'greaterOrEqual', '2026-11-15', 'A B'],
    ['Handed_On__c', 'greaterThan', '2026-11-15', 'A'],
    ['Handed_On__c', 'lessOrEqual', '2026-11-15', 'B C'],
    ['Handed_On__c', 'equals', '', 'Delta'],
    ['Accepted_At__c', 'equals', '2026-11-30', 'B'],
    ['Accepted_At__c', 'greaterOrEqual', '2026-12-01T04:00:00Z', 'B'],
    ['Accepted_At__c', 'lessThan', '2026-12-01T04:00:00Z', ''],
    ['Lead__c', 'equals', 'Lee', 'A'],
    ['Lead__c.Company', 'equals', '"Acme, Inc."', 'A'],
    ['Owner', 'contains', 'remy', 'A B C Delta']
  ])('%s %s "%s": %s', (column, operator, value, names) => {
    expect(org.names({ filters: [filter(column, operator, value)] }).join(' ')).toBe(names);
  });

  it('what its logic says', () => {
    const filters = [filter('Status__c', 'equals', 'New'), filter('Value__c', 'greaterThan', '500'), filter('Name', 'equals', 'Delta')];
    expect(org.names({ filters, booleanFilter: '1 or (2 AND NOT 3)' })).toEqual(['A', 'B']);
    expect(org.names({ filters, booleanFilter: 'NOT (1 OR 2 OR 3)' })).toEqual(['C']);
    expect(org.names({ filters })).toEqual([]);
  });

  it('the days of the standard date filter', () => {
    const column = 'Hand_Off__c.Handed_On__c';
    expect(org.names({ dateFilter: { column, duration: 'THIS_MONTH' } })).toEqual(['A', 'B']);
    expect(org.names({ dateFilter: { column, duration: 'CUSTOM', start: '2026-10-31', end: '2026-11-15' } })).toEqual(['B', 'C']);
    expect(org.names({ dateFilter: { column, duration: 'CUSTOM' } })).toEqual(['A', 'B', 'C', 'Delta']);
  });

  it.each<[column: string, operator: FilterOperator, value: string, problem: string]>([
    ['Value__c', 'equals', 'many', 'The filter value many does not fit the field Value.'],
    ['Value__c', 'contains', '1', 'The filter operator contains does not fit the field Value.'],
    ['Handed_On__c', 'equals', 'someday', 'The filter value someday does not fit the field Handed on.'],
    ['Status__c', 'includes', 'New', 'The filter operator includes does not fit the field Status.'],
    ['Ghost__c', 'equals', 'x', 'Specify a valid filterable column because Hand_Off__c.Ghost__c is invalid.']
  ])('nothing, but is refused, for %s %s "%s"', (column, operator, value, problem) => {
    expect(() => org.run(handOffReport({ filters: [filter(column, operator, value)] }))).toThrow(problem);
  });
});

test('values are separated by commas, those with a comma are between quotation marks', () => {
  expect(valuesOf('a, b ,c')).toEqual(['a', 'b', 'c']);
  expect(valuesOf('"Acme, Inc.",B')).toEqual(['Acme, Inc.', 'B']);
  expect(valuesOf('a,,b')).toEqual(['a', '', 'b']);
  expect(valuesOf('"say ""hi"""')).toEqual(['say "hi"']);
  expect(valuesOf('')).toEqual(['']);
});
