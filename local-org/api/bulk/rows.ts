import { to18 } from '../../database';
import type { ForeignKeyReference, RecordInput } from '../../dml/types';
import { OrgRecord } from '../../dml/types';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import type { OrgValue } from '../../values';
import { parseText } from '../records/scalars';
import type { BulkJob } from './job';

/** The field that a column of an upload fills. */
type Column =
  | { readonly kind: 'field'; readonly field: FieldDef }
  | { readonly kind: 'parent'; readonly reference: FieldDef; readonly external: FieldDef };

const NULL_CELL = '#N/A';
const TRUE_CELLS = ['yes', 'y', 'true', 'on', '1'];
const FALSE_CELLS = ['no', 'n', 'false', 'off', '0'];

const invalidColumn = (name: string): OrgException => new OrgException('INVALID_FIELD', `InvalidBatch : Field name not found : ${name}`);

/** `Owner.Username`, or `Who:Contact.Ext__c` where the reference may point to several objects. */
function parentColumn(object: ObjectDef, name: string, schema: Schema): Column {
  const match = /^(\w+)(?::(\w+))?\.(\w+)$/.exec(name);
  const reference = match && object.parentRelationship(match[1] ?? '');
  if (!reference) throw invalidColumn(name);
  const targets = reference.referenceTo;
  const target = match[2] ?? (targets.length === 1 ? targets[0] : undefined);
  const parent = target === undefined ? undefined : schema.object(target);
  const external = parent?.field(match[3] ?? '');
  if (!external || !(external.externalId || external.idLookup) || !targets.some((candidate) => candidate.toLowerCase() === parent?.key)) {
    throw invalidColumn(name);
  }
  return { kind: 'parent', reference, external };
}

/** Turns rows of an upload into records. */
export class RowReader {
  private readonly columns: readonly Column[];

  /** @throws OrgException naming a column the object does not have, or the one that is missing */
  constructor(
    readonly object: ObjectDef,
    schema: Schema,
    header: readonly string[],
    job: BulkJob
  ) {
    const seen = new Set<string>();
    this.columns = header.map((name) => {
      if (seen.has(name.toLowerCase())) throw new OrgException('INVALID_FIELD', `InvalidBatch : Duplicate column : ${name}`);
      seen.add(name.toLowerCase());
      const field = object.field(name);
      return field ? { kind: 'field', field } : parentColumn(object, name, schema);
    });
    const identifies = job.operation === 'upsert' ? (job.externalIdFieldName ?? 'Id') : 'Id';
    if (job.operation !== 'insert' && !seen.has(identifies.toLowerCase())) {
      throw new OrgException('INVALID_FIELD', `InvalidBatch : The column ${identifies} is missing`);
    }
    if (job.operation === 'insert' && seen.has('id')) throw invalidColumn('Id');
    if ((job.operation === 'delete' || job.operation === 'hardDelete') && header.length > 1) {
      throw new OrgException('INVALID_FIELD', 'InvalidBatch : A delete takes the column Id alone');
    }
  }

  /** @throws OrgException INVALID_TYPE_ON_FIELD_IN_RECORD for a cell that is not of its field's type */
  read(cells: readonly string[]): RecordInput {
    const record = new OrgRecord(this.object);
    const references: ForeignKeyReference[] = [];
    this.columns.forEach((column, index) => {
      const cell = cells[index] ?? '';
      // An empty cell leaves the field unchanged; only #N/A clears it.
      if (cell === '') return;
      if (column.kind === 'field') record.set(column.field.apiName, readCell(column.field, cell));
      else if (cell === NULL_CELL) record.set(column.reference.apiName, null);
      else {
        const { reference, external } = column;
        const value = readCell(external, cell);
        references.push({ field: reference.apiName, object: external.object.apiName, externalIdField: external.apiName, value });
      }
    });
    return references.length > 0 ? { record, references } : { record };
  }
}

function readCell(field: FieldDef, cell: string): OrgValue {
  if (cell === NULL_CELL) return null;
  if (field.type === 'reference' || field.type === 'id') return to18(cell) ?? cell;
  const word = cell.toLowerCase();
  const value =
    field.type === 'boolean' ? (TRUE_CELLS.includes(word) ? true : FALSE_CELLS.includes(word) ? false : undefined) : parseText(field, cell);
  if (value === undefined) {
    throw new OrgException('INVALID_TYPE_ON_FIELD_IN_RECORD', `value not of required type: ${cell}`, [field.apiName]);
  }
  return value;
}
