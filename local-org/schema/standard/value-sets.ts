import type { PicklistValue } from '../types';
import { STANDARD_OBJECTS } from './index';

/** The standard value sets of the catalogue's picklists by name, with the values a new org has. */
export function standardValueSets(): Map<string, readonly PicklistValue[]> {
  const sets = new Map<string, readonly PicklistValue[]>();
  for (const { picklist } of STANDARD_OBJECTS.flatMap((object) => object.fields)) {
    if (picklist?.valueSetName !== undefined) sets.set(picklist.valueSetName, picklist.values);
  }
  return sets;
}

/** Names of the standard value sets that a project may fill. */
export const STANDARD_VALUE_SET_NAMES: ReadonlySet<string> = new Set(standardValueSets().keys());
