import type { Transaction } from '../database/types';
import { schemaWith } from '../schema/testing';
import type { DmlOperation } from './types';
import { firstError, TEST_USER, TestOrg, type Values } from './testing';

const IN_APEX = { inApex: true };
const NEW_USER: Values = {
  LastName: 'New',
  Email: 'new@example.com',
  Alias: 'new',
  TimeZoneSidKey: 'GMT',
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  ProfileId: TEST_USER.profileId
};

describe('setup objects beside others in one transaction of Apex', () => {
  const org = new TestOrg(schemaWith());
  org.db.run("INSERT INTO Profile (Id, Name) VALUES (?, 'Admin')", [TEST_USER.profileId]);
  afterAll(() => org.close());
  let users = 0;
  const newUser = (more: Values = {}): Values => ({ ...NEW_USER, Username: `new${++users}@example.com`, ...more });
  const role = (): string => org.insert('UserRole', [{ Name: `Role ${++users}`, DeveloperName: `Role_${users}` }])[0] ?? '';
  const lead = (tx: Transaction): unknown => org.insert('Lead', [{ LastName: 'a', Company: 'b' }], IN_APEX, tx);

  /** What becomes of a statement on a setup object behind one on a lead. */
  function afterLead(operation: DmlOperation, object: string, record: Values): string {
    return org.transact((tx) => {
      lead(tx);
      const [result] = org.dml(operation, object, [record], IN_APEX, tx);
      return result?.success === true ? 'saved' : firstError(result).errorCode;
    });
  }

  it('refuses a role, and says which object came first', () => {
    org.transact((tx) => {
      lead(tx);
      const [result] = org.dml('insert', 'UserRole', [{ Name: 'r', DeveloperName: 'r' }], IN_APEX, tx);
      expect(firstError(result).message).toBe(
        'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): UserRole, original object: Lead'
      );
    });
  });

  it('lets a user without a role be inserted, and none with one', () => {
    expect(afterLead('insert', 'User', newUser())).toBe('saved');
    expect(afterLead('insert', 'User', newUser({ UserRoleId: null }))).toBe('saved');
    expect(afterLead('insert', 'User', newUser({ UserRoleId: role() }))).toBe('MIXED_DML_OPERATION');
  });

  it('lets a user be updated in what does not decide on access', () => {
    const username = 'changing@example.com';
    const [id = ''] = org.insert('User', [newUser({ Username: username })]);
    expect(afterLead('update', 'User', { Id: id, Title: 'Rep' })).toBe('saved');
    expect(afterLead('update', 'User', { Id: id, Title: 'Manager', Username: username, IsActive: true })).toBe('saved');
    expect(afterLead('update', 'User', { Id: id, IsActive: false })).toBe('MIXED_DML_OPERATION');
    expect(afterLead('update', 'User', { Id: id, UserRoleId: role() })).toBe('MIXED_DML_OPERATION');
  });

  it('lets groups be inserted and updated, not deleted', () => {
    const [id = ''] = org.insert('Group', [{ Name: 'g', DeveloperName: 'g', Type: 'Regular' }]);
    expect(afterLead('insert', 'Group', { Name: 'h', DeveloperName: 'h', Type: 'Regular' })).toBe('saved');
    expect(afterLead('update', 'Group', { Id: id, Name: 'i' })).toBe('saved');
    expect(afterLead('delete', 'Group', { Id: id })).toBe('MIXED_DML_OPERATION');
  });

  it('lets others follow a user without a role', () => {
    org.transact((tx) => {
      org.insert('User', [newUser()], IN_APEX, tx);
      expect(lead(tx)).toHaveLength(1);
    });
  });
});
