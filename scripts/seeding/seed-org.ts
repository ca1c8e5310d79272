import type { SampleCompany, SampleLead } from '../sample/company';
import type { DefinitionFile } from '../sample/definition';
import { dayIn } from '../sample/definition';
import type { SeedManifest } from './manifest';
import type { OrgWriter } from './org-writer';

const DAY = 86_400_000;
/** A sample that one can look through, of leads that are still open. */
const LEADS = 60;
/** Days until a seeded definition is to be reviewed. */
const REVIEW_AFTER_DAYS = 400;

/** When seeding happens: milliseconds since 1970, and an IANA name. */
export interface SeedTime {
  readonly now: number;
  readonly timeZone: string;
}

/** What seeding wrote, for one line. */
export interface SeedSummary {
  readonly leads: number;
  readonly engagements: number;
  readonly campaigns: number;
  /** Whether the org's agreed definition scores the sample, or the sample's waits for both signatures, which no one user can give. */
  readonly scoredBy: 'org' | 'nobody yet';
}

/** The newest leads of the sample company that were not converted. */
function newest(company: SampleCompany): SampleLead[] {
  return company.leads
    .filter((lead) => lead.deal === null)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, LEADS);
}

/**
 * Writes sample campaigns, leads, responses and engagements to an org with the package; the stages of the suggested funnel that it
 * lacks; and a definition, unless it has one.
 * @param at now, and the time zone of the user, in whose calendar the definition takes effect today
 */
export async function seedOrg(writer: OrgWriter, company: SampleCompany, definition: DefinitionFile, at: SeedTime): Promise<SeedSummary> {
  const scoredBy = await writeDefinition(writer, definition, at);
  await writer.insertBy('FunnelLadder.install();', 'Funnel_Stage__c');
  const leads = newest(company);
  const used = new Set(leads.map(({ campaign }) => campaign));
  const campaigns = company.campaigns.filter(({ name }) => used.has(name));
  const campaignIds = await writer.insert(
    'Campaign',
    campaigns.map(({ fields }) => fields)
  );
  const campaignId = new Map(campaigns.map(({ name }, index) => [name, campaignIds[index] ?? '']));
  const leadIds = await writer.insert(
    'Lead',
    leads.map(({ fields }) => fields)
  );
  await writer.insert(
    'CampaignMember',
    leads.flatMap(({ campaign, responded }, index) => {
      const id = campaign === null ? undefined : campaignId.get(campaign);
      return id === undefined ? [] : [{ CampaignId: id, LeadId: leadIds[index] ?? null, Status: responded ? 'Responded' : 'Sent' }];
    })
  );
  const engagements = leads.flatMap((lead, position) =>
    lead.engagements.map((engagement, index) => ({
      Lead__c: leadIds[position] ?? null,
      Type__c: engagement.type,
      Asset__c: engagement.asset,
      Occurred_At__c: new Date(engagement.at).toISOString(),
      External_Id__c: `seed-${lead.key}-${index + 1}`
    }))
  );
  await writer.insert('Engagement__c', engagements);
  return { leads: leads.length, engagements: engagements.length, campaigns: campaigns.length, scoredBy };
}

async function writeDefinition(writer: OrgWriter, file: DefinitionFile, { now, timeZone }: SeedTime): Promise<SeedSummary['scoredBy']> {
  const agreed = await writer.ids("SELECT Id FROM Lead_Definition__c WHERE Status__c = 'Agreed' LIMIT 1");
  if (agreed.length > 0) return 'org';
  const dates = { Effective_From__c: dayIn(timeZone, now), Review_On__c: dayIn(timeZone, now + REVIEW_AFTER_DAYS * DAY) };
  const [id = ''] = await writer.insert('Lead_Definition__c', [{ ...file.definition, ...dates, Status__c: 'Draft' }]);
  await writer.insert(
    'Lead_Criterion_Group__c',
    file.groups.map((group) => ({ ...group, Lead_Definition__c: id }))
  );
  await writer.insert(
    'Lead_Criterion__c',
    file.criteria.map((criterion) => ({ ...criterion, Lead_Definition__c: id }))
  );
  await writer.update('Lead_Definition__c', id, { Status__c: 'Proposed' });
  return 'nobody yet';
}

const quoted = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(',');

/** Ids per query: the address of a query must not grow too long. */
const IDS_PER_QUERY = 100;

/** Records of an object whose field holds one of these ids. */
async function referring(writer: OrgWriter, object: string, field: string, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const some = quoted(ids.slice(start, start + IDS_PER_QUERY));
    found.push(...(await writer.ids(`SELECT Id FROM ${object} WHERE ${field} IN (${some})`)));
  }
  return found;
}

/** Records that the package itself made of these leads: their scores, tallies, stays, hand-offs and the notices of those. */
async function derived(writer: OrgWriter, leadIds: readonly string[]): Promise<string[]> {
  const handOffIds = await referring(writer, 'Hand_Off__c', 'Lead__c', leadIds);
  return [
    ...(await referring(writer, 'Person_Score__c', 'Person_Key__c', leadIds)),
    ...(await referring(writer, 'Lockstep_Notice__c', 'Subject_Id__c', handOffIds)),
    ...handOffIds,
    ...(await referring(writer, 'Engagement_Tally__c', 'Lead__c', leadIds)),
    ...(await referring(writer, 'Stage_Stay__c', 'Lead__c', leadIds))
  ];
}

/**
 * Removes what seeding wrote, and what the package made of it; nothing else.
 * @returns what is still there, with the reason
 */
export async function unseedOrg(writer: OrgWriter, manifest: SeedManifest): Promise<string[]> {
  const leadIds = manifest.ids('Lead');
  const made = await derived(writer, leadIds);
  const kept: string[] = [];
  for (const object of ['Engagement__c', 'CampaignMember']) kept.push(...(await writer.remove(manifest.ids(object))));
  kept.push(...(await writer.remove([...made, ...(await derived(writer, leadIds))])));
  for (const object of ['Lead', 'Campaign']) kept.push(...(await writer.remove(manifest.ids(object))));
  kept.push(...(await writer.remove(await derived(writer, leadIds))));
  // Stages in which people of the org's own have been stay, and say so.
  kept.push(...(await writer.remove(manifest.ids('Funnel_Stage__c'))));
  kept.push(...(await removeDefinition(writer, manifest)));
  return kept;
}

/** What somebody signed, or people are scored by, belongs to the org: it stays. */
async function removeDefinition(writer: OrgWriter, manifest: SeedManifest): Promise<string[]> {
  const definitions = manifest.ids('Lead_Definition__c');
  if (definitions.length === 0) return [];
  const signatures = await writer.ids(`SELECT Id FROM Signature__c WHERE Lead_Definition__c IN (${quoted(definitions)})`);
  if (signatures.length > 0) {
    return definitions.map(
      (id) => `${id}: this definition has been signed, so it stays; retire it when you have agreed on one of your own`
    );
  }
  for (const id of definitions) await writer.update('Lead_Definition__c', id, { Status__c: 'Draft' });
  const kept = await writer.remove(definitions);
  if (kept.length === 0) manifest.remove(['Lead_Criterion__c', 'Lead_Criterion_Group__c'].flatMap((object) => manifest.ids(object)));
  return kept;
}
