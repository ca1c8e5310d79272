import { UnsupportedFeature } from '../../errors';
import type { FieldDef } from '../../schema/types';
import type { FormulaSql, FormulaSqlScope, FormulaTranslator, LateValue } from '../../soql/types';
import type { SqlValue } from '../../database/types';
import type { Formulas } from './formulas';
import { sqlFunctionName } from './sql-functions';
import type { Bound, Evaluate } from './types';

/** SQL of a formula as text with `?` and their values; booleans are 0, 1 or NULL. */
type Sql = FormulaSql;

/** Turns formula fields into SQL with the meaning of their evaluation. */
export class SqlTranslator implements FormulaTranslator {
  constructor(private readonly formulas: Formulas) {}

  /** @throws FormulaError if the formula is wrong */
  translate(field: FieldDef, scope: FormulaSqlScope): FormulaSql {
    return resultSql(field, this.sql(this.formulas.ofField(field).bound, scope));
  }

  private sql(bound: Bound, scope: FormulaSqlScope): Sql {
    const sub = (part: Bound): Sql => this.sql(part, scope);
    switch (bound.kind) {
      case 'constant':
        return bound.value === null ? join`NULL` : parameter(typeof bound.value === 'boolean' ? Number(bound.value) : bound.value);
      case 'field':
        return fieldSql(bound, scope);
      case 'ambient':
        return { sql: '?', params: [this.late(bound.evaluate)] };
      case 'not':
        return join`(CASE WHEN ${sub(bound.operand)} THEN 0 ELSE 1 END)`;
      case 'and':
      case 'or':
        return separated(
          bound.operands.map((operand) => join`ifnull(${sub(operand)}, 0)`),
          ` ${bound.kind.toUpperCase()} `
        );
      case 'if':
        return join`(CASE WHEN ${sub(bound.condition)} THEN ${sub(bound.then)} ELSE ${sub(bound.otherwise)} END)`;
      case 'blank':
        return isText(bound.operand) ? join`(ifnull(${sub(bound.operand)}, '') = '')` : join`(${sub(bound.operand)} IS NULL)`;
      case 'either':
        return isText(bound.first)
          ? join`ifnull(nullif(${sub(bound.first)}, ''), ${sub(bound.second)})`
          : join`ifnull(${sub(bound.first)}, ${sub(bound.second)})`;
      case 'prior':
      case 'changed':
      case 'new':
        throw new UnsupportedFeature(`ISNEW, ISCHANGED and PRIORVALUE outside validation rules`);
      default:
        return operationSql(bound, sub);
    }
  }

  private late(evaluate: Evaluate): LateValue {
    return (tx) => {
      const value = this.formulas.session(tx).ambient(evaluate);
      return typeof value === 'boolean' ? Number(value) : value;
    };
  }
}

type Operation = Extract<Bound, { kind: 'compare' | 'arithmetic' | 'later' | 'between' | 'concatenate' | 'textOf' | 'apply' }>;

function operationSql(bound: Operation, sub: (part: Bound) => Sql): Sql {
  switch (bound.kind) {
    case 'compare': {
      const operator = raw(bound.operator);
      if (isText(bound.left) || isText(bound.right)) {
        return join`(ifnull(${sub(bound.left)}, '') ${operator} ifnull(${sub(bound.right)}, '') COLLATE BINARY)`;
      }
      return join`(${sub(bound.left)} ${operator} ${sub(bound.right)})`;
    }
    case 'arithmetic':
      if (bound.operator === '^') return join`formula_power(${sub(bound.left)}, ${sub(bound.right)})`;
      if (bound.operator === '/') return join`formula_exact(1.0 * ${sub(bound.left)} / nullif(${sub(bound.right)}, 0))`;
      return join`formula_exact(${sub(bound.left)} ${raw(bound.operator)} ${sub(bound.right)})`;
    case 'later':
      return join`formula_later(${sub(bound.moment)}, ${sub(bound.amount)}, ${raw(String(bound.sign))}, ${raw(`'${bound.type}'`)})`;
    case 'between':
      return join`formula_between(${sub(bound.left)}, ${sub(bound.right)}, ${raw(`'${bound.unit}'`)})`;
    case 'concatenate':
      return join`(ifnull(${sub(bound.left)}, '') || ifnull(${sub(bound.right)}, ''))`;
    case 'textOf':
      return bound.operand.type === 'picklist' || bound.operand.type === 'date'
        ? sub(bound.operand)
        : join`formula_text(${sub(bound.operand)}, ${raw(`'${bound.operand.type}'`)})`;
    case 'apply':
      return applySql(bound, bound.args.map(sub));
  }
}

function applySql(bound: Bound & { kind: 'apply' }, args: readonly Sql[]): Sql {
  if (bound.fn.variadic) {
    const name = sqlFunctionName(bound.name, 2);
    return args.reduce((left, right) => join`${raw(name)}(${left}, ${right})`);
  }
  if (bound.fn.sql) return { sql: bound.fn.sql(args.map((argument) => argument.sql)), params: args.flatMap((argument) => argument.params) };
  return join`${raw(sqlFunctionName(bound.name, args.length))}${separated(args, ', ')}`;
}

/** A field as formulas see it; see `fieldInFormula`. */
function fieldSql(bound: Bound & { kind: 'field' }, scope: FormulaSqlScope): Sql {
  const { field } = bound;
  const row = bound.path.reduce((at, step) => at.parent(step.reference, step.object), scope);
  const value = row.field(field);
  if (field.type === 'boolean') return join`ifnull(${value}, 0)`;
  if (field.type === 'id' || field.type === 'reference') return join`substr(${value}, 1, 15)`;
  const fraction = field.type === 'percent' ? join`formula_exact(${value} / 100.0)` : value;
  return bound.blankAsZero ? join`ifnull(${fraction}, 0)` : fraction;
}

/** A result as the field keeps it; see `asFieldValue`. */
function resultSql(field: FieldDef, value: Sql): Sql {
  switch (field.type) {
    case 'boolean':
      return join`ifnull(${value}, 0)`;
    case 'percent':
      return join`formula_round(${value} * 100, ${raw(String(field.scale))})`;
    case 'int':
    case 'long':
      return join`formula_round(${value}, 0)`;
    case 'double':
    case 'currency':
      return join`formula_round(${value}, ${raw(String(field.scale))})`;
    case 'date':
    case 'datetime':
    case 'time':
      return value;
    default:
      return join`nullif(${value}, '')`;
  }
}

function isText(bound: Bound): boolean {
  return bound.type === 'text' || bound.type === 'picklist' || bound.type === 'multipicklist';
}

const parameter = (value: SqlValue): Sql => ({ sql: '?', params: [value] });

const raw = (sql: string): Sql => ({ sql, params: [] });

function separated(parts: readonly Sql[], separator: string): Sql {
  return { sql: `(${parts.map((part) => part.sql).join(separator)})`, params: parts.flatMap((part) => part.params) };
}

/** Puts pieces of SQL together with their parameters in order. */
function join(texts: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  let sql = texts[0] ?? '';
  parts.forEach((part, index) => {
    sql += part.sql + (texts[index + 1] ?? '');
  });
  return { sql, params: parts.flatMap((part) => part.params) };
}
