import { schemaWith } from '../schema/testing';
import { firstError, TestOrg, type Values } from './testing';

describe('what the platform does on its own', () => {
  let org: TestOrg;
  beforeEach(() => (org = new TestOrg(schemaWith([{ extend: 'Lead', enableHistory: true, trackedFields: ['Status'], fields: [] }]))));
  afterEach(() => org.close());

  const lead = (LastName: string) => org.insert('Lead', [{ LastName, Company: 'c' }])[0] ?? '';

  it('events of whole days stand on midnight UTC of their first and last day', () => {
    const midnight = (day: number) => Date.UTC(2026, 10, day);
    const [one = '', three = ''] = org.insert('Event', [
      { Subject: 'Fair', IsAllDayEvent: true, ActivityDate: '2026-11-20' },
      { Subject: 'Fair', IsAllDayEvent: true, StartDateTime: midnight(20), EndDateTime: midnight(22) }
    ]);
    expect(org.row('Event', one)).toMatchObject({ StartDateTime: midnight(20), EndDateTime: midnight(20), DurationInMinutes: 1440 });
    expect(org.row('Event', three)).toMatchObject({ ActivityDate: '2026-11-20', EndDateTime: midnight(22), DurationInMinutes: 4320 });
    org.dml('update', 'Event', [{ Id: three, ActivityDate: '2026-11-25' }]);
    expect(org.row('Event', three)).toMatchObject({ StartDateTime: midnight(25), EndDateTime: midnight(27) });
    expect(firstError(org.dml('insert', 'Event', [{ Subject: 'Fair', IsAllDayEvent: true }])[0])).toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING'
    });
    const backwards = { Subject: 'Fair', IsAllDayEvent: true, ActivityDate: '2026-11-20', EndDateTime: midnight(18) };
    expect(firstError(org.dml('insert', 'Event', [backwards])[0])).toMatchObject({ errorCode: 'FIELD_INTEGRITY_EXCEPTION' });
  });

  it('emails change as drafts only, but what is new becomes read', () => {
    const [draft = '', fresh = '', sent = ''] = org.insert(
      'EmailMessage',
      ['5', '0', '3'].map((Status) => ({ Subject: 'Hello', Status }))
    );
    const update = (Id: string, values: Values) => org.dml('update', 'EmailMessage', [{ Id, ...values }])[0];
    expect([update(draft, { Subject: 'Hi', Status: '3' })?.success, update(fresh, { Status: '1' })?.success]).toEqual([true, true]);
    for (const id of [draft, fresh, sent]) {
      expect(firstError(update(id, { Subject: 'Other', Status: '2' }))).toMatchObject({
        errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
        fields: ['Subject', 'Status']
      });
    }
    expect(update(sent, { Subject: 'Hello' })?.success).toBe(true);
  });

  it('the activity of an email is set by the platform alone', () => {
    const [call = ''] = org.insert('Task', [{ Subject: 'Call' }]);
    expect(firstError(org.dml('insert', 'EmailMessage', [{ Subject: 'Hello', Status: '3', ActivityId: call }])[0])).toMatchObject({
      errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
      fields: ['ActivityId']
    });
  });

  describe('opportunities', () => {
    const base = { Name: 'deal', CloseDate: '2026-12-01', Amount: 200 };

    it('take probability, forecast category and state from their stage', () => {
      const [id = ''] = org.insert('Opportunity', [{ ...base, StageName: 'Needs Analysis' }]);
      expect(org.row('Opportunity', id)).toMatchObject({ Probability: 20, IsClosed: false, IsWon: false, ForecastCategory: 'Pipeline' });
      org.dml('update', 'Opportunity', [{ Id: id, StageName: 'Closed Won' }]);
      expect(org.row('Opportunity', id)).toMatchObject({
        Probability: 100,
        IsClosed: true,
        IsWon: true,
        ForecastCategory: 'Closed',
        ForecastCategoryName: 'Closed'
      });
    });

    it('keep a probability that is given', () => {
      const [id = ''] = org.insert('Opportunity', [{ ...base, StageName: 'Needs Analysis', Probability: 33 }]);
      expect(org.row('Opportunity', id)['Probability']).toBe(33);
      org.dml('update', 'Opportunity', [{ Id: id, Amount: 5 }]);
      expect(org.row('Opportunity', id)['Probability']).toBe(33);
    });

    it('leave a row of history when stage, amount, probability or close date change', () => {
      const [id = ''] = org.insert('Opportunity', [{ ...base, StageName: 'Prospecting' }]);
      org.dml('update', 'Opportunity', [{ Id: id, NextStep: 'call' }]);
      org.dml('update', 'Opportunity', [{ Id: id, StageName: 'Closed Lost' }]);
      const history = org.db.all('SELECT StageName, Amount, Probability, ExpectedRevenue FROM "OpportunityHistory" ORDER BY Id');
      expect(history.map((row) => [row['StageName'], row['Amount'], row['Probability'], row['ExpectedRevenue']])).toEqual([
        ['Prospecting', 200, 10, 20],
        ['Closed Lost', 200, 0, 0]
      ]);
    });
  });

  describe('campaigns', () => {
    let campaign: string;
    beforeEach(() => {
      [campaign = ''] = org.insert('Campaign', [{ Name: 'Spring' }]);
    });
    const join = (values: Record<string, string>) => org.dml('insert', 'CampaignMember', [{ CampaignId: campaign, ...values }])[0];

    it('start with the statuses Sent and Responded', () => {
      const statuses = org.db.all(
        'SELECT Label, IsDefault, HasResponded FROM "CampaignMemberStatus" WHERE CampaignId = ? ORDER BY SortOrder',
        [campaign]
      );
      expect(statuses.map((row) => [row['Label'], row['IsDefault'], row['HasResponded']])).toEqual([
        ['Sent', 1, 0],
        ['Responded', 0, 1]
      ]);
    });

    it('know from the status who has responded, and since when', () => {
      const id = join({ LeadId: lead('a') })?.id ?? '';
      expect(org.row('CampaignMember', id)).toMatchObject({ Status: 'Sent', HasResponded: false, FirstRespondedDate: null });
      org.dml('update', 'CampaignMember', [{ Id: id, Status: 'responded' }]);
      expect(org.row('CampaignMember', id)).toMatchObject({ Status: 'Responded', HasResponded: true, FirstRespondedDate: '2026-11-22' });
    });

    it('take an unknown status for the default one', () => {
      const id = join({ LeadId: lead('a'), Status: 'Invented' })?.id ?? '';
      expect(org.row('CampaignMember', id)['Status']).toBe('Sent');
    });

    it('have everyone once, and nobody without a person', () => {
      const who = lead('a');
      expect(join({ LeadId: who })?.success).toBe(true);
      expect(firstError(join({ LeadId: who }))).toMatchObject({ errorCode: 'DUPLICATE_VALUE', message: 'Already a campaign member.' });
      expect(firstError(join({})).errorCode).toBe('REQUIRED_FIELD_MISSING');
      const other = lead('b');
      const twice = org.dml('insert', 'CampaignMember', [
        { CampaignId: campaign, LeadId: other },
        { CampaignId: campaign, LeadId: other }
      ]);
      expect(twice.map((result) => result.success)).toEqual([true, false]);
    });

    it('count their members and responses', () => {
      join({ LeadId: lead('a'), Status: 'Responded' });
      const second = join({ LeadId: lead('b') })?.id ?? '';
      expect(org.row('Campaign', campaign)).toMatchObject({ NumberOfLeads: 2, NumberOfResponses: 1, NumberOfContacts: 0 });
      org.dml('delete', 'CampaignMember', [{ Id: second }]);
      expect(org.row('Campaign', campaign)['NumberOfLeads']).toBe(1);
      expect(org.count('CampaignMember')).toBe(1);
    });
  });

  it('dates the completion of tasks and forgets it when they are opened again', () => {
    const [id = ''] = org.insert('Task', [{ Subject: 'Call', Status: 'Completed', WhoId: lead('a') }]);
    expect(org.row('Task', id)).toMatchObject({ IsClosed: true, CompletedDateTime: org.now, Priority: 'Normal' });
    org.dml('update', 'Task', [{ Id: id, Status: 'In Progress' }]);
    expect(org.row('Task', id)).toMatchObject({ IsClosed: false, CompletedDateTime: null });
  });

  it('knows the account an activity concerns', () => {
    const [account = ''] = org.insert('Account', [{ Name: 'Acme' }]);
    const [contact = ''] = org.insert('Contact', [{ LastName: 'x', AccountId: account }]);
    const ids = org.insert('Task', [{ Subject: 'Call', WhoId: contact }, { Subject: 'Call', WhatId: account }, { Subject: 'Call' }]);
    expect(ids.map((id) => org.row('Task', id)['AccountId'])).toEqual([account, account, null]);
  });

  it('works out the times of events, and refuses those without', () => {
    const start = Date.UTC(2026, 10, 23, 2, 0);
    const [id = ''] = org.insert('Event', [{ Subject: 'Meeting', ActivityDateTime: start, DurationInMinutes: 30 }]);
    expect(org.row('Event', id)).toMatchObject({ StartDateTime: start, EndDateTime: start + 1_800_000, ActivityDate: '2026-11-22' });
    expect(firstError(org.dml('insert', 'Event', [{ Subject: 'x' }])[0]).errorCode).toBe('REQUIRED_FIELD_MISSING');
    expect(firstError(org.dml('insert', 'Event', [{ Subject: 'x', StartDateTime: start, EndDateTime: start - 60_000 }])[0]).errorCode).toBe(
      'FIELD_INTEGRITY_EXCEPTION'
    );
  });

  it('keeps the history of tracked fields', () => {
    const id = lead('a');
    org.dml('update', 'Lead', [{ Id: id, Status: 'Working - Contacted', City: 'Ulm' }]);
    const rows = org.db.all('SELECT Field, OldValue, NewValue FROM "LeadHistory" WHERE LeadId = ? ORDER BY Id', [id]);
    expect(rows.map((row) => [row['Field'], row['OldValue'], row['NewValue']])).toEqual([
      ['created', null, null],
      ['Status', 'Open - Not Contacted', 'Working - Contacted']
    ]);
  });
});
