import { handOffReport, ReportsOrg } from './testing';

const promises = (type: string, columns: readonly string[]) =>
  handOffReport({
    reportType: type,
    columns: columns.map((name) => `Hand_Off__c.${name}`),
    aggregates: ['s!Hand_Off__c.Value__c', 's!Hand_Off__c.Promises__r.Hours__c', 'RowCount']
  });

describe('a tabular report', () => {
  let org: ReportsOrg;
  beforeAll(() => {
    org = new ReportsOrg();
    const [first = '', second = ''] = org.handOffs([
      { Name: 'Two', Value__c: 10 },
      { Name: 'One', Value__c: 5, Status__c: 'Returned' },
      { Name: 'None', Value__c: 1, Status__c: 'New' }
    ]);
    org.insert('Promise__c', [
      { Name: 'P1', Hand_Off__c: first, Hours__c: 2 },
      { Name: 'P2', Hand_Off__c: first, Hours__c: 3 },
      { Name: 'P3', Hand_Off__c: second, Hours__c: 4 }
    ]);
  });
  afterAll(() => org.org.close());

  const labels = (type: string): string[] => {
    const rows = org.run(promises(type, ['Name', 'Promises__r.Name'])).facts.factMap['T!T']?.rows ?? [];
    return rows.map(({ dataCells }) => dataCells.map(({ label }) => label).join(' '));
  };
  const totals = (type: string) => org.run(promises(type, ['Name'])).facts.factMap['T!T']?.aggregates.map(({ value }) => value);

  it('over an inner join has a row for each child, and no parent without one', () => {
    expect(labels('Hand_Offs_With_Promises__c')).toEqual(['Two P1', 'Two P2', 'One P3']);
    expect(totals('Hand_Offs_With_Promises__c')).toEqual([25, 9, 3]);
  });

  it('over an outer join keeps parents without a child', () => {
    expect(labels('Hand_Offs_And_Promises__c')).toEqual(['Two P1', 'Two P2', 'One P3', 'None -']);
    expect(totals('Hand_Offs_And_Promises__c')).toEqual([26, 9, 4]);
  });

  it('is sorted by one column, blanks first, picklists in the order of their values', () => {
    const sorted = (column: string, order: 'Asc' | 'Desc') => org.names({ sort: { column: `Hand_Off__c.${column}`, order } });
    expect(sorted('Name', 'Asc')).toEqual(['None', 'One', 'Two']);
    expect(sorted('Value__c', 'Desc')).toEqual(['Two', 'One', 'None']);
    expect(sorted('Status__c', 'Asc')).toEqual(['Two', 'None', 'One']);
  });

  it('with a row limit counts and sums what is within it', () => {
    const limited = handOffReport({
      aggregates: ['s!Hand_Off__c.Value__c', 'RowCount'],
      rowLimit: 2,
      sort: { column: 'Hand_Off__c.Value__c', order: 'Desc' }
    });
    expect(org.run(limited).facts.factMap['T!T']?.aggregates).toEqual([
      { label: '$15.00', value: 15 },
      { label: '2', value: 2 }
    ]);
  });

  it('shows each type of value as its user reads it, and gives it as the API does', () => {
    const [id] = org.handOffs([
      {
        Name: 'All',
        Handed_On__c: '2026-11-05',
        Accepted_At__c: Date.parse('2026-11-05T17:30:00Z'),
        Rate__c: 60,
        Won__c: true,
        Segment__c: 'Mid',
        Topics__c: 'Price;Support'
      }
    ]);
    const names = ['Name', 'Handed_On__c', 'Accepted_At__c', 'Rate__c', 'Won__c', 'Segment__c', 'Topics__c', 'Owner', 'Lead__c.Company'];
    const report = handOffReport({
      columns: names.map((name) => `Hand_Off__c.${name}`),
      filters: [{ column: 'Hand_Off__c.Name', operator: 'equals', value: 'All', unlocked: false }]
    });
    expect(org.run(report).facts.factMap['T!T']?.rows?.[0]?.dataCells).toEqual([
      { label: 'All', value: id },
      { label: '11/5/2026', value: '2026-11-05' },
      { label: expect.stringMatching(/^11\/5\/2026, 9:30\sAM$/), value: '2026-11-05T17:30:00.000Z' },
      { label: '60.0%', value: 60 },
      { label: 'true', value: true },
      { label: 'Mid-market', value: 'Mid' },
      { label: 'Price;Support', value: 'Price;Support' },
      { label: 'Remy Rep', value: org.org.user('rep@example.com').id },
      { label: '-', value: null }
    ]);
  });
});

test('details end at 2,000 rows, aggregates do not', () => {
  const org = new ReportsOrg();
  const many = Array.from({ length: 2001 }, (_, index) => ({ Name: `N${index}`, Value__c: 1 }));
  for (let from = 0; from < many.length; from += 200) org.handOffs(many.slice(from, from + 200));
  const { facts } = org.run(handOffReport({ aggregates: ['s!Hand_Off__c.Value__c', 'RowCount'] }));
  expect(facts.allData).toBe(false);
  expect(facts.hasExceededTabularRowLimit).toBe(true);
  expect(facts.factMap['T!T']?.rows?.length).toBe(2000);
  expect(facts.factMap['T!T']?.aggregates.map(({ value }) => value)).toEqual([2001, 2001]);
  expect(org.run(handOffReport(), 'rep@example.com', false).facts.allData).toBe(true);
  org.org.close();
});

test('a report of more than 100 columns is refused', () => {
  const org = new ReportsOrg();
  const columns = Array.from({ length: 101 }, () => 'Hand_Off__c.Name');
  expect(() => org.run(handOffReport({ columns }))).toThrow('Only a report with fewer than 100 columns can be run.');
  org.org.close();
});
