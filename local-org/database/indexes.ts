import { OrgException } from '../errors';
import type { FieldDef, ObjectDef, Schema } from '../schema/types';
import { isStored, quoteName, storedFields } from './columns';
import type { Database } from './types';

/** Audit lookups to users get no index: hardly any query filters by them, and users are never deleted. */
const UNINDEXED_LOOKUPS = new Set(['createdbyid', 'lastmodifiedbyid']);
/** Begins the names of indexes that are made on request. */
const ON_REQUEST = 'request:';
const INDEXED_BY_NAME = new Set(['createddate', 'systemmodstamp']);

/**
 * Makes indexes that no metadata declares: on Salesforce, Support makes such custom indexes on request. Fields that do not exist (any
 * more) are skipped: like there, they are not part of any deployment.
 * @param fields API names of fields by API name of their object
 */
export function indexOnRequest(db: Database, schema: Schema, fields: Readonly<Record<string, readonly string[]>>): void {
  for (const [objectName, fieldNames] of Object.entries(fields)) {
    const object = schema.object(objectName);
    for (const fieldName of fieldNames) {
      const field = object?.field(fieldName);
      if (!object || !field || !isStored(field)) continue;
      const name = quoteName(`${ON_REQUEST}${object.apiName}.${field.apiName}`);
      db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${quoteName(object.apiName)} (${quoteName(field.apiName)})`);
    }
  }
}

/** Makes the indexes of a new table. */
export function makeIndexes(db: Database, object: ObjectDef): void {
  for (const index of indexesOf(object)) db.exec(index.sql);
}

/** Drops every index of a column that is to go. */
export function dropIndexes(db: Database, object: string, field: string): void {
  for (const prefix of ['', ON_REQUEST]) db.exec(`DROP INDEX IF EXISTS ${quoteName(`${prefix}${object}.${field}`)}`);
}

/** Drops indexes that the object no longer declares, makes the new ones. A unique index over duplicates is refused by SQLite. */
export function remakeIndexes(db: Database, object: ObjectDef): void {
  const present = new Map(
    db
      .all(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? COLLATE NOCASE AND sql IS NOT NULL`, [object.apiName])
      .map((row) => [String(row['name']), String(row['sql'])])
  );
  const wanted = indexesOf(object);
  const wantedSql = new Map(wanted.map((index) => [index.name, index.sql]));
  for (const [name, sql] of present)
    if (wantedSql.get(name) !== sql && !name.startsWith(ON_REQUEST)) db.exec(`DROP INDEX ${quoteName(name)}`);
  for (const index of wanted) {
    if (present.get(index.name) === index.sql) continue;
    try {
      db.exec(index.sql);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('UNIQUE')) throw error;
      throw new OrgException('DUPLICATE_VALUE', `${index.name} cannot become unique: rows with the same value exist.`, [
        index.field.apiName
      ]);
    }
  }
}

interface IndexDefinition {
  readonly name: string;
  readonly sql: string;
  readonly field: FieldDef;
}

function indexesOf(object: ObjectDef): IndexDefinition[] {
  const live = object.field('IsDeleted') ? '"IsDeleted" = 0 AND ' : '';
  const indexes: IndexDefinition[] = [];
  for (const field of storedFields(object)) {
    if (field.key === 'id') continue;
    const column = quoteName(field.apiName);
    const name = `${object.apiName}.${field.apiName}`;
    const on = `ON ${quoteName(object.apiName)} (${column})`;
    if (field.unique) {
      // A deleted record's value is free for others, until it is undeleted.
      indexes.push({ name, field, sql: `CREATE UNIQUE INDEX ${quoteName(name)} ${on} WHERE ${live}${column} IS NOT NULL` });
    } else if (field.externalId || field.idLookup || (field.type === 'reference' && !UNINDEXED_LOOKUPS.has(field.key))) {
      indexes.push({ name, field, sql: `CREATE INDEX ${quoteName(name)} ${on} WHERE ${column} IS NOT NULL` });
    } else if (INDEXED_BY_NAME.has(field.key) || (field.nameField && !field.autoNumber)) {
      indexes.push({ name, field, sql: `CREATE INDEX ${quoteName(name)} ${on}` });
    }
  }
  return indexes;
}
