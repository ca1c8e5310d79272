import { VERSION, type TestClient, type TestReply } from '../../local-org/api/testing';
import { Random } from '../../scripts/sample/random';
import { ServerProcess } from '../support/server-process';
import { messageOf, RequestTimes, type Trial } from './trial';

const LEADS = 2000;
/** Terms of the longest queries; the platform refuses more than 100,000 characters. */
const SIZES = [10, 1000, 5000, 20_000, 100_000];

type Make = (random: Random, size: number) => string;

/** Queries that are as long or as deep as can be. */
const QUERIES: readonly (readonly [name: string, make: Make])[] = [
  [
    'OR',
    (random, size) => `SELECT Id FROM Lead WHERE ${Array.from({ length: size }, () => `Name = 'x${random.integer(0, 9)}'`).join(' OR ')}`
  ],
  ['AND', (_, size) => `SELECT Id FROM Lead WHERE ${Array.from({ length: size }, (_each, index) => `Name != '${index}'`).join(' AND ')}`],
  ['NOT', (_, size) => `SELECT Id FROM Lead WHERE ${'NOT '.repeat(size)}Name = 'a'`],
  ['parentheses', (_, size) => `SELECT Id FROM Lead WHERE ${'('.repeat(size)}Name = 'a'${')'.repeat(size)}`],
  [
    'IN',
    (random, size) => `SELECT Id FROM Lead WHERE Name IN (${Array.from({ length: size }, () => `'${random.integer(0, 999)}'`).join(',')})`
  ],
  ['LIKE', (_, size) => `SELECT Id FROM Lead WHERE Name LIKE '${'%a'.repeat(Math.min(size, 2000))}%b'`],
  ['fields', (_, size) => `SELECT ${'Name,'.repeat(size)}Id FROM Lead`],
  ['ORDER BY', (_, size) => `SELECT Id FROM Lead ORDER BY ${Array.from({ length: size }, () => 'Name').join(',')}`],
  ['subqueries', (_, size) => `SELECT Id${', (SELECT Id FROM Tasks)'.repeat(Math.min(size, 3000))} FROM Lead`],
  [
    'CUBE',
    () => 'SELECT COUNT(Id) n FROM Lead GROUP BY CUBE(Status, LeadSource, Industry, Rating, City, Country, Title, Company, OwnerId, Name)'
  ],
  ['CUBE of three', () => 'SELECT Status, LeadSource, Rating, COUNT(Id) n FROM Lead GROUP BY CUBE(Status, LeadSource, Rating)'],
  ['relationships', (_, size) => `SELECT ${'Owner.Manager.'.repeat(Math.min(size, 3000))}Name FROM Lead`],
  [
    'semi-joins',
    (_, size) =>
      `SELECT Id FROM Lead WHERE ${Array.from({ length: Math.min(size, 500) }, () => 'Id IN (SELECT Lead__c FROM Person_Score__c)').join(' AND ')}`
  ]
];

export const queries: Trial = {
  name: 'queries',
  title: 'Long queries and large bodies',
  rounds: 100,
  run: async ({ seed, rounds, onProgress }) => {
    const server = ServerProcess.spawn('--database', ':memory:', '--empty');
    const times = new RequestTimes();
    const findings: string[] = [];
    const answers = new Map<number, number>();
    try {
      const client = await server.login();
      await fill(client);
      for (let round = 0; round < rounds; round++) {
        if (round % 25 === 0) onProgress(`${round} of ${rounds} rounds`);
        const random = new Random(seed * 1009 + round);
        const [name, ask] = anyAsk(client, random);
        const label = `round ${round} of seed ${seed}: ${name}`;
        try {
          const [reply] = await Promise.all([
            times.time(label, ask),
            times.time(`a second user during ${label}`, () => client.get('/_org/health'))
          ]);
          answers.set(reply.status, (answers.get(reply.status) ?? 0) + 1);
          if (reply.status >= 500) findings.push(`${label} → ${reply.status} ${reply.text.slice(0, 200)}`);
        } catch (error) {
          findings.push(`${label}: ${messageOf(error)}`);
        }
      }
    } finally {
      await server.end('SIGTERM');
    }
    const told = [...answers].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    return { done: `${rounds} long requests over ${LEADS} leads: ${told.join(', ')}`, findings, requests: times };
  }
};

async function fill(client: TestClient): Promise<void> {
  for (let from = 0; from < LEADS; from += 200) {
    const records = Array.from({ length: 200 }, (_, index) => ({
      attributes: { type: 'Lead' },
      LastName: `${'a'.repeat(60)}${from + index}`,
      Company: `Company ${index % 7}`,
      LeadSource: ['Web', 'Other', null][index % 3]
    }));
    await client.post(`${VERSION}/composite/sobjects`, { allOrNone: true, records });
  }
}

function anyAsk(client: TestClient, random: Random): readonly [name: string, ask: () => Promise<TestReply>] {
  const size = random.pick(SIZES);
  if (random.chance(0.15)) {
    const body = `{${Array.from({ length: size * 10 }, (_, index) => `"f${index}":1`).join(',')}}`;
    return [`JSON with ${size * 10} keys`, () => client.post(`${VERSION}/sobjects/Lead`, body)];
  }
  if (random.chance(0.1)) {
    const body = `${'['.repeat(size)}${']'.repeat(size)}`;
    return [`JSON ${size} deep`, () => client.post(`${VERSION}/composite/sobjects`, body)];
  }
  const [kind, make] = random.pick(QUERIES);
  const query = make(random, size);
  // Addresses are short: what does not fit goes as a body, as a bulk query does.
  if (query.length < 10_000 && random.chance(0.5)) return [`${kind} of ${size}`, () => client.query(query)];
  return [`${kind} of ${size} in a bulk query`, () => client.post(`${VERSION}/jobs/query`, { operation: 'query', query })];
}
