import type { FieldDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import { DAY, dateOfDay, dayNumber } from './dates';
import { textForm } from './functions';
import { exact } from './numbers';
import type { Arithmetic, Bound, Comparison, Evaluate, FormulaScope, ParentPath } from './types';
import type { OrgRecord } from '../types';

/**
 * A field's value as formulas see it: percents as fractions, ids in 15 characters, blank numbers as zero where the formula
 * says so.
 */
export function fieldInFormula(value: OrgValue, field: FieldDef, blankAsZero: boolean): OrgValue {
  if (value === null) {
    if (field.type === 'boolean') return false;
    return blankAsZero ? 0 : null;
  }
  if (field.type === 'percent' && typeof value === 'number') return exact(value / 100);
  if ((field.type === 'id' || field.type === 'reference') && typeof value === 'string') return value.slice(0, 15);
  return value;
}

/** Turns a bound formula into a closure. */
export function compileEvaluation(bound: Bound): Evaluate {
  switch (bound.kind) {
    case 'constant': {
      const { value } = bound;
      return () => value;
    }
    case 'field':
      return fieldEvaluation(bound.path, bound.field, bound.blankAsZero);
    case 'ambient':
      return bound.evaluate;
    case 'prior':
      return (scope) => fieldInFormula(scope.value(scope.prior ?? scope.record, bound.field), bound.field, bound.blankAsZero);
    case 'changed':
      return (scope) => scope.prior !== null && scope.value(scope.prior, bound.field) !== scope.value(scope.record, bound.field);
    case 'new':
      return (scope) => scope.isNew;
    case 'not': {
      const operand = compileEvaluation(bound.operand);
      return (scope) => operand(scope) !== true;
    }
    case 'and': {
      const operands = bound.operands.map(compileEvaluation);
      return (scope) => operands.every((operand) => operand(scope) === true);
    }
    case 'or': {
      const operands = bound.operands.map(compileEvaluation);
      return (scope) => operands.some((operand) => operand(scope) === true);
    }
    case 'if': {
      const [condition, then, otherwise] = [bound.condition, bound.then, bound.otherwise].map(compileEvaluation) as [
        Evaluate,
        Evaluate,
        Evaluate
      ];
      return (scope) => (condition(scope) === true ? then(scope) : otherwise(scope));
    }
    case 'blank': {
      const operand = compileEvaluation(bound.operand);
      return (scope) => isBlank(operand(scope));
    }
    case 'either': {
      const [first, second] = [compileEvaluation(bound.first), compileEvaluation(bound.second)];
      return (scope) => {
        const value = first(scope);
        return isBlank(value) ? second(scope) : value;
      };
    }
    default:
      return compileOperation(bound);
  }
}

type Operation = Extract<Bound, { kind: 'compare' | 'arithmetic' | 'later' | 'between' | 'concatenate' | 'textOf' | 'apply' }>;

function compileOperation(bound: Operation): Evaluate {
  switch (bound.kind) {
    case 'textOf': {
      const [operand, type] = [compileEvaluation(bound.operand), bound.operand.type];
      return (scope) => textForm(operand(scope), type);
    }
    case 'apply': {
      const [args, evaluate] = [bound.args.map(compileEvaluation), bound.fn.evaluate];
      return (scope) => evaluate(args.map((argument) => argument(scope)));
    }
    case 'later': {
      const [moment, amount, sign, type] = [compileEvaluation(bound.moment), compileEvaluation(bound.amount), bound.sign, bound.type];
      return (scope) => later(moment(scope), amount(scope), sign, type);
    }
    case 'compare': {
      const text = bound.left.type === 'text' || bound.right.type === 'text';
      const [left, right, operator] = [compileEvaluation(bound.left), compileEvaluation(bound.right), bound.operator];
      return (scope) => compareValues(operator, left(scope), right(scope), text);
    }
    case 'arithmetic': {
      const [left, right, operator] = [compileEvaluation(bound.left), compileEvaluation(bound.right), bound.operator];
      return (scope) => calculate(operator, left(scope), right(scope));
    }
    case 'between': {
      const [left, right, unit] = [compileEvaluation(bound.left), compileEvaluation(bound.right), bound.unit];
      return (scope) => between(left(scope), right(scope), unit);
    }
    case 'concatenate': {
      const [left, right] = [compileEvaluation(bound.left), compileEvaluation(bound.right)];
      return (scope) => `${left(scope) ?? ''}${right(scope) ?? ''}`;
    }
  }
}

function fieldEvaluation(path: ParentPath, field: FieldDef, blankAsZero: boolean): Evaluate {
  if (path.length === 0) return (scope) => fieldInFormula(scope.value(scope.record, field), field, blankAsZero);
  return (scope) => {
    const row = climb(scope, path);
    return fieldInFormula(row === null ? null : scope.value(row, field), field, blankAsZero);
  };
}

function climb(scope: FormulaScope, path: ParentPath): OrgRecord | null {
  let row: OrgRecord | null = scope.record;
  for (const step of path) {
    if (row === null) return null;
    row = scope.parent(row, step);
  }
  return row;
}

/** Empty text is blank. */
function isBlank(value: OrgValue): boolean {
  return value === null || value === '';
}

/** Unknown (`null`) where a side is blank, except for text, where blank is the empty text. */
function compareValues(operator: Comparison, left: OrgValue, right: OrgValue, text: boolean): boolean | null {
  const [a, b] = text ? [left ?? '', right ?? ''] : [left, right];
  if (a === null || b === null) return null;
  switch (operator) {
    case '=':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
  }
}

/** Division by zero and what leaves the real numbers are blank. */
export function calculate(operator: Arithmetic, left: OrgValue, right: OrgValue): number | null {
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  switch (operator) {
    case '+':
      return exact(left + right);
    case '-':
      return exact(left - right);
    case '*':
      return exact(left * right);
    case '/':
      return right === 0 ? null : exact(left / right);
    case '^':
      return exact(left ** right);
  }
}

export function later(moment: OrgValue, amount: OrgValue, sign: 1 | -1, type: 'date' | 'datetime' | 'time'): OrgValue {
  if (moment === null || typeof amount !== 'number') return null;
  if (type === 'date') return dateOfDay(dayNumber(String(moment)) + Math.trunc(sign * amount));
  if (type === 'datetime') return Math.round(Number(moment) + sign * amount * DAY);
  return (((Number(moment) + sign * Math.trunc(amount)) % DAY) + DAY) % DAY;
}

export function between(left: OrgValue, right: OrgValue, unit: 'date' | 'datetime' | 'time'): number | null {
  if (left === null || right === null) return null;
  if (unit === 'date') return dayNumber(String(left)) - dayNumber(String(right));
  if (unit === 'datetime') return exact((Number(left) - Number(right)) / DAY);
  return (((Number(left) - Number(right)) % DAY) + DAY) % DAY;
}
