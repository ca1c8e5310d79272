import type { Binary, BinaryOperator, Point, Unary } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { condition, expression } from './expressions';
import type { ApexType } from './types';

/** Two operands and what is between them. */
export function binary(ctx: BodyContext, node: Binary): Value {
  const { operator, at } = node;
  if (operator === '&&' || operator === '||') {
    return made(ctx, `(${condition(ctx, node.left)} ${operator} ${condition(ctx, node.right)})`, 'Boolean');
  }
  const left = expression(ctx, node.left);
  const right = expression(ctx, node.right);
  switch (operator) {
    case '==':
    case '!=':
    case '===':
    case '!==':
      return equality(ctx, operator, left, right, at);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return comparison(ctx, operator, left, right, at);
    default:
      return operate(ctx, operator, left, right, at);
  }
}

function made(ctx: BodyContext, js: string, type: 'Boolean' | 'String' | 'Integer' | 'Long' | 'Double' | 'Decimal'): Value {
  return { js, type: ctx.types.simple(type), nonNull: true };
}

function equality(ctx: BodyContext, operator: '==' | '!=' | '===' | '!==', left: Value, right: Value, at: Point): Value {
  const negated = operator.startsWith('!');
  const strict = negated ? '!==' : '===';
  const not = negated ? '!' : '';
  const { conversions, types } = ctx;
  if (left.type.kind === 'void' || right.type.kind === 'void') ctx.fail(at, 'Comparison arguments must be compatible types: void');
  if (left.type.kind === 'null' || right.type.kind === 'null') return made(ctx, `(${left.js} ${strict} ${right.js})`, 'Boolean');
  const leftRank = conversions.rank(left.type);
  const rightRank = conversions.rank(right.type);
  if (leftRank > 0 && rightRank > 0) {
    const type = leftRank >= rightRank ? left.type : right.type;
    const wide = types.unboxed(type);
    const [a, b] = [conversions.convert(left, wide).js, conversions.convert(right, wide).js];
    return made(ctx, wide.name === 'Decimal' ? `${not}$decimalEquals(${a}, ${b})` : `(${a} ${strict} ${b})`, 'Boolean');
  }
  if (conversions.isText(left.type) && conversions.isText(right.type)) {
    const id = types.simple('Id');
    const byId = left.type === id || right.type === id;
    return made(ctx, byId ? `${not}$host.idEquals(${left.js}, ${right.js})` : `${not}$textEquals(${left.js}, ${right.js})`, 'Boolean');
  }
  if (!comparable(ctx, left.type, right.type))
    ctx.fail(at, `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`);
  const object = types.simple('Object');
  if (
    left.type === types.simple('Boolean') || left.type.symbol?.kind === 'enum'
      ? right.type !== object
      : hasIdentity(ctx, operator, left, right)
  )
    return made(ctx, `(${left.js} ${strict} ${right.js})`, 'Boolean');
  if (operator.length === 3 && (left.type === object || right.type === object))
    return made(ctx, `${not}$host.identical(${conversions.convert(left, object).js}, ${conversions.convert(right, object).js})`, 'Boolean');
  const wider = left.type === types.simple('Date') && right.type === types.simple('Datetime') ? right.type : left.type;
  const [a, b] =
    wider === types.simple('Datetime') && right.type === types.simple('Date') ? [left, conversions.convert(right, wider)] : [left, right];
  const converted = wider === types.simple('Datetime') ? conversions.convert(a, wider) : a;
  return made(ctx, `${not}$host.equals(${conversions.convert(converted, object).js}, ${conversions.convert(b, object).js})`, 'Boolean');
}

/** Whether `===` and `!==` compare these as objects, each of which is only identical to itself. Values of primitive types are equal or not. */
function hasIdentity(ctx: BodyContext, operator: string, left: Value, right: Value): boolean {
  if (operator.length !== 3) return false;
  const { types } = ctx;
  return ![left.type, right.type].some((type) => IDENTITY_UNKNOWN.some((name) => type === types.simple(name)));
}

const IDENTITY_UNKNOWN = ['Object', 'Date', 'Datetime', 'Time', 'Blob'] as const;

/** Whether a comparison can make sense: one type can be assigned to the other, or both are open. */
function comparable(ctx: BodyContext, left: ApexType, right: ApexType): boolean {
  const { conversions } = ctx;
  if (conversions.distance(left, right) !== undefined || conversions.distance(right, left) !== undefined) return true;
  if (conversions.isSObject(left) && conversions.isSObject(right)) return left.kind !== 'sobject' || right.kind !== 'sobject';
  return left.symbol?.kind === 'interface' || right.symbol?.kind === 'interface';
}

/** Comparisons of numbers that may be null: then they give NaN, and every comparison is false. */
const NULLABLE_COMPARISONS: Readonly<Record<string, string>> = {
  Integer: '$compareNumbers',
  Double: '$compareNumbers',
  Long: '$compareLongs',
  Decimal: '$compareDecimals'
};

