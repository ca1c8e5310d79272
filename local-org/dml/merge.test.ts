import { lookup, schemaWith } from '../schema/testing';
import { SYSTEM_ACCESS } from '../soql/types';
import { TestOrg, type Values } from './testing';

const schema = schemaWith([{ apiName: 'Note__c', fields: [lookup('Lead__c', 'Lead', 'Notes')] }]);

describe('merge', () => {
  let org: TestOrg;
  let master: string;
  let losers: string[];
  beforeEach(() => {
    org = new TestOrg(schema);
    [master = '', ...losers] = org.insert(
      'Lead',
      ['Master', 'Loser 1', 'Loser 2'].map((LastName) => ({ LastName, Company: 'c' }))
    );
  });
  afterEach(() => org.close());

  const merge = (duplicateIds: readonly string[], values: Values = {}, object = 'Lead') =>
    org.transact((tx) =>
      org.engine.merge(tx, [{ master: org.record(object, { Id: master, ...values }), duplicateIds }], {
        access: SYSTEM_ACCESS,
        allOrNone: false
      })
    )[0];

  it('moves children to the master without their triggers, deletes the losers and updates the master', () => {
    const [note = ''] = org.insert('Note__c', [{ Name: 'n', Lead__c: losers[0] ?? null }]);
    const [task = ''] = org.insert('Task', [{ Subject: 'Call', WhoId: losers[1] ?? null }]);
    for (const object of ['Note__c', 'Task', 'Lead'])
      for (const timing of ['before', 'after'] as const) org.triggers.on(object, timing, 'update');
    org.triggers.on('Lead', 'before', 'delete').on('Lead', 'after', 'delete', (_tx, event) => {
      expect(event.oldRecords?.map((record) => record.get('MasterRecordId'))).toEqual([master, master]);
      expect(org.db.get('SELECT Lead__c FROM "Note__c" WHERE Id = ?', [note])?.['Lead__c']).toBe(master);
    });
    const result = merge(losers, { City: 'Ulm' });
    expect(result).toMatchObject({ success: true, id: master, mergedRecordIds: losers, errors: [] });
    expect(result?.updatedRelatedIds.slice().sort()).toEqual([note, task].sort());
    expect(org.row('Task', task)['WhoId']).toBe(master);
    expect(org.row('Lead', master)).toMatchObject({ City: 'Ulm', LastName: 'Master' });
    expect(org.row('Lead', losers[0])).toMatchObject({ IsDeleted: true, MasterRecordId: master });
    expect(org.triggers.log).toEqual(['Lead before delete 2', 'Lead after delete 2', 'Lead before update 1', 'Lead after update 1']);
  });

  it('keeps one membership per campaign and counts again', () => {
    const [campaign = ''] = org.insert('Campaign', [{ Name: 'c' }]);
    org.insert(
      'CampaignMember',
      [master, ...losers].map((LeadId) => ({ CampaignId: campaign, LeadId }))
    );
    expect(merge(losers)?.success).toBe(true);
    expect(org.count('CampaignMember', `LeadId = '${master}'`)).toBe(1);
    expect(org.count('CampaignMember')).toBe(1);
    expect(org.row('Campaign', campaign)['NumberOfLeads']).toBe(1);
  });

  it('refuses too many, itself, deleted records and objects that do not merge; nothing is moved then', () => {
    const [note = ''] = org.insert('Note__c', [{ Name: 'n', Lead__c: losers[0] ?? null }]);
    expect(merge([])?.errors[0]?.errorCode).toBe('MERGE_FAILED');
    expect(merge([...losers, master])?.errors[0]?.errorCode).toBe('MERGE_FAILED');
    expect(merge([master])?.errors[0]?.message).toBe('cannot merge a record into itself');
    expect(merge([note], {}, 'Note__c')?.errors[0]?.errorCode).toBe('MERGE_FAILED');
    expect(merge(losers, { Email: 'nonsense' })?.errors[0]?.errorCode).toBe('INVALID_EMAIL_ADDRESS');
    expect(org.row('Note__c', note)['Lead__c']).toBe(losers[0]);
    org.dml('delete', 'Lead', [{ Id: losers[0] ?? null }]);
    expect(merge(losers)?.errors[0]?.errorCode).toBe('ENTITY_IS_DELETED');
  });

  it('can be undone for a loser by undeleting it', () => {
    merge(losers);
    expect(org.dml('undelete', 'Lead', [{ Id: losers[0] ?? null }])[0]?.success).toBe(true);
    expect(org.row('Lead', losers[0])).toMatchObject({ IsDeleted: false, MasterRecordId: null });
  });
});
