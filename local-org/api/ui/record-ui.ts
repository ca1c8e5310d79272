import { OrgException } from '../../errors';
import type { Transaction } from '../../database/types';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import type { ApiCall } from '../http/call';
import { policyOf } from '../rest/dml';
import { MASTER_RECORD_TYPE } from '../rest/describe';
import { displayValue } from './display';
import { addOptional, newTree } from './field-tree';
import { eTagOf, listParameter, uiHandler } from './handler';
import type { LayoutType, Mode } from './layouts';
import { LAYOUT_TYPES, MODES, layoutFieldPaths, layoutJson, oneOf } from './layouts';
import { objectInfo } from './object-info';
import { recordOf, uiObject } from './read-records';
import type { RecordRepresentation } from './record';
import { loadRecord } from './record';

const MOST_RECORDS = 200;

/** `GET /ui-api/layout/{object}` */
export const getLayout = uiHandler((call) =>
  call.transact((tx) => {
    const object = uiObject(call, tx, call.params['object'] ?? '');
    const type = oneOf('layoutType', LAYOUT_TYPES, call.search.get('layoutType'), 'Full');
    const mode = oneOf('mode', MODES, call.search.get('mode'), 'View');
    return layoutJson(call.org, object, type, mode, policyOf(call, tx));
  })
);

function requested<T extends string>(call: ApiCall, name: string, allowed: readonly T[], otherwise: T): T[] {
  const given = listParameter(call, name);
  return given.length === 0 ? [otherwise] : given.map((value) => oneOf(name, allowed, value, otherwise));
}

/** Layouts by record type, type and mode, as UI API nests them. */
function layoutsOf(
  call: ApiCall,
  tx: Transaction,
  object: ObjectDef,
  types: readonly LayoutType[],
  modes: readonly Mode[]
): Record<string, unknown> {
  const access = policyOf(call, tx);
  const byType = types.map((type) => [
    type,
    Object.fromEntries(modes.map((mode) => [mode, layoutJson(call.org, object, type, mode, access)]))
  ]);
  return { [MASTER_RECORD_TYPE]: Object.fromEntries(byType) };
}

/** `GET /ui-api/record-ui/{ids}`: records with their layouts and objects. */
export const getRecordUi = uiHandler((call) => {
  const given = (call.params['ids'] ?? '').split(',');
  if (given.length > MOST_RECORDS) throw new OrgException('LIMIT_EXCEEDED', `At most ${MOST_RECORDS} records can be read at once`);
  const wanted = given.map((id) => recordOf(call, id));
  const types = requested(call, 'layoutTypes', LAYOUT_TYPES, 'Full');
  const modes = requested(call, 'modes', MODES, 'View');
  return call.transact((tx) => {
    const access = policyOf(call, tx);
    const records: Record<string, RecordRepresentation> = {};
    const layouts: Record<string, unknown> = {};
    const objectInfos: Record<string, unknown> = {};
    for (const { id, object } of wanted) {
      uiObject(call, tx, object.apiName);
      const tree = newTree(object);
      const paths = [...layoutFieldPaths(call.org, object, types, access), ...listParameter(call, 'optionalFields')];
      addOptional(tree, paths, call.org.schema, access);
      records[id] = loadRecord(call, tx, tree, id);
      layouts[object.apiName] ??= layoutsOf(call, tx, object, types, modes);
      objectInfos[object.apiName] ??= objectInfo(call, tx, object);
    }
    const body = { layoutUserStates: {}, layouts, objectInfos, records };
    return { ...body, eTag: eTagOf(body) };
  });
});

/** A constant default as a field value; a formula has no value before the record is saved. */
function constantDefault(field: FieldDef): string | number | boolean | null {
  const expression = field.defaultValue?.trim();
  const chosen = field.picklist?.values.find((value) => value.active && value.isDefault)?.value ?? null;
  if (expression === undefined) return chosen;
  const text = /^(?:"([^"]*)"|'([^']*)')$/.exec(expression);
  if (text) return text[1] ?? text[2] ?? null;
  if (/^(?:true|false)$/i.test(expression)) return expression.toLowerCase() === 'true';
  return /^-?\d+(?:\.\d+)?$/.test(expression) ? Number(expression) : chosen;
}

function defaults(
  call: ApiCall,
  tx: Transaction,
  object: ObjectDef,
  mode: Mode,
  use: (field: FieldDef, access: AccessPolicy) => boolean
): Record<string, unknown> {
  const access = policyOf(call, tx);
  const layout = layoutJson(call.org, object, 'Full', mode, access);
  const fields = object.fields.filter((field) => use(field, access) && access.canReadField(field));
  const values = fields.map((field) => {
    const value = field.apiName === 'OwnerId' ? call.user.id : constantDefault(field);
    return [field.apiName, { displayValue: displayValue(field, value, call.user), value }];
  });
  const record = {
    apiName: object.apiName,
    childRelationships: {},
    fields: Object.fromEntries(values),
    recordTypeId: null,
    recordTypeInfo: null
  };
  const body = { layout, objectInfos: { [object.apiName]: objectInfo(call, tx, object) }, record: { ...record, eTag: eTagOf(record) } };
  return { ...body, eTag: eTagOf(body) };
}

/** `GET /ui-api/record-defaults/create/{object}` */
export const getCreateDefaults = uiHandler((call) =>
  call.transact((tx) =>
    defaults(
      call,
      tx,
      uiObject(call, tx, call.params['object'] ?? ''),
      'Create',
      (field, access) => field.createable && access.canCreateField(field)
    )
  )
);

/** `GET /ui-api/record-defaults/update/{id}`: the record's values with the layout and object info that a form needs. */
export const getUpdateDefaults = uiHandler((call) => {
  const { id, object } = recordOf(call, call.params['id'] ?? '');
  return call.transact((tx) => {
    uiObject(call, tx, object.apiName);
    const access = policyOf(call, tx);
    const tree = newTree(object);
    addOptional(
      tree,
      [...layoutFieldPaths(call.org, object, ['Full'], access), ...listParameter(call, 'optionalFields')],
      call.org.schema,
      access
    );
    const record = loadRecord(call, tx, tree, id);
    const body = {
      layout: layoutJson(call.org, object, 'Full', 'Edit', access),
      objectInfos: { [object.apiName]: objectInfo(call, tx, object) },
      record
    };
    return { ...body, eTag: eTagOf(body) };
  });
});
