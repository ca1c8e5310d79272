import { createHash } from 'node:crypto';
import { kindOf, masterDetails, planCustomObject, recordTypeField } from './custom-objects';
import { KeyPrefixes } from './key-prefixes';
import type { PrefixSeries } from './key-prefixes';
import { ObjectDefinition } from './object-definition';
import type { ObjectPlan } from './object-definition';
import { schemaError } from './schema-error';
import type { CustomObjectSpec, FieldSpec, ObjectExtensionSpec, SchemaInput, StandardObjectSpec } from './specification';
import { STANDARD_OBJECTS } from './standard/index';
import { customShare, historyOf } from './standard/shares';
import { tieReferences } from './relationships';
import type { ObjectDef, PicklistValue, Schema } from './types';
import { checkObjects } from './validate';

const SERIES: Record<ObjectDef['kind'], PrefixSeries> = {
  standard: 'a',
  custom: 'a',
  customSetting: 'a',
  customMetadata: 'm',
  platformEvent: 'e'
};

/**
 * Puts together the standard catalogue and what a project makes or adds.
 * @throws MetadataError with file and line for whatever does not fit: unknown objects and fields, names used twice,
 *   roll-ups without a field to sum, a third master, …
 */
export function buildSchema(input: SchemaInput): Schema {
  const prefixes = new KeyPrefixes(
    input.previousPrefixes ?? new Map(),
    STANDARD_OBJECTS.map((object) => object.keyPrefix)
  );
  const extensions = indexExtensions(input);
  const plans = STANDARD_OBJECTS.map((object) => planStandard(object, extensions.get(object.apiName), input.standardValueSets));
  const specs = [...input.custom].sort((a, b) => compare(a.apiName, b.apiName));
  for (const spec of specs) plans.push(planCustom(spec, prefixes));
  plans.push(...historyPlans(plans, extensions, specs, prefixes), ...sharePlans(plans, prefixes));

  const withActivities = specs.filter((spec) => spec.enableActivities).map((spec) => spec.apiName);
  const complete = plans.map((plan) => addActivityObjects(plan, withActivities)).sort((a, b) => compare(a.apiName, b.apiName));
  checkObjects(complete);
  const objects = complete.map((plan) => new ObjectDefinition(plan));
  const schema = new BuiltSchema(objects, createHash('sha256').update(JSON.stringify(complete, withoutSource)).digest('hex'));
  tieReferences(schema, objects, complete);
  return schema;
}

/** Where something was said does not change what was said. */
const withoutSource = (key: string, value: unknown): unknown => (key === 'source' ? undefined : value);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class BuiltSchema implements Schema {
  private readonly byName = new Map<string, ObjectDefinition>();
  private readonly byPrefix = new Map<string, ObjectDef>();

  constructor(
    readonly objects: readonly ObjectDefinition[],
    readonly hash: string
  ) {
    for (const object of objects) {
      this.byName.set(object.apiName, object);
      this.byName.set(object.key, object);
      if (!this.byPrefix.has(object.keyPrefix)) this.byPrefix.set(object.keyPrefix, object);
    }
  }

  object(apiName: string): ObjectDefinition | undefined {
    return this.byName.get(apiName) ?? this.byName.get(apiName.toLowerCase());
  }

  objectByPrefix(keyPrefix: string): ObjectDef | undefined {
    return this.byPrefix.get(keyPrefix);
  }
}

function indexExtensions(input: SchemaInput): Map<string, ObjectExtensionSpec> {
  const extensions = new Map<string, ObjectExtensionSpec>();
  for (const extension of input.extensions) {
    const standard = STANDARD_OBJECTS.find((object) => object.apiName === extension.apiName);
    if (!standard)
      throw schemaError(extension.source, `object ${extension.apiName} is not in the embedded org's catalogue of standard objects`);
    if (extensions.has(standard.apiName)) throw schemaError(extension.source, `object ${extension.apiName} is stated twice`);
    extensions.set(standard.apiName, extension);
  }
  return extensions;
}

