import type { Database, SqlRow } from '../../database/types';
import type { SentNotification } from './outbox';

/** A custom notification as one recipient has it. */
export interface ReceivedNotification {
  readonly id: string;
  readonly recipientId: string;
  readonly typeId: string;
  readonly title: string;
  readonly body: string;
  readonly targetId: string | null;
  /** JSON of a page reference. */
  readonly targetPageRef: string | null;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly seen: boolean;
  readonly read: boolean;
}

/** What is to be marked; what is absent stays as it is. */
export interface NotificationMarks {
  readonly read?: boolean;
  readonly seen?: boolean;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function received(row: SqlRow): ReceivedNotification {
  return {
    id: String(row['Sequence']),
    recipientId: String(row['RecipientId']),
    typeId: String(row['TypeId']),
    title: String(row['Title']),
    body: String(row['Body']),
    targetId: textOrNull(row['TargetId']),
    targetPageRef: textOrNull(row['TargetPageRef']),
    sentAt: Number(row['SentAt']),
    seen: row['Seen'] === 1,
    read: row['IsRead'] === 1
  };
}

/** The custom notifications of each user: what the bell shows. A notification is there if the transaction that sent it is. */
export class NotificationStore {
  constructor(private readonly db: Database) {
    db.exec(`CREATE TABLE IF NOT EXISTS "_Notification" (Sequence INTEGER PRIMARY KEY, RecipientId TEXT NOT NULL, TypeId TEXT NOT NULL,
      Title TEXT NOT NULL, Body TEXT NOT NULL, TargetId TEXT, TargetPageRef TEXT, SentAt INTEGER NOT NULL,
      Seen INTEGER NOT NULL DEFAULT 0, IsRead INTEGER NOT NULL DEFAULT 0);
      CREATE INDEX IF NOT EXISTS "_NotificationByRecipient" ON "_Notification" (RecipientId, Sequence)`);
  }

  /** One for each recipient, within the running transaction. */
  add({ recipientIds, typeId, title, body, targetId, targetPageRef, sentAt }: SentNotification): void {
    this.db.run(
      `INSERT INTO "_Notification" (RecipientId, TypeId, Title, Body, TargetId, TargetPageRef, SentAt)
       SELECT value, ?, ?, ?, ?, ?, ? FROM json_each(?)`,
      [typeId, title, body, targetId, targetPageRef, sentAt, JSON.stringify(recipientIds)]
    );
  }

  /** Newest first. @param before, after milliseconds since 1970: only those sent strictly earlier, or later */
  latest(
    recipientId: string,
    size: number,
    { before, after }: { readonly before?: number; readonly after?: number } = {}
  ): ReceivedNotification[] {
    return this.db
      .all(`SELECT * FROM "_Notification" WHERE RecipientId = ? AND SentAt < ? AND SentAt > ? ORDER BY Sequence DESC LIMIT ?`, [
        recipientId,
        before ?? Number.MAX_SAFE_INTEGER,
        after ?? -1,
        size
      ])
      .map(received);
  }

  /** Absent where the recipient has none of this id. */
  find(recipientId: string, id: string): ReceivedNotification | undefined {
    const row = this.db.get('SELECT * FROM "_Notification" WHERE RecipientId = ? AND CAST(Sequence AS TEXT) = ?', [recipientId, id]);
    return row && received(row);
  }

  counts(recipientId: string): { readonly unread: number; readonly unseen: number } {
    const row = this.db.get(
      'SELECT COUNT(*) - TOTAL(IsRead) AS unread, COUNT(*) - TOTAL(Seen) AS unseen FROM "_Notification" WHERE RecipientId = ?',
      [recipientId]
    );
    return { unread: Number(row?.['unread'] ?? 0), unseen: Number(row?.['unseen'] ?? 0) };
  }

  mark(recipientId: string, ids: readonly string[], marks: NotificationMarks): void {
    this.update(recipientId, marks, 'CAST(Sequence AS TEXT) IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  }

  /** @param moment milliseconds since 1970; what was sent then is included */
  markSentUntil(recipientId: string, moment: number, marks: NotificationMarks): void {
    this.update(recipientId, marks, 'SentAt <= ?', moment);
  }

  /** What is read is seen. */
  private update(recipientId: string, { read, seen }: NotificationMarks, condition: string, value: string | number): void {
    const isSeen = read === true ? true : seen;
    this.db.run(
      `UPDATE "_Notification" SET IsRead = COALESCE(?, IsRead), Seen = COALESCE(?, Seen) WHERE RecipientId = ? AND ${condition}`,
      [read === undefined ? null : Number(read), isSeen === undefined ? null : Number(isSeen), recipientId, value]
    );
  }
}
