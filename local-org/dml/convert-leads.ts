import { to18 } from '../database';
import type { Transaction } from '../database/types';
import { OrgException, type OrgError } from '../errors';
import { CHUNK_SIZE, runCall } from './attempts';
import { ConversionTargets, type Converted } from './conversion-targets';
import type { DmlCore } from './core';
import { localDate } from './formula/dates';
import { modeOf, PLATFORM_MODE } from './mode';
import type { ObjectPlan } from './plan';
import { checkObjectAccess, checkRowAccess } from './row-access';
import { saveChunk } from './save';
import { saveContext } from './save-context';
import { okRows, SaveRow } from './save-row';
import { OrgRecord, type DmlOptions, type LeadConversion, type LeadConversionResult } from './types';

/** The documented limit of one call, of Apex and of the APIs. */
const MOST_LEADS = 100;

/**
 * Converts leads into accounts, contacts and opportunities, new ones or existing ones, moves what hangs on the lead, and makes
 * the lead read-only. Everything created and the lead itself run their triggers and validation rules.
 */
export function convertLeads(
  core: DmlCore,
  tx: Transaction,
  requests: readonly LeadConversion[],
  options: DmlOptions
): LeadConversionResult[] {
  const plan = core.planOf('Lead');
  if (!plan || requests.length === 0) return [];
  if (requests.length > MOST_LEADS) {
    throw new OrgException('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${MOST_LEADS} records in this call`);
  }
  const conversions = requests.map(withLongIds);
  tx.limits.count('dmlStatements');
  tx.limits.count('dmlRows', conversions.length);
  const inputs = conversions.map(({ leadId }) => {
    const record = new OrgRecord(plan.object);
    record.set('Id', leadId);
    return { record };
  });
  const converted = new Map<number, Converted>();
  const results = runCall({
    tx,
    inputs,
    options,
    triggered: true,
    attempt: (positions) => {
      const batch = new Batch(core, tx, plan, options);
      return batch.run(
        positions.flatMap((index) => {
          const conversion = conversions[index];
          return conversion ? [{ index, conversion }] : [];
        }),
        converted
      );
    }
  });
  return results.map((result, index) => {
    const made = result.success ? converted.get(index) : undefined;
    return {
      success: result.success,
      leadId: requests[index]?.leadId ?? '',
      accountId: made?.accountId ?? null,
      contactId: made?.contactId ?? null,
      opportunityId: made?.opportunityId ?? null,
      errors: result.errors
    };
  });
}

interface Indexed {
  readonly index: number;
  readonly conversion: LeadConversion;
}

class Batch {
  constructor(
    private readonly core: DmlCore,
    private readonly tx: Transaction,
    private readonly plan: ObjectPlan,
    private readonly options: DmlOptions
  ) {}

  run(conversions: readonly Indexed[], converted: Map<number, Converted>): SaveRow[] {
    const { core, tx, plan } = this;
    const mode = modeOf(this.options);
    const leads = core.load(
      tx,
      plan.object,
      conversions.flatMap(({ conversion }) => to18(conversion.leadId) ?? [])
    );
    const seen = new Set<string>();
    const pairs = conversions.map(({ index, conversion }) => {
      const prior = leads.get(conversion.leadId);
      const row = new SaveRow(index, { record: new OrgRecord(plan.object) }, prior?.clone() ?? new OrgRecord(plan.object), prior ?? null);
      const problem = seen.has(conversion.leadId)
        ? error('DUPLICATE_VALUE', `Duplicate id in list: ${conversion.leadId}`)
        : this.problem(conversion, prior);
      seen.add(conversion.leadId);
      if (problem) row.errors.push(problem);
      return { row, conversion };
    });
    const rows = pairs.map((pair) => pair.row);
    if (!checkObjectAccess(tx, plan, 'update', mode, rows)) return rows;
    checkRowAccess(tx, plan, 'edit', mode, rows);
    const targets = new ConversionTargets(core, tx, mode);
    targets.make(pairs);
    this.saveLeads(
      pairs.filter((pair) => pair.row.ok),
      targets
    );
    targets.moveRelated(pairs.filter((pair) => pair.row.ok));
    for (const { row } of pairs) {
      const made = targets.of(row);
      if (row.ok && made) converted.set(row.index, made);
    }
    return rows;
  }

  private problem(conversion: LeadConversion, lead: OrgRecord | undefined): OrgError | null {
    if (to18(conversion.leadId) === null) return error('MALFORMED_ID', `malformed id ${conversion.leadId}`);
    if (!lead) return error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    if (lead.get('IsDeleted') === true) return error('ENTITY_IS_DELETED', 'entity is deleted');
    if (lead.get('IsConverted') === true) return error('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
    const status = this.plan.need('Status').picklist?.values.find((value) => value.value === conversion.convertedStatus);
    if (status?.properties?.['converted'] !== true)
      return error('INVALID_STATUS', `invalid convertedStatus: ${conversion.convertedStatus}`);
    if (conversion.doNotCreateOpportunity && (conversion.opportunityName !== null || conversion.opportunityId !== null)) {
      const message =
        "One or more leads couldn't be converted. If doNotCreateOpportunity is true, opportunityName and opportunityId must be null.";
      return { errorCode: 'INVALID_FIELD', message, fields: ['Id'] };
    }
    if (conversion.opportunityName !== null && conversion.opportunityId !== null) {
      const message = "One or more leads couldn't be converted. opportunityName and opportunityId are mutually exclusive.";
      return { errorCode: 'INVALID_FIELD', message, fields: ['Id'] };
    }
    if (conversion.contactId !== null && conversion.accountId === null) {
      return error('INVALID_CROSS_REFERENCE_KEY', 'An account ID is required to convert a lead to an existing contact');
    }
    const owner = conversion.ownerId ?? lead.get('OwnerId');
    const user = this.core.schema.object('User');
    if (user && typeof owner === 'string' && !owner.startsWith(user.keyPrefix)) {
      return error(
        'INVALID_CROSS_REFERENCE_KEY',
        'Converted objects can only be owned by users.  If the lead is not owned by a user, you must specify a user for the Owner field.'
      );
    }
    return null;
  }

  private saveLeads(pairs: readonly { row: SaveRow; conversion: LeadConversion }[], targets: ConversionTargets): void {
    const { core, tx, plan } = this;
    for (const { row, conversion } of pairs) {
      const made = targets.of(row);
      const { record } = row.input;
      record.set('Status', conversion.convertedStatus);
      record.set('IsConverted', true);
      record.set('ConvertedDate', localDate(tx.clock.now(), tx.user.timeZone));
      record.set('ConvertedAccountId', made?.accountId ?? null);
      record.set('ConvertedContactId', made?.contactId ?? null);
      record.set('ConvertedOpportunityId', made?.opportunityId ?? null);
      if (conversion.ownerId !== null) record.set('OwnerId', conversion.ownerId);
    }
    for (let start = 0; start < pairs.length; start += CHUNK_SIZE) {
      const rows = pairs.slice(start, start + CHUNK_SIZE).map((pair) => pair.row);
      saveChunk(saveContext(core, tx, plan, 'update', PLATFORM_MODE), okRows(rows));
    }
  }
}

/** Ids in 18 characters, as rows have them; what is no id stays, to be refused where it is used. */
function withLongIds(conversion: LeadConversion): LeadConversion {
  const long = (id: string | null): string | null => (id === null ? null : (to18(id) ?? id));
  return {
    ...conversion,
    leadId: to18(conversion.leadId) ?? conversion.leadId,
    accountId: long(conversion.accountId),
    contactId: long(conversion.contactId),
    opportunityId: long(conversion.opportunityId),
    ownerId: long(conversion.ownerId)
  };
}

function error(errorCode: OrgError['errorCode'], message: string): OrgError {
  return { errorCode, message, fields: [] };
}
