import type { FieldDef, ObjectDef } from '../schema/types';
import { formatId } from '../database';
import { TestOrg } from './test-org';
import { SYSTEM_ACCESS, type AccessPolicy } from './types';

/** A user who may not read some objects and fields, and only own rows of some objects. */
function limitedAccess(hidden: {
  readonly objects?: readonly string[];
  readonly fields?: readonly string[];
  readonly ownOnly?: readonly string[];
  readonly user: string;
}): AccessPolicy {
  return {
    ...SYSTEM_ACCESS,
    cacheKey: JSON.stringify(hidden),
    canReadObject: (object: ObjectDef) => !hidden.objects?.includes(object.apiName),
    canReadField: (field: FieldDef) => !hidden.fields?.includes(`${field.object.apiName}.${field.apiName}`),
    readableRows: (object: ObjectDef, alias: string) =>
      hidden.ownOnly?.includes(object.apiName) ? { sql: `${alias}."OwnerId" = ?`, params: [hidden.user] } : null
  };
}

describe('in user mode', () => {
  let org: TestOrg;
  const other = formatId('005', 2);
  beforeEach(() => {
    org = new TestOrg();
    const mine = org.insert('Account', { Name: 'Mine' });
    const theirs = org.insert('Account', { Name: 'Theirs', OwnerId: other });
    org.insert('Contact', { Name: 'A', AccountId: mine });
    org.insert('Contact', { Name: 'B', AccountId: mine, OwnerId: other });
    org.insert('Contact', { Name: 'C', AccountId: theirs });
  });
  afterEach(() => org.close());

  it('objects and fields that may not be read do not exist', () => {
    const access = limitedAccess({ objects: ['Account'], fields: ['Contact.Email'], user: org.user.id });
    expect(() => org.query('SELECT Id FROM Account', { access })).toThrow(
      expect.objectContaining({
        errorCode: 'INVALID_TYPE',
        message: expect.stringContaining("sObject type 'Account' is not supported.") as string
      })
    );
    for (const text of [
      'SELECT Email FROM Contact',
      "SELECT Id FROM Contact WHERE Email = 'x'",
      'SELECT Id FROM Contact ORDER BY Email',
      'SELECT COUNT(Email) FROM Contact'
    ]) {
      expect(() => org.query(text, { access })).toThrow(
        expect.objectContaining({
          errorCode: 'INVALID_FIELD',
          message: expect.stringContaining("No such column 'Email' on entity 'Contact'.") as string
        })
      );
      expect(() => org.query(text)).not.toThrow();
    }
    expect(() => org.query('SELECT Account.Name FROM Contact', { access })).toThrow(
      "Didn't understand relationship 'Account' in field path."
    );
    expect(() => org.query('SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account)', { access })).toThrow(
      "sObject type 'Account'"
    );
    expect(org.query('SELECT FIELDS(STANDARD) FROM Contact LIMIT 1', { access })[0]).not.toHaveProperty('Email');
    const noContacts = limitedAccess({ objects: ['Contact'], user: org.user.id });
    expect(() => org.query('SELECT Id, (SELECT Id FROM Contacts) FROM Account', { access: noContacts })).toThrow(
      "Didn't understand relationship 'Contacts' in FROM part"
    );
  });

  it('rows that may not be read are missing: at the root, among children, in semi-joins, in counts', () => {
    const access = limitedAccess({ ownOnly: ['Account', 'Contact'], user: org.user.id });
    expect(org.list('SELECT Name FROM Contact ORDER BY Name', { access })).toEqual(['A', 'C']);
    expect(org.query('SELECT Name, (SELECT Name FROM Contacts) FROM Account', { access })).toEqual([
      { Name: 'Mine', Contacts: [{ Name: 'A' }] }
    ]);
    expect(org.run('SELECT COUNT() FROM Contact', { access }).totalSize).toBe(2);
    expect(org.list('SELECT COUNT(Id) FROM Contact', { access })).toEqual([2]);
    expect(org.list("SELECT Name FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Name LIKE '%s')", { access })).toEqual([]);
    expect(org.list('SELECT Name FROM Contact WHERE AccountId NOT IN (SELECT Id FROM Account)', { access })).toEqual(['C']);
  });

  it('a parent is shown through a readable child, as on the platform', () => {
    const access = limitedAccess({ ownOnly: ['Account'], user: org.user.id });
    expect(org.query("SELECT Name, Account.Name FROM Contact WHERE Name = 'C'", { access })).toEqual([
      { Name: 'C', Account: { Name: 'Theirs' } }
    ]);
  });

  it('one user’s plan is not another’s', () => {
    const text = 'SELECT Name FROM Contact ORDER BY Name';
    expect(org.list(text)).toEqual(['A', 'B', 'C']);
    expect(org.list(text, { access: limitedAccess({ ownOnly: ['Contact'], user: org.user.id }) })).toEqual(['A', 'C']);
    expect(org.list(text, { access: limitedAccess({ ownOnly: ['Contact'], user: other }) })).toEqual(['B']);
  });
});
