import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Org } from '../../org';
import { NOW, openTestOrg, TestApi, VERSION, type TestClient } from '../testing';

const LIST = `${VERSION}/connect/notifications`;

/** Sends to one user as the administrator does, with Apex. */
function send(org: Org, to: string, titles: readonly string[]): void {
  const source = titles.map(
    (title) => `
      Messaging.CustomNotification n${titles.indexOf(title)} = new Messaging.CustomNotification();
      n${titles.indexOf(title)}.setTitle('${title}');
      n${titles.indexOf(title)}.setBody('${'x'.repeat(400)}');
      n${titles.indexOf(title)}.setNotificationTypeId([SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Gadget_News'].Id);
      n${titles.indexOf(title)}.setTargetId('${org.user(to).id}');
      n${titles.indexOf(title)}.send(new Set<String>{ '${org.user(to).id}' });`
  );
  org.transact(org.user('admin@example.com'), (tx) => {
    const result = org.apex.executeAnonymous(tx, source.join('\n'));
    if (!result.success) throw new Error(String(result.exceptionMessage ?? result.compileProblem));
  });
}

describe('notifications of the user', () => {
  let api: TestApi;
  let rep: TestClient;
  beforeEach(async () => {
    api = await TestApi.start();
    rep = api.as('rep@example.com');
  });
  afterEach(() => api.stop());

  const read = async (client: TestClient, path = LIST): Promise<Record<string, unknown>> =>
    (await client.get(path)).json as Record<string, unknown>;
  const listed = async (query = ''): Promise<readonly Record<string, unknown>[]> =>
    (await read(rep, LIST + query))['notifications'] as readonly Record<string, unknown>[];

  it('are listed newest first, for who received them only', async () => {
    send(api.org, 'rep@example.com', ['First', 'Second']);
    const [latest] = await listed();
    expect((await listed()).map((sent) => sent['messageTitle'])).toEqual(['Second', 'First']);
    expect(latest).toMatchObject({
      read: false,
      seen: false,
      recipientId: api.org.user('rep@example.com').id,
      target: api.org.user('rep@example.com').id,
      mostRecentActivityDate: new Date(NOW).toISOString(),
      messageBody: 'x'.repeat(320)
    });
    expect((await listed('?trimMessages=false&size=1'))[0]).toMatchObject({ messageBody: 'x'.repeat(400) });
    const other = api.as('rep2@example.com');
    expect(await read(other)).toEqual({ notifications: [] });
    const url = String(latest?.['url']);
    expect((await rep.get(url)).status).toBe(200);
    expect((await other.get(url)).status).toBe(404);
    expect((await other.patch(url, { read: true })).status).toBe(404);
    expect((await other.patch(LIST, { notificationIds: [latest?.['id']], read: true })).status).toBe(404);
    expect(await read(rep, `${LIST}/status`)).toMatchObject({ unreadCount: 2, unseenCount: 2 });
  });

  it('are marked as read one by one, some, or all until a moment', async () => {
    send(api.org, 'rep@example.com', ['A', 'B', 'C', 'D']);
    const [fourth, third, second] = await listed();
    expect((await rep.patch(String(fourth?.['url']), { read: 'true' })).json).toMatchObject({ read: true, seen: true });
    await rep.patch(LIST, { notificationIds: [third?.['id'], second?.['id']], seen: true });
    expect(await read(rep, `${LIST}/status`)).toMatchObject({ unreadCount: 3, unseenCount: 1 });
    await rep.patch(LIST, { before: new Date(NOW - 1000).toISOString(), read: true });
    expect(await read(rep, `${LIST}/status`)).toMatchObject({ unreadCount: 3 });
    await rep.patch(LIST, { read: true });
    expect(await read(rep, `${LIST}/status`)).toMatchObject({ unreadCount: 0, unseenCount: 0 });
  });

  it('refuse what they cannot mean', async () => {
    for (const body of [{}, { read: true, seen: false }, { read: 1 }, { read: true, colour: 'red' }, { before: 'yesterday', read: true }]) {
      expect([body, (await rep.patch(LIST, body)).status]).toEqual([body, 400]);
    }
    for (const query of ['?size=0', '?size=x', '?before=x', `?before=2026-01-01T00:00:00Z&after=2026-01-01T00:00:00Z`]) {
      expect([query, (await rep.get(LIST + query)).status]).toEqual([query, 400]);
    }
    expect((await rep.get(`${VERSION}/connect/communities`)).text).toContain('NOT_SUPPORTED');
  });

  it('are not sent by a transaction that fails', async () => {
    expect(() => send(api.org, 'rep@example.com', ['Lost', 'x'.repeat(251)])).toThrow('title');
    expect(await listed()).toEqual([]);
  });

  it('are still there after a restart, as read as they were', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notifications-'));
    const file = join(folder, 'org.db');
    try {
      const before = openTestOrg(file);
      send(before, 'rep@example.com', ['Old', 'New']);
      const { id } = before.user('rep@example.com');
      before.notifications.mark(id, [before.notifications.latest(id, 1)[0]?.id ?? ''], { read: true });
      before.close();
      const after = openTestOrg(file);
      expect(after.notifications.latest(id, 5).map(({ title, read: isRead }) => [title, isRead])).toEqual([
        ['New', true],
        ['Old', false]
      ]);
      after.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
