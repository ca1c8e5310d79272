import fc from 'fast-check';
import { lookup, masterDetail, number, schemaWith, text } from '../schema/testing';
import { SYSTEM_ACCESS } from '../soql/types';
import { firstError, TestOrg } from './testing';

const schema = schemaWith([
  { apiName: 'Master__c', fields: [text('Code__c', 20, { unique: true, externalId: true })] },
  { apiName: 'Detail__c', fields: [masterDetail('Master__c', 'Master__c', 'Details'), number('N__c', 5, 0)] },
  { apiName: 'Grand__c', fields: [masterDetail('Detail__c', 'Detail__c', 'Grands')] },
  { apiName: 'Loose__c', fields: [lookup('Master__c', 'Master__c', 'Looses')] },
  { apiName: 'Guard__c', fields: [lookup('Master__c', 'Master__c', 'Guards', { deleteConstraint: 'restrict' })] }
]);

describe('delete and undelete', () => {
  let org: TestOrg;
  beforeEach(() => (org = new TestOrg(schema)));
  afterEach(() => org.close());

  const family = (code: string) => {
    const [master = ''] = org.insert('Master__c', [{ Name: code, Code__c: code }]);
    const details = org.insert('Detail__c', [
      { Name: 'd1', Master__c: master },
      { Name: 'd2', Master__c: master }
    ]);
    const [grand = ''] = org.insert('Grand__c', [{ Name: 'g', Detail__c: details[0] ?? null }]);
    const [loose = ''] = org.insert('Loose__c', [{ Name: 'l', Master__c: master }]);
    return { master, details, grand, loose };
  };
  const remove = (object: string, id: string) => org.dml('delete', object, [{ Id: id }])[0];
  const restore = (object: string, id: string) => org.dml('undelete', object, [{ Id: id }])[0];
  const deleted = (object: string, id: string | undefined) => org.row(object, id)['IsDeleted'];

  it('takes details along, clears lookups, and undeleting brings all of it back', () => {
    const { master, details, grand, loose } = family('a');
    org.triggers.on('Master__c', 'after', 'undelete').on('Detail__c', 'after', 'undelete');
    expect(remove('Master__c', master)?.success).toBe(true);
    expect([deleted('Master__c', master), deleted('Detail__c', details[1]), deleted('Grand__c', grand)]).toEqual([true, true, true]);
    expect(org.row('Loose__c', loose)['Master__c']).toBeNull();
    expect(restore('Master__c', master)).toEqual({ id: master, success: true, created: false, errors: [] });
    expect([deleted('Master__c', master), deleted('Detail__c', details[1]), deleted('Grand__c', grand)]).toEqual([false, false, false]);
    expect(org.row('Loose__c', loose)['Master__c']).toBe(master);
    expect(org.triggers.log).toEqual(['Master__c after undelete 1']);
  });

  it('leaves in the bin what was deleted before its master', () => {
    const { master, details } = family('a');
    remove('Detail__c', details[0] ?? '');
    remove('Master__c', master);
    restore('Master__c', master);
    expect([deleted('Detail__c', details[0]), deleted('Detail__c', details[1])]).toEqual([true, false]);
  });

  it('does not put back a lookup that has been filled since', () => {
    const { master, loose } = family('a');
    const [other = ''] = org.insert('Master__c', [{ Name: 'other' }]);
    remove('Master__c', master);
    org.dml('update', 'Loose__c', [{ Id: loose, Master__c: other }]);
    restore('Master__c', master);
    expect(org.row('Loose__c', loose)['Master__c']).toBe(other);
  });

  it('is refused where another record forbids it', () => {
    const { master } = family('Acme');
    org.insert('Guard__c', [{ Name: 'the guard', Master__c: master }]);
    expect(firstError(remove('Master__c', master))).toMatchObject({
      errorCode: 'DELETE_FAILED',
      message: 'Your attempt to delete Acme could not be completed because it is associated with the following guards: the guard'
    });
  });

  it('refuses what is gone, what is not in the bin, details without master and unique values taken since', () => {
    const { master, details } = family('a');
    expect(firstError(restore('Master__c', master)).errorCode).toBe('UNDELETE_FAILED');
    remove('Master__c', master);
    expect(firstError(remove('Master__c', master)).errorCode).toBe('ENTITY_IS_DELETED');
    expect(firstError(restore('Detail__c', details[0] ?? '')).errorCode).toBe('UNDELETE_FAILED');
    org.insert('Master__c', [{ Name: 'b', Code__c: 'A' }]);
    expect(firstError(restore('Master__c', master)).errorCode).toBe('DUPLICATE_VALUE');
  });

  it('empties the recycle bin permanently, with everything deleted along with it', () => {
    const { master, grand } = family('a');
    const empty = (id: string) =>
      org.transact((tx) => org.engine.emptyRecycleBin(tx, [id], { access: SYSTEM_ACCESS, allOrNone: false }))[0];
    expect(firstError(empty(master)).errorCode).toBe('INVALID_ID_FIELD');
    remove('Master__c', master);
    expect(empty(master)?.success).toBe(true);
    expect([org.count('Master__c'), org.count('Detail__c'), org.count('Grand__c')]).toEqual([0, 0, 0]);
    expect(firstError(restore('Master__c', master)).errorCode).toBe('INVALID_CROSS_REFERENCE_KEY');
    expect(grand).toMatch(/^a/);
  });

  it('restores every live row to what it was, whatever is deleted and undeleted', () => {
    const families = ['x', 'y', 'z'].map(family);
    const everything = () =>
      JSON.stringify(
        ['Master__c', 'Detail__c', 'Grand__c', 'Loose__c'].map((name) =>
          org.db.all(`SELECT * FROM "${name}" ORDER BY Id`).map((row) => ({ ...row, SystemModstamp: 0 }))
        )
      );
    const before = everything();
    fc.assert(
      fc.property(fc.shuffledSubarray(families), (chosen) => {
        for (const { master } of chosen) expect(remove('Master__c', master)?.success).toBe(true);
        for (const { master } of [...chosen].reverse()) expect(restore('Master__c', master)?.success).toBe(true);
        expect(everything()).toBe(before);
      }),
      { numRuns: 15 }
    );
  });

  it('deletes 200 with their details in as many statements as one', () => {
    const masters = org.insert(
      'Master__c',
      Array.from({ length: 201 }, (_, i) => ({ Name: `m${i}` }))
    );
    org.insert(
      'Detail__c',
      masters.map((id) => ({ Name: 'd', Master__c: id }))
    );
    org.insert(
      'Loose__c',
      masters.map((id) => ({ Name: 'l', Master__c: id }))
    );
    const queries = jest.spyOn(org.db, 'all');
    org.dml('delete', 'Master__c', [{ Id: masters[200] ?? null }]);
    const forOne = queries.mock.calls.length;
    queries.mockClear();
    org.dml(
      'delete',
      'Master__c',
      masters.slice(0, 200).map((Id) => ({ Id }))
    );
    expect(queries.mock.calls.length).toBeLessThanOrEqual(forOne);
    expect(org.count('Detail__c', 'IsDeleted = 0')).toBe(0);
  });
});
