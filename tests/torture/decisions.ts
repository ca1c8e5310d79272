import { type TestClient, type TestReply } from '../../local-org/api/testing';
import { Random } from '../../scripts/sample/random';
import { ServerProcess } from '../support/server-process';
import { messageOf, RequestTimes, type Trial } from './trial';

/** Who decide: reps what is theirs, and together with them who manages hand-offs. */
const [ADMIN, ...REPS] = ['admin@lockstep.local', 'rep@lockstep.local', 'rep2@lockstep.local'] as const;

const OPEN = `SELECT Id, Owner.Username FROM Hand_Off__c WHERE Open_Key__c != NULL AND Owner.Username IN ('${REPS.join("','")}') ORDER BY Id LIMIT 200`;

interface OpenHandOff {
  readonly Id: string;
  readonly Owner: { readonly Username: string };
}

interface Decision {
  readonly action: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const DECISIONS: readonly Decision[] = [
  { action: 'Accept' },
  { action: 'Reject', details: { reason: 'Duplicate', rejectionKind: 'Procedural' } },
  { action: 'Reject', details: { reason: 'Wrong Territory', rejectionKind: 'Procedural' } },
  { action: 'Disqualify', details: { reason: 'No Budget' } },
  { action: 'Recycle', details: { reason: 'Bad Timing', wakeUpOn: '2030-01-01' } },
  { action: 'Withdraw', details: { reason: 'Sent by mistake' } }
];
const VERDICTS: Readonly<Record<string, string>> = { Reject: 'Rejected', Disqualify: 'Disqualified', Recycle: 'Recycled' };

export const decisions: Trial = {
  name: 'decisions',
  title: 'Two users decide the same hand-off at once',
  rounds: 200,
  run: async ({ seed, rounds, onProgress }) => {
    const server = ServerProcess.spawn('--database', ':memory:');
    const times = new RequestTimes();
    const findings: string[] = [];
    const sum = { one: 0, both: 0, none: 0 };
    let done = 0;
    try {
      const admin = await server.login(ADMIN);
      const reps = new Map<string, TestClient>();
      for (const rep of REPS) reps.set(rep, await server.login(rep));
      for (; done < rounds; done++) {
        if (done % 50 === 0) onProgress(`${done} of ${rounds} rounds`);
        const random = new Random(seed * 1013 + done);
        let open = await admin.records(OPEN);
        if (open.length === 0) {
          await handOffMore(admin, done);
          open = await admin.records(OPEN);
        }
        const { Id: handOffId, Owner } = random.pick(open) as unknown as OpenHandOff;
        const clients = [admin, reps.get(Owner.Username) ?? admin];
        const chosen = clients.map(() => random.pick(DECISIONS));
        const label = `round ${done} of seed ${seed} (${chosen.map(({ action }) => action).join(' and ')})`;
        const replies = await Promise.all(
          clients.map((client, index) => times.time(label, () => decide(client, handOffId, chosen[index])))
        );
        const succeeded = chosen.filter((_, index) => replies[index] !== undefined && isSuccess(replies[index]));
        sum[succeeded.length === 2 ? 'both' : succeeded.length === 1 ? 'one' : 'none']++;
        for (const { status, text } of replies) if (status >= 500) findings.push(`${label} → ${status} ${text.slice(0, 200)}`);
        findings.push(...(await contradictions(admin, handOffId, succeeded)).map((finding) => `${label}: ${finding}`));
      }
    } catch (error) {
      findings.push(`round ${done} of seed ${seed}: ${messageOf(error)}`);
    } finally {
      await server.end('SIGTERM');
    }
    const told = `${done} pairs of decisions: one was taken ${sum.one} times, both ${sum.both}, none ${sum.none}`;
    return { done: told, findings, requests: times };
  }
};

const MORE = 20;

/** New leads, offered to a rep by hand. @throws Error if the org refuses them */
async function handOffMore(admin: TestClient, round: number): Promise<void> {
  const [rep] = await admin.records(`SELECT Id FROM User WHERE Username = '${REPS[0]}'`);
  for (let index = 0; index < MORE; index++) {
    const name = `Decided ${round} ${index}`;
    const Lead__c = await admin.create('Lead', {
      LastName: name,
      Company: name,
      Email: `decided.${round}.${index}@example.com`,
      OwnerId: rep?.['Id']
    });
    await admin.create('Hand_Off__c', { Lead__c, OwnerId: rep?.['Id'], Source__c: 'Manual', Manual_Reason__c: 'Torture' });
  }
}

function decide(client: TestClient, handOffId: string, decision: Decision | undefined): Promise<TestReply> {
  return client.post('/services/apexrest/lockstep/verdicts', [{ handOffId, action: decision?.action, ...decision?.details }]);
}

function isSuccess(reply: TestReply): boolean {
  return reply.status === 200 && (reply.json as readonly { readonly success: boolean }[])[0]?.success === true;
}

/** What a hand-off, its offers and its clocks may not be, no matter who came first. */
async function contradictions(client: TestClient, id: string, succeeded: readonly Decision[]): Promise<string[]> {
  const [row] = await client.records(`SELECT Status__c, Verdict__c, Open_Key__c FROM Hand_Off__c WHERE Id = '${id}'`);
  const offers = await client.records(`SELECT Ended_At__c, Ended_By__c FROM Hand_Off_Offer__c WHERE Hand_Off__c = '${id}'`);
  const clocks = await client.records(`SELECT State__c FROM Hand_Off_Clock__c WHERE Hand_Off__c = '${id}'`);
  if (!row) return ['the hand-off is gone'];
  const found: string[] = [];
  const isOpen = row['Open_Key__c'] !== null;
  const verdict = row['Verdict__c'];
  const openOffers = offers.filter((offer) => offer['Ended_At__c'] === null).length;
  if (isOpen === (verdict !== null || row['Status__c'] === 'Withdrawn'))
    found.push(`its verdict is ${String(verdict)}, and it is ${isOpen ? 'open' : 'ended'}`);
  if (openOffers > 1) found.push(`${openOffers} offers are open`);
  if (!isOpen && openOffers > 0) found.push('it has ended, and an offer is open');
  if (offers.filter((offer) => offer['Ended_By__c'] === 'Accepted').length > 1) found.push('it was accepted twice');
  if (!isOpen && clocks.some(({ State__c }) => State__c === 'Running' || State__c === 'At Risk'))
    found.push('it has ended, and a clock runs');
  const verdicts = succeeded.flatMap(({ action }) => VERDICTS[action] ?? []);
  if (verdict !== null && verdicts.length > 0 && !verdicts.includes(String(verdict)))
    found.push(`its verdict ${String(verdict)} is nobody's`);
  return found;
}
