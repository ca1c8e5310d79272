import type { RunningUser, Transaction } from '../database/types';
import type { ObjectDef } from '../schema/types';
import type { AccessPolicy } from '../soql/types';

/** "Requirements and Limitations": reports, or dashboards, in a list of recent ones. */
const MOST_RECENT = 200;

/** Notes that the user has opened a report or a dashboard. */
export function noteView(tx: Transaction, user: RunningUser, id: string): void {
  tx.db.run('INSERT OR REPLACE INTO _AnalyticsViews VALUES (?, ?, ?)', [user.id, id, tx.clock.now()]);
}

/** Ids and names of what the user opened, the latest first, as far as it still exists for them. */
export function recentlyViewed(
  tx: Transaction,
  user: RunningUser,
  object: ObjectDef,
  access: AccessPolicy
): { id: string; name: string }[] {
  const name = object.nameField?.apiName ?? 'Name';
  const rows = tx.db.all(
    `SELECT r.Id AS id, r."${name}" AS name FROM _AnalyticsViews v JOIN "${object.apiName}" r ON r.Id = v.RecordId
      WHERE v.UserId = ? ORDER BY v.At DESC, r.Id LIMIT ?`,
    [user.id, MOST_RECENT]
  );
  const ids = rows.map((row) => String(row['id']));
  const readable = access.accessible(tx, object, ids, 'read');
  return rows.filter((row) => readable.has(String(row['id']))).map((row) => ({ id: String(row['id']), name: String(row['name']) }));
}
