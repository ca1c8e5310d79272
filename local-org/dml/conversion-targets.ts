import type { Transaction } from '../database/types';
import type { FieldDef } from '../schema/types';
import type { OrgValue } from '../values';
import type { DmlCore } from './core';
import { localDate } from './formula/dates';
import { STANDARD_LEAD_MAPPING, type LeadFieldMapping } from './lead-mapping';
import { CONVERSION_MODE, PLATFORM_MODE } from './mode';
import type { ObjectPlan } from './plan';
import { refreshParents } from './rollups';
import { checkObjectAccess, checkRowAccess } from './row-access';
import { IN_LIST } from './rows';
import { saveChunk } from './save';
import { saveContext, type SaveMode } from './save-context';
import { okRows, SaveRow } from './save-row';
import { OrgRecord, type LeadConversion } from './types';

/** What a lead has become. */
export interface Converted {
  accountId: string | null;
  contactId: string | null;
  opportunityId: string | null;
}

/** A lead and its requested conversion. */
export interface ConversionPair {
  readonly row: SaveRow;
  readonly conversion: LeadConversion;
}

type TargetName = LeadFieldMapping['object'];

/** The accounts, contacts and opportunities of a batch of conversions: made or completed object by object, in bulk. */
export class ConversionTargets {
  private readonly made = new Map<SaveRow, Converted>();

  constructor(
    private readonly core: DmlCore,
    private readonly tx: Transaction,
    /** The caller's mode: whether new records of the objects may be made at all. */
    private readonly mode: SaveMode
  ) {}

  of(lead: SaveRow): Converted | undefined {
    return this.made.get(lead);
  }

  /** Creates or completes the targets. A target's errors are the lead's. */
  make(pairs: readonly ConversionPair[]): void {
    for (const { row } of pairs) this.made.set(row, { accountId: null, contactId: null, opportunityId: null });
    this.save('Account', pairs, (pair) => pair.conversion.accountId);
    this.save('Contact', pairs, (pair) => pair.conversion.contactId);
    this.save(
      'Opportunity',
      pairs.filter((pair) => !pair.conversion.doNotCreateOpportunity || pair.conversion.opportunityId !== null),
      (pair) => pair.conversion.opportunityId
    );
    this.addContactRoles(pairs.filter((pair) => pair.row.ok));
  }

  private save(name: TargetName, all: readonly ConversionPair[], existingId: (pair: ConversionPair) => string | null): void {
    const pairs = all.filter((pair) => pair.row.ok);
    const plan = this.core.planOf(name);
    if (!plan || pairs.length === 0) return;
    const created = pairs.filter((pair) => existingId(pair) === null);
    const completed = pairs.filter((pair) => existingId(pair) !== null);
    this.create(plan, name, created);
    this.complete(plan, name, completed, existingId);
  }

  private create(plan: ObjectPlan, name: TargetName, pairs: readonly ConversionPair[]): void {
    if (pairs.length === 0) return;
    const campaigns = name === 'Opportunity' ? this.campaignsOf(pairs) : new Map<string, string>();
    const rows = pairs.map((pair) => {
      const record = new OrgRecord(plan.object);
      for (const [field, value] of this.mapped(plan, name, pair)) record.slots[field.ordinal] = value;
      this.addOwnValues(name, record, pair, campaigns);
      return new SaveRow(-1, { record }, new OrgRecord(plan.object), null);
    });
    if (checkObjectAccess(this.tx, plan, 'insert', this.mode, rows))
      saveChunk(saveContext(this.core, this.tx, plan, 'insert', CONVERSION_MODE), rows);
    this.note(name, pairs, rows);
  }

