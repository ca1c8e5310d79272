import { quoteName } from '../database';
import type { Transaction } from '../database/types';
import type { OrgRooms } from '../rooms';
import type { FieldDef, ObjectDef, Schema } from '../schema/types';

/**
 * Brings rows that exist up to fields that are new or mean something else: a new checkbox is set where that is its default,
 * roll-ups are computed. As on the platform, neither fires triggers, and other defaults are for new rows only.
 */
export function bringRowsUpToDate(tx: Transaction, before: Schema, { metadata: { schema }, dml }: OrgRooms): void {
  const summing: ObjectDef[] = [];
  for (const object of schema.objects) {
    const known = before.object(object.apiName);
    if (!known) continue;
    for (const field of object.fields) {
      if (field.type === 'boolean' && field.custom && field.defaultValue === 'true' && !known.field(field.apiName)) {
        tx.db.run(`UPDATE ${quoteName(object.apiName)} SET ${quoteName(field.apiName)} = 1`);
      }
    }
    if (object.fields.some((field) => field.rollup && rollupText(field) !== rollupText(known.field(field.apiName)))) summing.push(object);
  }
  for (const object of childrenFirst(summing)) dml.computeRollups(tx, object);
}

const rollupText = (field: FieldDef | undefined): string => JSON.stringify(field?.rollup ?? null);

/** A roll-up may sum another one of its children. */
function childrenFirst(objects: readonly ObjectDef[]): ObjectDef[] {
  const ordered: ObjectDef[] = [];
  const visit = (object: ObjectDef): void => {
    if (ordered.includes(object)) return;
    const children = new Set(object.fields.map((field) => field.rollup?.childObject.toLowerCase()));
    for (const other of objects) if (other !== object && children.has(other.key)) visit(other);
    ordered.push(object);
  };
  objects.forEach(visit);
  return ordered;
}
