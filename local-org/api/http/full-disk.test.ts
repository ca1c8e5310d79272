import { TestApi, VERSION } from '../testing';

test('a full disk refuses the write, reports it to the operator, and leaves nothing half-written', async () => {
  const told: unknown[] = [];
  const api = await TestApi.start({ onDefect: (error) => void told.push(error) });
  const client = api.as('admin@example.com');
  const lead = (LastName: string) => ({ LastName, Company: 'Acme', Description: 'x'.repeat(30_000) });
  const save = (names: readonly string[]) =>
    client.post(`${VERSION}/composite/sobjects`, { records: names.map((name) => ({ attributes: { type: 'Lead' }, ...lead(name) })) });
  const { db } = api.org;
  const pages = Number(db.get('PRAGMA page_count')?.['page_count']);
  db.exec(`PRAGMA max_page_count = ${pages + 40}`);
  const refused = await save(Array.from({ length: 50 }, (_each, index) => `Lead ${index}`));
  expect([refused.status, refused.json]).toEqual([
    507,
    [{ errorCode: 'STORAGE_LIMIT_EXCEEDED', message: expect.stringMatching(/^The disk of the database .* is full\..*Free some space/) }]
  ]);
  expect(told).toEqual([expect.objectContaining({ name: 'DatabaseFailure', kind: 'full' })]);
  expect(db.get('SELECT count(*) AS n FROM Lead')).toEqual({ n: 0 });
  db.exec(`PRAGMA max_page_count = ${pages * 10}`);
  expect((await save(['Later'])).status).toBe(200);
  expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  await api.stop();
});
