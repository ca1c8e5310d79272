import { OrgException } from '../../errors';
import { parseQuery } from '../../soql/parser';
import type { Query, SelectItem } from '../../soql/ast';
import type { Soql } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { expression } from './expressions';
import { quoted } from './names';
import { SECURE_BY_DEFAULT } from './program-types';
import { checkQueryNames } from './query-names';

const AGGREGATES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX', 'GROUPING']);

/** `[SELECT …]`. A list, but the one row where a SObject is wanted, and a number for `SELECT COUNT()`. */
export function query(ctx: BodyContext, node: Soql): Value {
  const { types } = ctx;
  const parsed = parse(ctx, node);
  const object = ctx.script.program.schema.object(parsed.from);
  if (!object) ctx.fail(node.at, `sObject type '${parsed.from}' is not supported.`);
  checkQueryNames(ctx, node, parsed, object);
  if (parsed.access === 'SECURITY_ENFORCED' && ctx.place.apiVersion >= SECURE_BY_DEFAULT)
    ctx.fail(node.at, 'WITH SECURITY_ENFORCED is not supported from API version 67.0 on; use WITH USER_MODE');
  ctx.script.sharing.noteData();
  const aggregate = !parsed.countOnly && (parsed.groupBy !== null || parsed.select.some(isAggregate));
  const userMode = parsed.access === null ? ctx.place.userMode : parsed.access !== 'SYSTEM_MODE';
  const site = ctx.hoists.site(
    `query_${object.apiName}`,
    `{ text: ${quoted(bindNames(node))}, object: ${ctx.hoists.object(object)}, aggregate: ${aggregate}, count: ${parsed.countOnly}, ` +
      `mode: '${userMode ? 'user' : 'system'}', caller: ${ctx.caller} }`
  );
  const binds = node.binds.map(({ expression: bound }) => ctx.conversions.convert(expression(ctx, bound), types.simple('Object')).js);
  const args = `${site}, [${binds.join(', ')}]`;
  if (parsed.countOnly) return { js: `$host.queryCount(${args})`, type: types.simple('Integer'), nonNull: true };
  const row = aggregate ? (ctx.findType('System.AggregateResult') ?? ctx.unsupported(node.at, 'AggregateResult')) : types.sobject(object);
  return {
    js: `$host.query(${args})`,
    type: types.list(row),
    nonNull: true,
    single: { one: `$host.queryOne(${args})`, oneOrNull: `$host.queryOneOrNull(${args})` }
  };
}

/** The query's text with its binds called `:b0`, `:b1`, … and without comments. */
function bindNames(node: Soql): string {
  let text = '';
  let from = node.start;
  node.binds.forEach(({ start, end }, i) => {
    text += `${node.text.slice(from - node.start, start - node.start)}:b${i}`;
    from = end;
  });
  return withoutComments(text + node.text.slice(from - node.start));
}

/** Queries in Apex may hold Apex comments, queries given as text may not. */
function withoutComments(text: string): string {
  return text.replace(/'(?:[^'\\]|\\[^])*'|\/\/[^\n]*|\/\*[^]*?\*\//g, (part) => (part.startsWith("'") ? part : ' '));
}

function parse(ctx: BodyContext, node: Soql): Query {
  try {
    return parseQuery(bindNames(node));
  } catch (error) {
    if (!(error instanceof OrgException)) throw error;
    return ctx.fail(node.at, error.message.split('\n').pop() ?? error.message);
  }
}

function isAggregate(item: SelectItem): boolean {
  return item.kind === 'expression' && item.expression.kind === 'call' && AGGREGATES.has(item.expression.name);
}
