import { lookup, schemaWith, text } from '../schema/testing';
import { SYSTEM_ACCESS, type AccessPolicy } from '../soql/types';
import { TEST_USER, TestOrg } from './testing';
import type { DmlOptions, LeadConversion } from './types';

const schema = schemaWith([{ apiName: 'Note__c', fields: [lookup('Lead__c', 'Lead', 'Notes'), text('Word__c', 10)] }]);

describe('lead conversion', () => {
  let org: TestOrg;
  beforeEach(() => (org = new TestOrg(schema)));
  afterEach(() => org.close());

  const person = {
    FirstName: 'Ada',
    LastName: 'Byron',
    Company: 'Engines',
    Email: 'ada@engines.com',
    City: 'London',
    LeadSource: 'Web',
    AnnualRevenue: 5
  };
  const lead = (more = {}) => org.insert('Lead', [{ ...person, ...more }])[0] ?? '';
  const request = (leadId: string, more: Partial<LeadConversion> = {}): LeadConversion => ({
    leadId,
    convertedStatus: 'Closed - Converted',
    accountId: null,
    contactId: null,
    opportunityId: null,
    opportunityName: null,
    doNotCreateOpportunity: false,
    overwriteLeadSource: false,
    ownerId: null,
    sendNotificationEmail: false,
    ...more
  });
  const convert = (requests: readonly LeadConversion[], options: Partial<DmlOptions> = {}) =>
    org.transact((tx) => org.engine.convertLeads(tx, requests, { access: SYSTEM_ACCESS, allOrNone: false, ...options }));

  it('makes account, contact and opportunity with the mapped fields, and the lead read-only', () => {
    const id = lead();
    const [result] = convert([request(id)]);
    expect(result).toMatchObject({ success: true, leadId: id, errors: [] });
    expect(org.row('Account', result?.accountId ?? '')).toMatchObject({
      Name: 'Engines',
      BillingCity: 'London',
      AccountSource: 'Web',
      AnnualRevenue: 5
    });
    expect(org.row('Contact', result?.contactId ?? '')).toMatchObject({
      Name: 'Ada Byron',
      AccountId: result?.accountId,
      Email: 'ada@engines.com',
      MailingCity: 'London'
    });
    expect(org.row('Opportunity', result?.opportunityId ?? '')).toMatchObject({
      Name: 'Engines-',
      StageName: 'Prospecting',
      CloseDate: '2026-12-31',
      LeadSource: 'Web'
    });
    expect(org.count('OpportunityContactRole', 'IsPrimary = 1')).toBe(1);
    expect(org.row('Lead', id)).toMatchObject({
      IsConverted: true,
      Status: 'Closed - Converted',
      ConvertedDate: '2026-11-22',
      ConvertedAccountId: result?.accountId,
      ConvertedContactId: result?.contactId,
      ConvertedOpportunityId: result?.opportunityId
    });
    const [update] = org.dml('update', 'Lead', [{ Id: id, City: 'x' }]);
    expect(update?.errors[0]).toMatchObject({ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead' });
  });

  it('moves campaign memberships and activities on to the contact', () => {
    const id = lead();
    const [campaign = ''] = org.insert('Campaign', [{ Name: 'Spring' }]);
    const [member = ''] = org.insert('CampaignMember', [{ CampaignId: campaign, LeadId: id }]);
    const [task = ''] = org.insert('Task', [{ Subject: 'Call', WhoId: id }]);
    const [result] = convert([request(id)]);
    expect(org.row('CampaignMember', member)).toMatchObject({ LeadId: id, ContactId: result?.contactId });
    expect(org.row('Task', task)).toMatchObject({ WhoId: result?.contactId, WhatId: result?.opportunityId, AccountId: result?.accountId });
    expect(org.row('Opportunity', result?.opportunityId ?? '')['CampaignId']).toBe(campaign);
    expect(org.row('Campaign', campaign)).toMatchObject({ NumberOfContacts: 1, NumberOfOpportunities: 1 });
    expect(org.dml('insert', 'Note__c', [{ Name: 'n', Lead__c: id }])[0]?.success).toBe(true);
    expect(org.dml('insert', 'Task', [{ Subject: 'late', WhoId: id }])[0]?.errors[0]?.errorCode).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
  });

  it('completes an existing account and contact without overwriting what they have', () => {
    const [accountId = ''] = org.insert('Account', [{ Name: 'Old Engines' }]);
    const [contactId = ''] = org.insert('Contact', [{ LastName: 'B', AccountId: accountId, LeadSource: 'Other' }]);
    const [result] = convert([request(lead(), { accountId, contactId, doNotCreateOpportunity: true, overwriteLeadSource: true })]);
    expect(result).toMatchObject({ success: true, accountId, contactId, opportunityId: null });
    expect(org.row('Account', accountId)).toMatchObject({ Name: 'Old Engines', BillingCity: 'London' });
    expect(org.row('Contact', contactId)).toMatchObject({ LastName: 'B', Email: 'ada@engines.com', LeadSource: 'Web' });
    expect(org.count('Opportunity')).toBe(0);
  });

  it('completes a target that several leads share with what each of them has, and a contact role once', () => {
    const [accountId = ''] = org.insert('Account', [{ Name: 'Old Engines' }]);
    const [contactId = ''] = org.insert('Contact', [{ LastName: 'B', AccountId: accountId }]);
    const deal = { Name: 'd', AccountId: accountId, StageName: 'Prospecting', CloseDate: '2026-12-01' };
    const [opportunityId = ''] = org.insert('Opportunity', [deal]);
    const into = { accountId, contactId, opportunityId };
    const results = convert([
      request(lead({ Phone: '1', City: null }), into),
      request(lead({ Phone: '2', City: 'Ulm', LeadSource: 'Other' }), into)
    ]);
    expect(results.map((result) => result.success)).toEqual([true, true]);
    expect(org.row('Account', accountId)).toMatchObject({ Phone: '1', BillingCity: 'Ulm' });
    expect(org.row('Contact', contactId)).toMatchObject({ Phone: '1', MailingCity: 'Ulm', LeadSource: 'Web' });
    expect(org.row('Opportunity', opportunityId)).toMatchObject({ Name: 'd', LeadSource: 'Web' });
    expect(org.count('OpportunityContactRole')).toBe(1);
  });

  it('overwrites the lead source of the contact alone', () => {
    const [accountId = ''] = org.insert('Account', [{ Name: 'a', AccountSource: 'Other' }]);
    const [contactId = ''] = org.insert('Contact', [{ LastName: 'B', AccountId: accountId, LeadSource: 'Other' }]);
    const deal = { Name: 'd', StageName: 'Prospecting', CloseDate: '2026-12-01', LeadSource: 'Other' };
    const [opportunityId = ''] = org.insert('Opportunity', [deal]);
    convert([request(lead(), { accountId, contactId, opportunityId, overwriteLeadSource: true })]);
    expect(org.row('Contact', contactId)['LeadSource']).toBe('Web');
    expect([org.row('Account', accountId)['AccountSource'], org.row('Opportunity', opportunityId)['LeadSource']]).toEqual([
      'Other',
      'Other'
    ]);
  });

  it('takes ids of 15 characters', () => {
    const [accountId = ''] = org.insert('Account', [{ Name: 'Old Engines' }]);
    const [contactId = ''] = org.insert('Contact', [{ LastName: 'B', AccountId: accountId }]);
    const short = { accountId: accountId.slice(0, 15), contactId: contactId.slice(0, 15), ownerId: TEST_USER.id.slice(0, 15) };
    const [result] = convert([request(lead().slice(0, 15), short)]);
    expect(result).toMatchObject({ success: true, accountId, contactId, errors: [] });
    expect(org.row('Opportunity', result?.opportunityId ?? '')['OwnerId']).toBe(TEST_USER.id);
  });

  it('asks for leave to change existing targets', () => {
    const [accountId = ''] = org.insert('Account', [{ Name: 'Old Engines' }]);
    const access: AccessPolicy = {
      ...SYSTEM_ACCESS,
      accessible: (_tx, _object, ids, level) => new Set(ids.filter((id) => level === 'read' || id !== accountId))
    };
    const [result, other] = convert([request(lead(), { accountId }), request(lead())], { access });
    expect(result?.errors).toEqual([
      { errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights on object id', fields: [] }
    ]);
    expect(other?.success).toBe(true);
    const noEdit: AccessPolicy = { ...SYSTEM_ACCESS, canEditObject: (object) => object.apiName !== 'Account' };
    expect(convert([request(lead(), { accountId })], { access: noEdit })[0]?.success).toBe(false);
    expect(org.row('Account', accountId)['BillingCity']).toBeNull();
  });

  it('refuses contacts of another account, opportunities that are not wanted, the same lead twice, and more than a hundred', () => {
    const [mine = '', other = ''] = org.insert('Account', [{ Name: 'a' }, { Name: 'b' }]);
    const [contactId = ''] = org.insert('Contact', [{ LastName: 'B', AccountId: other }]);
    const [opportunityId = ''] = org.insert('Opportunity', [{ Name: 'd', StageName: 'Prospecting', CloseDate: '2026-12-01' }]);
    const twice = lead();
    const results = convert([
      request(lead(), { accountId: mine, contactId }),
      request(lead(), { doNotCreateOpportunity: true, opportunityName: 'x' }),
      request(lead(), { doNotCreateOpportunity: true, opportunityId }),
      request(lead(), { opportunityId, opportunityName: 'x' }),
      request(twice),
      request(twice)
    ]);
    expect(results.map((result) => result.errors[0]?.errorCode)).toEqual([
      'INVALID_CROSS_REFERENCE_KEY',
      'INVALID_FIELD',
      'INVALID_FIELD',
      'INVALID_FIELD',
      undefined,
      'DUPLICATE_VALUE'
    ]);
    expect(results[1]?.errors[0]).toMatchObject({
      message:
        "One or more leads couldn't be converted. If doNotCreateOpportunity is true, opportunityName and opportunityId must be null.",
      fields: ['Id']
    });
    expect(org.count('Lead', 'IsConverted = 1')).toBe(1);
    expect(() => convert(Array.from({ length: 101 }, () => request(twice)))).toThrow('cannot submit more than 100 records');
  });

  it('fires the triggers of what it creates and of the lead', () => {
    for (const object of ['Account', 'Contact', 'Opportunity']) org.triggers.on(object, 'after', 'insert');
    const id = lead();
    org.triggers.on('Lead', 'before', 'update').on('Lead', 'after', 'update', (_tx, event) => {
      expect(event.oldRecords?.[0]?.get('IsConverted')).toBe(false);
      expect(event.newRecords?.[0]?.get('IsConverted')).toBe(true);
    });
    convert([request(id), request(lead())]);
    expect(org.triggers.log).toEqual([
      'Account after insert 2',
      'Contact after insert 2',
      'Opportunity after insert 2',
      'Lead before update 2',
      'Lead after update 2'
    ]);
  });

  it('refuses a status that does not mean converted, leads converted already and owners that are queues', () => {
    const [first, second, third] = [lead(), lead(), lead()];
    convert([request(second)]);
    const [queue = ''] = org.insert('Group', [{ Name: 'Queue', DeveloperName: 'Queue', Type: 'Queue' }]);
    org.dml('update', 'Lead', [{ Id: third, OwnerId: queue }]);
    const results = convert([request(first, { convertedStatus: 'Working - Contacted' }), request(second), request(third), request('00Q')]);
    expect(results.map((result) => result.errors[0]?.errorCode)).toEqual([
      'INVALID_STATUS',
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID'
    ]);
  });

  it('undoes a conversion that fails half way and keeps the others', () => {
    const [bad, good] = [lead({ LastName: 'Bad' }), lead()];
    org.triggers.on('Contact', 'before', 'insert', (_tx, event) => {
      event.newRecords?.forEach((record, index) => {
        if (record.get('LastName') === 'Bad')
          event.addError(index, { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'no', fields: [] });
      });
    });
    expect(convert([request(bad), request(good)]).map((result) => result.success)).toEqual([false, true]);
    expect([org.count('Account'), org.count('Contact'), org.count('Opportunity')]).toEqual([1, 1, 1]);
    expect(org.row('Lead', bad)['IsConverted']).toBe(false);
    expect(convert([request(bad), request(lead())], { allOrNone: true }).map((result) => result.errors[0]?.errorCode)).toEqual([
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK'
    ]);
  });
});
