import type { ObjectDef, Schema } from '../../schema/types';
import type { FormulaNode } from './ast';
import { bindAmbient } from './ambient';
import type { Binding } from './binding';
import { formulaTypeOf } from './field-values';
import { INTERNAL_FUNCTIONS, PURE_FUNCTIONS } from './functions';
import { bindBinary, bindUnary } from './operators';
import { FormulaError, type Bound, type FormulaType, type FormulaUse, type ParentStep, type PureFunction } from './types';

/** Five relationships up, as on the platform. */
const MAX_PARENT_LEVELS = 5;

const TYPE_NAMES: Readonly<Record<FormulaType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Multipicklist',
  null: 'Null'
};

/** Resolves the names of a formula against the schema and checks its types. */
export class Binder implements Binding {
  constructor(
    readonly schema: Schema,
    readonly object: ObjectDef,
    readonly use: FormulaUse,
    readonly expression: string
  ) {}

  bind(node: FormulaNode): Bound {
    switch (node.kind) {
      case 'number':
      case 'text':
      case 'boolean':
        return { kind: 'constant', type: node.kind, value: node.value };
      case 'null':
        return { kind: 'constant', type: 'null', value: null };
      case 'reference':
        return node.path[0]?.startsWith('$') ? bindAmbient(this, node.path, node.position) : this.fieldReference(node.path, node.position);
      case 'unary':
        return bindUnary(this, node);
      case 'binary':
        return bindBinary(this, node);
      case 'call':
        return this.call(node);
    }
  }

  error(problem: string, position: number): FormulaError {
    return new FormulaError(problem, position, this.expression);
  }

  expect(bound: Bound, types: readonly FormulaType[], what: string, position: number): Bound {
    if (bound.type === 'null' || types.includes(bound.type)) return bound;
    this.refusePicklist(bound, position);
    const expected = types.map((type) => TYPE_NAMES[type]).join(', ');
    throw this.error(`Incorrect parameter type for ${what}. Expected ${expected}, received ${TYPE_NAMES[bound.type]}`, position);
  }

  refusePicklist(bound: Bound, position: number): void {
    if (bound.type !== 'picklist' && bound.type !== 'multipicklist') return;
    const name = bound.kind === 'field' || bound.kind === 'prior' ? ` ${bound.field.apiName}` : '';
    const kind = bound.type === 'picklist' ? 'picklist' : 'multi-select picklist';
    const article = bound.type === 'picklist' ? 'Picklist' : 'Multi-select picklist';
    throw this.error(`Field${name} is a ${kind} field. ${article} fields are only supported in certain functions.`, position);
  }

  private fieldReference(path: readonly string[], position: number): Bound {
    const names =
      path[0]?.toLowerCase() === this.object.key && path.length > 1 && !this.object.parentRelationship(path[0]) ? path.slice(1) : path;
    const steps: ParentStep[] = [];
    let object = this.object;
    for (const name of names.slice(0, -1)) {
      const step = this.step(object, name, path, position);
      steps.push(step);
      object = step.object;
    }
    if (steps.length > MAX_PARENT_LEVELS)
      throw this.error(`Field ${path.join('.')} goes up more than ${MAX_PARENT_LEVELS} relationships.`, position);
    const field = object.field(names[names.length - 1] ?? '');
    const type = field && formulaTypeOf(field);
    if (!field || !type) throw this.error(`Field ${path.join('.')} does not exist. Check spelling.`, position);
    return { kind: 'field', type, path: steps, field, blankAsZero: this.use.blanksAsZero && type === 'number' };
  }

