import { ignoresCase, quoteName } from '../database';
import type { ObjectDef, ValidationRuleDef } from '../schema/types';
import type { CompiledFormula } from './formula/session';
import { checkReferenceAccess, type ReferenceUse } from './row-access';
import { IN_LIST } from './rows';
import type { SaveContext } from './save-context';
import { okRows, type SaveRow } from './save-row';

/** Objects whose rows may not point to a converted lead. */
const NOT_FOR_CONVERTED_LEADS = new Set(['task', 'event', 'campaignmember', 'emailmessage']);

/** Refuses records that lack a required field. */
export function checkRequired(context: SaveContext, rows: readonly SaveRow[]): void {
  for (const row of rows) {
    const missing = context.plan.required.filter((field) => row.get(field) === null).map((field) => field.apiName);
    if (missing.length > 0) row.fail('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
  }
}

/** Refuses values of unique fields that another record has, in the database or earlier in this chunk. One query per field. */
export function checkUnique(context: SaveContext, rows: readonly SaveRow[]): void {
  for (const field of context.plan.unique) {
    const candidates = rows.filter((row) => row.ok && row.get(field) !== null && row.changed(field));
    if (candidates.length === 0) continue;
    const fold = ignoresCase(field) ? (value: unknown) => String(value).toLowerCase() : String;
    const holders = new Map<string, string>();
    const live = context.plan.isDeleted ? ' AND IsDeleted = 0' : '';
    const column = quoteName(field.apiName);
    const values = JSON.stringify(candidates.map((row) => row.get(field)));
    for (const found of context.tx.db.all(`SELECT Id, ${column} AS Value FROM ${context.plan.table} WHERE ${column} ${IN_LIST}${live}`, [
      values
    ])) {
      holders.set(fold(found['Value']), String(found['Id']));
    }
    for (const row of candidates) {
      const key = fold(row.get(field));
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, row.record.id ?? '');
      else if (holder !== row.record.id || holder === '') {
        const who = holder === '' ? '<unknown>' : holder.slice(0, 15);
        row.fail('DUPLICATE_VALUE', `duplicate value found: ${field.apiName} duplicates value on record with id: ${who}`, [field.apiName]);
      }
    }
  }
}

/** Refuses references to what does not exist, is deleted, is of the wrong object or may not be used. One query per object referred to. */
export function checkReferences(context: SaveContext, rows: readonly SaveRow[]): void {
  const wanted = new Map<ObjectDef, Map<string, ReferenceUse[]>>();
  for (const field of context.plan.references) {
    for (const row of rows) {
      const id = row.get(field);
      if (!row.ok || typeof id !== 'string' || !row.changed(field)) continue;
      const target = context.core.schema.objectByPrefix(id.slice(0, 3));
      if (!target || !field.referenceTo.some((name) => name.toLowerCase() === target.key)) {
        row.fail('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.apiName]);
        continue;
      }
      let byId = wanted.get(target);
      if (!byId) wanted.set(target, (byId = new Map()));
      const users = byId.get(id);
      if (users) users.push({ row, field });
      else byId.set(id, [{ row, field }]);
    }
  }
  for (const [target, byId] of wanted) {
    checkTargets(context, target, byId);
    checkReferenceAccess(context, target, byId);
  }
}

function checkTargets(context: SaveContext, target: ObjectDef, byId: Map<string, ReferenceUse[]>): void {
  const plan = context.core.plan(target);
  const converted = target.field('IsConverted') && NOT_FOR_CONVERTED_LEADS.has(context.plan.object.key) ? ', IsConverted' : '';
  const deleted = plan.isDeleted ? ', IsDeleted' : '';
  const found = context.tx.db.all(`SELECT Id${deleted}${converted} FROM ${plan.table} WHERE Id ${IN_LIST}`, [
    JSON.stringify([...byId.keys()])
  ]);
  const state = new Map(found.map((row) => [String(row['Id']), row]));
  for (const [id, users] of byId) {
    const row = state.get(id);
    for (const user of users) {
      if (!row) user.row.fail('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
      else if (row['IsDeleted'] === 1) user.row.fail('ENTITY_IS_DELETED', 'entity is deleted');
      else if (row['IsConverted'] === 1 && !context.mode.internal) {
        user.row.fail('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', [user.field.apiName]);
      }
    }
  }
}

interface Rule {
  readonly rule: ValidationRuleDef;
  readonly formula: CompiledFormula;
}

const rulesByObject = new WeakMap<ObjectDef, readonly Rule[]>();

/** Runs the active validation rules; every rule that is violated is reported. */
export function checkValidationRules(context: SaveContext, rows: readonly SaveRow[]): void {
  const rules = rulesOf(context);
  const live = okRows(rows);
  if (rules.length === 0 || live.length === 0) return;
  context.session.prepare(
    live.map((row) => row.record),
    rules.map((entry) => entry.formula)
  );
  for (const row of live) {
    for (const { rule, formula } of rules) {
      if (context.session.evaluate(formula, row.record, row.prior, row.prior === null) !== true) continue;
      row.fail(
        'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        rule.errorMessage,
        rule.errorDisplayField === undefined ? [] : [rule.errorDisplayField]
      );
    }
  }
}

function rulesOf(context: SaveContext): readonly Rule[] {
  const { object } = context.plan;
  let rules = rulesByObject.get(object);
  if (!rules) {
    rules = object.validationRules
      .filter((rule) => rule.active)
      .map((rule) => ({ rule, formula: context.core.formulas.condition(object, rule.errorConditionFormula) }));
    rulesByObject.set(object, rules);
  }
  return rules;
}
