import type { FieldDef, ObjectDef } from '../../schema/types';
import type { Condition, Expression, FieldPath, Query, SelectItem } from '../../soql/ast';
import type { Soql } from '../syntax/ast';
import type { BodyContext } from './body-context';

/** Checks at compile time that every name of a query exists. @throws ApexCompileError with the platform's wording */
export function checkQueryNames(ctx: BodyContext, node: Soql, query: Query, object: ObjectDef): void {
  const aliases = new Set<string>();
  for (const item of query.select) if (item.kind === 'expression' && item.alias) aliases.add(item.alias.toLowerCase());
  const visit = (expression: Expression): void => {
    if (expression.kind === 'field') checkPath(ctx, node, query, object, expression, aliases);
    else expression.arguments.forEach(visit);
  };
  for (const item of query.select) {
    if (item.kind === 'expression') visit(item.expression);
    else if (item.kind === 'subquery') checkSubquery(ctx, node, item.query, object);
    else if (item.kind === 'typeof') checkTypeof(ctx, node, item, object);
  }
  const conditions = (condition: Condition | null): void => {
    if (!condition) return;
    switch (condition.kind) {
      case 'and':
      case 'or':
        condition.operands.forEach(conditions);
        break;
      case 'not':
        conditions(condition.operand);
        break;
      case 'semiJoin':
        visit(condition.left);
        checkSemiJoin(ctx, node, condition.query);
        break;
      default:
        visit(condition.left);
    }
  };
  conditions(query.where);
  conditions(query.having);
  query.groupBy?.expressions.forEach(visit);
  for (const { expression } of query.orderBy) visit(expression);
}

/** The fields that a TYPEOF names of each object. What is behind ELSE are fields of `Name`, which the query itself checks. */
function checkTypeof(
  ctx: BodyContext,
  node: Soql,
  { reference, branches }: Extract<SelectItem, { kind: 'typeof' }>,
  object: ObjectDef
): void {
  const { schema } = ctx.script.program;
  const name = reference.path.at(-1) ?? '';
  if (reference.path.length > 1) ctx.unsupported(node.at, 'SOQL TYPEOF of a relationship of a parent');
  if (!object.parentRelationship(name)) ctx.fail(node.at, `Didn't understand relationship '${name}' in field path.`);
  for (const branch of branches) {
    const target = schema.object(branch.object) ?? ctx.fail(node.at, `sObject type '${branch.object}' is not supported.`);
    for (const { path } of branch.fields) {
      if (path.length > 1) ctx.unsupported(node.at, 'SOQL relationship paths inside TYPEOF');
      if (!target.field(path[0] ?? '')) ctx.fail(node.at, `No such column '${path[0] ?? ''}' on entity '${target.apiName}'.`);
    }
  }
}

function checkSemiJoin(ctx: BodyContext, node: Soql, query: Query): void {
  const object = ctx.script.program.schema.object(query.from);
  if (!object) ctx.fail(node.at, `sObject type '${query.from}' is not supported.`);
  checkQueryNames(ctx, node, query, object);
}

function checkSubquery(ctx: BodyContext, node: Soql, query: Query, parent: ObjectDef): void {
  const relationship = parent.childRelationship(query.from);
  const child = relationship && ctx.script.program.schema.object(relationship.childObject);
  if (!child) ctx.fail(node.at, `Didn't understand relationship '${query.from}' in FROM part of query call.`);
  checkQueryNames(ctx, node, query, child);
}

function checkPath(ctx: BodyContext, node: Soql, query: Query, root: ObjectDef, { path }: FieldPath, aliases: ReadonlySet<string>): void {
  const { schema } = ctx.script.program;
  const [first] = path;
  const named = first?.toLowerCase() === query.alias?.toLowerCase() || (path.length > 1 && first?.toLowerCase() === root.key);
  const names = named ? path.slice(1) : path;
  if (names.length === 1 && aliases.has(names[0]?.toLowerCase() ?? '')) return;
  let object = root;
  for (const [i, name] of names.entries()) {
    if (i === names.length - 1) {
      if (!object.field(name)) ctx.fail(node.at, `No such column '${name}' on entity '${object.apiName}'.`);
      return;
    }
    const reference: FieldDef | undefined = object.parentRelationship(name);
    if (!reference) ctx.fail(node.at, `Didn't understand relationship '${name}' in field path.`);
    const [only] = reference.referenceTo;
    const parent = reference.referenceTo.length === 1 && only !== undefined ? schema.object(only) : undefined;
    if (!parent) return;
    object = parent;
  }
}
