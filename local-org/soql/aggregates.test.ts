import { TestOrg } from './test-org';

describe('aggregates', () => {
  let org: TestOrg;
  beforeEach(() => {
    org = new TestOrg();
    const acme = org.insert('Account', { Name: 'Acme' });
    const rows = [
      ['Open', 'Web', 10, 1, acme],
      ['Open', 'Fair', 0.1, 2, acme],
      ['Open', 'Web', 0.2, null, null],
      ['Working', 'Web', null, 4, null]
    ] as const;
    for (const [status, company, amount, count, account] of rows) {
      org.insert('Lead', {
        Status: status,
        Company: company,
        Amount__c: amount,
        Count__c: count,
        Account__c: account,
        CreatedDate: Date.parse('2025-12-31T23:30:00Z')
      });
    }
  });
  afterEach(() => org.close());

  it('count records', () => {
    expect(org.run("SELECT COUNT() FROM Lead WHERE Status = 'Open'")).toMatchObject({ countQuery: true, totalSize: 3, rows: [] });
    expect(org.run('SELECT COUNT() FROM Lead LIMIT 2').totalSize).toBe(2);
    expect(org.limits.used('queryRows')).toBe(2);
  });

  it('have the values and types of their fields, named by alias or exprN', () => {
    expect(
      org.query(
        'SELECT COUNT(Id), COUNT(Amount__c) filled, COUNT_DISTINCT(Company), SUM(Amount__c) total, AVG(Count__c), MIN(Company), MAX(Count__c) FROM Lead'
      )
    ).toEqual([{ expr0: 4, filled: 3, expr1: 2, total: 10.3, expr2: 7 / 3, expr3: 'Fair', expr4: 4 }]);
    const { shape } = org.run('SELECT SUM(Amount__c) a, SUM(Count__c) b, MAX(CreatedDate) c, COUNT(Id) d, AVG(Count__c) e FROM Lead');
    expect(shape.aggregate).toBe(true);
    expect(shape.columns.map((column) => column.type)).toEqual(['currency', 'int', 'datetime', 'int', 'double']);
  });

  it('come per group, of fields, parents’ fields and dates', () => {
    expect(org.query('SELECT Status, COUNT(Id) n FROM Lead GROUP BY Status ORDER BY COUNT(Id) DESC')).toEqual([
      { Status: 'Open', n: 3 },
      { Status: 'Working', n: 1 }
    ]);
    expect(org.query('SELECT Account__r.Name, SUM(Amount__c) FROM Lead GROUP BY Account__r.Name ORDER BY Account__r.Name')).toEqual([
      { Name: null, expr0: 0.2 },
      { Name: 'Acme', expr0: 10.1 }
    ]);
    expect(org.query('SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) n FROM Lead GROUP BY CALENDAR_YEAR(CreatedDate)')).toEqual([
      { y: 2025, n: 4 }
    ]);
    expect(
      org.query(
        'SELECT CALENDAR_YEAR(convertTimezone(CreatedDate)) y, HOUR_IN_DAY(convertTimezone(CreatedDate)) h, COUNT(Id) n FROM Lead GROUP BY CALENDAR_YEAR(convertTimezone(CreatedDate)), HOUR_IN_DAY(convertTimezone(CreatedDate))'
      )
    ).toEqual([{ y: 2026, h: 0, n: 4 }]);
    expect(org.query('SELECT Status FROM Lead GROUP BY Status LIMIT 1 OFFSET 1')).toEqual([{ Status: 'Working' }]);
  });

  it('know every date function', () => {
    const year = (name: string): unknown => org.list(`SELECT ${name}(CreatedDate) v FROM Lead GROUP BY ${name}(CreatedDate)`)[0];
    expect(
      [
        'CALENDAR_MONTH',
        'CALENDAR_QUARTER',
        'DAY_IN_MONTH',
        'DAY_IN_WEEK',
        'DAY_IN_YEAR',
        'DAY_ONLY',
        'HOUR_IN_DAY',
        'WEEK_IN_MONTH',
        'WEEK_IN_YEAR'
      ].map(year)
    ).toEqual([12, 4, 31, 4, 365, '2025-12-31', 23, 5, 53]);
    const fiscal = (): unknown[] => ['FISCAL_MONTH', 'FISCAL_QUARTER', 'FISCAL_YEAR'].map(year);
    expect(fiscal()).toEqual([12, 4, 2025]);
    const organization = org.insert('Organization', { FiscalYearStartMonth: 4 });
    expect(fiscal()).toEqual([9, 3, 2026]);
    org.db.run('UPDATE "Organization" SET UsesStartDateAsFiscalYearName = 1 WHERE Id = ?', [organization]);
    expect(fiscal()).toEqual([9, 3, 2025]);
  });

  it.each(['FISCAL_MONTH', 'FISCAL_QUARTER', 'FISCAL_YEAR'])(
    'refuse %s with custom fiscal years, also in queries that ran before',
    (name) => {
      const texts = [
        `SELECT ${name}(CreatedDate) v FROM Lead GROUP BY ${name}(CreatedDate)`,
        `SELECT Id FROM Lead WHERE ${name}(CreatedDate) = 1`
      ];
      org.insert('FiscalYearSettings', { IsStandardYear: true });
      for (const text of texts) org.query(text);
      org.insert('FiscalYearSettings', { IsStandardYear: false });
      for (const text of texts) expect(() => org.query(text)).toThrow(`${name} is not supported: this org uses custom fiscal years`);
    }
  );

  it('filter groups with HAVING', () => {
    expect(org.list("SELECT Company FROM Lead GROUP BY Company HAVING COUNT(Id) > 1 AND Company LIKE 'w%'")).toEqual(['Web']);
    expect(() => org.query('SELECT Status FROM Lead GROUP BY Status HAVING Company = null')).toThrow(
      'Field must be grouped or aggregated: Company'
    );
  });

  it('add subtotals with ROLLUP and CUBE', () => {
    const rows = (kind: string): unknown[] =>
      org
        .query(
          `SELECT Status s, Company c, GROUPING(Status) gs, GROUPING(Company) gc, COUNT(Id) n FROM Lead GROUP BY ${kind}(Status, Company) ORDER BY GROUPING(Status), GROUPING(Company), Status, Company`
        )
        .map((row) => Object.values(row));
    const rollup = [
      ['Open', 'Fair', 0, 0, 1],
      ['Open', 'Web', 0, 0, 2],
      ['Working', 'Web', 0, 0, 1],
      ['Open', null, 0, 1, 3],
      ['Working', null, 0, 1, 1]
    ];
    expect(rows('ROLLUP')).toEqual([...rollup, [null, null, 1, 1, 4]]);
    expect(rows('CUBE')).toEqual([...rollup, [null, 'Fair', 1, 0, 1], [null, 'Web', 1, 0, 3], [null, null, 1, 1, 4]]);
    expect(org.query('SELECT Status, COUNT(Id) n FROM Lead GROUP BY ROLLUP(Status) HAVING GROUPING(Status) = 1')).toEqual([
      { Status: null, n: 4 }
    ]);
    expect(org.query("SELECT Status, COUNT(Id) n FROM Lead WHERE Name = 'nobody' GROUP BY ROLLUP(Status)")).toEqual([]);
  });

  it.each([
    ['SELECT COUNT(Id) FROM Lead', 1],
    ['SELECT Status, COUNT(Id) FROM Lead GROUP BY Status', 2],
    ['SELECT SUM(Amount__c) FROM Lead', 4],
    ['SELECT Status, MAX(Amount__c) FROM Lead GROUP BY Status HAVING COUNT(Id) > 1', 4],
    ["SELECT Status, COUNT_DISTINCT(Company) FROM Lead WHERE Status = 'Open' GROUP BY ROLLUP(Status)", 3]
  ])('%s costs %d query rows', (text, rows) => {
    org.run(text);
    expect(org.limits.used('queryRows')).toBe(rows);
  });

  it.each([
    ['SELECT Name, COUNT(Id) FROM Lead', 'Field must be grouped or aggregated: Name'],
    ['SELECT Name FROM Lead GROUP BY Status', 'Field must be grouped or aggregated: Name'],
    ['SELECT Status FROM Lead GROUP BY Status ORDER BY Name', 'Ordered field must be grouped or aggregated: Name'],
    ['SELECT CALENDAR_YEAR(CreatedDate) FROM Lead', 'Field must be grouped or aggregated'],
    ['SELECT SUM(Name) FROM Lead', 'field Name does not support aggregate operator SUM'],
    ['SELECT MAX(Active__c) FROM Lead', 'field Active__c does not support aggregate operator MAX'],
    ['SELECT COUNT(Description) FROM Lead', 'field Description does not support aggregate operator COUNT'],
    ['SELECT COUNT(Id) n, SUM(Amount__c) N FROM Lead', 'duplicate alias: N'],
    ['SELECT Name n FROM Lead', 'only aggregate expressions use field aliasing'],
    ['SELECT SUM(Amount__c) FROM Lead LIMIT 1', 'Non-grouped query that uses overall aggregate functions cannot also use LIMIT'],
    ['SELECT CreatedDate FROM Lead GROUP BY CreatedDate', "field 'CreatedDate' can not be grouped in a query call"],
    ['SELECT Description FROM Lead GROUP BY Description', "field 'Description' can not be grouped in a query call"],
    ['SELECT HOUR_IN_DAY(Due__c) FROM Lead GROUP BY HOUR_IN_DAY(Due__c)', 'field Due__c does not support function HOUR_IN_DAY'],
    ['SELECT Id FROM Lead WHERE COUNT(Id) > 1', 'Aggregate expression not allowed in WHERE clause: COUNT'],
    ['SELECT COUNT() FROM Lead GROUP BY Status', 'COUNT() takes neither'],
    ['SELECT COUNT(), Name FROM Lead', 'COUNT() must be the only item']
  ])('%s is refused', (text, message) => {
    expect(() => org.run(text)).toThrow(
      expect.objectContaining({ errorCode: 'MALFORMED_QUERY', message: expect.stringContaining(message) as string })
    );
  });
});
