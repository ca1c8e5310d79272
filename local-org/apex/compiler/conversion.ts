import type { Point } from '../syntax/ast';
import { refuse } from '../syntax/problem';
import { lineage } from './hierarchy';
import { type ApexType, NUMERIC_RANK, type TypeTable } from './types';

/** An expression that has been checked, with the JavaScript that computes it. */
export interface Value {
  readonly js: string;
  readonly type: ApexType;
  /** Known not to be null. */
  readonly nonNull: boolean;
  /** Digits of a number literal, so that conversions happen at compile time. */
  readonly literal?: string;
  /** Concatenations: their code without the check of their length. */
  readonly concatenated?: string;
  /** Inline queries: what stands for the query where one SObject, or one or none, is wanted. */
  readonly single?: { readonly one: string; readonly oneOrNull: string };
  /** `Database.query(…)`: what stands for it where one SObject of this type is wanted. */
  readonly oneRow?: (type: ApexType) => string;
}

/** Whether a type argument is that of a Map's keys. */
const isKey = (type: ApexType, position: number): boolean => type.symbol?.name === 'Map' && position === 0;

/** Assignability and the code that converts from one type to another. */
export class Conversions {
  /**
   * @param decimalLiteral code of a Decimal made once from these digits
   * @param typeLiteral code of a type as it is at run time
   */
  constructor(
    private readonly types: TypeTable,
    private readonly decimalLiteral: (digits: string) => string,
    private readonly typeLiteral: (type: ApexType) => string
  ) {}

  /** 1 Integer, 2 Long, 3 Double, 4 Decimal; 0 otherwise. */
  rank(type: ApexType): number {
    return type.kind === 'declared' ? (NUMERIC_RANK[type.name] ?? 0) : 0;
  }

  isText(type: ApexType): boolean {
    return type === this.types.simple('String') || type === this.types.simple('Id');
  }

  isSObject(type: ApexType): boolean {
    return type.kind === 'sobject' || type === this.types.simple('SObject');
  }

  /** How far a value of `from` is from being of `to`; 0 for the same type, undefined where it cannot be assigned. */
  distance(from: ApexType, to: ApexType): number | undefined {
    if (from.name === to.name && from.kind === to.kind) return 0;
    if (from.kind === 'void' || to.kind === 'void') return undefined;
    if (from.kind === 'null') return to === this.types.simple('Object') ? 2 : 1;
    if (to === this.types.simple('Object')) return 100;
    const fromRank = this.rank(from);
    const toRank = this.rank(to);
    if (fromRank > 0 && toRank > 0) {
      if (fromRank < toRank) return toRank - fromRank;
      return from.name === 'Decimal' && to.name === 'Double' ? 8 : undefined;
    }
    if (this.isText(from) && this.isText(to)) return 2;
    if (from === this.types.simple('Date') && to === this.types.simple('Datetime')) return 2;
    if (from.symbol === to.symbol && from.args.length > 0) return this.collectionDistance(from, to);
    return this.supertypeDistance(from, to);
  }

  private collectionDistance(from: ApexType, to: ApexType): number | undefined {
    const distances = from.args.map((arg, i) => {
      const target = to.args[i];
      if (!target) return undefined;
      return isKey(from, i) ? this.keyDistance(arg, target) : this.elementDistance(arg, target, from.symbol?.name ?? '');
    });
    return distances.some((distance) => distance === undefined) ? undefined : distances.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  }

  /** Keys of a Map must be of the same type; of two SObject types one may be SObject itself. */
  private keyDistance(from: ApexType, to: ApexType): number | undefined {
    if (from === to) return 0;
    if (!this.isSObject(from) || !this.isSObject(to)) return undefined;
    return from.kind === 'sobject' && to.kind === 'sobject' ? undefined : 1;
  }

  private elementDistance(from: ApexType, to: ApexType, collection: string): number | undefined {
    if (from === to) return 0;
    if (collection === 'List' || collection === 'Map') {
      if (this.isSObject(from) && this.isSObject(to)) return from.kind === 'sobject' && to.kind === 'sobject' ? undefined : 1;
      if (from === this.types.simple('SObject') && to.name === 'AggregateResult') return 1;
      if (from.args.length > 0 && from.symbol === to.symbol) return this.collectionDistance(from, to);
      if (this.isText(from) && this.isText(to)) return 1;
      if (to === this.types.simple('Object')) return 50;
      return this.supertypeDistance(from, to);
    }
    return this.isCovariant(collection) ? this.supertypeDistance(from, to) : undefined;
  }

  /** Interfaces of one type argument that only give values out. */
  private isCovariant(name: string): boolean {
    return name === 'Iterable' || name === 'Iterator';
  }

