import type { ObjectDef } from '../../schema/types';
import { ApexMap } from '../values/map';
import { throwNullPointer } from '../values/exception';
import { SObjectValue } from '../values/sobject';
import { current } from './execution';
import { RuntimeType } from './runtime-type';

/*
 * Custom metadata and custom settings, read past SOQL as on the platform: no query is counted, no permission asked.
 */

/** Whole rows of an object by a condition on its table, in the order asked for. */
function rows(object: ObjectDef, condition: string, parameters: readonly string[], order = 'Id'): SObjectValue[] {
  const { tx, services } = current();
  const ids = tx.db
    .all(`SELECT Id FROM "${object.apiName}" WHERE ${condition} ORDER BY "${order}"`, parameters)
    .map((row) => String(row['Id']));
  const loaded = services.dml.load(tx, object, ids);
  return ids.flatMap((id) => {
    const record = loaded.get(id);
    return record ? [SObjectValue.fromStored(object, record.slots)] : [];
  });
}

function byText(object: ObjectDef, records: readonly SObjectValue[], keyField: string): ApexMap {
  const map = ApexMap.caseInsensitive(RuntimeType.of('String'), RuntimeType.of(object.apiName));
  for (const record of records) map.put(record.peek(record.field(keyField).ordinal), record);
  return map;
}

/** `T__mdt.getInstance(x)`. */
export function customMetadata(object: ObjectDef, name: unknown): SObjectValue | null {
  if (name === null) throwNullPointer();
  const key = String(name);
  return rows(object, '(DeveloperName = ?1 COLLATE NOCASE OR QualifiedApiName = ?1 COLLATE NOCASE OR Id = ?1)', [key])[0] ?? null;
}

/** `T__mdt.getAll()`. */
export function customMetadataAll(object: ObjectDef): ApexMap {
  return byText(object, rows(object, '1 = 1', [], 'DeveloperName'), 'DeveloperName');
}

const live = (object: ObjectDef): string => (object.field('IsDeleted') ? 'IsDeleted = 0 AND ' : '');

function settingOf(object: ObjectDef, owner: string | null): SObjectValue | null {
  return owner === null ? null : (rows(object, `${live(object)}SetupOwnerId = ?`, [owner])[0] ?? null);
}

/**
 * Hierarchy: the user's values over the profile's over the org's, field by field; never null.
 * List: the record of this name.
 */
export function customSetting(object: ObjectDef, key: unknown): SObjectValue | null {
  if (object.customSettingsType === 'List') return rows(object, `${live(object)}Name = ? COLLATE NOCASE`, [String(key)])[0] ?? null;
  const { tx, services, user } = current();
  const owner = typeof key === 'string' ? key : user.id;
  const profile = owner.startsWith('005') ? tx.db.get('SELECT ProfileId FROM User WHERE Id = ?', [owner])?.['ProfileId'] : owner;
  const levels = [owner, typeof profile === 'string' ? profile : null, services.organizationId].map((id) => settingOf(object, id));
  const found = levels.filter((level) => level !== null);
  const merged = new SObjectValue(object);
  for (const { ordinal } of object.fields) {
    const level = found.find((candidate) => candidate.peek(ordinal) !== null);
    if (level) merged.slots[ordinal] = level.peek(ordinal);
  }
  return merged;
}

/** `getOrgDefaults()`: an empty record where there are none. */
export function customSettingDefaults(object: ObjectDef): SObjectValue {
  return settingOf(object, current().services.organizationId) ?? new SObjectValue(object);
}

/** `getValues(key)`: exactly this level, or the list record of this name. */
export function customSettingValues(object: ObjectDef, key: unknown): SObjectValue | null {
  return object.customSettingsType === 'List' ? customSetting(object, key) : settingOf(object, typeof key === 'string' ? key : null);
}

export function customSettingAll(object: ObjectDef): ApexMap {
  return byText(object, rows(object, `${live(object)}1 = 1`, [], 'Name'), 'Name');
}
