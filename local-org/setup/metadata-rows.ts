import { createHash } from 'node:crypto';
import type { IdGenerator } from '../database/ids';
import { insertRow, updateRow } from '../database/rows';
import type { Database } from '../database/types';
import type { OrgMetadata } from '../metadata/types';
import type { ObjectDef } from '../schema/types';
import type { OrgValue } from '../values';
import { keepAnalyticsRows } from './analytics-rows';
import { writeGrants } from './permission-rows';

/** Rows of one object that metadata decides: what identifies them and what they hold. */
interface RowSet {
  readonly object: string;
  readonly keyField: string;
  readonly rows: readonly Readonly<Record<string, OrgValue>>[];
}

/**
 * Keeps the queryable rows of metadata (permission sets, Apex classes, custom metadata records, picklist tables such as LeadStatus, …)
 * equal to the metadata. Rows keep their ids from one deployment to the next; rows without metadata are deleted.
 */
export function syncMetadataRows(db: Database, ids: IdGenerator, metadata: OrgMetadata, now: number, adminId: string): void {
  db.exec('CREATE TABLE IF NOT EXISTS _MetadataState (Hash TEXT NOT NULL)');
  if (db.get('SELECT Hash FROM _MetadataState')?.['Hash'] === metadata.hash) return;
  const sync = new RowSync(db, ids, metadata, now, adminId);
  for (const { object, keyField, rows } of rowSets(metadata)) sync.apply(object, [keyField], rows);
  keepAnalyticsRows(db, metadata, adminId, (object, keyFields, rows) => sync.apply(object, keyFields, rows));
  sync.applyGroupComponents();
  sync.applyGrants();
  db.run('DELETE FROM _MetadataState');
  db.run('INSERT INTO _MetadataState VALUES (?)', [metadata.hash]);
}

class RowSync {
  constructor(
    private readonly db: Database,
    private readonly ids: IdGenerator,
    private readonly metadata: OrgMetadata,
    private readonly now: number,
    private readonly adminId: string
  ) {}

  apply(objectName: string, keyFields: readonly string[], rows: RowSet['rows']): void {
    const object = this.object(objectName);
    const keyOf = (row: Readonly<Record<string, unknown>>): string => JSON.stringify(keyFields.map((field) => String(row[field])));
    const columns = keyFields.map((field) => `"${field}"`).join(', ');
    const known = new Map(this.db.all(`SELECT Id, ${columns} FROM "${object.apiName}"`).map((row) => [keyOf(row), String(row['Id'])]));
    for (const row of rows) {
      const key = keyOf(row);
      const id = known.get(key);
      if (id) updateRow(this.db, object, id, row);
      else this.insert(object, row);
      known.delete(key);
    }
    for (const id of known.values()) this.db.run(`DELETE FROM "${object.apiName}" WHERE Id = ?`, [id]);
  }

  applyGroupComponents(): void {
    const component = this.object('PermissionSetGroupComponent');
    this.db.run('DELETE FROM PermissionSetGroupComponent');
    for (const group of this.metadata.permissionSetGroups) {
      const groupId = this.db.get('SELECT Id FROM PermissionSetGroup WHERE DeveloperName = ?', [group.fullName])?.['Id'];
      for (const name of group.permissionSets) {
        const setId = this.db.get('SELECT Id FROM PermissionSet WHERE Name = ?', [name])?.['Id'];
        if (typeof setId !== 'string' || typeof groupId !== 'string')
          throw new Error(`Permission set group ${group.fullName} names an unknown permission set: ${name}`);
        this.insert(component, { PermissionSetGroupId: groupId, PermissionSetId: setId });
      }
    }
  }

  applyGrants(): void {
    writeGrants(this.db, this.metadata, (name, values) => this.insert(this.object(name), values));
  }

  private insert(object: ObjectDef, values: Readonly<Record<string, OrgValue>>): void {
    const audit: Readonly<Record<string, OrgValue>> = {
      CreatedDate: this.now,
      CreatedById: this.adminId,
      LastModifiedDate: this.now,
      LastModifiedById: this.adminId,
      SystemModstamp: this.now
    };
    const kept = Object.fromEntries(Object.entries(audit).filter(([name]) => object.field(name)));
    insertRow(this.db, object, { ...kept, ...values, Id: this.ids.next(object.keyPrefix) });
  }

  private object(name: string): ObjectDef {
    const object = this.metadata.schema.object(name);
    if (!object) throw new Error(`The schema lacks ${name}`);
    return object;
  }
}

