import type { FormulaNode } from './ast';
import type { Binding } from './binding';
import type { Arithmetic, Bound, Comparison, FormulaType } from './types';

const COMPARABLE: readonly FormulaType[] = ['number', 'text', 'date', 'datetime', 'time'];
const MOMENTS: readonly FormulaType[] = ['date', 'datetime', 'time'];

export function bindUnary(binder: Binding, node: FormulaNode & { kind: 'unary' }): Bound {
  const operand = binder.bind(node.operand);
  if (node.operator === '!') {
    return { kind: 'not', type: 'boolean', operand: binder.expect(operand, ['boolean'], `operator '!'`, node.operand.position) };
  }
  binder.expect(operand, ['number'], `operator '${node.operator}'`, node.operand.position);
  if (node.operator === '+') return operand;
  if (operand.kind === 'constant' && typeof operand.value === 'number') return { ...operand, value: -operand.value };
  return { kind: 'arithmetic', type: 'number', operator: '-', left: { kind: 'constant', type: 'number', value: 0 }, right: operand };
}

export function bindBinary(binder: Binding, node: FormulaNode & { kind: 'binary' }): Bound {
  const left = binder.bind(node.left);
  const right = binder.bind(node.right);
  const what = `operator '${node.operator}'`;
  switch (node.operator) {
    case '&&':
    case '||':
      binder.expect(left, ['boolean'], what, node.left.position);
      binder.expect(right, ['boolean'], what, node.right.position);
      return { kind: node.operator === '&&' ? 'and' : 'or', type: 'boolean', operands: [left, right] };
    case '&':
      return concatenate(binder, node, left, right, what);
    case '=':
    case '<>':
      return compare(binder, node, node.operator, left, right, [...COMPARABLE, 'boolean']);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compare(binder, node, node.operator, left, right, COMPARABLE);
    case '+':
    case '-':
      return sum(binder, node, node.operator, left, right);
    default:
      return arithmetic(binder, node, node.operator, left, right, what);
  }
}

type Binary = FormulaNode & { kind: 'binary' };

function concatenate(binder: Binding, node: Binary, left: Bound, right: Bound, what: string): Bound {
  binder.expect(left, ['text'], what, node.left.position);
  binder.expect(right, ['text'], what, node.right.position);
  return { kind: 'concatenate', type: 'text', left, right };
}

function compare(binder: Binding, node: Binary, operator: Comparison, left: Bound, right: Bound, types: readonly FormulaType[]): Bound {
  const what = `operator '${node.operator}'`;
  binder.expect(left, types, what, node.left.position);
  binder.expect(right, left.type === 'null' ? types : [left.type], what, node.right.position);
  return { kind: 'compare', type: 'boolean', operator, left, right };
}

function arithmetic(binder: Binding, node: Binary, operator: Arithmetic, left: Bound, right: Bound, what: string): Bound {
  binder.expect(left, ['number'], what, node.left.position);
  binder.expect(right, ['number'], what, node.right.position);
  return { kind: 'arithmetic', type: 'number', operator, left, right };
}

/** `+` and `-` serve numbers, points in time and (`+`) text. */
function sum(binder: Binding, node: Binary, operator: '+' | '-', left: Bound, right: Bound): Bound {
  const what = `operator '${operator}'`;
  const [leftMoment, rightMoment] = [MOMENTS.includes(left.type), MOMENTS.includes(right.type)];
  if (operator === '+' && (left.type === 'text' || right.type === 'text')) return concatenate(binder, node, left, right, what);
  if (leftMoment && rightMoment && operator === '-') {
    binder.expect(right, [left.type], what, node.right.position);
    return { kind: 'between', type: 'number', unit: moment(left.type), left, right };
  }
  if (leftMoment) {
    binder.expect(right, ['number'], what, node.right.position);
    return { kind: 'later', type: moment(left.type), moment: left, amount: right, sign: operator === '+' ? 1 : -1 };
  }
  if (rightMoment && operator === '+') {
    binder.expect(left, ['number'], what, node.left.position);
    return { kind: 'later', type: moment(right.type), moment: right, amount: left, sign: 1 };
  }
  return arithmetic(binder, node, operator, left, right, what);
}

function moment(type: FormulaType): 'date' | 'datetime' | 'time' {
  return type === 'date' || type === 'time' ? type : 'datetime';
}