  private step(object: ObjectDef, name: string, path: readonly string[], position: number): ParentStep {
    const [relationship = '', target] = name.split(':');
    const reference = object.parentRelationship(relationship);
    const wanted = target === 'Queue' ? 'Group' : target;
    const parentName =
      wanted === undefined
        ? reference?.referenceTo[0]
        : reference?.referenceTo.find((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
    const parent = parentName === undefined ? undefined : this.schema.object(parentName);
    if (!reference || !parent) throw this.error(`Field ${path.join('.')} does not exist. Check spelling.`, position);
    return { reference, object: parent };
  }

  private call(node: FormulaNode & { kind: 'call' }): Bound {
    const special = SPECIAL[node.name];
    if (special) return special(this, node);
    const fn = PURE_FUNCTIONS.get(node.name);
    if (!fn) throw this.error(`Unknown function ${node.name}. Check spelling.`, node.position);
    return this.apply(
      node,
      fn,
      node.args.map((argument) => this.bind(argument))
    );
  }

  apply(node: FormulaNode & { kind: 'call' }, fn: PureFunction, args: readonly Bound[]): Bound {
    const most = fn.parameters.length;
    this.arity(node, args.length, most - (fn.optional ?? 0), fn.variadic ? Infinity : most);
    args.forEach((argument, index) => {
      const types = fn.parameters[Math.min(index, most - 1)] ?? [];
      this.expect(argument, types, `function '${node.name}()'`, node.args[index]?.position ?? node.position);
    });
    if (node.name === 'ISPICKVAL' && args[1]?.kind !== 'constant') {
      throw this.error(`The second parameter of function 'ISPICKVAL()' must be a text literal`, node.position);
    }
    const type = fn.result === 'same' ? (args[0]?.type ?? 'null') : fn.result;
    return { kind: 'apply', type, name: node.name, fn, args };
  }

  arity(node: FormulaNode & { kind: 'call' }, received: number, least: number, most: number): void {
    if (received >= least && received <= most) return;
    const expected = received < least ? least : most;
    throw this.error(
      `Incorrect number of parameters for function '${node.name}()'. Expected ${expected}, received ${received}`,
      node.position
    );
  }

  /** The type both branches share. */
  common(first: Bound, second: Bound, what: string, position: number): FormulaType {
    if (first.type === 'null') return second.type;
    this.expect(second, [first.type], what, position);
    return first.type;
  }
}

type Call = FormulaNode & { kind: 'call' };
type Special = (binder: Binder, node: Call) => Bound;

const bindAll = (binder: Binder, node: Call): Bound[] => node.args.map((argument) => binder.bind(argument));

const positionOf = (node: Call, index: number): number => node.args[index]?.position ?? node.position;

/** Binds exactly `count` arguments. */
function fixed(binder: Binder, node: Call, count: number): Bound[] {
  binder.arity(node, node.args.length, count, count);
  return bindAll(binder, node);
}

function logical(kind: 'and' | 'or'): Special {
  return (binder, node) => {
    binder.arity(node, node.args.length, 1, Infinity);
    const operands = bindAll(binder, node);
    operands.forEach((operand, index) => binder.expect(operand, ['boolean'], `function '${node.name}()'`, positionOf(node, index)));
    return { kind, type: 'boolean', operands };
  };
}

const blank: Special = (binder, node) => {
  const [operand] = fixed(binder, node, 1);
  return { kind: 'blank', type: 'boolean', operand: operand ?? NULL };
};

const either: Special = (binder, node) => {
  const [first = NULL, second = NULL] = fixed(binder, node, 2);
  const type = binder.common(textIfPicklist(first), textIfPicklist(second), `function '${node.name}()'`, positionOf(node, 1));
  return { kind: 'either', type, first: textIfPicklist(first), second: textIfPicklist(second) };
};

const NULL: Bound = { kind: 'constant', type: 'null', value: null };

function textIfPicklist(bound: Bound): Bound {
  return bound.type === 'picklist' ? { kind: 'textOf', type: 'text', operand: bound } : bound;
}

/** Functions that do not simply evaluate their arguments. */
const SPECIAL: Readonly<Record<string, Special>> = {
  AND: logical('and'),
  OR: logical('or'),
  NOT: (binder, node) => {
    const [operand = NULL] = fixed(binder, node, 1);
    return { kind: 'not', type: 'boolean', operand: binder.expect(operand, ['boolean'], `function 'NOT()'`, positionOf(node, 0)) };
  },
  IF: (binder, node) => {
    const [condition = NULL, then = NULL, otherwise = NULL] = fixed(binder, node, 3);
    binder.expect(condition, ['boolean'], `function 'IF()'`, positionOf(node, 0));
    binder.refusePicklist(then, positionOf(node, 1));
    const type = binder.common(then, otherwise, `function 'IF()'`, positionOf(node, 2));
    return { kind: 'if', type, condition, then, otherwise };
  },
  CASE: (binder, node) => {
    binder.arity(node, node.args.length, 4, Infinity);
    if (node.args.length % 2 !== 0) binder.arity(node, node.args.length, node.args.length + 1, Infinity);
    const args = bindAll(binder, node).map((argument, index) => (index === 0 ? textIfPicklist(argument) : argument));
    const subject = args[0] ?? NULL;
    let result = args[args.length - 1] ?? NULL;
    for (let index = args.length - 3; index >= 1; index -= 2) {
      const match = binder.expect(args[index] ?? NULL, [subject.type], `function 'CASE()'`, positionOf(node, index));
      const value = args[index + 1] ?? NULL;
      const type = binder.common(value, result, `function 'CASE()'`, positionOf(node, index + 1));
      result = {
        kind: 'if',
        type,
        condition: { kind: 'compare', type: 'boolean', operator: '=', left: subject, right: match },
        then: value,
        otherwise: result
      };
    }
    return result;
  },
  ISBLANK: blank,
  ISNULL: blank,
  BLANKVALUE: either,
  NULLVALUE: either,
  TEXT: (binder, node) => {
    const [operand = NULL] = fixed(binder, node, 1);
    binder.expect(operand, ['number', 'date', 'datetime', 'time', 'picklist'], `function 'TEXT()'`, positionOf(node, 0));
    return { kind: 'textOf', type: 'text', operand };
  },
  TODAY: (binder, node) => ambientCall(binder, node, 'date'),
  NOW: (binder, node) => ambientCall(binder, node, 'datetime'),
  TIMENOW: (binder, node) => ambientCall(binder, node, 'time'),
  DATEVALUE: (binder, node) => {
    const [operand = NULL] = fixed(binder, node, 1);
    const timeZone: Bound = { kind: 'ambient', type: 'text', evaluate: (scope) => scope.tx.user.timeZone };
    binder.expect(operand, ['text', 'datetime'], `function 'DATEVALUE()'`, positionOf(node, 0));
    return { kind: 'apply', type: 'date', name: 'DATEVALUE', fn: INTERNAL_FUNCTIONS.dateValue, args: [operand, timeZone] };
  },
  TIMEVALUE: (binder, node) => binder.apply(node, INTERNAL_FUNCTIONS.timeValue, bindAll(binder, node)),
  ISNEW: (binder, node) => {
    fixed(binder, node, 0);
    inValidation(binder, node);
    return { kind: 'new', type: 'boolean' };
  },
  ISCHANGED: (binder, node) => ({ kind: 'changed', type: 'boolean', field: ownField(binder, node).field }),
  PRIORVALUE: (binder, node) => {
    const { field, type, blankAsZero } = ownField(binder, node);
    return { kind: 'prior', type, field, blankAsZero };
  }
};

function ambientCall(binder: Binder, node: Call, type: 'date' | 'datetime' | 'time'): Bound {
  fixed(binder, node, 0);
  const now: Bound = { kind: 'ambient', type: 'datetime', evaluate: (scope) => scope.tx.clock.now() };
  if (type === 'datetime') return now;
  if (type === 'time') return { kind: 'apply', type, name: 'TIMEVALUE', fn: INTERNAL_FUNCTIONS.timeValue, args: [now] };
  const { evaluate } = INTERNAL_FUNCTIONS.dateValue;
  return { kind: 'ambient', type, evaluate: (scope) => evaluate([scope.tx.clock.now(), scope.tx.user.timeZone]) };
}

function inValidation(binder: Binder, node: Call): void {
  if (binder.use.kind !== 'validation')
    throw binder.error(`The function ${node.name} cannot be used in this type of formula.`, node.position);
}

function ownField(binder: Binder, node: Call): Bound & { kind: 'field' } {
  inValidation(binder, node);
  const [operand = NULL] = fixed(binder, node, 1);
  if (operand.kind !== 'field' || operand.path.length > 0) {
    throw binder.error(
      `Incorrect parameter for function '${node.name}()'. Expected a field of ${binder.object.apiName}`,
      positionOf(node, 0)
    );
  }
  return operand;
}
