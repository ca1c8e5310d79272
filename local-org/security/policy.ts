import type { SqlFragment, Transaction } from '../database/types';
import { sharedRecord } from '../schema/share-objects';
import type { FieldDef, ObjectDef, Schema } from '../schema/types';
import type { AccessPolicy } from '../soql/types';
import { inOpenFolders, isAnalytics } from './analytics-folders';
import type { EffectivePermissions } from './permissions';
import type { AccessMode } from './types';
import type { Visibility } from './visibility';

type Level = 'read' | 'edit' | 'delete';

const EVERYTHING: SqlFragment = { sql: '1', params: [] };
const NOTHING: SqlFragment = { sql: '0', params: [] };

/** Objects whose rows are seen with the record they belong to, through these references (any one suffices). */
const SHARED_WITH: Readonly<Record<string, readonly string[]>> = {
  opportunitycontactrole: ['OpportunityId'],
  opportunityhistory: ['OpportunityId'],
  campaignmember: ['CampaignId'],
  campaignmemberstatus: ['CampaignId'],
  emailmessage: ['ActivityId', 'RelatedToId'],
  emailmessagerelation: ['EmailMessageId'],
  task: ['WhoId', 'WhatId'],
  event: ['WhoId', 'WhatId']
};

/** Of those, objects whose rows also belong to who made them. */
const OWN_OF_CREATORS: ReadonlySet<string> = new Set(['emailmessage']);

/** One user's access in one mode. Made again when roles, groups or permissions change, so that its answers never change. */
export class UserPolicy implements AccessPolicy {
  constructor(
    readonly cacheKey: string,
    private readonly schema: Schema,
    private readonly permissions: EffectivePermissions,
    private readonly visibility: Visibility,
    private readonly mode: AccessMode
  ) {}

  canReadObject(object: ObjectDef): boolean {
    return !this.mode.permissions || this.permissions.object(object).read;
  }

  canReadField(field: FieldDef): boolean {
    return !this.mode.permissions || this.permissions.canReadField(field);
  }

  canCreateObject(object: ObjectDef): boolean {
    return !this.mode.permissions || this.permissions.object(object).create;
  }

  canEditObject(object: ObjectDef): boolean {
    return !this.mode.permissions || this.permissions.object(object).edit;
  }

  canDeleteObject(object: ObjectDef): boolean {
    return !this.mode.permissions || this.permissions.object(object).delete;
  }

  canCreateField(field: FieldDef): boolean {
    return this.canCreateObject(field.object) && this.mayWrite(field);
  }

  canEditField(field: FieldDef): boolean {
    return this.canEditObject(field.object) && this.mayWrite(field);
  }

  private mayWrite(field: FieldDef): boolean {
    return !this.mode.permissions || this.permissions.canEditField(field);
  }

  readableRows(object: ObjectDef, alias: string): SqlFragment | null {
    const condition = this.rows(object, alias, 'read', 0);
    return condition === EVERYTHING ? null : condition;
  }

  accessible(tx: Transaction, object: ObjectDef, ids: readonly string[], level: Level): Set<string> {
    const condition = this.rows(object, 't', level, 0);
    if (condition === EVERYTHING) return new Set(ids);
    const rows = tx.db.all(
      `SELECT t.Id AS id FROM "${object.apiName}" t WHERE t.Id IN (SELECT value FROM json_each(?)) AND (${condition.sql})`,
      [JSON.stringify(ids), ...condition.params]
    );
    return new Set(rows.map((row) => String(row['id'])));
  }

  /** Condition for this level of access. `depth` numbers nested aliases: records controlled by their parent look up the parent's table. */
  private rows(object: ObjectDef, alias: string, level: Level, depth: number): SqlFragment {
    if (!this.mode.sharing) return EVERYTHING;
    if (isAnalytics(object))
      return this.permissions.userPermissions.has('ViewAllData') ? EVERYTHING : inOpenFolders(object, alias, this.visibility);
    if (this.seesAll(object, level)) return EVERYTHING;
    const shared = sharedRecord(object);
    // Who may share a record, and end that, is who has full access to it.
    if (shared) return this.throughParents(object, alias, [shared.apiName], level === 'read' ? 'read' : 'delete', depth);
    const parentLevel = level === 'delete' ? 'edit' : level;
    const sharedWith = SHARED_WITH[object.key];
    if (sharedWith) return this.throughParents(object, alias, sharedWith, parentLevel, depth);
    if (object.sharingModel === 'ControlledByParent')
      return this.throughParents(object, alias, controllingFields(object), parentLevel, depth);
    if (!object.field('OwnerId')) return EVERYTHING;
    if (openToAll(object.sharingModel, level)) return EVERYTHING;
    return this.ownedOrShared(object, alias, level);
  }

