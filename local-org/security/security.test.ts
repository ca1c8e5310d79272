import path from 'node:path';
import { Credentials } from './credentials';
import { createTables, IdGenerator, Limits, openDatabase, runInTransaction } from '../database/index';
import { insertRow } from '../database/rows';
import type { Database, RunningUser, Transaction } from '../database/types';
import type { PermissionSetDef } from '../metadata/types';
import { lookup, number, schemaWith, text } from '../schema/testing';
import { readConfiguration } from '../setup/configuration';
import { OrganizationRows } from '../setup/organization-rows';
import type { OrgValue } from '../values';
import { createSecurityTables, DatabaseSecurity } from './model';
import { SYSTEM_MODE_WITH_SHARING, SYSTEM_MODE_WITHOUT_SHARING, USER_MODE } from './types';

const NOW = Date.parse('2026-11-22T00:00:00Z');
const configuration = readConfiguration(path.join(__dirname, '../../config/embedded-org.json'));
const schema = schemaWith([
  { apiName: 'Hand_Off__c', sharingModel: 'Private', fields: [lookup('Lead__c', 'Lead', 'Hand_Offs'), text('Reason__c', 80)] },
  { apiName: 'Term__c', sharingModel: 'Read', fields: [text('Wording__c', 80)] },
  { extend: 'Lead', fields: [number('Fit_Score__c', 3, 0)] }
]);

const permissionSet = (fullName: string, more: Partial<PermissionSetDef>): PermissionSetDef => ({
  fullName,
  label: fullName,
  objectPermissions: [],
  fieldPermissions: [],
  classAccesses: [],
  tabSettings: [],
  applicationVisibilities: [],
  customPermissions: [],
  customMetadataTypeAccesses: [],
  customSettingAccesses: [],
  userPermissions: [],
  ...more
});

const handOffAccess = {
  object: 'Hand_Off__c',
  allowCreate: true,
  allowRead: true,
  allowEdit: true,
  allowDelete: true,
  viewAllRecords: false,
  modifyAllRecords: false
};

const PERMISSION_SETS = [
  permissionSet('Rep', {
    objectPermissions: [handOffAccess, { ...handOffAccess, object: 'Term__c', allowCreate: false, allowEdit: false, allowDelete: false }],
    fieldPermissions: [
      { field: 'Lead.Fit_Score__c', readable: true, editable: false },
      { field: 'Hand_Off__c.Reason__c', readable: true, editable: true }
    ],
    classAccesses: ['LeadScoreCardController'],
    customPermissions: ['Run_Meeting']
  }),
  permissionSet('Campaigns', {
    objectPermissions: [{ ...handOffAccess, object: 'Campaign', allowCreate: false, allowDelete: false }],
    fieldPermissions: [
      { field: 'Campaign.ActualCost', readable: true, editable: false },
      { field: 'Campaign.BudgetedCost', readable: true, editable: true },
      { field: 'Contact.MailingAddress', readable: true, editable: true }
    ]
  }),
  permissionSet('Oversight', { objectPermissions: [{ ...handOffAccess, viewAllRecords: true }] })
];

let db: Database;
let ids: IdGenerator;
let security: DatabaseSecurity;

beforeEach(() => {
  db = openDatabase({ file: ':memory:' });
  createTables(db, schema);
  createSecurityTables(db);
  ids = new IdGenerator(db);
  new OrganizationRows(db, schema, ids, new Credentials(db), configuration, NOW).write();
  for (const { fullName } of PERMISSION_SETS) add('PermissionSet', { Name: fullName, Label: fullName });
  security = new DatabaseSecurity(schema, { permissionSets: PERMISSION_SETS });
});

afterEach(() => db.close());

function object(name: string): NonNullable<ReturnType<typeof schema.object>> {
  const found = schema.object(name);
  if (!found) throw new Error(name);
  return found;
}

function field(objectName: string, name: string): NonNullable<ReturnType<ReturnType<typeof object>['field']>> {
  const found = object(objectName).field(name);
  if (!found) throw new Error(name);
  return found;
}

