import { quoteName } from '../database';
import type { OrgValue } from '../values';
import { ignoresCase } from '../database';
import type { SaveContext } from './save-context';
import type { SaveRow } from './save-row';
import { IN_LIST } from './rows';
import type { ForeignKeyReference } from './types';

interface Use {
  readonly row: SaveRow;
  readonly reference: ForeignKeyReference;
}

/** Fills references that name their parent by an external id. One query per parent object and field. */
export function resolveForeignKeys(context: SaveContext, rows: readonly SaveRow[]): void {
  const groups = new Map<string, Use[]>();
  for (const row of rows) {
    for (const reference of row.input.references ?? []) {
      const key = `${reference.object}.${reference.externalIdField}`.toLowerCase();
      groups.set(key, [...(groups.get(key) ?? []), { row, reference }]);
    }
  }
  for (const uses of groups.values()) resolveGroup(context, uses);
}

function resolveGroup(context: SaveContext, uses: readonly Use[]): void {
  const { object: objectName, externalIdField } = uses[0]?.reference ?? { object: '', externalIdField: '' };
  const plan = context.core.planOf(objectName);
  const field = plan?.object.field(externalIdField);
  if (!plan || !field || !(field.externalId || field.idLookup || field.key === 'id')) {
    for (const { row } of uses)
      row.fail('INVALID_FIELD', `${externalIdField} is not an external ID or indexed field of ${objectName}`, [externalIdField]);
    return;
  }
  const fold = (value: OrgValue): string => (ignoresCase(field) ? String(value).toLowerCase() : String(value));
  const column = quoteName(field.apiName);
  const live = plan.isDeleted ? ' AND IsDeleted = 0' : '';
  const found = new Map<string, string[]>();
  for (const row of context.tx.db.all(`SELECT Id, ${column} AS Value FROM ${plan.table} WHERE ${column} ${IN_LIST}${live}`, [
    JSON.stringify(uses.map((use) => use.reference.value))
  ])) {
    const key = fold(String(row['Value']));
    found.set(key, [...(found.get(key) ?? []), String(row['Id'])]);
  }
  for (const { row, reference } of uses) {
    const target = context.plan.object.field(reference.field);
    const ids = found.get(fold(reference.value)) ?? [];
    if (!target)
      row.fail('INVALID_FIELD', `No such column '${reference.field}' on entity '${context.plan.object.apiName}'`, [reference.field]);
    else if (ids.length > 1)
      row.fail('DUPLICATE_EXTERNAL_ID', `${field.apiName}: more than one record found for external id field: [${ids.join(', ')}]`, [
        field.apiName
      ]);
    else if (ids[0] === undefined) {
      row.fail(
        'INVALID_FIELD',
        `Foreign key external ID: ${String(reference.value)} not found for field ${field.apiName} in entity ${plan.object.apiName}`
      );
    } else row.input.record.slots[target.ordinal] = ids[0];
  }
}