function rowSets(metadata: OrgMetadata): RowSet[] {
  return [
    {
      object: 'PermissionSet',
      keyField: 'Name',
      rows: metadata.permissionSets.map(({ fullName, label, description }) => ({
        Name: fullName,
        Label: label,
        Description: description ?? null,
        IsOwnedByProfile: false,
        IsCustom: true,
        Type: 'Regular'
      }))
    },
    {
      object: 'PermissionSetGroup',
      keyField: 'DeveloperName',
      rows: metadata.permissionSetGroups.map(({ fullName, label, description }) => ({
        DeveloperName: fullName,
        MasterLabel: label,
        Description: description ?? null,
        Language: 'en_US',
        Status: 'Updated'
      }))
    },
    {
      object: 'CustomPermission',
      keyField: 'DeveloperName',
      rows: metadata.customPermissions.map(({ fullName, label, description }) => ({
        DeveloperName: fullName,
        MasterLabel: label,
        Description: description ?? null,
        Language: 'en_US'
      }))
    },
    {
      object: 'CustomNotificationType',
      keyField: 'DeveloperName',
      rows: metadata.notificationTypes.map(({ fullName, masterLabel, description }) => ({
        DeveloperName: fullName,
        MasterLabel: masterLabel,
        CustomNotifTypeName: fullName,
        Description: description ?? null,
        Language: 'en_US'
      }))
    },
    apexRows(metadata, 'class'),
    apexRows(metadata, 'trigger'),
    recordTypeRows(metadata),
    ...picklistTables(metadata),
    ...customMetadataTables(metadata)
  ];
}

function apexRows(metadata: OrgMetadata, kind: 'class' | 'trigger'): RowSet {
  const rows = metadata.apex
    .filter((unit) => unit.kind === kind)
    .map((unit) => ({
      Name: unit.fullName,
      ApiVersion: unit.apiVersion,
      Status: unit.status,
      Body: unit.source,
      BodyCrc: Number.parseInt(createHash('sha1').update(unit.source).digest('hex').slice(0, 8), 16),
      LengthWithoutComments: unit.source.length,
      IsValid: true
    }));
  return { object: kind === 'class' ? 'ApexClass' : 'ApexTrigger', keyField: 'Name', rows };
}

function recordTypeRows(metadata: OrgMetadata): RowSet {
  const rows = metadata.schema.objects.flatMap((object) =>
    object.recordTypes.map(({ developerName, label, active }) => ({
      DeveloperName: developerName,
      Name: label,
      SobjectType: object.apiName,
      IsActive: active
    }))
  );
  return { object: 'RecordType', keyField: 'DeveloperName', rows };
}

/** Objects that show a picklist as rows: what is in the picklist is in the table. */
function picklistTables(metadata: OrgMetadata): RowSet[] {
  const values = (
    object: string,
    field: string
  ): {
    label: string;
    order: number;
    isDefault: boolean;
    active: boolean;
    properties: Readonly<Record<string, OrgValue>>;
    value: string;
  }[] =>
    (metadata.schema.object(object)?.field(field)?.picklist?.values ?? []).map((entry, index) => ({
      value: entry.value,
      label: entry.label,
      order: index + 1,
      isDefault: entry.isDefault,
      active: entry.active,
      properties: entry.properties ?? {}
    }));
  return [
    {
      object: 'LeadStatus',
      keyField: 'ApiName',
      rows: values('Lead', 'Status').map((entry) => ({
        ApiName: entry.value,
        MasterLabel: entry.label,
        SortOrder: entry.order,
        IsDefault: entry.isDefault,
        IsConverted: entry.properties['converted'] === true
      }))
    },
    {
      object: 'OpportunityStage',
      keyField: 'ApiName',
      rows: values('Opportunity', 'StageName').map((entry) => ({
        ApiName: entry.value,
        MasterLabel: entry.label,
        SortOrder: entry.order,
        IsActive: entry.active,
        IsClosed: entry.properties['closed'] === true,
        IsWon: entry.properties['won'] === true,
        DefaultProbability: entry.properties['probability'] ?? 0,
        ForecastCategory: entry.properties['forecastCategory'] ?? null
      }))
    }
  ];
}

function customMetadataTables(metadata: OrgMetadata): RowSet[] {
  return metadata.schema.objects
    .filter((object) => object.kind === 'customMetadata')
    .map((object) => ({
      object: object.apiName,
      keyField: 'DeveloperName',
      rows: metadata.customMetadataRecords
        .filter((record) => record.type.toLowerCase() === object.key)
        .map((record) => ({
          ...record.values,
          DeveloperName: record.developerName,
          MasterLabel: record.label,
          Label: record.label,
          QualifiedApiName: record.developerName,
          Language: 'en_US'
        }))
    }));
}