function add(objectName: string, values: Record<string, OrgValue>): string {
  const id = ids.next(object(objectName).keyPrefix);
  insertRow(db, object(objectName), { Id: id, ...values });
  return id;
}

function assign(username: string, permissionSetName: string): void {
  const id = String(db.get('SELECT Id FROM PermissionSet WHERE Name = ?', [permissionSetName])?.['Id']);
  add('PermissionSetAssignment', { AssigneeId: user(username).id, PermissionSetId: id });
}

function inTransaction<T>(work: (tx: Transaction) => T): T {
  const nobody: RunningUser = {
    id: '',
    username: '',
    name: '',
    email: '',
    profileId: '',
    roleId: null,
    timeZone: 'UTC',
    locale: 'en_US',
    language: 'en_US'
  };
  return runInTransaction(db, { clock: { now: () => NOW }, user: nobody, limits: new Limits() }, work);
}

function user(name: string): RunningUser {
  return inTransaction((tx) => security.user(tx, `${name}@lockstep.local`));
}

function visibleHandOffs(name: string, mode = USER_MODE): string[] {
  return inTransaction((tx) => {
    const condition = security.policy(tx, user0(tx, name), mode).readableRows(object('Hand_Off__c'), 'h');
    const where = condition ? `WHERE ${condition.sql}` : '';
    return db
      .all(`SELECT h.Name AS name FROM Hand_Off__c h ${where} ORDER BY h.Name`, condition?.params ?? [])
      .map((row) => String(row['name']));
  });
}

function user0(tx: Transaction, name: string): RunningUser {
  return security.user(tx, `${name}@lockstep.local`);
}

describe('objects and fields', () => {
  it('are closed to a standard user until a permission set opens them, and then only as far as it says', () => {
    const before = inTransaction((tx) => security.policy(tx, user0(tx, 'rep'), USER_MODE));
    expect(before.canReadObject(object('Hand_Off__c'))).toBe(false);
    expect(before.canReadField(field('Lead', 'Fit_Score__c'))).toBe(false);
    expect(before.canReadField(field('Lead', 'Company'))).toBe(true);

    assign('rep', 'Rep');
    const after = inTransaction((tx) => security.policy(tx, user0(tx, 'rep'), USER_MODE));
    expect(after.canEditObject(object('Hand_Off__c'))).toBe(true);
    expect(after.canEditObject(object('Term__c'))).toBe(false);
    expect(after.canReadField(field('Lead', 'Fit_Score__c'))).toBe(true);
    expect(after.canEditField(field('Lead', 'Fit_Score__c'))).toBe(false);
    expect(after.canReadField(field('Hand_Off__c', 'CreatedDate'))).toBe(true);
  });

  it('are all closed to the minimum access profile', () => {
    const policy = inTransaction((tx) => security.policy(tx, user0(tx, 'agency'), USER_MODE));
    for (const name of ['Lead', 'Contact', 'Account', 'Opportunity', 'Campaign', 'CampaignMember', 'Hand_Off__c']) {
      expect([name, policy.canReadObject(object(name))]).toEqual([name, false]);
    }
  });

  it('of the standard are opened one by one to the minimum access profile', () => {
    assign('agency', 'Campaigns');
    const policy = inTransaction((tx) => security.policy(tx, user0(tx, 'agency'), USER_MODE));
    const may = (name: string, objectName = 'Campaign'): boolean[] => {
      const found = field(objectName, name);
      return [policy.canReadField(found), policy.canCreateField(found), policy.canEditField(found)];
    };
    expect(may('ActualCost')).toEqual([true, false, false]);
    expect(may('BudgetedCost')).toEqual([true, false, true]);
    expect(may('Description')).toEqual([false, false, false]);
    expect(may('IsActive')).toEqual([false, false, false]);
    // Names and system fields go with the object.
    expect(may('Name')).toEqual([true, false, true]);
    expect(may('CreatedDate')[0]).toBe(true);
    // A field permission without one on the object opens nothing.
    expect(may('MailingCity', 'Contact')).toEqual([false, false, false]);
  });

  it('of an object that may not be created or edited cannot be written', () => {
    const policy = inTransaction((tx) => security.policy(tx, user0(tx, 'rep'), USER_MODE));
    expect([policy.canReadField(field('Campaign', 'Description')), policy.canEditField(field('Campaign', 'Description'))]).toEqual([
      true,
      false
    ]);
    expect([policy.canCreateField(field('Account', 'Phone')), policy.canEditField(field('Account', 'Phone'))]).toEqual([true, true]);
  });

  it('do not count in system mode', () => {
    const policy = inTransaction((tx) => security.policy(tx, user0(tx, 'agency'), SYSTEM_MODE_WITH_SHARING));
    expect(policy.canEditField(field('Lead', 'Fit_Score__c'))).toBe(true);
  });

  it('come through permission set groups too', () => {
    const groupId = add('PermissionSetGroup', { DeveloperName: 'Sales', MasterLabel: 'Sales' });
    const setId = String(db.get("SELECT Id FROM PermissionSet WHERE Name = 'Rep'")?.['Id']);
    add('PermissionSetGroupComponent', { PermissionSetGroupId: groupId, PermissionSetId: setId });
    add('PermissionSetAssignment', { AssigneeId: user('rep').id, PermissionSetId: setId, PermissionSetGroupId: groupId });
    inTransaction((tx) => {
      const { id } = user0(tx, 'rep');
      expect(security.hasCustomPermission(tx, id, 'run_meeting')).toBe(true);
      expect(security.canRunApexClass(tx, id, 'leadscorecardcontroller')).toBe(true);
      expect(security.canRunApexClass(tx, user0(tx, 'rep2').id, 'LeadScoreCardController')).toBe(false);
    });
  });
});

