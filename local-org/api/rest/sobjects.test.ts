import { TestApi, VERSION, type TestClient, type TestReply } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeEach(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterEach(() => api.stop());

const LEAD = { LastName: 'Doe', Company: 'Acme' };
const lead = (path = ''): string => `${VERSION}/sobjects/Lead${path}`;
const errorsOf = (reply: TestReply): unknown => [reply.status, reply.json];

describe('one record', () => {
  it('is created, read, changed and deleted', async () => {
    const created = await admin.post(lead(), { ...LEAD, Points__c: 12.345, Vip__c: true, Seen_At__c: '2026-01-02T03:04:05+01:00' });
    const { id } = created.json as { id: string };
    expect(errorsOf(created)).toEqual([201, { id, success: true, errors: [] }]);
    expect((await admin.get(lead(`/${id}?fields=Id,Name,Points__c,Vip__c,Seen_At__c`))).json).toEqual({
      attributes: { type: 'Lead', url: `${VERSION}/sobjects/Lead/${id}` },
      Id: id,
      Name: 'Doe',
      Points__c: 12.35,
      Vip__c: true,
      Seen_At__c: '2026-01-02T02:04:05.000+0000'
    });
    const changed = await admin.patch(lead(`/${id.slice(0, 15)}`), { FirstName: 'Jane', Points__c: null });
    expect([changed.status, changed.text]).toEqual([204, '']);
    expect((await admin.get(lead(`/${id}`))).json).toMatchObject({
      Name: 'Jane Doe',
      Points__c: null,
      OwnerId: api.org.user('admin@example.com').id
    });
    expect((await admin.delete(lead(`/${id}`))).status).toBe(204);
    expect(errorsOf(await admin.get(lead(`/${id}`)))).toEqual([404, [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED' }]]);
    expect((await admin.delete(lead(`/${id}`))).status).toBe(404);
  });

  it('has its compound address', async () => {
    const id = await admin.create('Lead', { ...LEAD, Street: '1 Main St', City: 'Boston', Country: 'USA' });
    expect((await admin.get(lead(`/${id}`))).json).toMatchObject({
      Address: { street: '1 Main St', city: 'Boston', country: 'USA', postalCode: null }
    });
  });

  it.each([
    [{ ...LEAD, Foo__c: 1 }, 'INVALID_FIELD', "No such column 'Foo__c' on sobject of type Lead"],
    [{ ...LEAD, Id: '00Q000000000001' }, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.'],
    [
      { ...LEAD, Points__c: 'many' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of double from VALUE_STRING value many or request may be missing a required field at [line:1, column:48]'
    ],
    [{ ...LEAD, Points__c: true }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of double from VALUE_TRUE value true'],
    [{ ...LEAD, Vip__c: 'perhaps' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of boolean from VALUE_STRING value perhaps'],
    [{ ...LEAD, Vip__c: null }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of boolean from VALUE_NULL value null'],
    [{ ...LEAD, Phone: 12345 }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of phone from VALUE_NUMBER_INT value 12345'],
    [{ ...LEAD, Description: {} }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of textarea from START_OBJECT value {'],
    [{ ...LEAD, Birthday__c: '2026-02-30' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of date from VALUE_STRING value 2026-02-30'],
    [
      { ...LEAD, Seen_At__c: '2026-02-03 04:05:06' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of datetime from VALUE_STRING value 2026-02-03 04:05:06'
    ],
    [{ ...LEAD, NumberOfEmployees: 1.5 }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of int from VALUE_NUMBER_FLOAT value 1.5'],
    [{ ...LEAD, Address: { city: 'Boston' } }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: Address'],
    [{ ...LEAD, CreatedById: '005000000000001' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: CreatedById'],
    [{ LastName: 'Doe' }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]'],
    [{ LastName: 'Doe', Company: 'Forbidden' }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'This company is forbidden.'],
    [{ ...LEAD, Region__c: 'Moon' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value for restricted picklist field: Moon'],
    [{ ...LEAD, Email: 'nonsense' }, 'INVALID_EMAIL_ADDRESS', 'invalid email address: nonsense'],
    [{ ...LEAD, OwnerId: 'nobody' }, 'MALFORMED_ID', 'nobody']
  ])('is refused in the platform’s words: %j', async (body, errorCode, message) => {
    const reply = await admin.post(lead(), body);
    const [error] = reply.json as { errorCode: string; message: string }[];
    expect([reply.status, error?.errorCode]).toEqual([400, errorCode]);
    expect(error?.message).toContain(message);
    expect(await admin.records('SELECT Id FROM Lead')).toEqual([]);
  });

  it('returns the fields that caused an error', async () => {
    const reply = await admin.post(lead(), { LastName: 'Doe', Company: 'Forbidden' });
    expect(errorsOf(reply)).toEqual([
      400,
      [{ message: 'This company is forbidden.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['Company'] }]
    ]);
  });

  it.each([
    ['Nope', 'The requested resource does not exist'],
    ['Lead/001000000000001AAA', 'The requested resource does not exist'],
    ['Lead/00Q000000000009', 'The requested resource does not exist'],
    ['Lead/abc', 'Provided external ID field does not exist or is not accessible: abc'],
    ['Lead/Company/Acme', 'Provided external ID field does not exist or is not accessible: Company'],
    ['Lead/Ext__c/none', 'The requested resource does not exist']
  ])('is not found at %s', async (path, message) => {
    expect(errorsOf(await admin.get(`${VERSION}/sobjects/${path}`))).toEqual([404, [{ message, errorCode: 'NOT_FOUND' }]]);
  });
});

describe('external ids', () => {
  it('upsert: create once, then update', async () => {
    const first = await admin.patch(lead('/Ext__c/A-1'), LEAD);
    const { id } = first.json as { id: string };
    expect(errorsOf(first)).toEqual([201, { id, success: true, errors: [], created: true }]);
    expect(errorsOf(await admin.patch(lead('/ext__c/a-1'), { Company: 'Beta' }))).toEqual([
      200,
      { id, success: true, errors: [], created: false }
    ]);
    expect((await admin.get(lead('/Ext__c/A-1?fields=Company'))).json).toMatchObject({ Company: 'Beta', Id: id });
    expect((await admin.patch(lead('/Ext__c/A-1'), { Ext__c: 'B' })).text).toContain('should not be specified in the sobject data');
    expect((await admin.delete(lead('/Ext__c/A-1'))).status).toBe(204);
    expect((await admin.get(lead('/Ext__c/A-1'))).status).toBe(404);
  });

  it('return all matches where there are several', async () => {
    const ids = [
      await admin.create('Gadget__c', { Name: 'One', Ext__c: 'X' }),
      await admin.create('Gadget__c', { Name: 'Two', Ext__c: 'X' })
    ];
    const urls = ids.map((id) => `${VERSION}/sobjects/Gadget__c/${id}`);
    const path = `${VERSION}/sobjects/Gadget__c/Ext__c/X`;
    for (const reply of [await admin.get(path), await admin.patch(path, { Name: 'Three' }), await admin.delete(path)]) {
      expect([reply.status, [...(reply.json as string[])].sort()]).toEqual([300, urls]);
    }
    expect(await admin.records("SELECT Name FROM Gadget__c WHERE Name = 'Three'")).toEqual([]);
  });

  it('identify a parent', async () => {
    await admin.patch(lead('/Ext__c/A-1'), LEAD);
    const id = await admin.create('Gadget__c', { Name: 'Widget', Lead__r: { Ext__c: 'A-1' } });
    expect(await admin.records(`SELECT Lead__r.Company FROM Gadget__c WHERE Id = '${id}'`)).toMatchObject([
      { Lead__r: { Company: 'Acme' } }
    ]);
    for (const parent of [{ Ext__c: 'none' }, { Company: 'Acme' }, { Nope__c: 1 }, {}, { Ext__c: 'A-1', Email: 'x' }]) {
      expect([parent, (await admin.post(`${VERSION}/sobjects/Gadget__c`, { Name: 'Bad', Lead__r: parent })).status]).toEqual([parent, 400]);
    }
  });
});

describe('relationships', () => {
  it('return parents and children', async () => {
    const leadId = await admin.create('Lead', LEAD);
    const gadgets = [
      await admin.create('Gadget__c', { Name: 'A', Lead__c: leadId }),
      await admin.create('Gadget__c', { Name: 'B', Lead__c: leadId })
    ];
    expect((await admin.get(lead(`/${leadId}/Gadgets__r?fields=Name`))).json).toMatchObject({
      totalSize: 2,
      records: [{ Name: 'A' }, { Name: 'B' }]
    });
    expect((await admin.get(`${VERSION}/sobjects/Gadget__c/${gadgets[0]}/Lead__r?fields=Company`)).json).toMatchObject({ Company: 'Acme' });
    expect((await admin.get(lead(`/${leadId}/Nothing__r`))).status).toBe(404);
    expect((await admin.patch(lead(`/${leadId}/Gadgets__r`), {})).status).toBe(404);
  });
});

describe('changes', () => {
  it('returns the records updated and deleted in a period', async () => {
    const [kept, gone] = [await admin.create('Lead', LEAD), await admin.create('Lead', LEAD)];
    await admin.delete(lead(`/${gone}`));
    const during = '?start=2026-11-22T16:00:00%2B00:00&end=2026-11-22T18:00:00Z';
    expect((await admin.get(lead(`/updated${during}`))).json).toMatchObject({ ids: [kept] });
    expect((await admin.get(lead(`/deleted${during}`))).json).toMatchObject({ deletedRecords: [{ id: gone }] });
    expect((await admin.get(lead('/updated?start=2026-11-21T00:00:00Z&end=2026-11-22T00:00:00Z'))).json).toMatchObject({ ids: [] });
    for (const query of ['', '?start=yesterday&end=today', '?start=2026-11-22T00:00:00Z&end=2026-11-21T00:00:00Z']) {
      expect((await admin.get(lead(`/updated${query}`))).status).toBe(400);
    }
  });
});

describe('describe', () => {
  it('returns the properties of objects and fields that clients use', async () => {
    const all = (await admin.get(`${VERSION}/sobjects`)).json as { sobjects: { name: string; keyPrefix: string }[] };
    expect(all.sobjects.find((object) => object.name === 'Lead')).toMatchObject({ keyPrefix: '00Q', createable: true, custom: false });
    const described = (await admin.get(lead('/describe'))).json as Record<string, unknown>;
    const fields = new Map((described['fields'] as { name: string }[]).map((field) => [field.name, field]));
    expect(fields.get('Id')).toMatchObject({ type: 'id', soapType: 'tns:ID', length: 18, createable: false });
    expect(fields.get('Points__c')).toMatchObject({ type: 'double', precision: 18, scale: 2, soapType: 'xsd:double', custom: true });
    expect(fields.get('Ext__c')).toMatchObject({ externalId: true, idLookup: true, unique: true });
    expect(fields.get('OwnerId')).toMatchObject({ referenceTo: ['Group', 'User'], relationshipName: 'Owner', polymorphicForeignKey: true });
    expect(fields.get('City_Tier__c')).toMatchObject({
      dependentPicklist: true,
      controllerName: 'Region__c',
      picklistValues: [
        { value: 'Paris', validFor: Buffer.from([0x80]).toString('base64') },
        { value: 'Boston', validFor: Buffer.from([0x40]).toString('base64') }
      ]
    });
    expect(described['childRelationships']).toContainEqual(
      expect.objectContaining({ childSObject: 'Gadget__c', field: 'Lead__c', relationshipName: 'Gadgets__r' })
    );
    expect(described['recordTypeInfos']).toEqual([expect.objectContaining({ recordTypeId: '012000000000000AAA', master: true })]);
  });

  it('shows only what the caller may see', async () => {
    const rep = api.as('rep@example.com');
    const names = async (client: TestClient): Promise<string[]> =>
      ((await client.get(lead('/describe'))).json as { fields: { name: string }[] }).fields.map((field) => field.name);
    expect(await names(admin)).toContain('Budget__c');
    expect(await names(rep)).not.toContain('Budget__c');
    const guest = api.as('guest@example.com');
    expect((await guest.get(lead('/describe'))).status).toBe(404);
    expect((await guest.get(lead())).status).toBe(404);
  });
});

describe('permissions', () => {
  it('refuse fields, objects and records that the user cannot access', async () => {
    const [rep, rep2] = [api.as('rep@example.com'), api.as('rep2@example.com')];
    const id = await rep.create('Gadget__c', { Name: 'Mine' });
    const path = `${VERSION}/sobjects/Gadget__c/${id}`;
    expect((await rep2.get(path)).status).toBe(404);
    expect(await rep2.records('SELECT Id FROM Gadget__c')).toEqual([]);
    expect((await rep2.patch(path, { Name: 'Theirs' })).status).toBe(404);
    expect((await rep2.delete(path)).status).toBe(404);
    expect((await rep.post(lead(), { ...LEAD, Budget__c: 5 })).status).toBe(400);
    expect((await rep.get(lead(`/${await rep.create('Lead', LEAD)}?fields=Budget__c`))).text).toContain("No such column 'Budget__c'");
    expect((await api.as('guest@example.com').post(lead(), LEAD)).status).toBeGreaterThanOrEqual(400);
    expect((await admin.get(path)).status).toBe(200);
  });
});
