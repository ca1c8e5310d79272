import { openSession } from '../../local-org/api/auth/login';
import { TestClient, VERSION } from '../../local-org/api/testing';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { ONE_QUEUE } from '../support/hand-off-setup';
import { ADMIN, agree, startOrg, type RunningOrg } from '../support/running-org';

/* Who may decide what is the table in docs/hand-off-states.md. Here every decision goes through every channel. */
const USERS = ['admin', 'rep', 'rep2', 'marketer', 'vp.sales', 'vp.marketing', 'agency'] as const;
type User = (typeof USERS)[number];

/** Fields of VerdictRequest, which are those of the flow action and of the REST resource too. */
type Request = Readonly<Record<string, string | boolean>>;

interface Decision {
  readonly action: string;
  /** Whether somebody accepted and called before. Otherwise it is offered to `rep`. */
  readonly worked: boolean;
  readonly request: Request;
  /** What a direct edit writes; a conversion has no such fields. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly allowed: readonly User[];
  /** Who may through a direct edit, where access to the record allows fewer: marketers read hand-offs, and withdraw with the button. */
  readonly allowedToEdit?: readonly User[];
}

const SALES: readonly User[] = ['admin', 'rep'];
const DECISIONS: readonly Decision[] = [
  { action: 'Accept', worked: false, request: {}, fields: { Status__c: 'Accepted' }, allowed: SALES },
  {
    action: 'Reject',
    worked: false,
    request: { reason: 'Duplicate' },
    fields: { Verdict__c: 'Rejected', Reason__c: 'Duplicate' },
    allowed: SALES
  },
  {
    action: 'Disqualify',
    worked: true,
    request: { reason: 'No Budget' },
    fields: { Verdict__c: 'Disqualified', Reason__c: 'No Budget' },
    allowed: SALES
  },
  {
    action: 'Recycle',
    worked: true,
    request: { reason: 'Bad Timing', wakeUpOn: '2040-01-01' },
    fields: { Verdict__c: 'Recycled', Reason__c: 'Bad Timing', Wake_Up_On__c: '2040-01-01' },
    allowed: SALES
  },
  { action: 'Convert', worked: false, request: { withoutOpportunity: true }, fields: null, allowed: SALES },
  {
    action: 'Withdraw',
    worked: false,
    request: { reason: 'Sent by mistake' },
    fields: { Status__c: 'Withdrawn', Withdrawn_Because__c: 'Sent by mistake' },
    allowed: ['admin', 'marketer'],
    allowedToEdit: ['admin']
  }
];

/** One hand-off and its lead. */
interface Subject {
  readonly handOff: string;
  readonly lead: string;
}

type Channel = (user: User, subject: Subject, decision: Decision) => Promise<unknown>;

let running: RunningOrg;
const clients = new Map<User, TestClient>();

const as = (user: User): TestClient => {
  const client = clients.get(user);
  if (!client) throw new Error(`${user} has no session`);
  return client;
};

/** Apex of the user, as a button or a flow runs it. */
const apex = (user: User, source: string): Promise<unknown> => {
  const { org } = running;
  return Promise.resolve(org.transact(org.user(`${user}@lockstep.local`), (tx) => org.apex.executeAnonymous(tx, source)));
};

const literal = (value: string | boolean): string => {
  if (typeof value === 'boolean') return String(value);
  return /^\d{4}-/.test(value) ? `Date.valueOf('${value}')` : `'${value}'`;
};

const assignments = (name: string, { handOff }: Subject, { action, request }: Decision): string =>
  Object.entries({ ...request, handOffId: handOff, action })
    .map(([field, value]) => `${name}.${field} = ${literal(value)};`)
    .join(' ');

async function upload(user: User, subject: Subject, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const client = as(user);
  const { json } = await client.post(`${VERSION}/jobs/ingest`, { object: 'Hand_Off__c', operation: 'update', lineEnding: 'LF' });
  const job = `${VERSION}/jobs/ingest/${String((json as Record<string, unknown>)['id'])}`;
  const values = Object.values(fields).map(String);
  const csv = `Id,${Object.keys(fields).join(',')}\n${subject.handOff},${values.join(',')}\n`;
  await client.send('PUT', `${job}/batches`, csv, { 'content-type': 'text/csv' });
  await client.patch(job, { state: 'UploadComplete' });
  for (;;) {
    const { state } = (await client.get(job)).json as Record<string, unknown>;
    if (state === undefined || state === 'JobComplete' || state === 'Failed') return;
  }
}

