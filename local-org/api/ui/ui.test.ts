import { TestApi, VERSION, type TestClient, type TestReply } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeEach(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterEach(() => api.stop());

const ui = `${VERSION}/ui-api`;
const MASTER = '012000000000000AAA';
const newLead = (more: Record<string, unknown> = {}): Promise<string> =>
  admin.create('Lead', { LastName: 'Doe', FirstName: 'Jane', Company: 'Acme', ...more });

interface Representation {
  readonly id: string;
  readonly apiName: string;
  readonly eTag: string;
  readonly fields: Readonly<Record<string, { readonly value: unknown; readonly displayValue: unknown }>>;
}
const representation = (reply: TestReply): Representation => reply.json as Representation;
const refused = (reply: TestReply, statusCode: number, errorCode: string): void => {
  expect([reply.status, reply.json]).toEqual([statusCode, expect.objectContaining({ statusCode, errorCode, message: expect.any(String) })]);
};

describe('a record', () => {
  it('has values and display values in the user’s locale and time zone', async () => {
    const id = await newLead({
      Points__c: 1234.5,
      Budget__c: 9.5,
      Birthday__c: '2000-12-31',
      Seen_At__c: '2026-11-22T07:05:00Z',
      Wake_Time__c: '06:30:00.000Z',
      Region__c: 'EMEA',
      Vip__c: true,
      Interests__c: 'Quality;Price'
    });
    const fields = [
      'Name',
      'Points__c',
      'Budget__c',
      'Birthday__c',
      'Seen_At__c',
      'Wake_Time__c',
      'Region__c',
      'Vip__c',
      'Interests__c',
      'Ext__c'
    ];
    const reply = await admin.get(`${ui}/records/${id}?fields=${fields.map((field) => `Lead.${field}`).join(',')}`);
    expect(reply.json).toMatchObject({
      apiName: 'Lead',
      id,
      childRelationships: {},
      recordTypeId: null,
      lastModifiedDate: '2026-11-22T17:00:00.000Z'
    });
    const narrow = (text: unknown): unknown => (typeof text === 'string' ? text.replace(/\u202f/g, ' ') : text);
    expect(
      Object.fromEntries(
        Object.entries(representation(reply).fields).map(([name, field]) => [name, [field.value, narrow(field.displayValue)]])
      )
    ).toEqual({
      Name: ['Jane Doe', null],
      Points__c: [1234.5, '1,234.50'],
      Budget__c: [9.5, '$9.50'],
      Birthday__c: ['2000-12-31', '12/31/2000'],
      Seen_At__c: ['2026-11-22T07:05:00.000Z', '11/21/2026, 11:05 PM'],
      Wake_Time__c: ['06:30:00.000Z', '6:30 AM'],
      Region__c: ['EMEA', 'Europe, Middle East, Africa'],
      Vip__c: [true, null],
      Interests__c: ['Price;Quality', 'Price;Quality'],
      Ext__c: [null, null]
    });
  });

  it('has its parent records, and the fields of its layout', async () => {
    const id = await newLead();
    const { fields } = representation(await admin.get(`${ui}/records/${id}?fields=Lead.Owner.Email&layoutTypes=Full`));
    expect(Object.keys(fields).sort()).toEqual(['Company', 'CreatedDate', 'Name', 'Owner', 'OwnerId', 'Points__c', 'Status']);
    expect(fields['Owner']).toMatchObject({
      displayValue: 'Ada Admin',
      value: { apiName: 'User', fields: { Email: { value: 'admin@example.com' }, Name: { value: 'Ada Admin' } } }
    });
  });

  it('has an eTag that changes with it', async () => {
    const id = await newLead();
    const eTag = async (): Promise<string> => representation(await admin.get(`${ui}/records/${id}?fields=Lead.Company`)).eTag;
    const before = await eTag();
    expect(await eTag()).toBe(before);
    await admin.patch(`${VERSION}/sobjects/Lead/${id}`, { Company: 'Beta' });
    expect(await eTag()).not.toBe(before);
  });

  it('refuses fields that do not exist, and leaves out optional ones', async () => {
    const id = await newLead();
    refused(await admin.get(`${ui}/records/${id}?fields=Lead.Nope__c`), 400, 'INVALID_FIELD');
    refused(await admin.get(`${ui}/records/${id}?fields=Contact.Name`), 400, 'INVALID_FIELD');
    refused(await admin.get(`${ui}/records/${id}`), 400, 'ILLEGAL_QUERY_PARAMETER_VALUE');
    refused(await admin.get(`${ui}/records/${id}?layoutTypes=Huge`), 400, 'ILLEGAL_QUERY_PARAMETER_VALUE');
    refused(await admin.get(`${ui}/records/nonsense?fields=Lead.Name`), 400, 'MALFORMED_ID');
    refused(await admin.get(`${ui}/records/00Q0000000ZZZZZEA5?fields=Lead.Name`), 404, 'NOT_FOUND');
    const { fields } = representation(await admin.get(`${ui}/records/${id}?optionalFields=Lead.Nope__c,Lead.Name`));
    expect(Object.keys(fields)).toEqual(['Name']);
  });

  it('is not found for users who cannot see it', async () => {
    const id = await admin.create('Gadget__c', { Name: 'Secret' });
    const [rep, guest] = [api.as('rep@example.com'), api.as('guest@example.com')];
    refused(await rep.get(`${ui}/records/${id}?fields=Gadget__c.Name`), 404, 'NOT_FOUND');
    refused(await guest.get(`${ui}/records/${await newLead()}?fields=Lead.Name`), 403, 'INSUFFICIENT_ACCESS');
    refused(await rep.get(`${ui}/records/${await newLead()}?fields=Lead.Budget__c`), 400, 'INVALID_FIELD');
  });

  it('is created, changed and deleted', async () => {
    const created = await admin.post(`${ui}/records`, { apiName: 'Lead', fields: { LastName: 'Doe', Company: 'Acme', Points__c: 5 } });
    expect(created.status).toBe(201);
    const { id, fields } = representation(created);
    expect(fields).toMatchObject({ Company: { value: 'Acme' }, Points__c: { value: 5 }, Status: { value: 'Open - Not Contacted' } });
    expect(representation(await admin.patch(`${ui}/records/${id}`, { fields: { Id: id, Points__c: 6 } })).fields['Points__c']?.value).toBe(
      6
    );
    expect((await admin.delete(`${ui}/records/${id}`)).status).toBe(204);
    refused(await admin.get(`${ui}/records/${id}?fields=Lead.Name`), 404, 'NOT_FOUND');
  });

  it('returns the errors of each field when it cannot be saved', async () => {
    const reply = await admin.post(`${ui}/records`, { apiName: 'Lead', fields: { LastName: 'Doe', Company: 'Forbidden' } });
    expect([reply.status, reply.json]).toEqual([
      400,
      {
        statusCode: 400,
        errorCode: 'INVALID_INPUT',
        message: 'An error occurred while trying to create the record. Please try again.',
        enhancedErrorType: 'RecordError',
        output: {
          errors: [],
          fieldErrors: {
            Company: [
              {
                constituentField: null,
                duplicateRecordError: null,
                errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
                field: 'Company',
                fieldLabel: 'Company',
                message: 'This company is forbidden.'
              }
            ]
          }
        }
      }
    ]);
    refused(await admin.post(`${ui}/records`, { apiName: 'Nope', fields: {} }), 400, 'INVALID_TYPE');
    refused(await admin.post(`${ui}/records`, { apiName: 'Lead', fields: { Nope__c: 1 } }), 400, 'INVALID_FIELD');
    refused(await admin.post(`${ui}/records`, { apiName: 'Lead' }), 400, 'JSON_PARSER_ERROR');
  });

  it('is not saved over a change that the editor has not seen', async () => {
    const id = await newLead();
    const seen = new Date(api.org.clock.now()).toUTCString();
    const save = (): Promise<TestReply> =>
      admin.patch(`${ui}/records/${id}`, { fields: { Company: 'Mine' } }, { 'If-Unmodified-Since': seen });
    expect((await save()).status).toBe(200);
    api.org.clock.moveTo(api.org.clock.now() + 60_000);
    await admin.patch(`${VERSION}/sobjects/Lead/${id}`, { Company: 'Theirs' });
    expect((await save()).status).toBe(412);
    expect(await admin.records('SELECT Company FROM Lead')).toMatchObject([{ Company: 'Theirs' }]);
  });

  it('is read in batches, each record with its own status', async () => {
    const id = await newLead();
    const reply = await admin.get(`${ui}/records/batch/${id},00Q0000000ZZZZZEA5?fields=Lead.Name`);
    expect(reply.json).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 200, result: { id } },
        { statusCode: 404, result: { errorCode: 'NOT_FOUND' } }
      ]
    });
  });
});

