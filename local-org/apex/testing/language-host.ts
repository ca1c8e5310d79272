import { UnsupportedFeature } from '../../errors';
import type { Schema } from '../../schema/types';
import type { DmlSite, QuerySite, TriggerContext } from '../compiler/host';
import { RuntimeHost } from '../runtime/host';
import type { LoadedProgram } from '../runtime/loaded-program';
import { RuntimeType } from '../runtime/runtime-type';
import { NO_TRIGGER } from '../runtime/triggers';
import { throwApex, useStackReader } from '../values/exception';
import { ApexList } from '../values/list';
import { SObjectValue } from '../values/sobject';

/** A query or DML statement that a test's code made. */
export interface DataCall {
  readonly site: QuerySite | DmlSite;
  readonly values: readonly unknown[];
}

/**
 * The host for tests of the language alone: queries answer with the rows a test prepared, DML is recorded.
 * What needs an org is refused by name.
 */
export class LanguageHost extends RuntimeHost {
  /** What queries find. */
  rows: SObjectValue[] = [];
  readonly calls: DataCall[] = [];
  /** Names of the callers that `enter` announced, innermost last, at the moment of each data call. */
  readonly callersAtData: (readonly string[])[] = [];
  private readonly callers: string[] = [];
  private running = NO_TRIGGER;

  constructor(
    private readonly schema: Schema,
    labels: Readonly<Record<string, string>>
  ) {
    super((name) => labels[name]);
  }

  /** To be called once the program is loaded. */
  reads(program: LoadedProgram): void {
    useStackReader((stack) => program.readStack(stack));
  }

  override get trigger(): TriggerContext {
    return this.running;
  }

  override set trigger(context: TriggerContext) {
    this.running = context;
  }

  override customMetadata(): never {
    throw new UnsupportedFeature('custom metadata in tests of the language');
  }

  override customMetadataAll(): never {
    throw new UnsupportedFeature('custom metadata in tests of the language');
  }

  override customSetting(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  override customSettingDefaults(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  override customSettingValues(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  override customSettingAll(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  override query(site: QuerySite, binds: readonly unknown[]): ApexList {
    this.note(site, binds);
    return new ApexList(RuntimeType.of(site.object.apiName), [...this.rows]);
  }

  override queryOne(site: QuerySite, binds: readonly unknown[]): unknown {
    this.note(site, binds);
    if (this.rows.length === 1) return this.rows[0];
    const problem = this.rows.length === 0 ? 'no rows' : 'more than 1 row';
    return throwApex('System.QueryException', `List has ${problem} for assignment to SObject`);
  }

  override queryOneOrNull(site: QuerySite, binds: readonly unknown[]): unknown {
    return this.rows.length === 0 ? (this.note(site, binds), null) : this.queryOne(site, binds);
  }

  override queryCount(site: QuerySite, binds: readonly unknown[]): number {
    this.note(site, binds);
    return this.rows.length;
  }

  override dml(site: DmlSite, records: unknown): void {
    this.note(site, [records]);
  }

  override merge(): never {
    throw new UnsupportedFeature('merge in tests of the language');
  }

  override beginRunAs(): never {
    throw new UnsupportedFeature('runAs in tests of the language');
  }

  override endRunAs(): never {
    throw new UnsupportedFeature('runAs in tests of the language');
  }

  override callFuture(): never {
    throw new UnsupportedFeature('future methods in tests of the language');
  }

  override enter(caller: { readonly name: string }): number {
    this.callers.push(caller.name);
    return this.callers.length;
  }

  override leave(depth: unknown): void {
    this.callers.length = Number(depth) - 1;
  }

  /** An unsaved record with these fields, for `rows`. */
  record(objectName: string, values: Readonly<Record<string, unknown>>): SObjectValue {
    const object = this.schema.object(objectName);
    if (!object) throw new RangeError(`No object ${objectName}`);
    const record = new SObjectValue(object);
    for (const [name, value] of Object.entries(values)) {
      const field = object.field(name);
      if (!field) throw new RangeError(`No field ${name}`);
      record.$set(field.ordinal, value);
    }
    return record;
  }

  private note(site: QuerySite | DmlSite, values: readonly unknown[]): void {
    this.calls.push({ site, values });
    this.callersAtData.push([...this.callers]);
  }
}