  private seesAll(object: ObjectDef, level: Level): boolean {
    if (object.setupObject || object.kind === 'customMetadata' || object.kind === 'customSetting') return true;
    const access = this.permissions.object(object);
    return access.modifyAll || (level === 'read' && access.viewAll);
  }

  private ownedOrShared(object: ObjectDef, alias: string, level: Level): SqlFragment {
    const owned: SqlFragment = {
      sql: `${alias}.OwnerId IN (SELECT value FROM json_each(?))`,
      params: [JSON.stringify(this.visibility.ownerIds)]
    };
    const share = level === 'delete' ? undefined : this.shareObject(object);
    if (!share) return owned;
    const parent = share.field('ParentId') ? 'ParentId' : `${object.apiName}Id`;
    const accessField = share.field('AccessLevel') ? 'AccessLevel' : `${object.apiName}AccessLevel`;
    const levels = level === 'read' ? ['Read', 'Edit', 'All'] : ['Edit', 'All'];
    return {
      sql: `(${owned.sql} OR EXISTS (SELECT 1 FROM "${share.apiName}" s WHERE s."${parent}" = ${alias}.Id
        AND s.UserOrGroupId IN (SELECT value FROM json_each(?)) AND s."${accessField}" IN (SELECT value FROM json_each(?))))`,
      params: [...owned.params, JSON.stringify(this.visibility.shareIds), JSON.stringify(levels)]
    };
  }

  private shareObject(object: ObjectDef): ObjectDef | undefined {
    return this.schema.object(object.kind === 'custom' ? object.apiName.replace(/__c$/i, '__Share') : `${object.apiName}Share`);
  }

  private throughParents(object: ObjectDef, alias: string, references: readonly string[], parentLevel: Level, depth: number): SqlFragment {
    const alternatives: SqlFragment[] = [];
    if (object.field('OwnerId')) alternatives.push(this.ownedOrShared(object, alias, 'delete'));
    if (OWN_OF_CREATORS.has(object.key)) alternatives.push({ sql: `${alias}.CreatedById = ?`, params: [this.visibility.userId] });
    for (const reference of references.map((name) => object.field(name))) {
      for (const parentName of reference?.referenceTo ?? []) {
        const parent = this.schema.object(parentName);
        if (!reference || !parent || parent.key === object.key) continue;
        const parentAlias = `p${depth}`;
        const condition = this.rows(parent, parentAlias, parentLevel, depth + 1);
        if (condition === NOTHING) continue;
        alternatives.push({
          sql: `EXISTS (SELECT 1 FROM "${parent.apiName}" ${parentAlias} WHERE ${parentAlias}.Id = ${alias}."${reference.apiName}" AND ${condition.sql})`,
          params: condition.params
        });
      }
    }
    if (alternatives.length === 0) return NOTHING;
    return {
      sql: `(${alternatives.map((alternative) => alternative.sql).join(' OR ')})`,
      params: alternatives.flatMap((alternative) => alternative.params)
    };
  }
}

function controllingFields(object: ObjectDef): string[] {
  const masters = object.fields.filter((field) => field.relationshipType === 'masterDetail').map((field) => field.apiName);
  return masters.length > 0 ? masters : ['AccountId'];
}

/** Organisation-wide defaults. Deleting what others own needs full access, or the role hierarchy. */
function openToAll(model: ObjectDef['sharingModel'], level: Level): boolean {
  switch (model) {
    case 'Private':
    case 'ControlledByParent':
      return false;
    case 'Read':
      return level === 'read';
    case 'ReadWrite':
    case 'ReadWriteTransfer':
      return level !== 'delete';
    case 'FullAccess':
      return true;
  }
}
