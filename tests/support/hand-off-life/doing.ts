import { VERSION } from '../../../local-org/api/testing';
import type { SqlRow } from '../../../local-org/database/types';
import { deciding } from './deciding';
import type { Step } from './steps';
import { outcomeOf, type Outcome, type Table, type World } from './world';

const SOBJECTS = `${VERSION}/sobjects`;
const COLLECTIONS = `${VERSION}/composite/sobjects`;
const MINUTE = 60_000;
const REFUSED_EDITS: readonly Record<string, unknown>[] = [
  { Receipt__c: '{}' },
  { Receipt_Hash__c: 'x' },
  { Open_Key__c: null },
  { Cycle__c: 7 },
  { Status__c: 'Merged' },
  { Status__c: 'Working' },
  { Status__c: 'Closed' },
  { Status__c: 'Offered' },
  { Verdict__c: 'Converted' },
  { Verdict__c: null, Status__c: 'Offered' },
  { Attempts__c: 9 },
  { Reason__c: 'Other', Verdict_Note__c: 'Only a note.' }
];

/** Lets a step happen, through the channel that it says. */
export async function take(world: World, step: Step): Promise<Outcome> {
  switch (step.do) {
    case 'arrive':
      return arrive(world, step);
    case 'hand off':
      return handOff(world, step);
    case 'decide':
      return deciding(world, step);
    case 'convert':
      return convert(world, step);
    case 'edit': {
      const handOff = pick(world.rows('Hand_Off__c'), step.which);
      if (!handOff || !world.isActive(step.by)) return null;
      const change = REFUSED_EDITS[step.change % REFUSED_EDITS.length] ?? {};
      const unchanged = Object.entries(change).every(([field, value]) => handOff[field] === value);
      return unchanged ? null : outcomeOf(await world.as(step.by).patch(`${SOBJECTS}/Hand_Off__c/${id(handOff)}`, change));
    }
    case 'give': {
      const handOff = pick(world.rows('Hand_Off__c'), step.which);
      if (!handOff || !world.isActive(step.by)) return null;
      const OwnerId = step.to.startsWith('rep') ? world.userId(step.to === 'rep' ? 'rep' : 'rep2') : world.queueId(step.to);
      return outcomeOf(await world.as(step.by).patch(`${SOBJECTS}/Hand_Off__c/${id(handOff)}`, { OwnerId }));
    }
    case 'merge':
      return merge(world, step);
    case 'delete': {
      const row = pick(world.rows(step.what as Table), step.which);
      if (!row || !world.isActive(step.by)) return null;
      return outcomeOf(await world.as(step.by).delete(`${SOBJECTS}/${step.what}/${id(row)}`));
    }
    case 'undelete': {
      const row = pick(world.deleted(step.what as Table), step.which);
      return row ? { refusal: await world.apex(`undelete new ${step.what}(Id = '${id(row)}');`) } : null;
    }
    case 'deal': {
      const deal = pick(world.rows('Opportunity'), step.which);
      if (!deal) return null;
      const change = { ...(step.stage === null ? {} : { StageName: step.stage }), Amount: step.amount };
      return outcomeOf(await world.as('admin').patch(`${SOBJECTS}/Opportunity/${id(deal)}`, change));
    }
    case 'new deal':
    case 'role':
      return dealWithRole(world, step);
    case 'reroute':
    case 'pause':
    case 'resume':
      return manage(world, step);
    case 'touch':
      return touch(world, step);
    case 'leave':
    case 'return':
      return outcomeOf(await world.as('admin').patch(`${SOBJECTS}/User/${world.userId(step.who)}`, { IsActive: step.do === 'return' }));
    case 'absence': {
      if (!world.isActive(step.who)) return null;
      const [From__c, Until__c] = [world.now, world.now + step.hours * 60 * MINUTE].map((at) => new Date(at).toISOString());
      return outcomeOf(await world.as(step.who).post(`${SOBJECTS}/Hand_Off_Absence__c`, { From__c, Until__c, Reason__c: 'Holiday' }));
    }
    case 'wait':
      await world.wait(step.minutes, step.sweeping);
      return { refusal: null };
    case 'sweep twice':
      return { refusal: await world.apex('new LockstepSweep().run();') };
    case 'save all':
      return {
        refusal: await world.apex(
          'update as system [SELECT Id FROM Hand_Off__c]; update as system [SELECT Id FROM Lead WHERE IsConverted = FALSE]; update as system [SELECT Id FROM Opportunity];'
        )
      };
  }
}