  /**
   * Existing targets only get what they lack; a contact's lead source is overwritten where that is asked for. Leads that share a
   * target complete it one after the other, in one save.
   */
  private complete(
    plan: ObjectPlan,
    name: TargetName,
    pairs: readonly ConversionPair[],
    existingId: (pair: ConversionPair) => string | null
  ): void {
    if (pairs.length === 0) return;
    const found = this.core.load(
      this.tx,
      plan.object,
      pairs.map((pair) => existingId(pair) ?? '')
    );
    const targets = new Map<string, SaveRow>();
    const rows = pairs.map((pair) => {
      const id = existingId(pair) ?? '';
      const target = targets.get(id) ?? existingTarget(plan, name, found.get(id));
      targets.set(id, target);
      return target;
    });
    const distinct = [...targets.values()];
    if (checkObjectAccess(this.tx, plan, 'update', this.mode, distinct)) checkRowAccess(this.tx, plan, 'edit', this.mode, distinct);
    rows.forEach((row, index) => {
      const pair = pairs[index];
      if (pair && row.ok && this.belongs(name, row, pair)) this.fill(plan, name, row, pair);
    });
    saveChunk(saveContext(this.core, this.tx, plan, 'update', PLATFORM_MODE), okRows(distinct));
    this.note(name, pairs, rows);
  }

  /** A contact that takes a lead in must be one of the account that does. */
  private belongs(name: TargetName, row: SaveRow, { row: lead, conversion }: ConversionPair): boolean {
    if (name !== 'Contact' || row.prior?.get('AccountId') === conversion.accountId) return true;
    lead.fail('INVALID_CROSS_REFERENCE_KEY', 'the contact is not associated with the account', ['ContactId']);
    return false;
  }

  private fill(plan: ObjectPlan, name: TargetName, { input, prior }: SaveRow, pair: ConversionPair): void {
    for (const [field, value] of this.mapped(plan, name, pair)) {
      const overwritten = name === 'Contact' && pair.conversion.overwriteLeadSource && field.apiName === 'LeadSource';
      const present = input.record.slots[field.ordinal] ?? prior?.slots[field.ordinal] ?? null;
      if (present === null || overwritten) input.record.slots[field.ordinal] = value;
    }
  }

  private note(name: TargetName, pairs: readonly ConversionPair[], rows: readonly SaveRow[]): void {
    rows.forEach((row, index) => {
      const lead = pairs[index]?.row;
      const made = lead && this.made.get(lead);
      if (!lead || !made) return;
      lead.errors.push(...row.errors);
      if (name === 'Account') made.accountId = row.record.id;
      else if (name === 'Contact') made.contactId = row.record.id;
      else made.opportunityId = row.record.id;
    });
  }

  private mapped(plan: ObjectPlan, name: TargetName, pair: ConversionPair): [FieldDef, OrgValue][] {
    return STANDARD_LEAD_MAPPING.flatMap((entry): [FieldDef, OrgValue][] => {
      const source = pair.row.record.object.field(entry.leadField);
      const target = entry.object === name ? plan.object.field(entry.field) : undefined;
      const value = source ? pair.row.get(source) : null;
      return target && value !== null ? [[target, value]] : [];
    });
  }

  private addOwnValues(name: TargetName, record: OrgRecord, pair: ConversionPair, campaigns: ReadonlyMap<string, string>): void {
    const lead = pair.row.record;
    const made = this.made.get(pair.row);
    record.set('OwnerId', pair.conversion.ownerId ?? lead.get('OwnerId') ?? this.tx.user.id);
    if (name === 'Account') return;
    record.set('AccountId', made?.accountId ?? null);
    if (name === 'Contact') return;
    record.set('Name', pair.conversion.opportunityName ?? `${String(lead.get('Company'))}-`);
    record.set('StageName', record.object.field('StageName')?.picklist?.values.find((value) => value.active)?.value ?? null);
    record.set('CloseDate', endOfQuarter(localDate(this.tx.clock.now(), this.tx.user.timeZone)));
    record.set('CampaignId', campaigns.get(lead.id ?? '') ?? null);
  }

  /** The campaign each lead joined last. */
  private campaignsOf(pairs: readonly ConversionPair[]): Map<string, string> {
    const ids = JSON.stringify(pairs.map((pair) => pair.row.record.id));
    const rows = this.tx.db.all(
      `SELECT LeadId, CampaignId FROM "CampaignMember" WHERE LeadId ${IN_LIST} AND IsDeleted = 0 ORDER BY CreatedDate, Id`,
      [ids]
    );
    return new Map(rows.map((row) => [String(row['LeadId']), String(row['CampaignId'])]));
  }

