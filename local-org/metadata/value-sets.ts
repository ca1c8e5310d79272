import { stageProperties } from '../schema/standard/values';
import type { PicklistDef, PicklistValue } from '../schema/types';
import type { CustomFieldElement, CustomValueElement, StandardValueElement } from './field-shape';
import { refuse } from './shape';

/** Values that several picklists share, by name. */
export interface ValueSets {
  readonly global: ReadonlyMap<string, readonly PicklistValue[]>;
  /** Standard value sets as this project has them. */
  readonly standard: ReadonlyMap<string, readonly PicklistValue[]>;
}

export function picklistValue(element: CustomValueElement): PicklistValue {
  return {
    value: element.fullName,
    label: element.label ?? element.fullName,
    active: element.isActive ?? true,
    isDefault: element.default ?? false
  };
}

/** In alphabetical order of label where the set says so. */
export function inOrder<T extends { readonly label: string }>(values: readonly T[], sorted: boolean): T[] {
  return sorted ? [...values].sort((a, b) => a.label.localeCompare(b.label, 'en')) : [...values];
}

/** A value of a standard value set with the properties that go with its set. */
export function standardPicklistValue(setName: string, element: StandardValueElement): PicklistValue {
  const value = picklistValue(element);
  switch (setName) {
    case 'LeadStatus':
      return { ...value, properties: { converted: element.converted ?? false } };
    case 'TaskStatus':
      return { ...value, properties: { closed: element.closed ?? false } };
    case 'TaskPriority':
      return { ...value, properties: { highPriority: element.highPriority ?? false } };
    case 'OpportunityStage':
      if (element.probability === undefined || element.forecastCategory === undefined) {
        throw refuse(element.at, `the opportunity stage ${element.fullName} must have a probability and a forecastCategory`);
      }
      return {
        ...value,
        properties: stageProperties({
          closed: element.closed ?? false,
          won: element.won ?? false,
          probability: element.probability,
          forecastCategory: element.forecastCategory
        })
      };
    default:
      return value;
  }
}

/** What a picklist field may hold. @throws MetadataError for a value set that does not exist, or values said twice over */
export function readPicklist(field: CustomFieldElement, sets: ValueSets): PicklistDef {
  const set = field.valueSet;
  if (!set) throw refuse(field.at, 'a picklist must have a valueSet');
  if ((set.valueSetDefinition === undefined) === (set.valueSetName === undefined)) {
    throw refuse(set.at, 'a valueSet has either a valueSetDefinition or a valueSetName');
  }
  const validFor = new Map<string, readonly string[]>();
  for (const setting of set.valueSettings) {
    if (set.controllingField === undefined) throw refuse(setting.at, 'valueSettings need a controllingField');
    validFor.set(setting.valueName, [...(validFor.get(setting.valueName) ?? []), ...setting.controllingFieldValue]);
  }
  const values = chooseValues(set, sets).map((value) => {
    const controlling = validFor.get(value.value);
    // A dependent picklist offers nothing where no setting names the value.
    return set.controllingField === undefined ? value : { ...value, validFor: controlling ?? [] };
  });
  for (const valueName of validFor.keys()) {
    if (!values.some((value) => value.value === valueName)) throw refuse(set.at, `valueSettings name the unknown value ${valueName}`);
  }
  return {
    // Fields on a value set take no other values, whatever `restricted` says.
    restricted: set.valueSetName === undefined ? (set.restricted ?? false) : true,
    values,
    ...(set.controllingField === undefined ? {} : { controllingField: set.controllingField }),
    ...(set.valueSetName === undefined ? {} : { valueSetName: set.valueSetName })
  };
}

function chooseValues(set: NonNullable<CustomFieldElement['valueSet']>, sets: ValueSets): readonly PicklistValue[] {
  const { valueSetDefinition: definition, valueSetName } = set;
  if (definition) return inOrder(definition.value.map(picklistValue), definition.sorted ?? false);
  const shared = valueSetName === undefined ? undefined : (sets.global.get(valueSetName) ?? sets.standard.get(valueSetName));
  if (!shared) throw refuse(set.at, `there is no global or standard value set ${valueSetName ?? ''}`);
  return shared;
}