function comparison(ctx: BodyContext, operator: '<' | '>' | '<=' | '>=', left: Value, right: Value, at: Point): Value {
  const { conversions, types } = ctx;
  const leftRank = conversions.rank(left.type);
  const rightRank = conversions.rank(right.type);
  if (leftRank > 0 && rightRank > 0) {
    const type = types.unboxed(leftRank >= rightRank ? left.type : right.type);
    const [a, b] = [conversions.convert(left, type).js, conversions.convert(right, type).js];
    const never = (value: Value): boolean => value.nonNull || value.literal !== undefined;
    if (!never(left) || !never(right)) return made(ctx, `(${NULLABLE_COMPARISONS[type.name] ?? ''}(${a}, ${b}) ${operator} 0)`, 'Boolean');
    return made(ctx, type.name === 'Decimal' ? `(${a}.compareTo(${b}) ${operator} 0)` : `(${a} ${operator} ${b})`, 'Boolean');
  }
  const both = (test: (type: ApexType) => boolean): boolean => test(left.type) && test(right.type);
  const date = types.simple('Date');
  const datetime = types.simple('Datetime');
  if (both((type) => type === date || type === datetime)) {
    const type = left.type === right.type ? left.type : datetime;
    return made(
      ctx,
      `($host.compare(${conversions.convert(left, type).js}, ${conversions.convert(right, type).js}) ${operator} 0)`,
      'Boolean'
    );
  }
  if (both((type) => conversions.isText(type)) || both((type) => type === types.simple('Time'))) {
    return made(ctx, `($host.compare(${left.js}, ${right.js}) ${operator} 0)`, 'Boolean');
  }
  return ctx.fail(at, `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`);
}

/** An operand of arithmetic: of the wide type and not null. */
function number(ctx: BodyContext, value: Value, type: ApexType): string {
  if (value.nonNull || value.literal !== undefined) return ctx.conversions.convert(value, type).js;
  if (value.type.boxed) return `$nonNull(${ctx.conversions.convert(value, type).js})`;
  return ctx.conversions.convert({ ...value, js: `$nonNull(${value.js})`, nonNull: true }, type).js;
}

/** `+ - * /`, bits and shifts; also behind compound assignments. */
export function operate(ctx: BodyContext, operator: BinaryOperator, left: Value, right: Value, at: Point): Value {
  const { conversions, types } = ctx;
  if (operator === '+' && (isString(ctx, left) || isString(ctx, right))) return concatenation(ctx, left, right, at);
  if ((operator === '+' || operator === '-') && isMoment(ctx, left.type)) return addToMoment(ctx, operator, left, right, at);
  const boolean = types.simple('Boolean');
  if ((operator === '&' || operator === '|' || operator === '^') && left.type === boolean && right.type === boolean)
    return made(
      ctx,
      operator === '^' ? `(${ctx.checked(left)} !== ${ctx.checked(right)})` : `!!(${ctx.checked(left)} ${operator} ${ctx.checked(right)})`,
      'Boolean'
    );
  const leftRank = conversions.rank(left.type);
  const rightRank = conversions.rank(right.type);
  if (leftRank === 0 || rightRank === 0) {
    return ctx.fail(at, `${problem(operator)} ${left.type.name}, ${right.type.name}`);
  }
  const type = types.unboxed(leftRank >= rightRank ? left.type : right.type);
  const [a, b] = [number(ctx, left, type), number(ctx, right, type)];
  switch (type.name) {
    case 'Integer':
      return integerOperation(ctx, operator, a, b);
    case 'Long':
      return longOperation(ctx, operator, a, b);
    case 'Double':
      if (operator === '/') return made(ctx, `$divideDoubles(${a}, ${b})`, 'Double');
      return operator === '+' || operator === '-' || operator === '*'
        ? made(ctx, `(${a} ${operator} ${b})`, 'Double')
        : refuseBits(ctx, operator, type, at);
    default: {
      const method = DECIMAL_METHODS.get(operator);
      return method ? made(ctx, `${a}.${method}(${b})`, 'Decimal') : refuseBits(ctx, operator, type, at);
    }
  }
}

const DECIMAL_METHODS: ReadonlyMap<BinaryOperator, string> = new Map([
  ['+', 'plus'],
  ['-', 'minus'],
  ['*', 'times'],
  ['/', 'dividedBy']
]);

function problem(operator: BinaryOperator): string {
  if (operator === '&' || operator === '|' || operator === '^')
    return 'Bitwise operator only allowed on Integer, Long or Boolean expressions:';
  if (operator === '<<' || operator === '>>' || operator === '>>>') return 'Shift expressions must be Integer or Long:';
  return 'Arithmetic expressions must use numeric arguments:';
}

function refuseBits(ctx: BodyContext, operator: BinaryOperator, type: ApexType, at: Point): never {
  return ctx.fail(at, `${problem(operator)} ${type.name}`);
}

