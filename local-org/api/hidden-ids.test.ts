import { to18 } from '../database';
import { TestApi, VERSION, type TestReply } from './testing';

let api: TestApi;
let hidden = '';
let absent = '';

beforeAll(async () => {
  api = await TestApi.start();
  hidden = await api.as('rep2@example.com').create('Gadget__c', { Name: 'Hidden' });
  absent = to18(`${hidden.slice(0, 11)}9999`) ?? '';
});
afterAll(() => api.stop());

const rep = () => api.as('rep@example.com');
const sobjects = `${VERSION}/sobjects/Gadget__c`;
const ui = `${VERSION}/ui-api`;
const repId = () => api.org.user('rep@example.com').id;
const query = (soql: string) => rep().get(`${VERSION}/query?q=${encodeURIComponent(soql)}`);

test.each<[door: string, call: (id: string) => Promise<TestReply>]>([
  ['REST read', (id) => rep().get(`${sobjects}/${id}`)],
  ['REST update', (id) => rep().patch(`${sobjects}/${id}`, { Name: 'Mine now' })],
  ['REST delete', (id) => rep().delete(`${sobjects}/${id}`)],
  ['REST upsert by id', (id) => rep().patch(`${sobjects}/Id/${id}`, { Name: 'Mine now' })],
  ['REST relationship', (id) => rep().get(`${sobjects}/${id}/Owner`)],
  ['collection read', (id) => rep().get(`${VERSION}/composite/sobjects/Gadget__c?ids=${id}&fields=Id`)],
  [
    'collection update',
    (id) => rep().patch(`${VERSION}/composite/sobjects`, { records: [{ attributes: { type: 'Gadget__c' }, id, Name: 'Mine now' }] })
  ],
  ['collection delete', (id) => rep().delete(`${VERSION}/composite/sobjects?ids=${id}`)],
  ['UI API read', (id) => rep().get(`${ui}/records/${id}?fields=Gadget__c.Name`)],
  ['UI API batch', (id) => rep().get(`${ui}/records/batch/${id}?fields=Gadget__c.Name`)],
  ['UI API record with layout', (id) => rep().get(`${ui}/record-ui/${id}`)],
  ['UI API update', (id) => rep().patch(`${ui}/records/${id}`, { fields: { Name: 'Mine now' } })],
  ['UI API delete', (id) => rep().delete(`${ui}/records/${id}`)],
  ['sharing it', (id) => rep().post(`${VERSION}/sobjects/Gadget__Share`, { ParentId: id, UserOrGroupId: repId(), AccessLevel: 'Edit' })],
  ['SOQL', (id) => query(`SELECT Id FROM Gadget__c WHERE Id = '${id}'`)],
  ['UserRecordAccess', (id) => query(`SELECT RecordId FROM UserRecordAccess WHERE UserId = '${repId()}' AND RecordId = '${id}'`)]
])('%s answers alike for a record that is hidden and one that is not there', async (_door, call) => {
  const answer = async (id: string): Promise<unknown> => {
    const { status, text } = await call(id);
    return [status, text.replaceAll(id, 'ID')];
  };
  expect(await answer(hidden)).toEqual(await answer(absent));
  expect(api.org.db.get('SELECT Name FROM Gadget__c WHERE Id = ?', [hidden])).toEqual({ Name: 'Hidden' });
});