describe('an object', () => {
  it('is described with the fields that the caller can read', async () => {
    const info = (await admin.get(`${ui}/object-info/lead`)).json;
    expect(info).toMatchObject({
      apiName: 'Lead',
      keyPrefix: '00Q',
      nameFields: ['Name', 'LastName', 'FirstName'],
      defaultRecordTypeId: MASTER,
      dependentFields: { Region__c: { City_Tier__c: {} } },
      recordTypeInfos: { [MASTER]: { master: true } },
      fields: {
        Company: { dataType: 'String', required: true, label: 'Company' },
        OwnerId: { dataType: 'Reference', reference: true, relationshipName: 'Owner', polymorphicForeignKey: true },
        City_Tier__c: { dataType: 'Picklist', controllerName: 'Region__c', controllingFields: ['Region__c'] },
        Budget__c: { dataType: 'Currency', precision: 16, scale: 2 }
      }
    });
    const rep = (await api.as('rep@example.com').get(`${ui}/object-info/Lead`)).json as { fields: Record<string, unknown> };
    expect(rep.fields).not.toHaveProperty('Budget__c');
    refused(await admin.get(`${ui}/object-info/Nope`), 400, 'INVALID_TYPE');
    expect((await admin.get(`${ui}/object-info/batch/Lead,Nope`)).json).toMatchObject({
      results: [{ statusCode: 200 }, { statusCode: 400 }]
    });
  });

  it('returns its picklist values and their controlling values', async () => {
    const tier = await admin.get(`${ui}/object-info/Lead/picklist-values/${MASTER}/City_Tier__c`);
    expect(tier.json).toMatchObject({
      controllerValues: { EMEA: 0, AMER: 1 },
      values: [
        { value: 'Paris', label: 'Paris', validFor: [0] },
        { value: 'Boston', validFor: [1] }
      ]
    });
    const all = (await admin.get(`${ui}/object-info/Lead/picklist-values/${MASTER}`)).json as {
      picklistFieldValues: Record<string, unknown>;
    };
    expect(all.picklistFieldValues['Region__c']).toMatchObject({ defaultValue: { value: 'AMER' } });
    refused(await admin.get(`${ui}/object-info/Lead/picklist-values/${MASTER}/Company`), 400, 'INVALID_FIELD');
    refused(await admin.get(`${ui}/object-info/Lead/picklist-values/012000000000001AAA/Status`), 400, 'INVALID_CROSS_REFERENCE_KEY');
  });

  it('has a layout, and defaults for a new record', async () => {
    const layout = (await admin.get(`${ui}/layout/Lead?mode=Edit`)).json;
    expect(layout).toMatchObject({
      layoutType: 'Full',
      mode: 'Edit',
      sections: [
        {
          heading: 'Basics',
          columns: 2,
          rows: 3,
          layoutRows: [
            {
              layoutItems: [
                {
                  label: 'Full Name',
                  required: true,
                  layoutComponents: [{ apiName: 'Salutation' }, { apiName: 'FirstName' }, { apiName: 'LastName' }]
                },
                { layoutComponents: [{ apiName: 'Status' }] }
              ]
            },
            { layoutItems: [{ layoutComponents: [{ apiName: 'Company' }] }, { lookupIdApiName: 'Id' }] },
            { layoutItems: [{ editableForUpdate: true }, { editableForUpdate: false, layoutComponents: [{ apiName: 'CreatedDate' }] }] }
          ]
        }
      ]
    });
    expect((await admin.get(`${ui}/record-defaults/create/Lead`)).json).toMatchObject({
      record: { fields: { Region__c: { value: 'AMER', displayValue: 'Americas' }, Vip__c: { value: false }, Points__c: { value: null } } }
    });
    refused(await admin.get(`${ui}/layout/Lead?layoutType=Tiny`), 400, 'ILLEGAL_QUERY_PARAMETER_VALUE');
  });

  it('returns records, layouts and object info in one response', async () => {
    const id = await newLead();
    expect((await admin.get(`${ui}/record-ui/${id}`)).json).toMatchObject({
      layouts: { Lead: { [MASTER]: { Full: { View: { sections: [{ heading: 'Basics' }] } } } } },
      objectInfos: { Lead: { apiName: 'Lead' } },
      records: { [id]: { fields: { Company: { value: 'Acme' } } } }
    });
  });
});

