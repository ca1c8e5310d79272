import { quoteName, to18 } from '../database';
import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import type { DmlCore } from './core';
import { modeOf } from './mode';
import { deletedRow } from './delete';
import { fire } from './fire';
import type { ChildLink, ObjectPlan } from './plan';
import { putIntoBin } from './recycle-bin';
import { refreshParents } from './rollups';
import { checkObjectAccess, checkRowAccess } from './row-access';
import { IN_LIST } from './rows';
import { saveChunk } from './save';
import { saveContext } from './save-context';
import { SaveRow } from './save-row';
import type { DmlOptions, MergeRequest, MergeResult } from './types';

/** A master takes one or two others in (Apex Reference, "merge"). */
const MAX_DUPLICATES = 2;

/**
 * Merges records: before-delete triggers of the losers, children moved to the master without their triggers, losers deleted with
 * `MasterRecordId`, after-delete triggers, then an ordinary update of the master.
 */
export function mergeRecords(core: DmlCore, tx: Transaction, requests: readonly MergeRequest[], options: DmlOptions): MergeResult[] {
  if (requests.length === 0) return [];
  tx.limits.count('dmlStatements');
  tx.limits.count('dmlRows', requests.length);
  const whole = tx.savepoint();
  try {
    const results: MergeResult[] = [];
    for (const request of requests) {
      const savepoint = tx.savepoint();
      const result = new Merge(core, tx, request, options).run();
      if (!result.success) savepoint.rollback();
      savepoint.release();
      results.push(result);
    }
    if (options.allOrNone && results.some((result) => !result.success)) {
      whole.rollback();
      whole.release();
      return results.map(undone);
    }
    whole.release();
    return results;
  } catch (error) {
    whole.rollback();
    whole.release();
    throw error;
  }
}

function undone(result: MergeResult): MergeResult {
  const rolledBack: OrgError = {
    errorCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
    fields: []
  };
  return { ...result, success: false, mergedRecordIds: [], updatedRelatedIds: [], errors: result.success ? [rolledBack] : result.errors };
}

class Merge {
  private readonly plan: ObjectPlan;
  private readonly updatedRelatedIds = new Set<string>();

  constructor(
    private readonly core: DmlCore,
    private readonly tx: Transaction,
    private readonly request: MergeRequest,
    private readonly options: DmlOptions
  ) {
    this.plan = core.plan(request.master.object);
  }

  run(): MergeResult {
    const given = this.request.master.id;
    const masterId = given === null ? null : to18(given);
    const losers = this.request.duplicateIds.map((id) => to18(id) ?? id);
    const problem = this.problem(masterId, losers);
    if (problem || masterId === null)
      return this.failed(given ?? '', [problem ?? error('MISSING_ARGUMENT', 'Id not specified in a merge call')]);
    const mode = modeOf(this.options);
    const { core, tx, plan } = this;
    const loaded = core.load(tx, plan.object, losers);
    const rows = losers.flatMap((id) => {
      const prior = loaded.get(id);
      return prior ? [deletedRow(plan, -1, prior)] : [];
    });
    if (checkObjectAccess(tx, plan, 'delete', mode, rows)) checkRowAccess(tx, plan, 'delete', mode, rows);
    const session = core.formulas.session(tx);
    fire(
      { core, tx, plan, session },
      'before',
      'delete',
      rows.filter((row) => row.ok)
    );
    const refused = rows.flatMap((row) => row.errors);
    if (refused.length > 0) return this.failed(masterId, refused);
    for (const link of plan.childLinks) this.moveChildren(link, masterId, losers);
    const gone = this.removeLosers(masterId, rows);
    fire({ core, tx, plan, session }, 'after', 'delete', gone);
    refreshParents(core, tx, plan.object, [masterId]);
    this.refreshCampaigns(masterId);
    const errors = [...gone.flatMap((row) => row.errors), ...this.updateMaster(masterId)];
    if (errors.length > 0) return this.failed(masterId, errors);
    return { success: true, id: masterId, mergedRecordIds: losers, updatedRelatedIds: [...this.updatedRelatedIds], errors: [] };
  }