type Of<Kind extends Step['do']> = Extract<Step, { readonly do: Kind }>;

const id = (row: SqlRow): string => String(row['Id']);
const pick = (rows: readonly SqlRow[], which: number): SqlRow | undefined => rows[which % Math.max(1, rows.length)];
/** As many rows as there are, from one on. */
const several = (rows: readonly SqlRow[], which: number, count: number): readonly SqlRow[] =>
  Array.from({ length: Math.min(count, rows.length) }, (_, index) => rows[(which + index) % rows.length] as SqlRow);
/** Who can be handed off: leads that are not converted, and contacts. */
const people = (world: World): SqlRow[] => [...world.rows('Lead').filter((lead) => lead['IsConverted'] === 0), ...world.rows('Contact')];
const isLead = (row: SqlRow): boolean => id(row).startsWith('00Q');

async function arrive(world: World, { count, contacts, industry, company }: Of<'arrive'>): Promise<Outcome> {
  const Company = `Company ${company}`;
  const admin = world.as('admin');
  let accountId = world.rows('Account').find((account) => account['Name'] === Company)?.['Id'];
  if (contacts)
    accountId ??= await admin.create('Account', { Name: Company, Industry: industry, Website: `www.company${company}.example` });
  const records = Array.from({ length: count }, () => {
    const LastName = world.newName();
    const Email = `${LastName.replace(' ', '')}@company${company}.example`;
    return contacts
      ? { attributes: { type: 'Contact' }, LastName, Email, AccountId: accountId }
      : { attributes: { type: 'Lead' }, LastName, Company, Email, Industry: industry };
  });
  return outcomeOf(await admin.post(COLLECTIONS, { allOrNone: true, records }));
}

async function handOff(world: World, { by, which, count, source }: Of<'hand off'>): Promise<Outcome> {
  const chosen = several(people(world), which, count);
  if (chosen.length === 0) return null;
  const records = chosen.map((person) => ({
    attributes: { type: 'Hand_Off__c' },
    [isLead(person) ? 'Lead__c' : 'Contact__c']: id(person),
    Source__c: source,
    ...(source === 'Backfill'
      ? { Handed_Off_At__c: new Date(world.now - 90 * 1440 * MINUTE).toISOString(), Verdict__c: 'Rejected' }
      : { Manual_Reason__c: 'Asked for a call' })
  }));
  const reply = await world.as(by).post(COLLECTIONS, { allOrNone: false, records });
  const results = reply.json as readonly { readonly success: boolean; readonly errors: readonly unknown[] }[];
  if (reply.status !== 200) return outcomeOf(reply);
  const refused = results.filter(({ success }) => !success);
  return { refusal: refused.length > 0 ? JSON.stringify(refused) : null, partly: refused.length < results.length };
}

async function convert(world: World, { by, which, into, deal }: Of<'convert'>): Promise<Outcome> {
  const lead = pick(
    world.rows('Lead').filter((row) => row['IsConverted'] === 0),
    which
  );
  if (!lead || !world.isActive(by)) return null;
  const contact = pick(
    world.rows('Contact').filter((row) => row['AccountId'] !== null),
    which
  );
  const known = pick(
    world.rows('Opportunity').filter((row) => row['AccountId'] !== null),
    which
  );
  const target =
    into === 'contact' && contact
      ? { contactId: id(contact), accountId: String(contact['AccountId']) }
      : into === 'deal' && known
        ? { opportunityId: id(known), accountId: String(known['AccountId']) }
        : {};
  const [result] = await world.jsforceAs(by).soap.convertLead([
    {
      leadId: id(lead),
      ...(String(lead['OwnerId']).startsWith('00G') ? { ownerId: world.userId(by) } : {}),
      convertedStatus: 'Closed - Converted',
      doNotCreateOpportunity: !deal && !('opportunityId' in target),
      overwriteLeadSource: false,
      sendNotificationEmail: false,
      ...target
    }
  ]);
  return { refusal: result?.success === true ? null : JSON.stringify(result) };
}

