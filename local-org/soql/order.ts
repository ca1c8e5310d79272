import type { OrderItem } from './ast';
import { queryError } from './errors';
import type { Expressions } from './expressions';
import { collated, type Operand } from './operand';
import { join, param, sql, type Sql } from './sql';

/** Digits of a value's place among at most a thousand active and inactive ones of its set, with room to spare. */
const RANK_DIGITS = 6;

/** Order of the items, `null` if there are none. Empty values come first ascending and last descending unless the item says otherwise. */
export function orderSql(items: readonly OrderItem[], expressions: Expressions, text: string): Sql | null {
  if (items.length === 0) return null;
  return join(
    items.map((item) => directed(sortKey(expressions.operand(item.expression), text), item)),
    ', '
  );
}

export function directed(key: Sql, item: OrderItem): Sql {
  const nulls = item.nulls === null ? '' : ` NULLS ${item.nulls.toUpperCase()}`;
  return sql`${key} ${item.descending ? 'DESC' : 'ASC'}${nulls}`;
}

/** Picklists sort by the order of their values in setup, values not listed after them as text; text as English locales do, by code point without regard to case. */
export function sortKey(operand: Operand, text: string): Sql {
  if (!operand.aggregate && operand.field?.sortable === false) {
    throw queryError('MALFORMED_QUERY', text, operand.position, `field '${operand.name}' can not be sorted in a query call`);
  }
  const values = operand.type === 'picklist' && !operand.aggregate ? operand.field?.picklist?.values : undefined;
  if (!values || values.length === 0) return collated(operand);
  const ranks = values.map((value, index) => sql` WHEN ${param(value.value)} THEN '0${String(index).padStart(RANK_DIGITS, '0')}'`);
  return sql`(CASE WHEN ${operand.sql} IS NULL THEN NULL ELSE CASE ${collated(operand)}${join(ranks, '')} ELSE '1' || ${operand.sql} END END) COLLATE NOCASE`;
}
