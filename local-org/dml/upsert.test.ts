import { lookup, schemaWith, text } from '../schema/testing';
import { SYSTEM_ACCESS } from '../soql/types';
import { firstError, TestOrg } from './testing';

const schema = schemaWith([
  { extend: 'Account', fields: [text('Ext__c', 20, { externalId: true, unique: true })] },
  { apiName: 'Item__c', fields: [text('Key__c', 20, { externalId: true }), text('Word__c', 20), lookup('Account__c', 'Account', 'Items')] }
]);

describe('upsert', () => {
  let org: TestOrg;
  beforeEach(() => (org = new TestOrg(schema)));
  afterEach(() => org.close());

  const upsert = (rows: Parameters<TestOrg['dml']>[2], externalIdField = 'Key__c') =>
    org.dml('upsert', 'Item__c', rows, { externalIdField });

  it('creates and changes by external id without regard to case, and doing it twice changes nothing', () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ Name: `n${i}`, Key__c: `K${i}` }));
    expect(upsert(rows).every((result) => result.created)).toBe(true);
    const again = upsert(rows.map((row) => ({ ...row, Key__c: row.Key__c.toLowerCase() })));
    expect(again.every((result) => result.success && !result.created)).toBe(true);
    expect(org.count('Item__c')).toBe(200);
  });

  it('goes by id where no field is named', () => {
    const [id = ''] = org.insert('Item__c', [{ Name: 'a' }]);
    const results = org.dml('upsert', 'Item__c', [{ Id: id, Word__c: 'changed' }, { Name: 'new' }]);
    expect(results.map((result) => [result.success, result.created])).toEqual([
      [true, false],
      [true, true]
    ]);
    expect(org.row('Item__c', id)['Word__c']).toBe('changed');
  });

  it('refuses a key given twice, one that several records have, and one that is missing', () => {
    const [first = '', second = ''] = org.insert('Item__c', [
      { Name: 'a', Key__c: 'same' },
      { Name: 'b', Key__c: 'same' }
    ]);
    const results = upsert([{ Key__c: 'twice' }, { Key__c: 'TWICE' }, { Key__c: 'same' }, { Name: 'none' }]);
    expect(firstError(results[0])).toMatchObject({
      errorCode: 'DUPLICATE_VALUE',
      message: 'Duplicate external id specified: twice',
      fields: ['Key__c']
    });
    expect(firstError(results[1]).errorCode).toBe('DUPLICATE_VALUE');
    expect(firstError(results[2])).toMatchObject({
      errorCode: 'DUPLICATE_EXTERNAL_ID',
      message: `Key__c: more than one record found for external id field: [${first}, ${second}]`
    });
    expect(firstError(results[3])).toMatchObject({ errorCode: 'MISSING_ARGUMENT', message: 'Key__c not specified' });
  });

  it('refuses a field that identifies nothing', () => {
    expect(() => upsert([{ Word__c: 'x' }], 'Word__c')).toThrow(
      'Field name provided, Word__c is not an External ID or indexed field for Item__c'
    );
  });

  it('finds parents by their external ids, each kind with one query', () => {
    const [account] = org.insert('Account', [{ Name: 'Acme', Ext__c: 'A1' }]);
    const input = (value: string) => ({
      record: org.record('Item__c', { Name: value }),
      references: [{ field: 'Account__c', object: 'Account', externalIdField: 'Ext__c', value }]
    });
    const inputs = [input('a1'), input('nobody')];
    const results = org.transact((tx) =>
      org.engine.execute(tx, 'insert', org.object('Item__c'), inputs, { access: SYSTEM_ACCESS, allOrNone: false })
    );
    expect(org.row('Item__c', results[0]?.id ?? '')['Account__c']).toBe(account);
    expect(firstError(results[1])).toMatchObject({
      errorCode: 'INVALID_FIELD',
      message: 'Foreign key external ID: nobody not found for field Ext__c in entity Account'
    });
  });

  it('fires insert and update triggers for their own records', () => {
    org.insert('Item__c', [{ Name: 'a', Key__c: 'old' }]);
    org.triggers.on('Item__c', 'before', 'insert').on('Item__c', 'before', 'update');
    upsert([{ Key__c: 'old' }, { Name: 'b', Key__c: 'new' }, { Name: 'c', Key__c: 'newer' }]);
    expect(org.triggers.log).toEqual(['Item__c before insert 2', 'Item__c before update 1']);
  });
});
