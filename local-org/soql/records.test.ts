import { formatId } from '../database';
import { TestOrg } from './test-org';

describe('records', () => {
  let org: TestOrg;
  let acme: string;
  let globex: string;
  beforeEach(() => {
    org = new TestOrg();
    const parent = org.insert('Account', { Name: 'Holding', Industry: 'Banking' });
    acme = org.insert('Account', { Name: 'Acme', Industry: 'Retail', ParentId: parent, AnnualRevenue: 10.5, BillingCity: 'Köln' });
    globex = org.insert('Account', { Name: 'Globex' });
    org.insert('Contact', { Name: 'Ann', Email: 'ann@acme.com', AccountId: acme });
    org.insert('Contact', { Name: 'Bob', AccountId: acme });
    org.insert('Contact', { Name: 'Eve' });
  });
  afterEach(() => org.close());

  it('come with the fields asked for, of the right types', () => {
    const id = org.insert('Lead', { Name: 'A', Active__c: true, Amount__c: 1.5, Count__c: 3, Due__c: '2026-01-02', At__c: 5, Time__c: 7 });
    expect(org.query('select id, NAME, active__c, Amount__c, Count__c, Due__c, At__c, Time__c, Company from lead')).toEqual([
      { Id: id, Name: 'A', Active__c: true, Amount__c: 1.5, Count__c: 3, Due__c: '2026-01-02', At__c: 5, Time__c: 7, Company: null }
    ]);
  });

  it('bring parents along, as far up as asked, and null where there is none', () => {
    expect(org.query('SELECT Name, Account.Name, Account.Parent.Industry FROM Contact ORDER BY Name')).toEqual([
      { Name: 'Ann', Account: { Name: 'Acme', Parent: { Industry: 'Banking' } } },
      { Name: 'Bob', Account: { Name: 'Acme', Parent: { Industry: 'Banking' } } },
      { Name: 'Eve', Account: null }
    ]);
    expect(org.query("SELECT Account.Parent.Name FROM Contact WHERE Account.Name = 'Acme' LIMIT 1")).toEqual([
      { Account: { Parent: { Name: 'Holding' } } }
    ]);
  });

  it('bring children along in one query, whatever their number', () => {
    const result = org.query('SELECT Name, (SELECT Name FROM Contacts ORDER BY Name DESC) FROM Account ORDER BY Name');
    expect(result).toEqual([
      { Name: 'Acme', Contacts: [{ Name: 'Bob' }, { Name: 'Ann' }] },
      { Name: 'Globex', Contacts: [] },
      { Name: 'Holding', Contacts: [] }
    ]);
    expect([org.limits.used('queries'), org.limits.used('aggregateQueries'), org.limits.used('queryRows')]).toEqual([1, 1, 5]);
  });

  it('limit children parent by parent', () => {
    for (const account of [acme, globex])
      for (const name of ['1', '2', '3', '4']) org.insert('Contact', { Name: `${account} ${name}`, AccountId: account });
    const names = (text: string): unknown =>
      org
        .query(text)
        .map((account) => (account['Contacts'] as readonly { readonly Name: string }[]).map((contact) => contact.Name.slice(-1)));
    expect(
      names("SELECT Id, (SELECT Name FROM Contacts WHERE Name LIKE '001%' ORDER BY Name DESC LIMIT 2 OFFSET 1) FROM Account ORDER BY Name")
    ).toEqual([['3', '2'], ['3', '2'], []]);
  });

  it('nest children of children', () => {
    const lead = org.insert('Lead', { Name: 'L', Account__c: acme });
    org.insert('Task', { Subject: 'Call', WhoId: lead });
    org.insert('Task', { Subject: 'Mail', WhoId: lead });
    org.insert('Lead', { Name: 'M', Account__c: acme });
    expect(
      org.query(
        "SELECT Name, (SELECT Name, (SELECT Subject FROM Tasks ORDER BY Subject) FROM Leads__r ORDER BY Name) FROM Account WHERE Name IN ('Acme', 'Globex') ORDER BY Name DESC"
      )
    ).toEqual([
      { Name: 'Globex', Leads__r: [] },
      {
        Name: 'Acme',
        Leads__r: [
          { Name: 'L', Tasks: [{ Subject: 'Call' }, { Subject: 'Mail' }] },
          { Name: 'M', Tasks: [] }
        ]
      }
    ]);
  });

  it('read through polymorphic relationships as through Name', () => {
    const role = org.insert('UserRole', { Name: 'VP' });
    org.insert('User', { Id: org.user.id, Name: 'Rep', Email: 'rep@x.org', Username: 'rep', UserRoleId: role });
    const queue = org.insert('Group', { Name: 'Returns', Email: 'q@x.org' });
    org.insert('Lead', { Name: 'A' });
    org.insert('Lead', { Name: 'B', OwnerId: queue });
    expect(
      org.query('SELECT Name, Owner.Name, Owner.Type, Owner.Email, Owner.Username, Owner.UserRole.Name FROM Lead ORDER BY Owner.Name')
    ).toEqual([
      { Name: 'A', Owner: { Name: 'Rep', Type: 'User', Email: 'rep@x.org', Username: 'rep', UserRole: { Name: 'VP' } } },
      { Name: 'B', Owner: { Name: 'Returns', Type: 'Group', Email: 'q@x.org', Username: null, UserRole: null } }
    ]);
    expect(org.list("SELECT Name FROM Lead WHERE Owner.Type = 'group'")).toEqual(['B']);
    expect(org.list("SELECT Name FROM Lead WHERE Owner.Name = 'REP'")).toEqual(['A']);
    expect(org.list('SELECT Owner.Id FROM Lead ORDER BY Name')).toEqual([{ Id: org.user.id }, { Id: queue }]);
  });

  it('show a field per object with TYPEOF', () => {
    const lead = org.insert('Lead', { Name: 'L', Company: 'Acme' });
    const contact = org.list("SELECT Id FROM Contact WHERE Name = 'Ann'")[0] as string;
    org.insert('Task', { Subject: '1', WhoId: lead });
    org.insert('Task', { Subject: '2', WhoId: contact });
    org.insert('Task', { Subject: '3' });
    expect(org.query('SELECT Subject, TYPEOF Who WHEN Lead THEN Company, Name ELSE Name END FROM Task ORDER BY Subject')).toEqual([
      { Subject: '1', Who: { Company: 'Acme', Name: 'L' } },
      { Subject: '2', Who: { Name: 'Ann' } },
      { Subject: '3', Who: null }
    ]);
  });

  it('compute formula fields, wherever they stand', () => {
    org.insert('Lead', { Name: 'A', Amount__c: 5, Account__c: acme });
    org.insert('Lead', { Name: 'B' });
    expect(org.query('SELECT Name, Double_Amount__c FROM Lead ORDER BY Double_Amount__c DESC')).toEqual([
      { Name: 'A', Double_Amount__c: 10 },
      { Name: 'B', Double_Amount__c: 0 }
    ]);
    expect(org.list('SELECT Name FROM Lead WHERE Double_Amount__c > 9')).toEqual(['A']);
  });

  it('show compound addresses as JSON of their components', () => {
    expect(org.list("SELECT BillingAddress FROM Account WHERE Name = 'Acme'").map((text) => JSON.parse(String(text)))).toEqual([
      { city: 'Köln', country: null, geocodeAccuracy: null, latitude: null, longitude: null, postalCode: null, state: null, street: null }
    ]);
    expect(org.list("SELECT BillingAddress FROM Account WHERE Name = 'Globex'")).toEqual([null]);
  });

  it('leave out deleted ones unless all are asked for', () => {
    org.insert('Lead', { Name: 'Gone', IsDeleted: true });
    org.insert('Lead', { Name: 'Here' });
    expect(org.list('SELECT Name FROM Lead')).toEqual(['Here']);
    expect(org.list('SELECT Name FROM Lead ORDER BY Name ALL ROWS')).toEqual(['Gone', 'Here']);
    expect(org.list('SELECT Name FROM Lead ORDER BY Name', { allRows: true })).toEqual(['Gone', 'Here']);
    expect(org.list('SELECT Name FROM Lead WHERE IsDeleted = true')).toEqual([]);
  });

  it('sort empty values first ascending and last descending, unless told otherwise', () => {
    org.insert('Lead', { Name: '1', Amount__c: 1 });
    org.insert('Lead', { Name: 'null' });
    org.insert('Lead', { Name: '2', Amount__c: 2 });
    const sorted = (order: string): unknown[] => org.list(`SELECT Name FROM Lead ORDER BY Amount__c ${order}`);
    expect(sorted('')).toEqual(['null', '1', '2']);
    expect(sorted('DESC')).toEqual(['2', '1', 'null']);
    expect(sorted('ASC NULLS LAST')).toEqual(['1', '2', 'null']);
    expect(sorted('DESC NULLS FIRST')).toEqual(['null', '2', '1']);
  });

  it('sort text without regard to case and picklists by the order of their values', () => {
    for (const name of ['b', 'A', 'C']) org.insert('Lead', { Name: name });
    expect(org.list('SELECT Name FROM Lead ORDER BY Name')).toEqual(['A', 'b', 'C']);
    org.insert('Account', { Name: 'Odd', Industry: 'Old value' });
    expect(org.list('SELECT Industry FROM Account WHERE Industry != null ORDER BY Industry')).toEqual(['Retail', 'Banking', 'Old value']);
  });

  it('show labels with toLabel', () => {
    org.insert('Lead', { Name: '1', Status: 'Open' });
    org.insert('Lead', { Name: '2', Status: 'Working' });
    expect(org.query("SELECT Name, toLabel(Status) FROM Lead WHERE toLabel(Status) = 'Offen'")).toEqual([{ Name: '1', Status: 'Offen' }]);
    expect(org.list('SELECT toLabel(Status) Zustand FROM Lead ORDER BY Name')).toEqual(['Offen', 'Working']);
  });

  it('take limits and offsets, given or bound', () => {
    for (let i = 0; i < 5; i++) org.insert('Lead', { Name: String(i) });
    expect(org.list('SELECT Name FROM Lead ORDER BY Name LIMIT 2 OFFSET 1')).toEqual(['1', '2']);
    expect(
      org.list('SELECT Name FROM Lead ORDER BY Name LIMIT :size OFFSET :skip', { binds: (name) => (name === 'size' ? 1 : 3) })
    ).toEqual(['3']);
    expect(org.list('SELECT Name FROM Lead ORDER BY Name OFFSET 4')).toEqual(['4']);
    expect(org.list('SELECT Name FROM Lead LIMIT 0')).toEqual([]);
    expect(() => org.query('SELECT Name FROM Lead OFFSET 2001')).toThrow('Maximum SOQL offset allowed is 2000');
  });

  it('can be read page by page', () => {
    for (let i = 0; i < 5; i++) org.insert('Contact', { Name: `P${i}`, AccountId: acme });
    const page = org.run("SELECT Name, (SELECT Id FROM Tasks) FROM Contact WHERE Name LIKE 'P%' ORDER BY Name LIMIT 4", {
      page: { skip: 2, take: 5 }
    });
    expect(page.rows.map((row) => row['Name'])).toEqual(['P2', 'P3']);
    expect(page.totalSize).toBe(4);
    expect(page.children[0]?.rowsByParent).toEqual([[], []]);
  });

  it('take all fields of a kind with FIELDS, within its limit', () => {
    org.insert('Lead', { Name: 'A', Count__c: 2 });
    expect(org.query('SELECT FIELDS(STANDARD) FROM Lead')[0]).toMatchObject({ Name: 'A', Company: null, IsDeleted: false });
    expect(org.query('SELECT FIELDS(CUSTOM) FROM Lead LIMIT 200')[0]).toMatchObject({ Count__c: 2, Double_Amount__c: 0 });
    expect(org.query('SELECT FIELDS(CUSTOM) FROM Lead LIMIT 200')[0]).not.toHaveProperty('Name');
    expect(org.query('SELECT FIELDS(ALL) FROM Lead LIMIT 1')[0]).toMatchObject({ Name: 'A', Count__c: 2 });
    for (const text of ['SELECT FIELDS(ALL) FROM Lead', 'SELECT FIELDS(CUSTOM) FROM Lead LIMIT 201']) {
      expect(() => org.query(text)).toThrow('The SOQL FIELDS function must have a LIMIT of at most 200');
    }
  });

  it('take the running user’s own with USING SCOPE mine', () => {
    org.insert('Lead', { Name: 'Mine' });
    org.insert('Lead', { Name: 'Yours', OwnerId: formatId('005', 2) });
    expect(org.list('SELECT Name FROM Lead USING SCOPE mine')).toEqual(['Mine']);
    expect(org.list('SELECT Name FROM Lead USING SCOPE everything ORDER BY Name')).toEqual(['Mine', 'Yours']);
    expect(() => org.query('SELECT Name FROM Lead USING SCOPE team')).toThrow('SOQL scope team');
  });

  it('accept an alias or the object’s own name before fields', () => {
    expect(org.list("SELECT a.Name FROM Account a WHERE a.Parent.Name = 'Holding'")).toEqual(['Acme']);
    expect(org.list("SELECT Account.Name FROM Account WHERE Account.Name = 'acme'")).toEqual(['Acme']);
  });
});