describe('rows of a private object', () => {
  let ofRep = '';

  beforeEach(() => {
    for (const name of ['rep', 'rep2', 'vp.sales', 'marketer']) assign(name, 'Rep');
    ofRep = add('Hand_Off__c', { Name: 'rep', OwnerId: user('rep').id });
    add('Hand_Off__c', { Name: 'rep2', OwnerId: user('rep2').id });
    const queue = String(db.get(`SELECT Id FROM "Group" WHERE DeveloperName = 'Marketing_Nurture'`)?.['Id']);
    add('Hand_Off__c', { Name: 'queue', OwnerId: queue });
  });

  it('are seen by their owner, by managers above and by members of the owning queue', () => {
    expect(visibleHandOffs('rep')).toEqual(['rep']);
    expect(visibleHandOffs('vp.sales')).toEqual(['rep', 'rep2']);
    expect(visibleHandOffs('marketer')).toEqual(['queue']);
    expect(visibleHandOffs('vp.marketing')).toEqual(['queue']);
  });

  it('are seen by those they are shared with, at the level of the share', () => {
    add('Hand_Off__Share', { ParentId: ofRep, UserOrGroupId: user('rep2').id, AccessLevel: 'Read', RowCause: 'Manual' });
    expect(visibleHandOffs('rep2')).toEqual(['rep', 'rep2']);
    inTransaction((tx) => {
      const policy = security.policy(tx, user0(tx, 'rep2'), USER_MODE);
      expect(policy.accessible(tx, object('Hand_Off__c'), [ofRep], 'read')).toEqual(new Set([ofRep]));
      expect(policy.accessible(tx, object('Hand_Off__c'), [ofRep], 'edit')).toEqual(new Set());
    });
  });

  it('are shared, and no longer shared, by those who have full access to them', () => {
    const share = add('Hand_Off__Share', { ParentId: ofRep, UserOrGroupId: user('rep2').id, AccessLevel: 'Edit', RowCause: 'Manual' });
    inTransaction((tx) => {
      const may = (name: string, level: 'read' | 'delete'): boolean =>
        security.policy(tx, user0(tx, name), USER_MODE).accessible(tx, object('Hand_Off__Share'), [share], level).size === 1;
      expect(['rep', 'rep2', 'vp.sales', 'marketer', 'admin'].filter((name) => may(name, 'read'))).toEqual([
        'rep',
        'rep2',
        'vp.sales',
        'admin'
      ]);
      expect(['rep', 'rep2', 'vp.sales', 'marketer', 'admin'].filter((name) => may(name, 'delete'))).toEqual(['rep', 'vp.sales', 'admin']);
    });
  });

  it('are all seen with View All, by administrators and without sharing', () => {
    assign('rep', 'Oversight');
    const all = ['queue', 'rep', 'rep2'];
    expect(visibleHandOffs('rep')).toEqual(all);
    expect(visibleHandOffs('admin')).toEqual(all);
    expect(visibleHandOffs('marketer', SYSTEM_MODE_WITHOUT_SHARING)).toEqual(all);
  });
});

