import { createTables, IdGenerator, Limits, openDatabase, runInTransaction } from '../database';
import type { Database, RunningUser, Transaction } from '../database/types';
import type { OrgError } from '../errors';
import type { ObjectDef, Schema } from '../schema/types';
import { SYSTEM_ACCESS } from '../soql/types';
import type { OrgValue } from '../values';
import { OrgDmlEngine, type DmlSettings } from './engine';
import {
  OrgRecord,
  type DmlOperation,
  type DmlOptions,
  type DmlResult,
  type TriggerEvent,
  type TriggerOperation,
  type TriggerRunner,
  type TriggerTiming
} from './types';

/** Field values by API name. */
export type Values = Readonly<Record<string, OrgValue>>;

export const TEST_USER: RunningUser = {
  id: '005000000000001AAA',
  username: 'admin@example.com',
  name: 'Ada Admin',
  email: 'admin@example.com',
  profileId: '00e000000000001AAA',
  roleId: null,
  timeZone: 'America/Los_Angeles',
  locale: 'en_US',
  language: 'en_US'
};

const TEST_NOW = Date.UTC(2026, 10, 22, 17, 0, 0);

/** A trigger of a test: gets every event it listens to. */
export type TestTrigger = (tx: Transaction, event: TriggerEvent) => void;

/** Triggers in TypeScript, by object, timing and operation. Every firing is noted. */
class TestTriggers implements TriggerRunner {
  readonly log: string[] = [];
  private readonly triggers = new Map<string, TestTrigger>();

  on(object: string, timing: TriggerTiming, operation: TriggerOperation, trigger: TestTrigger = () => undefined): this {
    this.triggers.set(`${object} ${timing} ${operation}`, trigger);
    return this;
  }

  listens(object: ObjectDef, timing: TriggerTiming, operation: TriggerOperation): boolean {
    return this.triggers.has(`${object.apiName} ${timing} ${operation}`);
  }

  run(tx: Transaction, event: TriggerEvent): void {
    const key = `${event.object.apiName} ${event.timing} ${event.operation}`;
    this.log.push(`${key} ${(event.newRecords ?? event.oldRecords ?? []).length}`);
    this.triggers.get(key)?.(tx, event);
  }
}

/** An org of database, schema and DML alone, in memory, in one open transaction. */
export class TestOrg {
  readonly db: Database = openDatabase({ file: ':memory:' });
  readonly triggers = new TestTriggers();
  readonly engine: OrgDmlEngine;
  now = TEST_NOW;

  constructor(
    readonly schema: Schema,
    { globals, duplicateRules }: Pick<DmlSettings, 'globals' | 'duplicateRules'> = {}
  ) {
    createTables(this.db, schema);
    const ids = new IdGenerator(this.db);
    // The first id of users is that of the test's own.
    ids.next('005');
    this.engine = new OrgDmlEngine({
      schema,
      db: this.db,
      ids,
      triggers: () => this.triggers,
      ...(globals ? { globals } : {}),
      ...(duplicateRules ? { duplicateRules } : {})
    });
    this.db.run(`INSERT INTO "User" (Id, Username, LastName, Name, Email) VALUES (?, ?, ?, ?, ?)`, [
      TEST_USER.id,
      TEST_USER.username,
      'Admin',
      TEST_USER.name,
      TEST_USER.email
    ]);
  }

  transact<T>(work: (tx: Transaction) => T, limits = new Limits()): T {
    return runInTransaction(this.db, { clock: { now: () => this.now }, user: TEST_USER, limits }, work);
  }

  object(name: string): ObjectDef {
    const object = this.schema.object(name);
    if (!object) throw new RangeError(`no object ${name}`);
    return object;
  }

  record(object: string, values: Values): OrgRecord {
    const record = new OrgRecord(this.object(object));
    for (const [name, value] of Object.entries(values)) record.set(name, value);
    return record;
  }

  dml(
    operation: DmlOperation,
    object: string,
    rows: readonly Values[],
    options: Partial<DmlOptions> = {},
    within?: Transaction
  ): DmlResult[] {
    const run = (tx: Transaction): DmlResult[] =>
      this.engine.execute(
        tx,
        operation,
        this.object(object),
        rows.map((values) => ({ record: this.record(object, values) })),
        { access: SYSTEM_ACCESS, allOrNone: false, ...options }
      );
    return within ? run(within) : this.transact(run);
  }

  insert(object: string, rows: readonly Values[], options: Partial<DmlOptions> = {}, within?: Transaction): string[] {
    return this.dml('insert', object, rows, { allOrNone: true, ...options }, within).map((result) => {
      if (result.id === null) throw new Error(result.errors.map((error) => `${error.errorCode}: ${error.message}`).join('\n'));
      return result.id;
    });
  }

  /** One stored row as the engine loads it. */
  row(object: string, id: string | undefined): Record<string, OrgValue> {
    const record = this.transact((tx) => this.engine.load(tx, this.object(object), [id ?? ''])).get(id ?? '');
    if (!record) throw new RangeError(`no ${object} ${id}`);
    return Object.fromEntries(record.object.fields.map((field) => [field.apiName, record.slots[field.ordinal] ?? null]));
  }

  count(object: string, where = '1 = 1'): number {
    return Number(this.db.get(`SELECT count(*) AS n FROM "${object}" WHERE ${where}`)?.['n']);
  }

  close(): void {
    this.db.close();
  }
}

export function firstError(result: DmlResult | undefined): OrgError {
  const error = result?.errors[0];
  if (!error) throw new Error('the record was saved');
  return error;
}
