import { TestApi, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterAll(() => api.stop());

const JSON_BODY = { 'content-type': 'application/json' };
const GADGETS = '/services/apexrest/gadgets';

describe('Apex REST', () => {
  it('passes the request to the method, and its response to the client', async () => {
    const reply = await admin.send('POST', `${GADGETS}?note=hello`, 'Lamp', { 'content-type': 'text/plain', 'X-Shade': 'green' });
    expect([reply.status, reply.text]).toEqual([201, 'POST hello green']);
    const found = await admin.get(`${GADGETS}/Lamp`);
    expect([found.status, found.json]).toEqual([200, [expect.objectContaining({ Name: 'Lamp' })]]);
  });

  it('rolls back a call that ends in an exception, and returns the exception', async () => {
    const before = await admin.records('SELECT Id FROM Gadget__c');
    const reply = await admin.send('POST', GADGETS, 'bad', { 'content-type': 'text/plain' });
    expect([reply.status, reply.json]).toEqual([
      500,
      [{ errorCode: 'APEX_ERROR', message: expect.stringContaining('IllegalArgumentException: No such gadget') }]
    ]);
    expect(await admin.records('SELECT Id FROM Gadget__c')).toEqual(before);
  });

  it.each([
    ['a path without a resource', 'GET', '/services/apexrest/nothing', 404, 'NOT_FOUND', 'Could not find a match for URL'],
    ['a path in other letters', 'GET', '/services/apexrest/Gadgets/Lamp', 404, 'NOT_FOUND', 'Could not find a match for URL'],
    ['a path that only begins alike', 'GET', '/services/apexrest/gadgetsandmore', 404, 'NOT_FOUND', 'Could not find a match for URL'],
    [
      'a method that the class does not have',
      'PUT',
      GADGETS,
      405,
      'METHOD_NOT_ALLOWED',
      "HTTP Method 'PUT' not allowed. Allowed are GET,PATCH,POST"
    ]
  ])('refuses %s', async (_what, method, path, status, errorCode, message) => {
    const reply = await admin.send(method, path);
    expect([reply.status, reply.json]).toEqual([status, [{ errorCode, message }]]);
  });

  it('leaves null members out of the answer', async () => {
    const reply = await admin.send('PATCH', GADGETS, '{"name": null, "price": 2.50, "tags": ["a"]}', JSON_BODY);
    expect([reply.status, reply.text]).toEqual([200, '{"price":2.50,"tags":["a"],"hasBody":false}']);
  });

  it('maps members of the body to parameters by name, and names the member that does not fit', async () => {
    const patch = async (body: string, type = 'application/json') => {
      const reply = await admin.send('PATCH', GADGETS, body, { 'content-type': type });
      return reply.status === 200 ? reply.json : [reply.status, ...(reply.json as object[]).flatMap((error) => Object.values(error))];
    };
    expect(await patch('{"tags": [], "name": "Lamp"}')).toEqual({ name: 'Lamp', tags: [], hasBody: false });
    expect(await patch('{"name": "Lamp", "size": 1}')).toEqual([
      400,
      'Unexpected parameter encountered during deserialization: size',
      'JSON_PARSER_ERROR'
    ]);
    expect(await patch('{"price": "dear"}')).toEqual([400, expect.stringContaining('dear'), 'JSON_PARSER_ERROR']);
    expect(await patch('{"name": ')).toEqual([400, expect.any(String), 'JSON_PARSER_ERROR']);
    expect(await patch('[]')).toEqual([400, expect.stringContaining('must be an object'), 'JSON_PARSER_ERROR']);
    expect(await patch('')).toEqual([400, 'The HTTP entity body is required, but this request has no entity body.', 'JSON_PARSER_ERROR']);
    expect(await patch('<name/>', 'application/xml')).toEqual([400, expect.stringContaining('in XML'), 'NOT_SUPPORTED']);
    expect(await patch('name', 'text/plain')).toEqual([415, expect.stringContaining('text/plain'), 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('returns the status codes that the platform supports', async () => {
    const reply = await admin.send('POST', GADGETS, 'teapot', { 'content-type': 'text/plain' });
    expect([reply.status, reply.json]).toEqual([
      500,
      [{ errorCode: 'APEX_ERROR', message: expect.stringContaining('Invalid status code for HTTP response: 418') }]
    ]);
    expect(await admin.records("SELECT Id FROM Gadget__c WHERE Name = 'teapot'")).toEqual([]);
  });

  it('requires access to the class', async () => {
    const reply = await api.as('rep@example.com').get(`${GADGETS}/Lamp`);
    expect([reply.status, reply.json]).toEqual([
      403,
      [{ errorCode: 'FORBIDDEN', message: 'You do not have access to the Apex class named: GadgetResource' }]
    ]);
  });
});
