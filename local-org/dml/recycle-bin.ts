import { quoteName } from '../database';
import type { Database } from '../database/types';
import type { FieldDef, ObjectDef } from '../schema/types';
import { IN_LIST } from './rows';

/**
 * What the recycle bin knows beyond `IsDeleted`: which deletion a record went with, and which lookups that deletion cleared,
 * so that undeleting brings back all of it.
 */
export function createRecycleBinTables(db: Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS "_RecycleBin" (Id TEXT PRIMARY KEY, RootId TEXT NOT NULL, Object TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS "_RecycleBin.RootId" ON "_RecycleBin" (RootId);
    CREATE TABLE IF NOT EXISTS "_ClearedLookups" (RootId TEXT NOT NULL, Object TEXT NOT NULL, Field TEXT NOT NULL, Id TEXT NOT NULL, TargetId TEXT NOT NULL, PRIMARY KEY (RootId, Object, Field, Id)) WITHOUT ROWID`);
}

/** A record, and the record whose deletion deleted it (itself, if it was deleted directly). */
export interface Binned {
  readonly id: string;
  readonly rootId: string;
}

export function putIntoBin(db: Database, object: ObjectDef, records: readonly Binned[]): void {
  for (const { id, rootId } of records) db.run('INSERT OR REPLACE INTO "_RecycleBin" VALUES (?, ?, ?)', [id, rootId, object.apiName]);
}

export function noteCleared(
  db: Database,
  object: ObjectDef,
  field: FieldDef,
  rows: readonly { id: string; targetId: string; rootId: string }[]
): void {
  for (const { id, targetId, rootId } of rows) {
    db.run('INSERT OR REPLACE INTO "_ClearedLookups" VALUES (?, ?, ?, ?, ?)', [rootId, object.apiName, field.apiName, id, targetId]);
  }
}

/** Everything that went with these roots, by object API name; the roots too. */
export function binnedWith(db: Database, rootIds: readonly string[]): Map<string, Binned[]> {
  const byObject = new Map<string, Binned[]>();
  for (const row of db.all(`SELECT Id, RootId, Object FROM "_RecycleBin" WHERE RootId ${IN_LIST} ORDER BY Id`, [JSON.stringify(rootIds)])) {
    const key = String(row['Object']);
    byObject.set(key, [...(byObject.get(key) ?? []), { id: String(row['Id']), rootId: String(row['RootId']) }]);
  }
  return byObject;
}

/** Puts back the lookups that were cleared with these roots, unless they have been filled again. */
export function restoreLookups(db: Database, rootIds: readonly string[]): void {
  const roots = JSON.stringify(rootIds);
  for (const row of db.all(`SELECT Object, Field, Id, TargetId FROM "_ClearedLookups" WHERE RootId ${IN_LIST}`, [roots])) {
    const column = quoteName(String(row['Field']));
    db.run(`UPDATE ${quoteName(String(row['Object']))} SET ${column} = ? WHERE Id = ? AND ${column} IS NULL`, [
      row['TargetId'] ?? null,
      row['Id'] ?? null
    ]);
  }
}

/** Forgets what belonged to these roots. */
export function forgetBinned(db: Database, rootIds: readonly string[]): void {
  const roots = JSON.stringify(rootIds);
  db.run(`DELETE FROM "_RecycleBin" WHERE RootId ${IN_LIST}`, [roots]);
  db.run(`DELETE FROM "_ClearedLookups" WHERE RootId ${IN_LIST}`, [roots]);
}