describe('related lists', () => {
  it('return child records with the layout’s columns', async () => {
    const id = await newLead();
    for (const [name, price] of [
      ['A', 1],
      ['B', 3],
      ['C', 2]
    ])
      await admin.create('Gadget__c', { Name: name, Price__c: price, Lead__c: id });
    const path = `${ui}/related-list-records/${id}/Gadgets__r`;
    const names = (reply: TestReply): unknown[] =>
      (reply.json as { records: Representation[] }).records.map((record) => record.fields['Name']?.value);
    expect(names(await admin.get(path))).toEqual(['B', 'C', 'A']);
    expect(names(await admin.get(`${path}?fields=Gadget__c.Name&sortBy=Gadget__c.Name`))).toEqual(['A', 'B', 'C']);
    const first = await admin.post(path, { fields: ['Gadget__c.Name'], sortBy: ['-Name'], pageSize: 2 });
    expect(first.json).toMatchObject({
      count: 2,
      nextPageToken: '2',
      previousPageToken: null,
      listReference: { relatedListId: 'Gadgets__r' }
    });
    const second = await admin.post(path, { fields: ['Gadget__c.Name'], sortBy: ['-Name'], pageSize: 2, pageToken: '2' });
    expect([...names(first), ...names(second)]).toEqual(['C', 'B', 'A']);
    expect(second.json).toMatchObject({ nextPageToken: null });
    refused(await admin.get(`${ui}/related-list-records/${id}/Nope__r`), 404, 'NOT_FOUND');
    refused(await admin.post(path, { where: '{}' }), 400, 'NOT_SUPPORTED');
    refused(await admin.get(`${path}?sortBy=Nope__c`), 400, 'INVALID_FIELD');
    refused(await admin.get(`${path}?pageSize=0`), 400, 'ILLEGAL_QUERY_PARAMETER_VALUE');
  });

  it('are described', async () => {
    expect((await admin.get(`${ui}/related-list-info/Lead`)).json).toMatchObject({
      relatedLists: [{ relatedListId: 'Gadgets__r', label: 'Gadgets' }]
    });
    expect((await admin.get(`${ui}/related-list-info/Lead/Gadgets__r`)).json).toMatchObject({
      displayColumns: [{ fieldApiName: 'Name' }, { fieldApiName: 'Price__c' }],
      orderedByInfo: [{ fieldApiName: 'Price__c', isAscending: false }]
    });
  });
});

