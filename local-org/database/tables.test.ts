import { alterTables, createTables, indexOnRequest, openDatabase, readLayout, type Layout, type LayoutChanges } from './index';
import { testSchema, type TestField, type TestObject } from './test-schema';
import type { Database } from './types';

const lead = (fields: Record<string, TestField> = {}): Record<string, TestObject> => ({
  Lead: {
    keyPrefix: '00Q',
    fields: {
      Name: { type: 'string', nameField: true, length: 121 },
      Company: { type: 'string', length: 80 },
      Amount__c: { type: 'currency', precision: 16, scale: 2 },
      Active__c: { type: 'boolean' },
      Code__c: { type: 'string', length: 20, unique: true, externalId: true },
      Address: { type: 'address' },
      Double__c: { type: 'double', formula: { expression: 'Amount__c * 2', treatBlanksAs: 'BlankAsZero' } },
      ...fields
    }
  }
});

describe('tables', () => {
  let db: Database;
  const layout = (): Layout => {
    const found = readLayout(db);
    if (!found) throw new Error('no layout');
    return found;
  };
  const insert = (id: string, code: string | null, deleted = 0): number =>
    db.run('INSERT INTO Lead (Id, Name, Code__c, IsDeleted) VALUES (?, ?, ?, ?)', [id, `Name ${id}`, code, deleted]);
  beforeEach(() => {
    db = openDatabase({ file: ':memory:' });
    expect(readLayout(db)).toBeUndefined();
    createTables(db, testSchema(lead(), 'one'));
  });
  afterEach(() => db.close());

  it('have a column for each field that holds a value of its own', () => {
    const columns = db.all('PRAGMA table_info("Lead")').map((column) => column['name']);
    expect(columns).toEqual(expect.arrayContaining(['Id', 'Name', 'Amount__c', 'Active__c', 'Code__c', 'OwnerId']));
    expect(columns).not.toContain('Address');
    expect(columns).not.toContain('Double__c');
    expect(layout().keyPrefixes.get('Lead')).toBe('00Q');
    expect(layout().schemaHash).toBe('one');
  });

  it('keep unique values apart without regard to case, but let deleted records and empty values be', () => {
    insert('1', 'Ab');
    expect(() => insert('2', 'aB')).toThrow('UNIQUE');
    insert('3', 'aB', 1);
    insert('4', null);
    insert('5', null);
    expect(db.get('SELECT count(*) AS n FROM Lead')).toEqual({ n: 4 });
  });

  it('tell unique values apart by case where the field does', () => {
    const other = openDatabase({ file: ':memory:' });
    createTables(other, testSchema(lead({ Code__c: { type: 'string', unique: true, caseSensitive: true } })));
    other.run(`INSERT INTO Lead (Id, Code__c) VALUES ('1', 'a'), ('2', 'A')`);
    expect(() => other.run(`INSERT INTO Lead (Id, Code__c) VALUES ('3', 'a')`)).toThrow('UNIQUE');
    other.close();
  });

  it('find lookups and unique values by index', () => {
    const plan = (sql: string): unknown => db.get(`EXPLAIN QUERY PLAN ${sql}`, ['x'])?.['detail'];
    expect(plan('SELECT 1 FROM Lead WHERE OwnerId = ?')).toContain('Lead.OwnerId');
    expect(plan('SELECT 1 FROM Lead WHERE IsDeleted = 0 AND Code__c = ?')).toContain('Lead.Code__c');
    expect(plan('SELECT 1 FROM Lead WHERE CreatedDate > ?')).toContain('Lead.CreatedDate');
  });

  it('have indexes on request, which stay when the schema changes and pass over what is not there', () => {
    const wanted = { Lead: ['Amount__c', 'Gone__c', 'Double__c'], Gone__c: ['Name'] };
    const indexes = (): unknown[] => db.all("SELECT name FROM sqlite_schema WHERE name LIKE 'request:%'").map((index) => index['name']);
    indexOnRequest(db, testSchema(lead(), 'one'), wanted);
    indexOnRequest(db, testSchema(lead(), 'one'), wanted);
    expect(indexes()).toEqual(['request:Lead.Amount__c']);
    alterTables(db, layout(), testSchema(lead({ New__c: { type: 'boolean' } }), 'two'));
    expect(indexes()).toEqual(['request:Lead.Amount__c']);
    alterTables(db, layout(), testSchema(lead(), 'three'), { removed: new Set(['Lead.Amount__c', 'Lead.New__c']) });
    expect(indexes()).toEqual([]);
  });

  it('gain objects, fields and indexes without losing a row', () => {
    insert('1', 'A');
    const next = testSchema(
      {
        ...lead({
          Extra__c: { type: 'boolean' },
          Company: { type: 'string', length: 255, externalId: true },
          Amount__c: { type: 'double', precision: 18, scale: 4 }
        }),
        Engagement__c: { keyPrefix: 'a01', fields: { Lead__c: { type: 'reference', referenceTo: ['Lead'] } } }
      },
      'two'
    );
    alterTables(db, layout(), next);
    expect(db.get('SELECT Name, Extra__c FROM Lead')).toEqual({ Name: 'Name 1', Extra__c: 0 });
    expect(db.get(`EXPLAIN QUERY PLAN SELECT 1 FROM Lead WHERE Company = ?`, ['x'])?.['detail']).toContain('Lead.Company');
    expect(db.get('SELECT count(*) AS n FROM Engagement__c')).toEqual({ n: 0 });
    expect(layout().schemaHash).toBe('two');
    alterTables(db, layout(), next);
    expect(db.get('SELECT count(*) AS n FROM Lead')).toEqual({ n: 1 });
  });

  it('refuse, by name and all at once, whatever would lose data', () => {
    insert('1', 'A');
    const before = db.all('SELECT * FROM Lead');
    const next = testSchema(
      lead({
        Company: { type: 'string', length: 40 },
        Amount__c: { type: 'string' },
        Code__c: { type: 'string', length: 20, unique: true, externalId: true, caseSensitive: true },
        Active__c: { type: 'boolean', formula: { expression: 'true', treatBlanksAs: 'BlankAsZero' } },
        New__c: { type: 'string' }
      })
    );
    expect(() => alterTables(db, layout(), next)).toThrow(
      'Lead.Active__c is gone; Lead.Amount__c changes from currency to string; Lead.Code__c changes whether case counts; ' +
        'Lead.Company is shortened from 80 to 40 characters.'
    );
    expect(() => alterTables(db, layout(), testSchema({}))).toThrow('Lead is gone');
    expect(db.all('SELECT * FROM Lead')).toEqual(before);
    expect(layout().schemaHash).toBe('one');
  });

  it('refuse to make a field unique over duplicates, and stay as they were', () => {
    db.run(`INSERT INTO Lead (Id, Company) VALUES ('1', 'Acme'), ('2', 'ACME')`);
    const next = testSchema(lead({ Company: { type: 'string', length: 80, unique: true }, New__c: { type: 'string' } }), 'two');
    expect(() => alterTables(db, layout(), next)).toThrow('Lead.Company cannot become unique: rows with the same value exist.');
    expect(layout().schemaHash).toBe('one');
    expect(db.all('PRAGMA table_info("Lead")').map((column) => column['name'])).not.toContain('New__c');
  });

  describe('of a deployment', () => {
    const change = (fields: Record<string, TestField>, changes: LayoutChanges): void => {
      const { Lead } = lead();
      if (!Lead) throw new Error('no Lead');
      const { Amount__c, Code__c, ...rest } = Lead.fields;
      expect([Amount__c, Code__c]).not.toContain(undefined);
      const kept = Object.fromEntries(
        Object.entries({ Amount__c, Code__c, ...fields }).flatMap(([name, field]) => (field ? [[name, field]] : []))
      );
      alterTables(db, layout(), testSchema({ Lead: { ...Lead, fields: { ...rest, ...kept } } }, 'two'), changes);
    };
    const gone = (field: string): Record<string, TestField> => ({
      [field]: { type: 'double', formula: { expression: '1', treatBlanksAs: 'BlankAsZero' } }
    });

    it('lose only the field that is named, with its index', () => {
      insert('1', 'a');
      expect(() => change(gone('Code__c'), { removed: new Set(['Lead.Amount__c']) })).toThrow('Lead.Code__c is gone');
      change(gone('Code__c'), { removed: new Set(['lead.code__c']) });
      expect(db.all('PRAGMA table_info("Lead")').map((column) => column['name'])).not.toContain('Code__c');
      expect(db.get('SELECT Name FROM Lead')).toEqual({ Name: 'Name 1' });
      expect(layout().columns.map((column) => column.field)).not.toContain('Code__c');
    });

    it('make a field again where it is removed and comes again as another type', () => {
      insert('1', 'a');
      change({ Code__c: { type: 'boolean' } }, { removed: new Set(['Lead.Code__c']) });
      expect(db.get('SELECT Code__c FROM Lead')).toEqual({ Code__c: 0 });
    });

    it('shorten a field where every value fits, and not where one does not', () => {
      insert('1', 'abcde');
      db.run('UPDATE Lead SET Amount__c = 12.5');
      const fitting = { shortenWhereItFits: true };
      expect(() => change({ Code__c: { type: 'string', length: 4, unique: true } }, fitting)).toThrow('from 20 to 4 characters');
      expect(() => change({ Amount__c: { type: 'currency', precision: 14, scale: 0 } }, fitting)).toThrow('from 2 to 0 digits');
      expect(() => change({ Amount__c: { type: 'currency', precision: 3, scale: 2 } }, fitting)).toThrow('fewer digits before the point');
      change({ Code__c: { type: 'string', length: 5, unique: true }, Amount__c: { type: 'currency', precision: 3, scale: 1 } }, fitting);
      expect(layout().columns).toEqual(expect.arrayContaining([expect.objectContaining({ field: 'Code__c', length: 5 })]));
    });
  });
});