  private addContactRoles(pairs: readonly ConversionPair[]): void {
    const plan = this.core.planOf('OpportunityContactRole');
    if (!plan) return;
    const taken = this.rolesOf(pairs);
    const rows = pairs.flatMap((pair) => {
      const made = this.made.get(pair.row);
      if (!made?.opportunityId || !made.contactId) return [];
      const role = `${made.opportunityId} ${made.contactId}`;
      if (taken.has(role)) return [];
      taken.add(role);
      const record = new OrgRecord(plan.object);
      record.set('OpportunityId', made.opportunityId);
      record.set('ContactId', made.contactId);
      record.set('IsPrimary', pair.conversion.opportunityId === null);
      return [{ lead: pair.row, role: new SaveRow(-1, { record }, new OrgRecord(plan.object), null) }];
    });
    if (rows.length === 0) return;
    saveChunk(
      saveContext(this.core, this.tx, plan, 'insert', PLATFORM_MODE),
      rows.map((entry) => entry.role)
    );
    for (const { lead, role } of rows) lead.errors.push(...role.errors);
  }

  /** The roles that contacts have in existing opportunities: `opportunity contact`. */
  private rolesOf(pairs: readonly ConversionPair[]): Set<string> {
    const ids = JSON.stringify(pairs.flatMap(({ conversion }) => conversion.opportunityId ?? []));
    const rows = this.tx.db.all(
      `SELECT OpportunityId, ContactId FROM "OpportunityContactRole" WHERE OpportunityId ${IN_LIST} AND IsDeleted = 0`,
      [ids]
    );
    return new Set(rows.map((row) => `${String(row['OpportunityId'])} ${String(row['ContactId'])}`));
  }

  /** Campaign memberships and activities move to the contact. No triggers fire for them. */
  moveRelated(pairs: readonly ConversionPair[]): void {
    const { db } = this.tx;
    const campaigns = new Set<string>();
    for (const { row } of pairs) {
      const made = this.made.get(row);
      const leadId = row.record.id;
      if (!made?.contactId || leadId === null) continue;
      db.run(
        `UPDATE "CampaignMember" SET ContactId = ? WHERE LeadId = ? AND IsDeleted = 0
           AND CampaignId NOT IN (SELECT CampaignId FROM "CampaignMember" WHERE ContactId = ? AND IsDeleted = 0)`,
        [made.contactId, leadId, made.contactId]
      );
      for (const member of db.all('SELECT CampaignId FROM "CampaignMember" WHERE LeadId = ?', [leadId]))
        campaigns.add(String(member['CampaignId']));
      const what = made.opportunityId ?? made.accountId;
      for (const activity of ['Task', 'Event']) {
        if (!this.core.planOf(activity)) continue;
        db.run(
          `UPDATE "${activity}" SET WhoId = ?, WhatId = ifnull(WhatId, ?), AccountId = ifnull(AccountId, ?) WHERE WhoId = ? AND IsDeleted = 0`,
          [made.contactId, what, made.accountId, leadId]
        );
      }
    }
    const campaign = this.core.schema.object('Campaign');
    if (campaign) refreshParents(this.core, this.tx, campaign, [...campaigns]);
  }
}

function existingTarget(plan: ObjectPlan, name: TargetName, prior: OrgRecord | undefined): SaveRow {
  const row = new SaveRow(-1, { record: new OrgRecord(plan.object) }, prior?.clone() ?? new OrgRecord(plan.object), prior ?? null);
  if (!prior || prior.get('IsDeleted') === true) row.fail('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [`${name}Id`]);
  return row;
}

/** The platform's close date for opportunities made by conversion: the last day of the quarter. */
function endOfQuarter(today: string): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return new Date(Date.UTC(year, Math.ceil(month / 3) * 3, 0)).toISOString().slice(0, 10);
}
