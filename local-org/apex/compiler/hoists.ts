import type { ObjectDef } from '../../schema/types';
import { quoted } from './names';
import type { NativeReference, TypeSymbol } from './symbols';
import type { ApexType } from './types';

/** Constants at the head of the emitted script: natives, types, objects, literals, query and DML sites, each made once. */
export class Hoists {
  private readonly byExpression = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly declarations: string[] = [];

  /** Lines that declare them, in an order in which each may use those before it. */
  get lines(): readonly string[] {
    return this.declarations;
  }

  native(reference: NativeReference, accessor: 'get' | 'set' | null = null): string {
    const name = reference.signature.replace(/\(.*$/, '').trim().split(' ').pop() ?? '';
    const args = [reference.type, reference.member, reference.signature, ...(accessor ? [accessor] : [])].map(quoted);
    return this.add(`${reference.type.replace(/^System\./, '')}_${accessor ?? ''}${name || 'new'}`, `$.native(${args.join(', ')})`);
  }

  type(type: ApexType): string {
    return this.add(`type_${type.name}`, `$.type(${quoted(type.name)})`);
  }

  object(object: ObjectDef): string {
    return this.add(`object_${object.apiName}`, `$.object(${quoted(object.apiName)})`);
  }

  decimal(digits: string): string {
    return this.add(`decimal_${digits.replace('-', 'minus')}`, `$host.decimal(${quoted(digits)})`);
  }

  /** The description of a class for whose sake queries and DML run. */
  caller(name: string): string {
    return this.add(`caller_${name}`, `$.caller(${quoted(name)})`);
  }

  enumConstant(symbol: TypeSymbol, constant: string): string {
    const name = symbol.platform?.name ?? symbol.name;
    return this.add(`${symbol.name}_${constant}`, `$host.enumConstant(${quoted(name)}, ${quoted(constant)})`);
  }

  exceptionClass(fullName: string): string {
    return this.add(`class_${fullName}`, `$host.exceptionClass(${quoted(fullName)})`);
  }

  /** The accessor of a class of another script. */
  external(name: string): string {
    return this.add(`external_${name}`, `$.accessor(${quoted(name)})`);
  }

  site(prefix: string, expression: string): string {
    return this.add(prefix, expression);
  }

  private add(suggestion: string, expression: string): string {
    const known = this.byExpression.get(expression);
    if (known) return known;
    const base = `$${suggestion.replace(/[^A-Za-z0-9_]+/g, '_').replace(/_$/, '')}`;
    let name = base;
    for (let i = 2; this.taken.has(name); i++) name = `${base}_${i}`;
    this.taken.add(name);
    this.byExpression.set(expression, name);
    this.declarations.push(`const ${name} = ${expression};`);
    return name;
  }
}
