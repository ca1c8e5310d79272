import { TestApi, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterAll(() => api.stop());

const GADGETS = '/services/apexrest/gadgets';

describe('Apex REST', () => {
  it('gives the method the request, and the client what the method answers', async () => {
    const reply = await admin.send('POST', `${GADGETS}?note=hello`, 'Lamp', { 'content-type': 'text/plain', 'X-Shade': 'green' });
    expect([reply.status, reply.text]).toEqual([201, 'POST hello green']);
    const found = await admin.get(`${GADGETS}/Lamp`);
    expect([found.status, found.json]).toEqual([200, [expect.objectContaining({ Name: 'Lamp' })]]);
  });

  it('keeps nothing of a call that ends in an exception, and says which', async () => {
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
    ['a path that only begins alike', 'GET', '/services/apexrest/gadgetsandmore', 404, 'NOT_FOUND', 'Could not find a match for URL'],
    [
      'a method that the class does not have',
      'PUT',
      GADGETS,
      405,
      'METHOD_NOT_ALLOWED',
      "HTTP Method 'PUT' not allowed. Allowed are GET,POST"
    ]
  ])('refuses %s', async (_what, method, path, status, errorCode, message) => {
    const reply = await admin.send(method, path);
    expect([reply.status, reply.json]).toEqual([status, [{ errorCode, message }]]);
  });

  it('is for those who may run the class', async () => {
    const reply = await api.as('rep@example.com').get(`${GADGETS}/Lamp`);
    expect([reply.status, reply.json]).toEqual([
      403,
      [{ errorCode: 'INSUFFICIENT_ACCESS', message: "You do not have access to the Apex class named 'GadgetResource'." }]
    ]);
  });
});
