import { lookup, number, schemaWith, text } from '../schema/testing';
import { SYSTEM_ACCESS } from '../soql/types';
import { firstError, TestOrg, type TestTrigger } from './testing';
import { TriggerException, type OrgRecord } from './types';

const schema = schemaWith([
  {
    apiName: 'Node__c',
    fields: [
      text('Label__c', 20),
      number('Count__c', 6, 0),
      lookup('Parent__c', 'Node__c', 'Children'),
      {
        ...text('Shout__c', 1300),
        formula: { expression: 'UPPER(Label__c)', treatBlanksAs: 'BlankAsBlank' },
        createable: false,
        updateable: false
      }
    ],
    validationRules: [{ fullName: 'No_bad', active: true, errorConditionFormula: 'Label__c = "bad"', errorMessage: 'bad label' }]
  }
]);

const nodes = (count: number, label = 'n') => Array.from({ length: count }, (_, i) => ({ Name: `${label}${i}`, Label__c: `${label}${i}` }));
const records = (list: readonly OrgRecord[] | null): readonly OrgRecord[] => list ?? [];

describe('triggers', () => {
  let org: TestOrg;
  beforeEach(() => (org = new TestOrg(schema)));
  afterEach(() => org.close());

  it('fire before and after in chunks of 200', () => {
    org.triggers.on('Node__c', 'before', 'insert').on('Node__c', 'after', 'insert');
    org.insert('Node__c', nodes(450));
    expect(org.triggers.log).toEqual([
      'Node__c before insert 200',
      'Node__c after insert 200',
      'Node__c before insert 200',
      'Node__c after insert 200',
      'Node__c before insert 50',
      'Node__c after insert 50'
    ]);
  });

  it('see defaults but no id before, ids, audit fields and formulas after; what they write is stored and checked', () => {
    const seen: unknown[] = [];
    org.triggers.on('Node__c', 'before', 'insert', (_tx, event) => {
      for (const record of records(event.newRecords)) {
        seen.push([record.id, record.get('CreatedDate') ?? null, record.get('Shout__c'), event.oldRecords]);
        record.set('Label__c', ` ${String(record.get('Label__c'))}! `);
      }
    });
    org.triggers.on('Node__c', 'after', 'insert', (_tx, event) => {
      for (const record of records(event.newRecords)) seen.push([typeof record.id, record.get('CreatedDate'), record.get('Shout__c')]);
    });
    const [id] = org.insert('Node__c', [{ Name: 'a', Label__c: 'hey' }]);
    expect(seen).toEqual([
      [null, null, 'HEY', null],
      ['string', org.now, 'HEY!']
    ]);
    expect(org.row('Node__c', id)['Label__c']).toBe('hey!');
    const [long] = org.dml('insert', 'Node__c', [{ Name: 'a', Label__c: 'x'.repeat(20) }]);
    expect(firstError(long).errorCode).toBe('STRING_TOO_LONG');
  });

  it('get old and new on update', () => {
    const [id = ''] = org.insert('Node__c', nodes(1));
    org.triggers.on('Node__c', 'after', 'update', (_tx, event) => {
      expect(records(event.oldRecords).map((record) => [record.get('Label__c'), record.get('Shout__c')])).toEqual([['n0', 'N0']]);
      expect(records(event.newRecords).map((record) => [record.get('Label__c'), record.get('Shout__c')])).toEqual([['new', 'NEW']]);
    });
    org.insert('Node__c', []);
    expect(org.dml('update', 'Node__c', [{ Id: id, Label__c: 'new' }])[0]?.success).toBe(true);
    expect(org.triggers.log).toEqual(['Node__c after update 1']);
  });

  it('refuse records one by one', () => {
    org.triggers.on('Node__c', 'after', 'insert', (_tx, event) =>
      event.addError(1, { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'not you', fields: ['Label__c'] })
    );
    const results = org.dml('insert', 'Node__c', nodes(2), { allOrNone: true });
    expect(firstError(results[1])).toEqual({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'not you', fields: ['Label__c'] });
    expect(org.count('Node__c')).toBe(0);
  });

  it('run again for the rest when some records fail, and what the first run did is undone', () => {
    const touched: number[] = [];
    const insertOne: TestTrigger = (tx, event) => {
      touched.push(records(event.newRecords).length);
      if (records(event.newRecords)[0]?.get('Label__c') === 'inner') return;
      org.insert('Node__c', [{ Name: 'inner', Label__c: 'inner' }], {}, tx);
    };
    org.triggers.on('Node__c', 'before', 'insert', insertOne);
    const results = org.dml('insert', 'Node__c', [...nodes(3), { Name: 'x', Label__c: 'bad' }]);
    expect(results.map((result) => result.success)).toEqual([true, true, true, false]);
    expect(touched).toEqual([4, 1, 3, 1]);
    expect(org.count('Node__c')).toBe(4);
    expect(org.count('Node__c', `Name = 'inner'`)).toBe(1);
  });

  it('give up after the third attempt, as documented', () => {
    let attempt = 0;
    org.triggers.on('Node__c', 'after', 'insert', (_tx, event) => {
      attempt += 1;
      event.addError(0, { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: `attempt ${attempt}`, fields: [] });
    });
    const results = org.dml('insert', 'Node__c', nodes(5));
    expect(results.map((result) => result.errors[0]?.message)).toEqual([
      'attempt 1',
      'attempt 2',
      'attempt 3',
      ...new Array(2).fill('Too many batch retries in the presence of Apex triggers and partial failures.')
    ]);
    expect(org.count('Node__c')).toBe(0);
  });

  it("fail their chunk with an exception, with the platform's message; other chunks continue", () => {
    const message =
      'NodeTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nTrigger.NodeTrigger: line 3, column 1';
    org.triggers.on('Node__c', 'before', 'insert', (_tx, event) => {
      if (records(event.newRecords).some((record) => record.get('Label__c') === 'n7')) throw new TriggerException(message);
    });
    const results = org.dml('insert', 'Node__c', nodes(250));
    expect(results.filter((result) => result.success)).toHaveLength(50);
    expect(firstError(results[0])).toEqual({ errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields: [] });
  });

  it('let limit errors through and leave nothing behind', () => {
    class LimitError extends Error {}
    org.triggers.on('Node__c', 'after', 'insert', () => {
      throw new LimitError('Too many SOQL queries: 101');
    });
    expect(() => org.dml('insert', 'Node__c', nodes(1))).toThrow(LimitError);
    expect(org.count('Node__c')).toBe(0);
    expect(org.db.inTransaction).toBe(false);
  });

  it('may not cause each other more than 16 levels deep', () => {
    let depth = 0;
    org.triggers.on('Node__c', 'after', 'insert', (tx) => {
      depth += 1;
      const [result] = org.dml('insert', 'Node__c', nodes(1), { allOrNone: true }, tx);
      if (result && !result.success) throw new TriggerException(firstError(result).message);
    });
    const message = firstError(org.dml('insert', 'Node__c', nodes(1))[0]).message;
    expect(depth).toBe(16);
    expect(message).toMatch(/^maximum trigger depth exceeded\n(Node__c trigger event AfterInsert\n?){17}$/);
    expect(org.count('Node__c')).toBe(0);
  });

  it('cannot update a record from within its own before trigger', () => {
    const [id = ''] = org.insert('Node__c', nodes(1));
    const codes: (string | undefined)[] = [];
    org.triggers.on('Node__c', 'before', 'update', (tx) => {
      codes.push(org.dml('update', 'Node__c', [{ Id: id, Count__c: 1 }], {}, tx)[0]?.errors[0]?.errorCode);
    });
    expect(org.dml('update', 'Node__c', [{ Id: id, Label__c: 'x' }])[0]?.success).toBe(true);
    expect(codes).toEqual(['SELF_REFERENCE_FROM_TRIGGER']);
  });

  it('do not fire for children taken along or lookups cleared by a delete', () => {
    const [parent = ''] = org.insert('Node__c', nodes(1));
    const [child] = org.insert('Node__c', [{ Name: 'c', Parent__c: parent }]);
    for (const timing of ['before', 'after'] as const)
      for (const operation of ['update', 'delete'] as const) org.triggers.on('Node__c', timing, operation);
    org.dml('delete', 'Node__c', [{ Id: parent }]);
    expect(org.triggers.log).toEqual(['Node__c before delete 1', 'Node__c after delete 1']);
    expect(org.row('Node__c', child)['Parent__c']).toBeNull();
  });

  it('can keep records from being deleted', () => {
    const ids = org.insert('Node__c', nodes(2));
    org.triggers.on('Node__c', 'before', 'delete', (_tx, event) => {
      expect(event.newRecords).toBeNull();
      event.addError(0, { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'stays', fields: [] });
    });
    const request = ids.map((id) => ({ record: org.record('Node__c', { Id: id }) }));
    const results = org.transact((tx) =>
      org.engine.execute(tx, 'delete', org.object('Node__c'), request, { access: SYSTEM_ACCESS, allOrNone: true })
    );
    expect(results.map((result) => result.errors[0]?.errorCode)).toEqual([
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK'
    ]);
    expect(org.count('Node__c', 'IsDeleted = 0')).toBe(2);
  });
});
