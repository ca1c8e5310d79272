import type { ApiCall } from '../http/call';
import type { Transaction } from '../../database/types';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import { renderRecords, versionPath } from '../records/render';
import { policyOf } from '../rest/dml';
import { recordTypes } from '../rest/describe';
import { displayValue } from './display';
import type { FieldTree, ParentTree } from './field-tree';
import { selectList } from './field-tree';
import { eTagOf } from './handler';

export type RecordRepresentation = Record<string, unknown>;

/** UI API writes dates with times with `Z`. */
const zulu = (field: FieldDef, value: unknown): unknown =>
  field.type === 'datetime' && typeof value === 'string' ? value.replace('+0000', 'Z') : value;

type JsonRow = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is JsonRow => typeof value === 'object' && value !== null;

/** Converts REST records to UI API records. */
class Representer {
  constructor(
    private readonly call: ApiCall,
    private readonly tx: Transaction
  ) {}

  record(row: JsonRow, tree: FieldTree): RecordRepresentation {
    const attributes = isRow(row['attributes']) ? row['attributes'] : {};
    const actual = this.call.org.schema.object(String(attributes['type'])) ?? tree.object;
    const fields: Record<string, unknown> = {};
    for (const field of tree.fields.values()) fields[field.apiName] = this.value(field, row);
    for (const [name, parent] of tree.parents) fields[name] = this.parent(row[name], parent);
    const stamp = row['SystemModstamp'];
    const weakEtag = typeof stamp === 'string' ? Date.parse(stamp.replace('+0000', 'Z')) : 0;
    const representation = {
      apiName: actual.apiName,
      childRelationships: {},
      fields,
      id: row['Id'],
      lastModifiedById: row['LastModifiedById'] ?? null,
      lastModifiedDate: typeof row['LastModifiedDate'] === 'string' ? row['LastModifiedDate'].replace('+0000', 'Z') : null,
      recordTypeId: row['RecordTypeId'] ?? null,
      recordTypeInfo: this.recordType(actual, row['RecordTypeId']),
      systemModstamp: typeof stamp === 'string' ? stamp.replace('+0000', 'Z') : null,
      weakEtag
    };
    return { ...representation, eTag: eTagOf(representation) };
  }

  private value(field: FieldDef, row: JsonRow): { readonly displayValue: unknown; readonly value: unknown } {
    if (field.type === 'address') return { displayValue: null, value: row[field.apiName] ?? null };
    const value = row[field.apiName] ?? null;
    return { displayValue: displayValue(field, value, this.call.user), value: zulu(field, value) };
  }

  private parent(row: unknown, { tree }: ParentTree): { readonly displayValue: unknown; readonly value: unknown } {
    if (!isRow(row)) return { displayValue: null, value: null };
    const name = tree.object.nameField;
    return { displayValue: (name && row[name.apiName]) ?? null, value: this.record(row, tree) };
  }

  private recordType(object: ObjectDef, id: unknown): Record<string, unknown> | null {
    const info = typeof id === 'string' ? recordTypes(this.call.org, this.tx, object).find((candidate) => candidate.id === id) : undefined;
    return info
      ? { available: info.active, defaultRecordTypeMapping: info.isDefault, master: false, name: info.label, recordTypeId: info.id }
      : null;
  }
}

export interface LoadOptions {
  /** Condition and order after FROM, for example `WHERE Id IN :ids`. */
  readonly clause: string;
  readonly binds?: (name: string) => OrgValue | readonly OrgValue[] | undefined;
}

/** Records the caller can see, as UI API carries them. */
export function loadRecords(call: ApiCall, tx: Transaction, tree: FieldTree, { clause, binds }: LoadOptions): RecordRepresentation[] {
  const access = policyOf(call, tx);
  const soql = `SELECT ${selectList(tree, access).join(', ')} FROM ${tree.object.apiName} ${clause}`;
  const result = call.org.queries.execute(tx, soql, { access, ...(binds ? { binds } : {}) });
  const representer = new Representer(call, tx);
  return renderRecords(result, versionPath(call.version)).map((row) => representer.record(row, tree));
}

/** @throws OrgException NOT_FOUND if the record does not exist or the caller cannot see it: the error is the same */
export function loadRecord(call: ApiCall, tx: Transaction, tree: FieldTree, id: string): RecordRepresentation {
  const found = loadRecords(call, tx, tree, { clause: 'WHERE Id = :id', binds: () => id })[0];
  if (!found) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  return found;
}