describe('list views', () => {
  it('filter, sort, page and search', async () => {
    await newLead({ LastName: 'Low', Points__c: 5 });
    await newLead({ LastName: 'High', Points__c: 50 });
    await newLead({ LastName: 'Higher', Points__c: 60, Region__c: 'EMEA' });
    await newLead({ LastName: 'Zed', Company: 'Zeta Inc' });
    const path = `${ui}/list-records/Lead/All_By_Points`;
    const names = (reply: TestReply): unknown[] =>
      (reply.json as { records: Representation[] }).records.map((record) => record.fields['Name']?.value);
    expect(names(await admin.get(`${path}?sortBy=-Lead.Points__c`))).toEqual(['Jane Higher', 'Jane High', 'Jane Zed']);
    expect(names(await admin.post(path, { sortBy: ['Name'], pageSize: 1, pageToken: '1' }))).toEqual(['Jane Higher']);
    expect(names(await admin.get(`${path}?searchTerm=zed`))).toEqual(['Jane Zed']);
    const one = (await admin.get(`${path}?pageSize=1`)).json as { records: Representation[] };
    expect(one.records[0]?.fields['Owner']).toMatchObject({ value: { fields: { Alias: { value: 'admin' } } } });
    expect(names(await api.as('rep@example.com').get(`${ui}/list-records/Lead/My_Leads`))).toEqual([]);
    expect(names(await admin.get(`${ui}/list-records/Lead/My_Leads`))).toHaveLength(4);
    expect((await admin.get(`${ui}/list-ui/Lead/All_By_Points`)).json).toMatchObject({
      info: {
        label: 'All by Points',
        displayColumns: [
          { fieldApiName: 'Name' },
          { fieldApiName: 'Company' },
          { fieldApiName: 'Points__c' },
          { fieldApiName: 'Owner.Alias' }
        ]
      },
      records: { count: 3 }
    });
    expect((await admin.get(`${ui}/list-info/Gadget__c/All_Gadgets`)).json).toMatchObject({
      displayColumns: [{ fieldApiName: 'Name' }, { fieldApiName: 'Price__c' }, { fieldApiName: 'Lead__r.Name', label: 'Lead' }]
    });
    expect((await admin.get(`${ui}/list-info/Lead/My_Leads`)).json).toMatchObject({ scope: 'mine' });
    expect((await admin.get(`${ui}/list-ui/Lead?pageSize=1`)).json).toMatchObject({
      lists: [{ apiName: 'All_By_Points' }],
      nextPageToken: '1'
    });
    refused(await admin.get(`${ui}/list-records/Lead/Nope`), 404, 'NOT_FOUND');
  });
});

describe('lookups', () => {
  it('find records by name', async () => {
    await newLead();
    const names = (reply: TestReply): unknown[] =>
      (reply.json as { records: Representation[] }).records.map((record) => record.fields['Name']?.value);
    expect(names(await admin.get(`${ui}/lookups/Gadget__c/Lead__c?q=do`))).toEqual(['Jane Doe']);
    expect(names(await admin.get(`${ui}/lookups/Gadget__c/Lead__c/Lead`))).toEqual(['Jane Doe']);
    expect(names(await admin.get(`${ui}/lookups/Lead/OwnerId/User?q=Re`))).toEqual(['Remy Rep', 'Rhea Reyes']);
    refused(await admin.get(`${ui}/lookups/Lead/OwnerId?q=x`), 400, 'INVALID_TYPE');
    refused(await admin.get(`${ui}/lookups/Lead/Company`), 400, 'INVALID_FIELD');
  });
});
