import { foreign } from './failure';
import { OrgException } from '../errors';
import { familyOf } from '../schema/field-family';
import type { FieldDef, ObjectDef, Schema } from '../schema/types';
import { columnType, isStored, quoteName, storedFields } from './columns';
import { dropIndexes, makeIndexes, remakeIndexes } from './indexes';
import type { Database } from './types';

/** What the database stores about one field, from when its column was created or last changed. */
export interface ColumnLayout {
  readonly object: string;
  readonly field: string;
  readonly type: string;
  /** Declared SQL type with its collation. */
  readonly storage: string;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}

/** The tables that a database has now. */
export interface Layout {
  /** Hash of the schema that the tables were last made from. */
  readonly schemaHash: string;
  readonly columns: readonly ColumnLayout[];
  /** Key prefixes by object API name; they stay the same for the life of the database. */
  readonly keyPrefixes: ReadonlyMap<string, string>;
}

/** The tables' layout, or `undefined` in a database that has none yet. */
export function readLayout(db: Database): Layout | undefined {
  if (!db.get(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_Layout'`)) return undefined;
  const columns = db.all('SELECT * FROM "_Layout"').map((row) => ({
    object: String(row['Object']),
    field: String(row['Field']),
    type: String(row['Type']),
    storage: String(row['Storage']),
    length: Number(row['Length']),
    precision: Number(row['Precision']),
    scale: Number(row['Scale'])
  }));
  const objects = db.all('SELECT * FROM "_Objects"');
  const hash = db.get('SELECT Hash FROM "_Schema"');
  return {
    schemaHash: String(hash?.['Hash'] ?? ''),
    columns,
    keyPrefixes: new Map(objects.map((row) => [String(row['Object']), String(row['KeyPrefix'])]))
  };
}

/**
 * Refuses a database that some other program made. One without any table of records is new: what begins with `_` is the org's own, left
 * by a start that was cut short.
 * @throws DatabaseFailure
 */
export function requireOwnDatabase(db: Database, layout: Layout | undefined): void {
  if (layout) return;
  const table = db.get(
    `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`
  );
  if (table) throw foreign(db.file, `holds the table ${String(table['name'])} and no data`);
}

/** Makes one table per object, with indexes, in an empty database. */
export function createTables(db: Database, schema: Schema): void {
  atomically(db, () => {
    db.exec(`CREATE TABLE "_Layout" (Object TEXT, Field TEXT, Type TEXT, Storage TEXT, Length INTEGER, Precision INTEGER, Scale INTEGER, PRIMARY KEY (Object, Field)) WITHOUT ROWID;
      CREATE TABLE "_Objects" (Object TEXT PRIMARY KEY, KeyPrefix TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE "_Schema" (Hash TEXT NOT NULL)`);
    for (const object of schema.objects) createTable(db, object);
    db.run('INSERT INTO "_Schema" VALUES (?)', [schema.hash]);
  });
}

/** Why a table or column cannot be brought up to a schema. `field` is empty where the whole object is concerned. */
export interface LayoutRefusal {
  readonly object: string;
  readonly field: string;
  readonly problem: string;
}

/** What a deployment may do beyond what opening a database may. */
export interface LayoutChanges {
  /** Objects (`Thing__c`) and fields (`Thing__c.Size__c`), in any case, whose tables and columns are deleted with their data. */
  readonly removed?: ReadonlySet<string>;
  /** Whether a field may be shortened as long as every value fits. */
  readonly shortenWhereItFits?: boolean;
}

/** Changes that would lose data; raised before anything is changed. */
export class LayoutRefused extends OrgException {
  constructor(readonly refusals: readonly LayoutRefusal[]) {
    super(
      'INVALID_OPERATION',
      `The database cannot be brought up to the project without losing data: ${refusals.map(({ problem }) => problem).join('; ')}.`
    );
  }
}

/**
 * Brings the tables up to `schema` without losing a row: adds tables, columns and indexes, widens types.
 * @throws LayoutRefused naming every field that would be dropped or narrowed; nothing is changed then
 */
export function alterTables(db: Database, oldLayout: Layout, schema: Schema, changes: LayoutChanges = {}): void {
  const refused = refusals(db, oldLayout, schema, changes);
  if (refused.length > 0) throw new LayoutRefused(refused);
  const known = new Map(oldLayout.columns.map((column) => [layoutKey(column.object, column.field), column]));
  const knownObjects = new Set([...oldLayout.keyPrefixes.keys()].map((name) => name.toLowerCase()));
  atomically(db, () => {
    for (const name of dropRemoved(db, oldLayout, schema, changes)) {
      known.delete(name);
      knownObjects.delete(name);
    }
    for (const object of schema.objects) {
      if (!knownObjects.has(object.key)) {
        createTable(db, object);
        continue;
      }
      for (const field of storedFields(object)) {
        const column = known.get(layoutKey(object.key, field.key));
        if (!column) db.exec(`ALTER TABLE ${quoteName(object.apiName)} ADD COLUMN ${columnDefinition(field)}`);
        if (!column || !sameLayout(column, layoutOf(field))) writeLayout(db, layoutOf(field));
      }
      remakeIndexes(db, object);
    }
    db.run('UPDATE "_Schema" SET Hash = ?', [schema.hash]);
  });
}

function refusals(db: Database, old: Layout, schema: Schema, changes: LayoutChanges): LayoutRefusal[] {
  const refused: LayoutRefusal[] = [];
  const removed = removedNames(changes);
  for (const object of old.keyPrefixes.keys()) {
    if (!schema.object(object) && !removed.has(object.toLowerCase())) refused.push({ object, field: '', problem: `${object} is gone` });
  }
  for (const column of old.columns) {
    const object = schema.object(column.object);
    const name = `${column.object}.${column.field}`;
    if (!object || removed.has(object.key) || removed.has(name.toLowerCase())) continue;
    const field = object.field(column.field);
    const problem = field && isStored(field) ? narrowing(db, name, column, layoutOf(field), changes) : `${name} is gone`;
    if (problem !== undefined) refused.push({ object: column.object, field: column.field, problem });
  }
  return refused;
}

/** Why a column cannot become another, if it cannot. */
function narrowing(db: Database, name: string, was: ColumnLayout, now: ColumnLayout, changes: LayoutChanges): string | undefined {
  // Types that share a storage may become each other.
  if (familyOf(now.type) !== familyOf(was.type)) return `${name} changes from ${was.type} to ${now.type}`;
  if (familyOf(now.type) === 'text' && now.storage !== was.storage) return `${name} changes whether case counts`;
  const fits = (condition: string): boolean =>
    changes.shortenWhereItFits === true &&
    !db.get(`SELECT 1 FROM ${quoteName(was.object)} WHERE ${quoteName(was.field)} IS NOT NULL AND NOT (${condition}) LIMIT 1`);
  const value = quoteName(was.field);
  if (now.length < was.length && !fits(`length(${value}) <= ${now.length}`)) {
    return `${name} is shortened from ${was.length} to ${now.length} characters`;
  }
  if (now.scale < was.scale && !fits(`abs(round(${value}, ${now.scale}) - ${value}) < 1e-12`)) {
    return `${name} goes from ${was.scale} to ${now.scale} digits behind the point`;
  }
  const before = now.precision - now.scale;
  if (before < was.precision - was.scale && !fits(`abs(${value}) < 1e${before}`)) return `${name} gets fewer digits before the point`;
  return undefined;
}

const removedNames = (changes: LayoutChanges): ReadonlySet<string> =>
  new Set([...(changes.removed ?? [])].map((name) => name.toLowerCase()));

/** Drops what is to go, also where the schema has it again. @returns keys of the objects and fields dropped */
function dropRemoved(db: Database, old: Layout, schema: Schema, changes: LayoutChanges): string[] {
  const removed = removedNames(changes);
  const dropped: string[] = [];
  for (const name of old.keyPrefixes.keys()) {
    if (schema.object(name) && !removed.has(name.toLowerCase())) continue;
    db.exec(`DROP TABLE ${quoteName(name)}`);
    db.run('DELETE FROM "_Layout" WHERE Object = ?', [name]);
    db.run('DELETE FROM "_Objects" WHERE Object = ?', [name]);
    dropped.push(name.toLowerCase());
  }
  for (const { object, field } of old.columns) {
    const key = layoutKey(object, field);
    if (dropped.includes(object.toLowerCase()) || !removed.has(key)) continue;
    dropIndexes(db, object, field);
    db.exec(`ALTER TABLE ${quoteName(object)} DROP COLUMN ${quoteName(field)}`);
    db.run('DELETE FROM "_Layout" WHERE Object = ? AND Field = ?', [object, field]);
    dropped.push(key);
  }
  return dropped;
}

function atomically(db: Database, work: () => void): void {
  db.exec('SAVEPOINT tables');
  try {
    work();
    db.exec('RELEASE tables');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK TO tables; RELEASE tables');
    throw error;
  }
}

function createTable(db: Database, object: ObjectDef): void {
  const fields = storedFields(object);
  const definitions = fields.map(columnDefinition);
  // Platform events have no id.
  const keyed = fields.some((field) => field.key === 'id') ? ' WITHOUT ROWID' : '';
  db.exec(`CREATE TABLE ${quoteName(object.apiName)} (${definitions.join(', ')})${keyed}`);
  for (const field of fields) writeLayout(db, layoutOf(field));
  db.run('INSERT INTO "_Objects" VALUES (?, ?)', [object.apiName, object.keyPrefix]);
  makeIndexes(db, object);
}

function columnDefinition(field: FieldDef): string {
  return `${quoteName(field.apiName)} ${columnType(field)}${field.key === 'id' ? ' PRIMARY KEY' : ''}`;
}

function layoutOf(field: FieldDef): ColumnLayout {
  return {
    object: field.object.apiName,
    field: field.apiName,
    type: field.type,
    storage: columnType(field),
    length: field.length,
    precision: field.precision,
    scale: field.scale
  };
}

function writeLayout(db: Database, column: ColumnLayout): void {
  db.run('INSERT OR REPLACE INTO "_Layout" VALUES (?, ?, ?, ?, ?, ?, ?)', [
    column.object,
    column.field,
    column.type,
    column.storage,
    column.length,
    column.precision,
    column.scale
  ]);
}

const sameLayout = (a: ColumnLayout, b: ColumnLayout): boolean =>
  a.type === b.type && a.length === b.length && a.precision === b.precision && a.scale === b.scale;

const layoutKey = (object: string, field: string): string => `${object}.${field}`.toLowerCase();
