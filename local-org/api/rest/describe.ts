import type { Transaction } from '../../database/types';
import type { Org } from '../../org';
import type { ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import { versionPath } from '../records/render';
import { describeField } from './describe-field';

/** The id of the master record type, used where a record has no record type. */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

/** An object without its fields, for lists of objects. */
export function basicDescribe(object: ObjectDef, access: AccessPolicy, version: number): Record<string, unknown> {
  const url = `${versionPath(version)}/sobjects/${object.apiName}`;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.createable && access.canCreateObject(object),
    custom: object.kind !== 'standard',
    customSetting: object.kind === 'customSetting',
    deepCloneable: false,
    deletable: object.deletable && access.canDeleteObject(object),
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix || null,
    label: object.label,
    labelPlural: object.pluralLabel,
    layoutable: object.kind === 'standard' ? !object.setupObject : object.kind === 'custom',
    mergeable: object.mergeable,
    mruEnabled: false,
    name: object.apiName,
    queryable: object.queryable,
    replicateable: object.field('SystemModstamp') !== undefined,
    retrieveable: object.queryable,
    searchable: object.searchable,
    triggerable: object.triggerable,
    undeletable: object.undeletable,
    updateable: object.updateable && access.canEditObject(object),
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` }
  };
}

/** A record type of an object as clients see it; `id` as in the RecordType table. */
export interface RecordTypeInfo {
  readonly id: string;
  readonly developerName: string;
  readonly label: string;
  readonly active: boolean;
  readonly master: boolean;
  readonly isDefault: boolean;
}

/** The object's record types, the one without a name last. It is the default, because no profile names another. */
export function recordTypes(org: Org, tx: Transaction, object: ObjectDef): RecordTypeInfo[] {
  const rows = org.schema.object('RecordType')
    ? tx.db.all('SELECT Id, DeveloperName, Name, IsActive FROM RecordType WHERE SobjectType = ? ORDER BY Name', [object.apiName])
    : [];
  const named = rows.map((row) => ({
    id: String(row['Id']),
    developerName: String(row['DeveloperName']),
    label: String(row['Name']),
    active: row['IsActive'] === 1,
    master: false,
    isDefault: false
  }));
  return [...named, { id: MASTER_RECORD_TYPE, developerName: 'Master', label: 'Master', active: true, master: true, isDefault: true }];
}

function describeRecordType(info: RecordTypeInfo, object: ObjectDef, version: number): Record<string, unknown> {
  return {
    active: info.active,
    available: info.active,
    defaultRecordTypeMapping: info.isDefault,
    developerName: info.developerName,
    master: info.master,
    name: info.label,
    recordTypeId: info.id,
    urls: { layout: `${versionPath(version)}/sobjects/${object.apiName}/describe/layouts/${info.id}` }
  };
}

/** The full describe of an object, limited to the fields and children that the caller can read. */
export function fullDescribe(org: Org, tx: Transaction, object: ObjectDef, access: AccessPolicy, version: number): Record<string, unknown> {
  const children = object.childRelationships.filter(({ childObject, field }) => {
    const child = org.schema.object(childObject);
    return child !== undefined && access.canReadObject(child) && access.canReadField(field);
  });
  return {
    actionOverrides: [],
    ...basicDescribe(object, access, version),
    childRelationships: children.map((child) => ({
      cascadeDelete: child.cascadeDelete,
      childSObject: child.childObject,
      deprecatedAndHidden: false,
      field: child.field.apiName,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.relationshipName ?? null,
      restrictedDelete: child.restrictedDelete
    })),
    compactLayoutable: object.compactLayoutFields !== undefined,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields.filter((field) => access.canReadField(field)).map((field) => describeField(field, access)),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypes(org, tx, object).map((info) => describeRecordType(info, object, version)),
    searchLayoutable: object.searchable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${object.pluralLabel}`, name: 'everything' },
      ...(object.field('OwnerId') ? [{ label: `My ${object.pluralLabel}`, name: 'mine' }] : [])
    ]
  };
}
