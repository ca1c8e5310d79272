import type { ObjectPlan } from './object-definition';
import { schemaError } from './schema-error';
import type { FieldSpec } from './specification';

const SUMMABLE = new Set(['double', 'currency', 'percent', 'int']);
const COMPARABLE = new Set([...SUMMABLE, 'date', 'datetime']);

/** Longest error message of a validation rule. */
const LONGEST_MESSAGE = 255;

/**
 * Checks what only shows when all objects are known by name.
 * @throws MetadataError for the first thing that does not fit
 */
export function checkObjects(plans: readonly ObjectPlan[]): void {
  const byName = new Map<string, ObjectPlan>();
  for (const plan of plans) {
    const known = byName.get(plan.apiName.toLowerCase());
    if (known) throw schemaError(plan.source, `object ${plan.apiName} is stated twice`);
    byName.set(plan.apiName.toLowerCase(), plan);
  }
  for (const plan of plans) {
    checkNames(plan);
    checkValidationRules(plan);
    for (const field of plan.fields) {
      checkRollup(plan, field, byName);
      checkPicklist(plan, field);
    }
    checkNamedFields(plan, plan.compactLayoutFields ?? [], 'the compact layout');
    checkRecordTypes(plan);
  }
}

const fieldNamed = (plan: ObjectPlan, name: string): FieldSpec | undefined =>
  plan.fields.find((field) => field.apiName.toLowerCase() === name.toLowerCase());

function checkNames(plan: ObjectPlan): void {
  const names = new Set<string>();
  const relationships = new Set<string>();
  for (const field of plan.fields) {
    const key = field.apiName.toLowerCase();
    if (names.has(key)) throw schemaError(field.source, `${plan.apiName} has two fields named ${field.apiName}`);
    names.add(key);
    const relationship = field.relationshipName?.toLowerCase();
    if (relationship === undefined) continue;
    if (relationships.has(relationship)) {
      throw schemaError(field.source, `${plan.apiName}.${field.apiName}: the relationship ${field.relationshipName} exists already`);
    }
    relationships.add(relationship);
  }
}

function checkValidationRules(plan: ObjectPlan): void {
  const names = new Set<string>();
  for (const rule of plan.validationRules) {
    const { source } = rule;
    const named = `validation rule ${plan.apiName}.${rule.fullName}`;
    if (names.has(rule.fullName.toLowerCase())) throw schemaError(source, `${named} is stated twice`);
    names.add(rule.fullName.toLowerCase());
    if (rule.errorMessage.trim() === '') throw schemaError(source, `${named} has no error message`);
    if (rule.errorMessage.length > LONGEST_MESSAGE)
      throw schemaError(source, `${named}: the error message is longer than ${LONGEST_MESSAGE} characters`);
    if (rule.errorConditionFormula.trim() === '') throw schemaError(source, `${named} has no condition`);
    if (rule.errorDisplayField !== undefined && !fieldNamed(plan, rule.errorDisplayField)) {
      throw schemaError(source, `${named}: ${plan.apiName} has no field ${rule.errorDisplayField} to show the error at`);
    }
  }
}

function checkRollup(plan: ObjectPlan, field: FieldSpec, byName: ReadonlyMap<string, ObjectPlan>): void {
  const rollup = field.rollup;
  if (!rollup) return;
  const named = `roll-up ${plan.apiName}.${field.apiName}`;
  const child = byName.get(rollup.childObject.toLowerCase());
  if (!child) throw schemaError(field.source, `${named} sums the unknown object ${rollup.childObject}`);
  const link = fieldNamed(child, rollup.childField);
  if (!link) throw schemaError(field.source, `${named}: ${child.apiName} has no field ${rollup.childField}`);
  const points = link.referenceTo?.includes(plan.apiName) ?? false;
  if (!points || (plan.kind !== 'standard' && link.relationshipType !== 'masterDetail')) {
    throw schemaError(field.source, `${named}: ${child.apiName}.${link.apiName} is not a master-detail field to ${plan.apiName}`);
  }
  for (const filter of rollup.filters) {
    if (!fieldNamed(child, filter.field))
      throw schemaError(field.source, `${named}: filter on the unknown field ${child.apiName}.${filter.field}`);
  }
  if (rollup.operation === 'count') return;
  const summed = rollup.summarizedField === undefined ? undefined : fieldNamed(child, rollup.summarizedField);
  if (!summed)
    throw schemaError(
      field.source,
      `${named}: ${child.apiName} has no field ${rollup.summarizedField ?? '(none given)'} to ${rollup.operation}`
    );
  if (!(rollup.operation === 'sum' ? SUMMABLE : COMPARABLE).has(summed.type)) {
    throw schemaError(
      field.source,
      `${named}: ${rollup.operation} of ${child.apiName}.${summed.apiName} is not possible for a field of type ${summed.type}`
    );
  }
}

function checkPicklist(plan: ObjectPlan, field: FieldSpec): void {
  if (!field.picklist) return;
  const named = `picklist ${plan.apiName}.${field.apiName}`;
  const values = new Set<string>();
  for (const { value } of field.picklist.values) {
    if (values.has(value.toLowerCase())) throw schemaError(field.source, `${named} has the value ${value} twice`);
    values.add(value.toLowerCase());
  }
  if (field.type === 'picklist' && field.picklist.values.filter((value) => value.isDefault && value.active).length > 1) {
    throw schemaError(field.source, `${named} has more than one default value`);
  }
  const controlling = field.picklist.controllingField;
  if (controlling === undefined) return;
  const controller = fieldNamed(plan, controlling);
  if (!controller) throw schemaError(field.source, `${named} depends on the unknown field ${controlling}`);
  if (controller.type !== 'picklist' && controller.type !== 'boolean') {
    throw schemaError(field.source, `${named} cannot depend on ${controlling}, a field of type ${controller.type}`);
  }
}

function checkNamedFields(plan: ObjectPlan, names: readonly string[], where: string): void {
  for (const name of names) {
    if (!fieldNamed(plan, name)) throw schemaError(plan.source, `${where} of ${plan.apiName} names the unknown field ${name}`);
  }
}

function checkRecordTypes(plan: ObjectPlan): void {
  for (const { developerName, picklistValues } of plan.recordTypes) {
    for (const [fieldName, values] of Object.entries(picklistValues)) {
      const choices = fieldNamed(plan, fieldName)?.picklist?.values;
      const named = `record type ${plan.apiName}.${developerName}`;
      if (!choices) throw schemaError(plan.source, `${named}: ${fieldName} is no picklist of the object`);
      const unknown = values.find((value) => !choices.some((choice) => choice.value === value));
      if (unknown !== undefined) throw schemaError(plan.source, `${named}: the picklist ${fieldName} has no value ${unknown}`);
    }
  }
}