  private problem(masterId: string | null, losers: readonly string[]): OrgError | null {
    const { plan, core, tx } = this;
    if (!plan.object.mergeable) return error('MERGE_FAILED', `entity type does not support merge: ${plan.object.apiName}`);
    if (masterId === null) return error('MISSING_ARGUMENT', 'Id not specified in a merge call');
    if (losers.length === 0 || losers.length > MAX_DUPLICATES)
      return error('MERGE_FAILED', `a merge takes one or two records into the master, not ${losers.length}`);
    if (new Set([masterId, ...losers]).size !== losers.length + 1) return error('MERGE_FAILED', 'cannot merge a record into itself');
    const loaded = core.load(tx, plan.object, [masterId, ...losers]);
    for (const id of [masterId, ...losers]) {
      const record = loaded.get(id);
      if (!record) return error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
      if (record.slots[plan.isDeleted?.ordinal ?? -1] === true) return error('ENTITY_IS_DELETED', 'entity is deleted');
      const converted = plan.object.field('IsConverted');
      if (converted && record.slots[converted.ordinal] === true)
        return error('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
    }
    return null;
  }

  /** Children follow to the master. A campaign that the master is already in loses the other membership. */
  private moveChildren(link: ChildLink, masterId: string, losers: readonly string[]): void {
    const { tx, core, plan } = this;
    if (link.field.key === 'masterrecordid') return;
    const child = core.plan(link.object);
    const column = quoteName(link.field.apiName);
    const live = child.isDeleted ? ' AND IsDeleted = 0' : '';
    const list = JSON.stringify(losers);
    if (link.object.key === 'campaignmember') this.dropDoubleMemberships(column, masterId, list);
    const moved = tx.db.all(`SELECT Id FROM ${child.table} WHERE ${column} ${IN_LIST}${live}`, [list]).map((row) => String(row['Id']));
    if (moved.length === 0) return;
    tx.db.run(`UPDATE ${child.table} SET ${column} = ? WHERE Id ${IN_LIST}`, [masterId, JSON.stringify(moved)]);
    // The master cannot be its own parent.
    if (link.object.key === plan.object.key)
      tx.db.run(`UPDATE ${child.table} SET ${column} = NULL WHERE Id = ? AND ${column} = ?`, [masterId, masterId]);
    for (const id of moved) this.updatedRelatedIds.add(id);
  }

  private dropDoubleMemberships(column: string, masterId: string, list: string): void {
    const { db } = this.tx;
    const seen = new Set(
      db.all(`SELECT CampaignId FROM "CampaignMember" WHERE ${column} = ? AND IsDeleted = 0`, [masterId]).map((row) => row['CampaignId'])
    );
    const doubles: string[] = [];
    for (const row of db.all(`SELECT Id, CampaignId FROM "CampaignMember" WHERE ${column} ${IN_LIST} AND IsDeleted = 0 ORDER BY Id`, [
      list
    ])) {
      if (seen.has(row['CampaignId'])) doubles.push(String(row['Id']));
      else seen.add(row['CampaignId']);
    }
    if (doubles.length > 0) db.run(`DELETE FROM "CampaignMember" WHERE Id ${IN_LIST}`, [JSON.stringify(doubles)]);
  }

  private refreshCampaigns(masterId: string): void {
    const campaign = this.core.schema.object('Campaign');
    if (!campaign || !this.core.planOf('CampaignMember')) return;
    const rows = this.tx.db.all('SELECT DISTINCT CampaignId FROM "CampaignMember" WHERE ? IN (LeadId, ContactId)', [masterId]);
    refreshParents(
      this.core,
      this.tx,
      campaign,
      rows.map((row) => String(row['CampaignId']))
    );
  }

  /** @returns the losers as after-delete triggers see them, with `MasterRecordId` */
  private removeLosers(masterId: string, rows: readonly SaveRow[]): SaveRow[] {
    const { tx, plan } = this;
    const ids = rows.map((row) => row.record.id ?? '');
    tx.db.run(`UPDATE ${plan.table} SET IsDeleted = 1, MasterRecordId = ?, SystemModstamp = ? WHERE Id ${IN_LIST}`, [
      masterId,
      saveContext(this.core, tx, plan, 'update', modeOf(this.options)).now,
      JSON.stringify(ids)
    ]);
    putIntoBin(
      tx.db,
      plan.object,
      ids.map((id) => ({ id, rootId: id }))
    );
    return rows.map((row) => {
      const prior = row.prior ?? row.record;
      prior.set('MasterRecordId', masterId);
      return deletedRow(plan, -1, prior);
    });
  }

  private updateMaster(masterId: string): readonly OrgError[] {
    const { core, tx, plan } = this;
    const mode = modeOf(this.options);
    const prior = core.load(tx, plan.object, [masterId]).get(masterId);
    if (!prior) return [error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')];
    const row = new SaveRow(-1, { record: this.request.master }, prior.clone(), prior);
    if (!checkObjectAccess(tx, plan, 'update', mode, [row])) return row.errors;
    checkRowAccess(tx, plan, 'edit', mode, [row]);
    saveChunk(saveContext(core, tx, plan, 'update', mode), row.ok ? [row] : []);
    return row.errors;
  }

  private failed(id: string, errors: readonly OrgError[]): MergeResult {
    return { success: false, id, mergedRecordIds: [], updatedRelatedIds: [], errors };
  }
}

function error(errorCode: OrgError['errorCode'], message: string): OrgError {
  return { errorCode, message, fields: [] };
}
