import { quoteName } from '../database';
import type { SqlValue } from '../database/types';
import { UnsupportedFeature } from '../errors';
import type { FieldDef, ObjectDef } from '../schema/types';
import type { FormulaSql, FormulaSqlScope, FormulaTranslator, LateValue } from '../soql/types';
import { BadValue, normalise } from './normalise';
import type { RollupTarget } from './plan';
import type { OrgValue } from '../values';

/** Operations of roll-up filters, as metadata names them, on the SQL of a field and a value. */
const COMPARISONS: Readonly<Record<string, string>> = {
  equals: 'IS',
  notEqual: 'IS NOT',
  lessThan: '<',
  greaterThan: '>',
  lessOrEqual: '<=',
  greaterOrEqual: '>='
};

const LIKE_PATTERNS: Readonly<Record<string, (text: string) => string>> = {
  contains: (text) => `%${text}%`,
  notContain: (text) => `%${text}%`,
  startsWith: (text) => `${text}%`
};

/** The aggregate of one roll-up as an expression over the child's table. */
export function rollupSql(target: RollupTarget, translator: FormulaTranslator): FormulaSql {
  const { rollup, childField } = target;
  const scope = new OwnColumns(childField.object, translator);
  const conditions = rollup.filters.map((filter) => filterSql(scope, filter.field, filter.operation, filter.value));
  const condition: FormulaSql =
    conditions.length === 0
      ? { sql: '1', params: [] }
      : { sql: conditions.map((part) => part.sql).join(' AND '), params: conditions.flatMap((part) => part.params) };
  if (rollup.operation === 'count') return { sql: `sum(CASE WHEN ${condition.sql} THEN 1 ELSE 0 END)`, params: condition.params };
  const summarized = scope.field(scope.need(rollup.summarizedField ?? ''));
  const params = [...condition.params, ...summarized.params];
  return { sql: `${rollup.operation}(CASE WHEN ${condition.sql} THEN ${summarized.sql} END)`, params };
}

function filterSql(scope: OwnColumns, fieldName: string, operation: string, text: string): FormulaSql {
  const field = scope.need(fieldName);
  const column = scope.field(field);
  const values = filterValues(field, text);
  const pattern = LIKE_PATTERNS[operation];
  const comparison = COMPARISONS[operation];
  const part = (value: OrgValue): FormulaSql => {
    if (pattern) {
      const like = `ifnull(${column.sql}, '') ${operation === 'notContain' ? 'NOT LIKE' : 'LIKE'} ?`;
      return { sql: like, params: [...column.params, pattern(String(value ?? ''))] };
    }
    if (operation === 'includes' || operation === 'excludes') {
      const includes = `instr(';' || ifnull(${column.sql}, '') || ';', ';' || ? || ';') ${operation === 'includes' ? '> 0' : '= 0'}`;
      return { sql: includes, params: [...column.params, String(value ?? '')] };
    }
    if (!comparison) throw new UnsupportedFeature(`roll-up filter operation ${operation}`);
    return { sql: `${column.sql} ${comparison} ?`, params: [...column.params, typeof value === 'boolean' ? Number(value) : value] };
  };
  const parts = values.map(part);
  const negated = operation.startsWith('not') || operation === 'excludes';
  return { sql: `(${parts.map((one) => one.sql).join(negated ? ' AND ' : ' OR ')})`, params: parts.flatMap((one) => one.params) };
}

/** Several values are separated by commas (each may be quoted). */
function filterValues(field: FieldDef, text: string): OrgValue[] {
  const parts = text === '' ? [''] : (text.match(/"[^"]*"|[^,]+/g) ?? ['']).map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
  return parts.map((part) => filterValue(field, part));
}

function filterValue(field: FieldDef, text: string): OrgValue {
  if (field.type === 'boolean') return text.toLowerCase() === 'true' || text === '1';
  if (text === '') return null;
  if (['int', 'long', 'double', 'currency', 'percent'].includes(field.type)) return Number(text.replace('%', ''));
  if (field.type === 'datetime') return Date.parse(text);
  try {
    return normalise(field, text);
  } catch (error) {
    if (error instanceof BadValue) return text;
    throw error;
  }
}

/** A row by its own columns alone: roll-ups cannot follow relationships, as on the platform. */
class OwnColumns implements FormulaSqlScope {
  constructor(
    readonly object: ObjectDef,
    private readonly translator: FormulaTranslator
  ) {}

  field(field: FieldDef): FormulaSql {
    return field.formula ? this.translator.translate(field, this) : { sql: quoteName(field.apiName), params: [] };
  }

  parent(reference: FieldDef): FormulaSqlScope {
    throw new UnsupportedFeature(
      `roll-ups over a formula that reads ${reference.relationshipName ?? reference.apiName} of ${this.object.apiName}`
    );
  }

  /** @throws RangeError: the schema has checked the names */
  need(name: string): FieldDef {
    const field = this.object.field(name);
    if (!field) throw new RangeError(`${this.object.apiName} has no field ${name}`);
    return field;
  }
}

/** Parameters with late values worked out for a transaction. */
export function boundParams(params: readonly (SqlValue | LateValue)[], resolve: (late: LateValue) => SqlValue): SqlValue[] {
  return params.map((param) => (typeof param === 'function' ? resolve(param) : param));
}