function integerOperation(ctx: BodyContext, operator: BinaryOperator, a: string, b: string): Value {
  switch (operator) {
    case '*':
      return made(ctx, `Math.imul(${a}, ${b})`, 'Integer');
    case '/':
      return made(ctx, `$divideIntegers(${a}, ${b})`, 'Integer');
    case '>>>':
      return made(ctx, `(${a} >>> ${b} | 0)`, 'Integer');
    case '+':
    case '-':
      return made(ctx, `(${a} ${operator} ${b} | 0)`, 'Integer');
    default:
      return made(ctx, `(${a} ${operator} ${b})`, 'Integer');
  }
}

const LONG_FUNCTIONS: ReadonlyMap<BinaryOperator, string> = new Map([
  ['+', '$addLongs'],
  ['-', '$subtractLongs'],
  ['*', '$multiplyLongs'],
  ['/', '$divideLongs'],
  ['<<', '$shiftLongLeft'],
  ['>>', '$shiftLongRight'],
  ['>>>', '$shiftLongRightUnsigned']
]);

function longOperation(ctx: BodyContext, operator: BinaryOperator, a: string, b: string): Value {
  const name = LONG_FUNCTIONS.get(operator);
  return made(ctx, name ? `${name}(${a}, ${b})` : `(${a} ${operator} ${b})`, 'Long');
}

const isString = (ctx: BodyContext, value: Value): boolean => ctx.conversions.isText(value.type);

/** Texts put together. The whole is checked for its length, not each of its pieces. */
function concatenation(ctx: BodyContext, left: Value, right: Value, at: Point): Value {
  const js = `(${left.concatenated ?? textOf(ctx, left, at)} + ${right.concatenated ?? textOf(ctx, right, at)})`;
  return { ...made(ctx, `$text(${js})`, 'String'), concatenated: js };
}

/** A piece of a concatenation; null reads `null`. */
function textOf(ctx: BodyContext, value: Value, at: Point): string {
  const { types } = ctx;
  if (value.type.kind === 'void') ctx.fail(at, 'Illegal expression in a concatenation: void');
  if (value.type.kind === 'null') return "'null'";
  if (isString(ctx, value)) return value.nonNull ? value.js : `(${value.js} ?? 'null')`;
  const name = value.type.boxed ? '' : value.type.name;
  if (name === 'Integer' || name === 'Boolean' || name === 'Long') return `String(${value.js})`;
  if (name === 'Double') return `$doubleText(${value.js})`;
  return `$host.text(${ctx.conversions.convert(value, types.simple('Object')).js})`;
}

function isMoment(ctx: BodyContext, type: ApexType): boolean {
  return type === ctx.types.simple('Date') || type === ctx.types.simple('Datetime') || type === ctx.types.simple('Time');
}

function addToMoment(ctx: BodyContext, operator: '+' | '-', left: Value, right: Value, at: Point): Value {
  if (ctx.conversions.rank(right.type) === 0)
    ctx.fail(at, `Date/time expressions must use Integer or Long or Double or Decimal: ${right.type.name}`);
  const amount =
    operator === '-' ? operate(ctx, '*', { js: '-1', type: ctx.types.simple('Integer'), nonNull: true, literal: '-1' }, right, at) : right;
  const boxed = ctx.conversions.convert({ ...amount, js: ctx.checked(amount) }, ctx.types.simple('Object'));
  return { js: `$host.addToDate(${ctx.checked(left)}, ${boxed.js})`, type: left.type, nonNull: true };
}

export function unary(ctx: BodyContext, node: Unary): Value {
  const value = expression(ctx, node.operand);
  const { types, conversions } = ctx;
  if (node.operator === '!') {
    if (value.type !== types.simple('Boolean')) ctx.fail(node.at, `Condition expression must be of type Boolean: ${value.type.name}`);
    return made(ctx, `!${ctx.checked(value)}`, 'Boolean');
  }
  if (conversions.rank(value.type) === 0) ctx.fail(node.at, `Arithmetic expressions must use numeric arguments: ${value.type.name}`);
  const type = types.unboxed(value.type);
  const operand = number(ctx, value, type);
  if (node.operator === '+') return { js: operand, type, nonNull: true };
  if (node.operator === '~') {
    if (type.name === 'Integer' || type.name === 'Long') return { js: `(~${operand})`, type, nonNull: true };
    return ctx.fail(node.at, `Bitwise operator only allowed on Integer or Long expressions: ${type.name}`);
  }
  switch (type.name) {
    case 'Integer':
      return made(ctx, `(-${operand} | 0)`, 'Integer');
    case 'Long':
      return made(ctx, `$negateLong(${operand})`, 'Long');
    case 'Double':
      return made(ctx, `(-${operand})`, 'Double');
    default:
      return made(ctx, `${operand}.negate()`, 'Decimal');
  }
}
