import type { FieldDef, FieldType, ObjectDef } from '../schema/types';
import { noSuchColumn } from './errors';
import type { Operand, Row, Step } from './operand';
import { Scope } from './scope';
import { join, raw, sql, type Sql } from './sql';

/** Fields of the `Name` object, as which every target of a polymorphic relationship is seen. */
const NAME_FIELDS = new Set([
  'alias',
  'email',
  'firstname',
  'id',
  'isactive',
  'lastname',
  'name',
  'phone',
  'profileid',
  'title',
  'type',
  'username',
  'userroleid'
]);
const NAME_RELATIONSHIPS = new Set(['profile', 'userrole']);

/**
 * A field reached by way of a reference that may point to several objects (`Owner.Name`, `What.Type`): one scalar subquery per object,
 * of which the one for the id's prefix runs.
 * @param names the way from the target on
 * @throws OrgException INVALID_FIELD if no target has the field as part of `Name`
 */
export function polymorphicValue(
  scope: Scope,
  row: Row,
  reference: FieldDef,
  names: readonly string[],
  position: number,
  before: readonly Step[]
): Operand {
  const { environment } = scope;
  const { schema, access } = environment;
  const last = names.at(-1) ?? '';
  const targets = reference.referenceTo.map((name) => schema.object(name)).filter((object) => object !== undefined);
  const link = scope.fieldSql(row, reference);
  const allowed = names.length === 1 ? NAME_FIELDS.has(last.toLowerCase()) : NAME_RELATIONSHIPS.has((names[0] ?? '').toLowerCase());
  const branches: Sql[] = [];
  let found: Operand | undefined;
  for (const target of allowed ? targets : []) {
    if (!access.canReadObject(target)) continue;
    const branch = branchValue(scope, target, names, position, link);
    if (!branch) continue;
    branches.push(sql` WHEN '${target.keyPrefix}' THEN ${branch.sql}`);
    found ??= branch.operand;
  }
  const first = targets[0];
  if (!first || !found) throw noSuchColumn(environment.text, position, names[0] ?? '', 'Name');
  const step: Step = { relationshipName: reference.relationshipName ?? '', object: first, polymorphic: true };
  const steps = [...before, step, ...found.steps];
  const isId = names.length === 1 && last.toLowerCase() === 'id';
  const path = [...steps.map((item) => item.relationshipName), found.name];
  return {
    sql: isId ? link : sql`(CASE substr(${link}, 1, 3)${join(branches, '')} END)`,
    type: found.type,
    ...(found.field ? { field: found.field } : {}),
    name: path.join('.'),
    position,
    key: path.join('.').toLowerCase(),
    steps,
    column: false,
    aggregate: false
  };
}

interface Branch {
  readonly sql: Sql;
  readonly operand: Operand;
}

function branchValue(outer: Scope, target: ObjectDef, names: readonly string[], position: number, link: Sql): Branch | null {
  const name = names[0]?.toLowerCase() ?? '';
  if (names.length === 1 && name === 'type') return { sql: raw(`'${target.apiName}'`), operand: plain('Type', 'string', position) };
  const scope = new Scope(outer.environment, target);
  const { access } = outer.environment;
  const nameField = name === 'name' ? target.nameField : undefined;
  const first = names.length === 1 ? (nameField ?? target.field(name)) : target.parentRelationship(name);
  if (!first || !access.canReadField(first)) return null;
  const operand = scope.resolveFrom(scope.root, nameField ? [nameField.apiName] : names, position);
  const value = sql`(SELECT ${operand.sql} FROM ${scope.from} WHERE ${scope.root.alias}."Id" = ${link})`;
  const shown = operand.field?.apiName ?? '';
  return { sql: value, operand: { ...operand, name: nameField ? 'Name' : shown } };
}

function plain(name: string, type: FieldType, position: number): Operand {
  return { sql: raw('NULL'), type, name, position, key: name.toLowerCase(), steps: [], column: false, aggregate: false };
}

/** Condition-free read of one field of a target, for TYPEOF. */
export function targetField(scope: Scope, row: Row, reference: FieldDef, target: ObjectDef, name: string, position: number): Operand {
  const inner = new Scope(scope.environment, target);
  const operand = inner.fieldOf(inner.root, name, position, []);
  const link = scope.fieldSql(row, reference);
  return {
    ...operand,
    sql: sql`(SELECT ${operand.sql} FROM ${inner.from} WHERE ${inner.root.alias}."Id" = ${link})`,
    column: false
  };
}