const soapConversion = (token: string, lead: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
<soapenv:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader></soapenv:Header>
<soapenv:Body><convertLead><leadConverts><convertedStatus>Closed - Converted</convertedStatus>
<doNotCreateOpportunity>true</doNotCreateOpportunity><leadId>${lead}</leadId><overwriteLeadSource>false</overwriteLeadSource>
<sendNotificationEmail>false</sendNotificationEmail></leadConverts></convertLead></soapenv:Body></soapenv:Envelope>`;

const CHANNELS: Readonly<Record<string, Channel>> = {
  button: (user, subject, decision) =>
    apex(user, `VerdictRequest made = new VerdictRequest(); ${assignments('made', subject, decision)} VerdictController.decide(made);`),
  flow: (user, subject, decision) =>
    apex(
      user,
      `VerdictAction.Decision made = new VerdictAction.Decision(); ${assignments('made', subject, decision)}
       VerdictAction.decide(new List<VerdictAction.Decision>{ made });`
    ),
  'REST resource': (user, { handOff }, { action, request }) =>
    as(user).post('/services/apexrest/lockstep/verdicts', [{ handOffId: handOff, action, ...request }]),
  'record edit': (user, { handOff }, { fields }) => as(user).patch(`${VERSION}/sobjects/Hand_Off__c/${handOff}`, fields),
  'Bulk API 2.0': (user, subject, { fields }) => upload(user, subject, fields ?? {}),
  'SOAP lead conversion': (user, { lead }) =>
    fetch(`${running.url}/services/Soap/u/68.0`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', SOAPAction: '""' },
      body: soapConversion(as(user).token, lead)
    }),
  'lead conversion by an automation of the user': (user, { lead }) =>
    apex(
      user,
      `Database.LeadConvert made = new Database.LeadConvert(); made.setLeadId('${lead}'); made.setConvertedStatus('Closed - Converted');
       made.setDoNotCreateOpportunity(true); Database.convertLead(made, false, AccessLevel.SYSTEM_MODE);`
    )
};

const EDITS: readonly string[] = ['record edit', 'Bulk API 2.0'];
const CONVERSIONS: readonly string[] = ['SOAP lead conversion', 'lead conversion by an automation of the user'];
const channelsOf = ({ fields }: Decision): readonly string[] =>
  Object.keys(CHANNELS).filter((name) => (fields === null ? !EDITS.includes(name) : !CONVERSIONS.includes(name)));

/** Saves many at once as the admin. @returns their ids */
async function saveAll(method: 'POST' | 'PATCH', object: string, rows: readonly object[]): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < rows.length; start += 200) {
    const records = rows.slice(start, start + 200).map((row) => ({ attributes: { type: object }, ...row }));
    const { json } = await as('admin').send(method, `${VERSION}/composite/sobjects`, { allOrNone: true, records });
    for (const { id, success, errors } of json as { id: string; success: boolean; errors: unknown }[]) {
      if (!success) throw new Error(JSON.stringify(errors));
      ids.push(id);
    }
  }
  return ids;
}

const CASES = DECISIONS.flatMap((decision) =>
  channelsOf(decision).flatMap((channel) => USERS.map((user) => ({ decision, channel, user })))
);
const subjects: Subject[] = [];

beforeAll(async () => {
  running = await startOrg();
  const { org, server, url } = running;
  agree(org, 'data/lead-definition.json');
  setUpHandOffs(org, ONE_QUEUE, ADMIN);
  for (const user of USERS)
    clients.set(user, new TestClient(url, openSession(server.services, org.user(`${user}@lockstep.local`), 'api').session.token));
  const OwnerId = org.user('rep@lockstep.local').id;
  const leads = await saveAll(
    'POST',
    'Lead',
    CASES.map((_, index) => ({ LastName: `Person ${index}`, Company: `Company ${index}`, Email: `person${index}@acme.example` }))
  );
  const handOffs = await saveAll(
    'POST',
    'Hand_Off__c',
    leads.map((lead) => ({ Lead__c: lead, Source__c: 'Manual', Manual_Reason__c: 'Asked for a call' }))
  );
  await saveAll(
    'PATCH',
    'Hand_Off__c',
    handOffs.map((Id) => ({ Id, OwnerId }))
  );
  const worked = handOffs.filter((_, index) => CASES[index]?.decision.worked);
  await saveAll(
    'PATCH',
    'Hand_Off__c',
    worked.map((Id) => ({ Id, Status__c: 'Accepted' }))
  );
  await saveAll(
    'POST',
    'Task',
    worked.map((Id) => ({ WhoId: leads[handOffs.indexOf(Id)], Subject: 'Call', Status: 'Completed', OwnerId }))
  );
  subjects.push(...handOffs.map((handOff, index) => ({ handOff, lead: leads[index] ?? '' })));
});
afterAll(() => running.stop());

const stateOf = async ({ handOff, lead }: Subject): Promise<unknown> => [
  (await as('admin').records(`SELECT Status__c, Verdict__c, Reason__c FROM Hand_Off__c WHERE Id = '${handOff}'`))[0],
  (await as('admin').records(`SELECT IsConverted FROM Lead WHERE Id = '${lead}'`))[0]
];

for (const decision of DECISIONS) {
  describe(decision.action, () => {
    it.each(channelsOf(decision))('through %s is for the same people', async (channel) => {
      const decided: User[] = [];
      for (const user of USERS) {
        const subject = subjects[CASES.findIndex((each) => each.decision === decision && each.channel === channel && each.user === user)];
        const run = CHANNELS[channel];
        if (!subject || !run) throw new Error(`No hand-off for ${channel}`);
        const before = await stateOf(subject);
        await run(user, subject, decision);
        if (JSON.stringify(await stateOf(subject)) !== JSON.stringify(before)) decided.push(user);
      }
      const allowed = EDITS.includes(channel) ? (decision.allowedToEdit ?? decision.allowed) : decision.allowed;
      expect(decided.sort()).toEqual([...allowed].sort());
    });
  });
}
