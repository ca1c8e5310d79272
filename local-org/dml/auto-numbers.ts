import type { Database } from '../database/types';
import type { AutoNumberDef, FieldDef } from '../schema/types';
import type { SaveContext } from './save-context';
import type { SaveRow } from './save-row';

const TABLE = 'CREATE TABLE IF NOT EXISTS "_AutoNumbers" (Field TEXT PRIMARY KEY, NextNumber INTEGER NOT NULL) WITHOUT ROWID';

/** Makes the table in which the org keeps how far its auto-numbers have come. */
export function createAutoNumberTable(db: Database): void {
  db.exec(TABLE);
}

/** Numbers new records: two statements per field and chunk. */
export function applyAutoNumbers(context: SaveContext, rows: readonly SaveRow[]): void {
  if (rows.length === 0) return;
  for (const field of context.plan.autoNumbers) {
    const { autoNumber } = field;
    if (!autoNumber) continue;
    let next = reserve(context.tx.db, field, autoNumber, rows.length);
    for (const row of rows) row.set(field, formatNumber(autoNumber.displayFormat, next++, context.now));
  }
}

function reserve(db: Database, field: FieldDef, autoNumber: AutoNumberDef, count: number): number {
  const key = `${field.object.apiName}.${field.apiName}`;
  const first = Number(db.get('SELECT NextNumber FROM "_AutoNumbers" WHERE Field = ?', [key])?.['NextNumber'] ?? autoNumber.startingNumber);
  db.run('INSERT OR REPLACE INTO "_AutoNumbers" VALUES (?, ?)', [key, first + count]);
  return first;
}

/** `HO-{000000}` → `HO-000042`; `{YYYY}`, `{YY}`, `{MM}` and `{DD}` stand for the date (GMT). */
function formatNumber(displayFormat: string, number: number, moment: number): string {
  const date = new Date(moment).toISOString();
  return displayFormat.replace(/\{(0+|YYYY|YY|MM|DD)\}/g, (_whole, token: string) => {
    switch (token) {
      case 'YYYY':
        return date.slice(0, 4);
      case 'YY':
        return date.slice(2, 4);
      case 'MM':
        return date.slice(5, 7);
      case 'DD':
        return date.slice(8, 10);
      default:
        return String(number).padStart(token.length, '0');
    }
  });
}
