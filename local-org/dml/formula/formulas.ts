import type { Transaction } from '../../database/types';
import { UnsupportedFeature } from '../../errors';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import { Binder } from './binder';
import { compileEvaluation } from './evaluate';
import { formulaTypeOf } from './field-values';
import { addPath, fieldsOf, type ParentTree } from './parents';
import { parseFormula } from './parser';
import { FormulaSession, type CompiledFormula, type FormulaSource, type RowLoader } from './session';
import { FormulaError, type Bound, type FormulaGlobals, type FormulaUse } from './types';

/** All formulas of a schema, compiled when first used. */
export class Formulas implements FormulaSource {
  private readonly byField = new Map<FieldDef, CompiledFormula>();
  private readonly byText = new Map<string, CompiledFormula>();
  private readonly compiling = new Set<FieldDef>();

  constructor(
    private readonly schema: Schema,
    readonly globals: FormulaGlobals,
    private readonly load: RowLoader
  ) {}

  /** A formula field's formula. @throws FormulaError; UnsupportedFeature for a result that the field's type cannot hold */
  ofField(field: FieldDef): CompiledFormula {
    const known = this.byField.get(field);
    if (known) return known;
    const { formula } = field;
    if (!formula) throw new RangeError(`${field.object.apiName}.${field.apiName} is no formula field`);
    if (this.compiling.has(field)) throw new FormulaError(`Field ${field.apiName} refers to itself`, 0, formula.expression);
    this.compiling.add(field);
    try {
      const compiled = this.compile(field.object, formula.expression, {
        kind: 'field',
        blanksAsZero: formula.treatBlanksAs === 'BlankAsZero'
      });
      this.checkResult(field, compiled.bound);
      this.byField.set(field, compiled);
      return compiled;
    } finally {
      this.compiling.delete(field);
    }
  }

  /** A validation rule's condition. @throws FormulaError, also where it is not true or false */
  condition(object: ObjectDef, expression: string): CompiledFormula {
    const compiled = this.cached('validation', object, expression);
    if (compiled.bound.type !== 'boolean')
      throw new FormulaError('Formula result is data type incompatible. Expected Boolean', 0, expression);
    return compiled;
  }

  /** A field's default. */
  defaultOf(field: FieldDef): CompiledFormula {
    return this.cached('default', field.object, field.defaultValue ?? 'null');
  }

  /** What is wrong with the formulas of the schema, each with the place where it is; empty where all can run. */
  problems(): string[] {
    const problems: string[] = [];
    const attempt = (place: string, compile: () => unknown): void => {
      try {
        compile();
      } catch (error) {
        if (!(error instanceof FormulaError || error instanceof UnsupportedFeature)) throw error;
        problems.push(`${place}: ${error.message}`);
      }
    };
    for (const object of this.schema.objects) {
      for (const field of object.fields) {
        const place = `${object.apiName}.${field.apiName}`;
        if (field.formula) attempt(place, () => this.ofField(field));
        if (field.defaultValue !== undefined) attempt(`${place}, default value`, () => this.defaultOf(field));
      }
      for (const rule of object.validationRules) {
        if (rule.active)
          attempt(`${object.apiName}, validation rule ${rule.fullName}`, () => this.condition(object, rule.errorConditionFormula));
      }
    }
    return problems;
  }

  /** A place to evaluate in, with rows loaded once. */
  session(tx: Transaction): FormulaSession {
    return new FormulaSession(tx, this, this.schema, this.load);
  }

  private cached(kind: 'validation' | 'default', object: ObjectDef, expression: string): CompiledFormula {
    const key = `${kind} ${object.key} ${expression}`;
    let compiled = this.byText.get(key);
    if (!compiled) {
      compiled = this.compile(object, expression, { kind, blanksAsZero: false });
      this.byText.set(key, compiled);
    }
    return compiled;
  }

  /** @throws FormulaError */
  private compile(object: ObjectDef, expression: string, use: FormulaUse): CompiledFormula {
    try {
      return this.compiled(object, expression, use);
    } catch (error) {
      if (!(error instanceof RangeError && /call stack/i.test(error.message))) throw error;
      throw new FormulaError('The formula is nested too deep', 0, `${expression.slice(0, 80)}…`);
    }
  }

  private compiled(object: ObjectDef, expression: string, use: FormulaUse): CompiledFormula {
    const bound = new Binder(this.schema, object, use, expression).bind(parseFormula(expression));
    const parents: ParentTree = new Map();
    for (const { path, field } of fieldsOf(bound)) addPath(parents, path, field.formula ? this.ofField(field).parents : undefined);
    return { bound, evaluate: compileEvaluation(bound), parents };
  }

  private checkResult(field: FieldDef, bound: Bound): void {
    const wanted = formulaTypeOf(field);
    if (bound.type === 'null' || bound.type === wanted) return;
    if (bound.type === 'picklist' || bound.type === 'multipicklist' || wanted === undefined) {
      throw new UnsupportedFeature(
        `formula field ${field.object.apiName}.${field.apiName} of type ${field.type} with a ${bound.type} formula`
      );
    }
    throw new FormulaError(
      `Formula result is data type (${bound.type}), incompatible with expected data type (${wanted})`,
      0,
      field.formula?.expression ?? ''
    );
  }
}