async function merge(world: World, { what, which, losers }: Of<'merge'>): Promise<Outcome> {
  const rows = what === 'Lead' ? world.rows('Lead').filter((row) => row['IsConverted'] === 0) : world.rows('Contact');
  const winner = pick(rows, which);
  const others = new Set(losers.map((loser) => pick(rows, loser)).filter((row) => row !== undefined && row !== winner));
  if (!winner || others.size === 0) return null;
  const list = [...others].map((row) => `new ${what}(Id = '${row ? id(row) : ''}')`).join(', ');
  return { refusal: await world.apex(`merge as system new ${what}(Id = '${id(winner)}') new List<${what}>{ ${list} };`) };
}

async function dealWithRole(world: World, step: Of<'new deal'> | Of<'role'>): Promise<Outcome> {
  const contact = pick(world.rows('Contact'), step.which);
  if (!contact) return null;
  const admin = world.as('admin');
  if (step.do === 'role') {
    const deal = pick(world.rows('Opportunity'), step.deal);
    return deal
      ? outcomeOf(await admin.post(`${SOBJECTS}/OpportunityContactRole`, { OpportunityId: id(deal), ContactId: id(contact) }))
      : null;
  }
  const OpportunityId = await admin.create('Opportunity', {
    Name: 'Another order',
    AccountId: contact['AccountId'],
    StageName: step.stage,
    Amount: step.amount,
    CloseDate: new Date(world.now).toISOString().slice(0, 10)
  });
  const role = { OpportunityId, ContactId: id(contact), IsPrimary: step.primary };
  return { ...outcomeOf(await admin.post(`${SOBJECTS}/OpportunityContactRole`, role)), partly: true } as Outcome;
}

async function manage(world: World, { do: action, which, count }: Of<'reroute' | 'pause' | 'resume'>): Promise<Outcome> {
  const chosen = several(world.rows('Hand_Off__c'), which, count);
  if (chosen.length === 0) return null;
  const [type, call] = action === 'reroute' ? ['HandOffRerouteAction', 'reroute'] : ['HandOffClockPauseAction', 'pauseOrResume'];
  const reason = action === 'resume' ? 'null' : "'On leave'";
  const requests = chosen.map(
    (row) => `{ ${type}.Request r = new ${type}.Request(); r.handOffId = '${id(row)}'; r.reason = ${reason}; all.add(r); }`
  );
  return {
    refusal: await world.apex(`List<${type}.Request> all = new List<${type}.Request>(); ${requests.join(' ')} ${type}.${call}(all);`)
  };
}

async function touch(world: World, { by, which, how }: Of<'touch'>): Promise<Outcome> {
  if (!world.isActive(by)) return null;
  const client = world.as(by);
  if (how === 'complete' || how === 'reopen') {
    const task = pick(
      world.rows('Task').filter((row) => (row['IsClosed'] === 1) === (how === 'reopen')),
      which
    );
    const Status = how === 'complete' ? 'Completed' : 'Not Started';
    return task ? outcomeOf(await client.patch(`${SOBJECTS}/Task/${id(task)}`, { Status })) : null;
  }
  const person = pick(people(world), which);
  if (!person) return null;
  const WhoId = id(person);
  const day = (days: number): string => new Date(world.now + days * 1440 * MINUTE).toISOString().slice(0, 10);
  switch (how) {
    case 'call':
      return outcomeOf(await client.post(`${SOBJECTS}/Task`, { WhoId, Subject: 'Call', Status: 'Completed', ActivityDate: day(0) }));
    case 'open task':
      return outcomeOf(await client.post(`${SOBJECTS}/Task`, { WhoId, Subject: 'Call', ActivityDate: day(2) }));
    case 'planned':
      return outcomeOf(await client.post(`${SOBJECTS}/Task`, { WhoId, Subject: 'Call', Status: 'Completed', ActivityDate: day(5) }));
    case 'meeting':
    case 'past meeting': {
      const StartDateTime = new Date(world.now + (how === 'meeting' ? 45 : -45) * MINUTE).toISOString();
      return outcomeOf(await client.post(`${SOBJECTS}/Event`, { WhoId, Subject: 'Demo', StartDateTime, DurationInMinutes: 30 }));
    }
    default: {
      const incoming = how === 'received';
      return {
        refusal: await world.apex(
          `EmailMessage message = new EmailMessage(Subject = 'Our talk', Incoming = ${incoming}, Status = '${incoming ? 0 : 3}');
           insert as system message;
           insert as system new EmailMessageRelation(EmailMessageId = message.Id, RelationId = '${WhoId}', RelationType = '${incoming ? 'FromAddress' : 'ToAddress'}', RelationAddress = 'somebody@company.example');`
        )
      };
    }
  }
}
