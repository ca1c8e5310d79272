import { to18 } from '../../database';
import type { Transaction } from '../../database/types';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef, PicklistValue } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { controllingValues } from '../rest/describe-field';
import { policyOf } from '../rest/dml';
import { recordTypes } from '../rest/describe';
import { eTagOf, uiHandler } from './handler';
import { uiObject } from './read-records';

/** Values of a field that a record type offers; all for the master. @throws OrgException for an unknown record type */
function offered(call: ApiCall, tx: Transaction, object: ObjectDef, field: FieldDef, recordTypeId: string): readonly PicklistValue[] {
  const id = to18(recordTypeId);
  const info = recordTypes(call.org, tx, object).find((type) => type.id === id);
  if (!info) throw new OrgException('INVALID_CROSS_REFERENCE_KEY', `Record type ${recordTypeId} does not belong to ${object.apiName}`);
  const active = (field.picklist?.values ?? []).filter((value) => value.active);
  const definition = object.recordTypes.find((type) => type.developerName === info.developerName);
  const names = info.master ? undefined : definition?.picklistValues[field.apiName];
  return names ? active.filter((value) => names.includes(value.value)) : active;
}

const valueJson = (value: PicklistValue, controlling: readonly string[]): Record<string, unknown> => ({
  attributes: value.properties && Object.keys(value.properties).length > 0 ? value.properties : null,
  label: value.label,
  validFor: value.validFor ? value.validFor.flatMap((name) => (controlling.includes(name) ? [controlling.indexOf(name)] : [])) : [],
  value: value.value
});

function picklistJson(call: ApiCall, tx: Transaction, object: ObjectDef, field: FieldDef, recordTypeId: string): Record<string, unknown> {
  const controlling = controllingValues(object, field.picklist?.controllingField);
  const values = offered(call, tx, object, field, recordTypeId);
  const byDefault = values.find((value) => value.isDefault);
  const picklist = {
    controllerValues: Object.fromEntries(controlling.map((value, index) => [value, index])),
    defaultValue: byDefault ? valueJson(byDefault, controlling) : null,
    url: `/services/data/v${call.version}.0/ui-api/object-info/${object.apiName}/picklist-values/${recordTypeId}/${field.apiName}`,
    values: values.map((value) => valueJson(value, controlling))
  };
  return { ...picklist, eTag: eTagOf(picklist) };
}

/** `GET /ui-api/object-info/{object}/picklist-values/{recordType}/{field}` */
export const getPicklistValues = uiHandler((call) =>
  call.transact((tx) => {
    const object = uiObject(call, tx, call.params['object'] ?? '');
    const name = (call.params['field'] ?? '').replace(new RegExp(`^${object.apiName}\\.`, 'i'), '');
    const field = object.field(name);
    if (!field?.picklist || !policyOf(call, tx).canReadField(field)) {
      throw new OrgException('INVALID_FIELD', `${name} is not a picklist of ${object.apiName}, or you do not have access to it.`);
    }
    return picklistJson(call, tx, object, field, call.params['recordType'] ?? '');
  })
);

/** `GET /ui-api/object-info/{object}/picklist-values/{recordType}`: those of all picklists. */
export const getAllPicklistValues = uiHandler((call) =>
  call.transact((tx) => {
    const object = uiObject(call, tx, call.params['object'] ?? '');
    const access = policyOf(call, tx);
    const fields = object.fields.filter((field) => field.picklist && access.canReadField(field));
    const recordType = call.params['recordType'] ?? '';
    const all = {
      picklistFieldValues: Object.fromEntries(fields.map((field) => [field.apiName, picklistJson(call, tx, object, field, recordType)]))
    };
    return { ...all, eTag: eTagOf(all) };
  })
);
