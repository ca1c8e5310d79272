import { IdGenerator, quoteName } from '../../database';
import { columnType, storedFields } from '../../database/columns';
import { insertRow, updateRow } from '../../database/rows';
import type { Database } from '../../database/types';
import { UnsupportedFeature } from '../../errors';
import type { Org } from '../../org';
import { withObjects } from '../../schema/extend';
import type { ObjectDef, Schema } from '../../schema/types';
import { SoqlEngine } from '../../soql';
import type { FormulaTranslator, QueryEngine } from '../../soql/types';
import type { OrgValue } from '../../values';
import { TOOLING_OBJECTS } from './objects';

/** Its own objects have no formulas, and no query over them reaches an object that has. */
const NO_FORMULAS: FormulaTranslator = {
  translate: ({ object, apiName }) => {
    throw new UnsupportedFeature(`the formula field ${object.apiName}.${apiName} in queries of the Tooling API over objects of its own`);
  }
};

type Values = Readonly<Record<string, OrgValue>>;

/** What the Tooling API has beyond the org's own objects: rows of tests, coverage and logs, and SOQL over all of it. */
export class ToolingData {
  private readonly ids: IdGenerator;
  private known: { readonly base: Schema; readonly schema: Schema; readonly queries: QueryEngine } | undefined;

  constructor(private readonly org: Org) {
    this.ids = new IdGenerator(org.db);
    for (const { apiName } of TOOLING_OBJECTS) makeTable(org.db, this.object(apiName));
  }

  get schema(): Schema {
    return this.current().schema;
  }

  get queries(): QueryEngine {
    return this.current().queries;
  }

  /** Whether only the Tooling API has this object. */
  isOwn(apiName: string): boolean {
    return TOOLING_OBJECTS.some((object) => object.apiName.toLowerCase() === apiName.toLowerCase());
  }

  /** An id for a row of one of the org's own objects. */
  newId(apiName: string): string {
    return this.ids.next(this.object(apiName).keyPrefix);
  }

  /** @returns the row's id */
  insert(apiName: string, values: Values): string {
    const object = this.object(apiName);
    const rowId = this.ids.next(object.keyPrefix);
    insertRow(this.org.db, object, { ...values, Id: rowId });
    return rowId;
  }

  update(apiName: string, rowId: string, values: Values): void {
    updateRow(this.org.db, this.object(apiName), rowId, values);
  }

  private object(apiName: string): ObjectDef {
    const object = this.schema.object(apiName);
    if (!object) throw new RangeError(`The Tooling API has no ${apiName}`);
    return object;
  }

  /** Rebuilt after a deployment changes the org's own objects. */
  private current(): { readonly schema: Schema; readonly queries: QueryEngine } {
    const base = this.org.schema;
    if (this.known?.base !== base) {
      const schema = withObjects(base, TOOLING_OBJECTS);
      this.known = { base, schema, queries: new SoqlEngine(schema, NO_FORMULAS) };
    }
    return this.known;
  }
}

/** Test results need no migration: a table with other columns is created again. */
function makeTable(db: Database, object: ObjectDef): void {
  const fields = storedFields(object);
  const present = db.all(`PRAGMA table_info(${quoteName(object.apiName)})`).map((column) => String(column['name']));
  if (present.join() === fields.map((field) => field.apiName).join()) return;
  const columns = fields.map((field) => `${quoteName(field.apiName)} ${columnType(field)}${field.key === 'id' ? ' PRIMARY KEY' : ''}`);
  db.exec(
    `DROP TABLE IF EXISTS ${quoteName(object.apiName)}; CREATE TABLE ${quoteName(object.apiName)} (${columns.join(', ')}) WITHOUT ROWID`
  );
}
