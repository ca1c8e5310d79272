import { createTables, Limits, openDatabase, rehearseTransaction } from '../database';
import { schemaWith } from '../schema/testing';
import { SoqlEngine } from './engine';
import { SYSTEM_ACCESS } from './types';

describe('every standard object', () => {
  const schema = schemaWith();
  const db = openDatabase({ file: ':memory:' });
  createTables(db, schema);
  afterAll(() => db.close());
  const user = {
    id: '',
    username: '',
    name: '',
    email: '',
    profileId: '',
    roleId: null,
    timeZone: 'UTC',
    locale: 'en_US',
    language: 'en_US'
  };
  // What a formula means is the matter of the room that writes them; here it only has to stand in the query.
  const engine = new SoqlEngine(schema, { translate: () => ({ sql: '?', params: [null] }) });
  const run = (text: string): unknown =>
    rehearseTransaction(
      db,
      { clock: { now: () => 0 }, user, limits: new Limits() },
      (tx) => engine.execute(tx, text, { access: SYSTEM_ACCESS }).rows
    );

  it.each(schema.objects.filter((object) => object.queryable && object.kind !== 'platformEvent').map((object) => object.apiName))(
    '%s can be asked for all its fields',
    (name) => {
      const object = schema.object(name);
      expect(run(`SELECT FIELDS(ALL) FROM ${name} LIMIT 200`)).toEqual([]);
      for (const field of object?.fields ?? []) {
        if (field.relationshipName === undefined || field.referenceTo.length === 0) continue;
        expect(run(`SELECT ${field.relationshipName}.${field.referenceTo.length > 1 ? 'Type' : 'Id'} FROM ${name}`)).toEqual([]);
      }
      for (const child of object?.childRelationships ?? []) {
        if (child.relationshipName === undefined || !schema.object(child.childObject)?.queryable) continue;
        expect(run(`SELECT Id, (SELECT Id FROM ${child.relationshipName}) FROM ${name}`)).toEqual([]);
      }
    }
  );
});