  private supertypeDistance(from: ApexType, to: ApexType): number | undefined {
    if (from.kind === 'sobject') return to === this.types.simple('SObject') ? 5 : undefined;
    if (to.kind === 'sobject') return undefined;
    const position = lineage(from, this.types).indexOf(to);
    if (position >= 0) return position;
    const iterable = this.types.simple('Iterable').symbol;
    if (to.symbol === iterable && (from.symbol?.name === 'List' || from.symbol?.name === 'Set')) {
      const [element] = from.args;
      const [wanted] = to.args;
      const distance = element && wanted ? this.elementDistance(element, wanted, 'Iterable') : undefined;
      return distance === undefined ? undefined : distance + 1;
    }
    if (to.args.length > 0) {
      const relative = lineage(from, this.types).find((type) => type.symbol === to.symbol && type !== from);
      return relative ? this.collectionDistance(relative, to) : undefined;
    }
    return undefined;
  }

  /** @throws ApexCompileError `Illegal assignment from X to Y` */
  assign(value: Value, to: ApexType, file: string, at: Point): Value {
    const converted = this.tryConvert(value, to);
    if (!converted) refuse(file, at, `Illegal assignment from ${value.type.name} to ${to.name}`);
    return converted;
  }

  /** The value as `to`, or undefined where it cannot be. */
  tryConvert(value: Value, to: ApexType): Value | undefined {
    const isRow = this.isRow(to);
    if (value.single && isRow && value.type.name !== to.name) {
      const [element] = value.type.args;
      if (element && this.distance(element, to) !== undefined) return { js: value.single.one, type: to, nonNull: true };
    }
    if (value.oneRow && isRow) return { js: value.oneRow(to), type: to, nonNull: true };
    return this.distance(value.type, to) === undefined ? undefined : this.convert(value, to);
  }

  /** An SObject or a row of aggregates. */
  isRow(type: ApexType): boolean {
    return this.isSObject(type) || type.name === 'AggregateResult';
  }

  /** The code that turns a value into one of type `to`, to which it can be assigned. */
  convert(value: Value, to: ApexType): Value {
    const { type: from, nonNull } = value;
    if (from === to || from.kind === 'null') return { ...value, type: to };
    const made = (js: string, keepsNull = nonNull): Value => ({ js, type: to, nonNull: keepsNull });
    if (to.boxed || to === this.types.simple('Object')) {
      if (from.boxed || this.rank(from) === 0) return { ...value, type: to };
      if (!to.boxed && from.name !== 'Double') return { ...value, type: to };
      return made(`$box(${this.convert(value, this.types.simple('Double')).js})`);
    }
    if (from.boxed) return this.convert({ js: `$unbox(${value.js})`, type: this.types.simple('Double'), nonNull }, to);
    if (this.rank(from) > 0 && this.rank(to) > 0) return this.convertNumber(value, to);
    if (to === this.types.simple('Id') && from === this.types.simple('String')) return made(`$toId(${value.js})`);
    if (this.narrowsRows(from, to)) return made(`$host.cast(${value.js}, ${this.typeLiteral(to)})`);
    if (to === this.types.simple('Datetime') && from === this.types.simple('Date')) return made(`$dateToDatetime(${value.js})`);
    return { ...value, type: to };
  }

  /** Whether a collection of SObjects becomes one of a certain object, which it may turn out not to be. */
  private narrowsRows(from: ApexType, to: ApexType): boolean {
    const sobject = this.types.simple('SObject');
    return (
      from.symbol === to.symbol && from.args.some((arg, i) => arg === sobject && to.args[i] !== sobject && to.args[i]?.base !== 'Object')
    );
  }

  private convertNumber(value: Value, to: ApexType): Value {
    const { type: from, nonNull, literal, js } = value;
    const made = (text: string): Value => ({ js: text, type: to, nonNull });
    switch (`${from.name}>${to.name}`) {
      case 'Integer>Long':
        return made(literal === undefined ? (nonNull ? `BigInt(${js})` : `$integerToLong(${js})`) : `${literal}n`);
      case 'Integer>Double':
        return { ...value, type: to };
      case 'Integer>Decimal':
        return made(literal === undefined ? `$integerToDecimal(${js})` : this.decimalLiteral(literal));
      case 'Long>Double':
        return made(nonNull ? `Number(${js})` : `$longToDouble(${js})`);
      case 'Long>Decimal':
        return made(`$longToDecimal(${js})`);
      case 'Double>Decimal':
        return made(`$doubleToDecimal(${js})`);
      case 'Decimal>Double':
        return made(`$decimalToDouble(${js})`);
      default:
        throw new RangeError(`No conversion from ${from.name} to ${to.name}`);
    }
  }

  /** The type both branches of a conditional share. */
  common(left: ApexType, right: ApexType): ApexType {
    if (left.kind === 'null') return right;
    if (right.kind === 'null') return left;
    if (this.rank(left) > 0 && this.rank(right) > 0) return this.types.unboxed(this.rank(left) >= this.rank(right) ? left : right);
    if (left.name === right.name) return this.types.unboxed(left);
    if (this.isText(left) && this.isText(right)) return this.types.simple('String');
    if (this.isSObject(left) && this.isSObject(right)) return this.types.simple('SObject');
    if (this.distance(left, right) !== undefined) return right;
    if (this.distance(right, left) !== undefined) return left;
    return this.types.simple('Object');
  }
}
