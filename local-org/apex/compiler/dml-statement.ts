import type { Dml } from '../syntax/ast';
import type { ObjectDef } from '../../schema/types';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { expression } from './expressions';
import { quoted } from './names';

/** A DML statement. @returns the JavaScript that runs it */
export function emitDml(ctx: BodyContext, node: Dml): string {
  const records = expression(ctx, node.records);
  requireRecords(ctx, node, records);
  ctx.script.sharing.noteData();
  const mode = (node.mode === null ? ctx.place.userMode : node.mode === 'user') ? 'user' : 'system';
  if (node.operation === 'merge') {
    if (!node.duplicates) throw new RangeError('A merge has duplicates');
    const duplicates = expression(ctx, node.duplicates);
    const site = ctx.hoists.site('merge', `{ mode: '${mode}', caller: ${ctx.caller} }`);
    const boxed = ctx.conversions.convert(duplicates, ctx.types.simple('Object'));
    return `$host.merge(${site}, ${ctx.checked(records)}, ${boxed.js})`;
  }
  const field = node.externalId ? externalIdField(ctx, node, objectOf(records)) : null;
  const site = ctx.hoists.site(
    node.operation,
    `{ operation: '${node.operation}', mode: '${mode}', externalIdField: ${field === null ? 'null' : quoted(field)}, caller: ${ctx.caller} }`
  );
  return `$host.dml(${site}, ${ctx.checked(records)})`;
}

function requireRecords(ctx: BodyContext, node: Dml, { type }: Value): void {
  const element = type.symbol?.name === 'List' ? type.args[0] : type;
  const isAggregate = element?.name === 'AggregateResult';
  if (!element || isAggregate || !ctx.conversions.isSObject(element))
    ctx.fail(node.at, `DML requires SObject or SObject list type: ${type.name}`);
}

function objectOf({ type }: Value): ObjectDef | null {
  return type.object ?? type.args[0]?.object ?? null;
}

function externalIdField(ctx: BodyContext, node: Dml, object: ObjectDef | null): string {
  const parts = node.externalId?.parts.map(({ name }) => name) ?? [];
  const name = parts[parts.length - 1] ?? '';
  const owner = object ?? (parts.length > 1 ? ctx.script.program.schema.object(parts[0] ?? '') : undefined);
  if (!owner) ctx.fail(node.at, 'Upsert with a field specification requires a concrete SObject type');
  const field = owner.field(name);
  if (!field) ctx.fail(node.externalId?.at ?? node.at, `Invalid field ${name} for SObject ${owner.apiName}`);
  if (!field.externalId && !field.idLookup && field.type !== 'id') {
    ctx.fail(node.externalId?.at ?? node.at, `Field must be External Id or have IdLookup set: ${owner.apiName}.${field.apiName}`);
  }
  return field.apiName;
}