it('shows emails and their recipients to those who see the activity or the record they belong to, and to who stored them', () => {
  for (const name of ['rep', 'rep2']) assign(name, 'Rep');
  const call = add('Task', { Subject: 'Email', OwnerId: user('rep').id });
  const deal = add('Opportunity', { Name: 'Deal', OwnerId: user('rep2').id });
  const mails = [{ ActivityId: call }, { RelatedToId: deal }, {}, { CreatedById: user('rep2').id }].map((link) =>
    add('EmailMessage', { Subject: 'Hello', ...link })
  );
  const recipient = add('EmailMessageRelation', { EmailMessageId: mails[0] ?? null, RelationType: 'ToAddress' });
  inTransaction((tx) => {
    const seen = (name: string): string[] => {
      const policy = security.policy(tx, user0(tx, name), USER_MODE);
      const relations = policy.accessible(tx, object('EmailMessageRelation'), [recipient], 'read');
      return [...policy.accessible(tx, object('EmailMessage'), mails, 'read'), ...relations];
    };
    expect([seen('rep'), seen('rep2')]).toEqual([
      [mails[0], mails[1], recipient],
      [mails[1], mails[3]]
    ]);
  });
});

it('lets a public read-only row be read by all and changed by its owner', () => {
  assign('rep', 'Rep');
  const term = add('Term__c', { Name: 'MQL', OwnerId: user('marketer').id });
  inTransaction((tx) => {
    const rep = security.policy(tx, user0(tx, 'rep'), USER_MODE);
    expect(rep.readableRows(object('Term__c'), 't')).toBeNull();
    expect(rep.accessible(tx, object('Term__c'), [term], 'edit').size).toBe(0);
    const marketer = security.policy(tx, user0(tx, 'marketer'), USER_MODE);
    expect(marketer.accessible(tx, object('Term__c'), [term], 'edit').size).toBe(1);
  });
});

it('forgets what a rolled-back assignment would have given', () => {
  const canRead = (tx: Transaction): boolean => security.policy(tx, user0(tx, 'rep'), USER_MODE).canReadObject(object('Hand_Off__c'));
  inTransaction((tx) => {
    const savepoint = tx.savepoint();
    assignWithin('rep', 'Rep', tx);
    expect(canRead(tx)).toBe(true);
    savepoint.rollback();
    expect(canRead(tx)).toBe(false);
  });
});

function assignWithin(name: string, permissionSetName: string, tx: Transaction): void {
  const id = String(db.get('SELECT Id FROM PermissionSet WHERE Name = ?', [permissionSetName])?.['Id']);
  add('PermissionSetAssignment', { AssigneeId: user0(tx, name).id, PermissionSetId: id });
}

it('knows no inactive or unknown user', () => {
  db.run(`UPDATE User SET IsActive = 0 WHERE Username = 'rep@lockstep.local'`);
  expect(() => user('rep')).toThrow('Invalid username, password');
  expect(() => user('nobody')).toThrow('Invalid username, password');
});
