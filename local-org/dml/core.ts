import type { IdGenerator } from '../database';
import type { Transaction } from '../database/types';
import type { ObjectDef, Schema } from '../schema/types';
import type { FormulaTranslator } from '../soql/types';
import { Formulas } from './formula/formulas';
import { SqlTranslator } from './formula/sql';
import type { DuplicateRule } from './duplicate-rules';
import type { FormulaGlobals } from './formula/types';
import { ObjectPlan } from './plan';
import { loadRows } from './rows';
import type { OrgRecord, TriggerRunner } from './types';

/** What every DML operation works with: plans per object, formulas, ids, triggers. */
export class DmlCore {
  private readonly plans = new Map<ObjectDef, ObjectPlan>();
  readonly formulas: Formulas;
  readonly translator: FormulaTranslator;

  constructor(
    readonly schema: Schema,
    readonly ids: IdGenerator,
    private readonly triggerRunner: () => TriggerRunner,
    globals: FormulaGlobals,
    readonly duplicateRules: readonly DuplicateRule[] = []
  ) {
    this.formulas = new Formulas(schema, globals, (tx, object, ids) => this.load(tx, object, ids));
    this.translator = new SqlTranslator(this.formulas);
  }

  get triggers(): TriggerRunner {
    return this.triggerRunner();
  }

  plan(object: ObjectDef): ObjectPlan {
    let plan = this.plans.get(object);
    if (!plan) this.plans.set(object, (plan = new ObjectPlan(object, this.schema)));
    return plan;
  }

  /** The plan of an object by name; `undefined` where the schema lacks it. */
  planOf(objectName: string): ObjectPlan | undefined {
    const object = this.schema.object(objectName);
    return object && this.plan(object);
  }

  load(tx: Transaction, object: ObjectDef, ids: readonly string[]): Map<string, OrgRecord> {
    return loadRows(tx.db, this.plan(object), ids);
  }
}