function planStandard(
  object: StandardObjectSpec,
  extension: ObjectExtensionSpec | undefined,
  valueSets: ReadonlyMap<string, readonly PicklistValue[]> | undefined
): ObjectPlan {
  const tracked = new Set(extension?.trackedFields?.map((name) => name.toLowerCase()));
  for (const name of extension?.trackedFields ?? []) {
    if (!object.fields.some((field) => field.apiName.toLowerCase() === name.toLowerCase())) {
      throw schemaError(extension?.source, `${object.apiName} has no field ${name} whose history could be kept`);
    }
  }
  const standardFields = object.fields.map((field) => {
    const values = field.picklist?.valueSetName === undefined ? undefined : valueSets?.get(field.picklist.valueSetName);
    const chosen = field.picklist && values ? { ...field, picklist: { ...field.picklist, values } } : field;
    return tracked.has(field.apiName.toLowerCase()) ? { ...chosen, trackHistory: true } : chosen;
  });
  const recordTypes = extension?.recordTypes ?? [];
  return {
    ...object,
    kind: 'standard',
    sharingModel: extension?.sharingModel ?? object.sharingModel ?? 'ReadWrite',
    fields: [...standardFields, ...(recordTypes.length > 0 ? [recordTypeField()] : []), ...(extension?.fields ?? [])],
    validationRules: extension?.validationRules ?? [],
    recordTypes,
    ...(extension?.source === undefined ? {} : { source: extension.source }),
    ...(extension?.compactLayoutFields === undefined ? {} : { compactLayoutFields: extension.compactLayoutFields }),
    ...(extension?.excludedListButtons === undefined ? {} : { excludedListButtons: extension.excludedListButtons })
  };
}

function planCustom(spec: CustomObjectSpec, prefixes: KeyPrefixes): ObjectPlan {
  const kind = kindOf(spec);
  if (kind === undefined)
    throw schemaError(spec.source, `${spec.apiName} is not a name for a custom object: it must end in __c, __mdt or __e`);
  const masters = masterDetails(spec.fields);
  const third = masters[2];
  if (third) throw schemaError(third.source ?? spec.source, `${spec.apiName}.${third.apiName}: an object can have at most two masters`);
  return planCustomObject(spec, kind, prefixes.allocate(spec.apiName, SERIES[kind]));
}

/** An object has a share object unless it is public read/write. */
function sharePlans(plans: readonly ObjectPlan[], prefixes: KeyPrefixes): ObjectPlan[] {
  return plans
    .filter((plan) => plan.kind === 'custom' && (plan.sharingModel === 'Private' || plan.sharingModel === 'Read'))
    .map((plan) => {
      const name = plan.apiName.replace(/__c$/, '__Share');
      return generated(customShare(plan.apiName, plan.label, prefixes.allocate(name, 's')));
    });
}

function historyPlans(
  plans: readonly ObjectPlan[],
  extensions: ReadonlyMap<string, ObjectExtensionSpec>,
  specs: readonly CustomObjectSpec[],
  prefixes: KeyPrefixes
): ObjectPlan[] {
  const enabled = new Set([
    ...specs.filter((spec) => spec.enableHistory).map((spec) => spec.apiName),
    ...[...extensions.values()].filter((extension) => extension.enableHistory).map((extension) => extension.apiName)
  ]);
  return plans.flatMap((plan) => {
    const tracked = plan.fields.filter((field) => field.trackHistory);
    if (tracked.length === 0 || !enabled.has(plan.apiName)) return [];
    const names = tracked.map((field) => field.apiName);
    const history = historyOf(plan.apiName, plan.label, '', names);
    return [generated({ ...history, keyPrefix: prefixes.allocate(history.apiName, 'h') })];
  });
}

const generated = (spec: StandardObjectSpec): ObjectPlan => ({
  ...spec,
  kind: 'standard',
  sharingModel: spec.sharingModel ?? 'ControlledByParent',
  validationRules: [],
  recordTypes: []
});

function addActivityObjects(plan: ObjectPlan, objects: readonly string[]): ObjectPlan {
  if (objects.length === 0 || !plan.fields.some((field) => field.acceptsActivityObjects)) return plan;
  const extend = (field: FieldSpec): FieldSpec =>
    field.acceptsActivityObjects ? { ...field, referenceTo: [...(field.referenceTo ?? []), ...objects] } : field;
  return { ...plan, fields: plan.fields.map(extend) };
}
