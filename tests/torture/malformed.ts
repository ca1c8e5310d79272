import { VERSION } from '../../local-org/api/testing';
import type { Random } from '../../scripts/sample/random';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const JSON_TYPE = 'application/json';
const ID = '00Q000000000001AAA';
const SOQL = [
  "SELECT Id, Name, (SELECT Id FROM Engagements__r) FROM Lead WHERE Name LIKE 'a%' AND CreatedDate = LAST_N_DAYS:30 ORDER BY Name LIMIT 10",
  'SELECT Status, COUNT(Id) n FROM Lead GROUP BY ROLLUP(Status) HAVING COUNT(Id) > 1',
  "SELECT TYPEOF Owner WHEN User THEN Email ELSE Name END FROM Lead WHERE Id IN (SELECT Lead__c FROM Hand_Off__c WHERE Status__c = 'Offered')",
  'SELECT Id FROM Hand_Off__c WHERE Lead__r.Owner.Name != NULL AND Handed_Off_At__c > 2026-01-01T00:00:00Z'
];

const soap = (body: string): string =>
  `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com"><soapenv:Header><urn:SessionHeader><urn:sessionId>TOKEN</urn:sessionId></urn:SessionHeader></soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

/** Requests that clients make, before anything is wrong with them. */
const REQUESTS: readonly ((random: Random) => Omit<Sent, 'headers'> & { readonly type?: string })[] = [
  (random) => ({ method: 'GET', path: `${VERSION}/query?q=${encodeURIComponent(random.pick(SOQL))}` }),
  () => ({ method: 'GET', path: `${VERSION}/sobjects/Lead/describe` }),
  () => ({ method: 'GET', path: `${VERSION}/sobjects/Lead/${ID}?fields=Name,Company` }),
  () => ({ method: 'GET', path: `${VERSION}/search?q=${encodeURIComponent('FIND {a} IN ALL FIELDS RETURNING Lead(Id, Name)')}` }),
  () => ({ method: 'GET', path: `${VERSION}/ui-api/records/${ID}?fields=Lead.Name` }),
  () => ({ method: 'GET', path: `${VERSION}/tooling/query?q=${encodeURIComponent('SELECT Id, Name FROM ApexClass LIMIT 1')}` }),
  () => ({ method: 'GET', path: `/lightning/r/Lead/${ID}/view` }),
  () => ({ method: 'GET', path: '/lightning/o/Lead/list?filterName=Recent' }),
  () => ({ method: 'POST', path: `${VERSION}/sobjects/Lead`, body: JSON.stringify({ LastName: 'A', Company: 'B', NumberOfEmployees: 5 }) }),
  () => ({ method: 'PATCH', path: `${VERSION}/sobjects/Lead/${ID}`, body: JSON.stringify({ Company: 'B', Email: 'a@b.example' }) }),
  () => ({
    method: 'POST',
    path: `${VERSION}/composite/sobjects`,
    body: JSON.stringify({ allOrNone: false, records: [{ attributes: { type: 'Lead' }, LastName: 'A', Company: 'B' }] })
  }),
  () => ({
    method: 'POST',
    path: `${VERSION}/composite`,
    body: JSON.stringify({
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${VERSION}/sobjects/Account`, referenceId: 'a', body: { Name: 'A' } },
        { method: 'GET', url: `${VERSION}/sobjects/Account/@{a.id}`, referenceId: 'b' }
      ]
    })
  }),
  () => ({
    method: 'POST',
    path: `${VERSION}/composite/tree/Account`,
    body: JSON.stringify({ records: [{ attributes: { type: 'Account', referenceId: 'r' }, Name: 'A' }] })
  }),
  () => ({
    method: 'POST',
    path: `${VERSION}/jobs/ingest`,
    body: JSON.stringify({ object: 'Lead', operation: 'insert', lineEnding: 'LF' })
  }),
  (random) => ({ method: 'POST', path: `${VERSION}/jobs/query`, body: JSON.stringify({ operation: 'query', query: random.pick(SOQL) }) }),
  () => ({ method: 'PUT', path: `${VERSION}/jobs/ingest/750000000000001AAA/batches`, type: 'text/csv', body: 'LastName,Company\nA,B\n' }),
  () => ({ method: 'POST', path: '/services/apexrest/lockstep/verdicts', body: JSON.stringify([{ handOffId: ID, action: 'Accept' }]) }),
  () => ({
    method: 'POST',
    path: `${VERSION}/graphql`,
    body: JSON.stringify({ query: '{ uiapi { query { Lead { edges { node { Id } } } } } }' })
  }),
  () => ({ method: 'POST', path: `${VERSION}/metadata/deployRequest`, body: JSON.stringify({ deployOptions: { checkOnly: true } }) }),
  () => ({
    method: 'GET',
    path: `${VERSION}/tooling/executeAnonymous?anonymousBody=${encodeURIComponent("System.debug([SELECT COUNT() FROM Lead WHERE Name LIKE '%a%']);")}`
  }),
  (random) => ({
    method: 'POST',
    path: '/services/Soap/u/68.0',
    type: 'text/xml',
    body: soap(`<urn:query><urn:queryString>${random.pick(SOQL).replaceAll('>', '&gt;')}</urn:queryString></urn:query>`)
  }),
  () => ({
    method: 'POST',
    path: '/services/Soap/u/68.0',
    type: 'text/xml',
    body: soap('<urn:create><urn:sObjects><type>Lead</type><LastName>A</LastName><Company>B</Company></urn:sObjects></urn:create>')
  }),
  () => ({
    method: 'POST',
    path: '/services/oauth2/token',
    type: 'application/x-www-form-urlencoded',
    body: 'grant_type=password&client_id=PlatformCLI&username=a&password=b'
  })
];

export function anyRequest(random: Random, token: string): Sent {
  const { type = JSON_TYPE, body, ...request } = random.pick(REQUESTS)(random);
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type, soapaction: '""' }) };
  return { ...request, headers, ...(typeof body === 'string' ? { body: body.replace('TOKEN', token) } : {}) };
}

/** Texts on which parsers stumble. */
const TRAPS = [
  '\0',
  '\ud83d',
  '\ufeff',
  '\u202e',
  '%',
  '%00',
  '%ff',
  '../',
  '//',
  "'",
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '&',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  'null',
  'true',
  '-0',
  '1e999',
  '99999999999999999999',
  '0x10',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '@{a.id}',
  '${a}',
  '{!a}',
  '(',
  ')',
  ',',
  ';',
  ' OR ',
  ' FROM ',
  '--',
  '/*',
  '\r\n',
  'é',
  '😀',
  'x'.repeat(5000),
  '('.repeat(500),
  '['.repeat(3000),
  '{"a":'.repeat(2000)
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const TYPES = [
  JSON_TYPE,
  'text/xml',
  'text/csv',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'x'
];
const JSON_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  { attributes: null },
  { attributes: { type: 7 } }
];

/** The request with one to three things wrong. */
export function mutate(random: Random, request: Sent): Sent {
  let sent = request;
  for (let times = random.integer(1, 3); times > 0; times--) sent = random.pick(MUTATIONS)(random, sent);
  // A body may not go with GET and HEAD: clients refuse to send it.
  const { body, ...rest } = sent;
  return body === undefined || sent.method === 'GET' || sent.method === 'HEAD' ? rest : sent;
}

const MUTATIONS: readonly ((random: Random, sent: Sent) => Sent)[] = [
  (random, sent) => ({ ...sent, method: random.pick(METHODS) }),
  (random, sent) => ({ ...sent, headers: { ...sent.headers, 'content-type': random.pick(TYPES) } }),
  (random, sent) => ({ ...sent, path: sent.path.replace(/v\d+\.0/, () => random.pick(['v0.0', 'v30.0', 'v31.0', 'v999.0', 'vx'])) }),
  (random, sent) => ({ ...sent, path: safePath(damaged(random, sent.path)) }),
  (random, sent) => ({ ...sent, path: withDamagedQuery(random, sent.path) }),
  (random, sent) => ({
    ...sent,
    path: `${sent.path}${sent.path.includes('?') ? '&' : '?'}${encodeURIComponent(encodable(random.pick(TRAPS)))}=1`
  }),
  (random, sent) => (typeof sent.body === 'string' ? { ...sent, body: damaged(random, sent.body) } : sent),
  (random, sent) => (typeof sent.body === 'string' ? { ...sent, body: damaged(random, sent.body) } : sent),
  (random, sent) => (typeof sent.body === 'string' ? { ...sent, body: withWrongValue(random, sent.body) } : sent),
  (random, sent) => (typeof sent.body === 'string' ? { ...sent, body: withWrongValue(random, sent.body) } : sent),
  (random, sent) => (typeof sent.body === 'string' ? { ...sent, body: withWrongBytes(random, sent.body) } : sent),
  (_random, sent) => ({ ...sent, headers: Object.fromEntries(Object.entries(sent.headers).filter(([name]) => name !== 'content-type')) }),
  (random, sent) => (random.chance(0.2) ? { ...sent, headers: { ...sent.headers, authorization: 'Bearer x' } } : sent)
];

/** A part cut out, doubled, or replaced by a trap. */
function damaged(random: Random, text: string): string {
  const from = random.integer(0, text.length);
  const to = Math.min(text.length, from + random.integer(0, 12));
  const within = random.pick(['', text.slice(from, to).repeat(2), random.pick(TRAPS), random.pick(TRAPS)]);
  return text.slice(0, from) + within + text.slice(to);
}

/** Half of a character cannot be part of an address. */
const encodable = (text: string): string => text.replace(/[\ud800-\udfff]/g, '');
const safePath = (path: string): string =>
  `/${encodable(path)
    .replace(/^\/+/, '')
    .replace(/[\0-\x20]/g, '%20')
    .slice(0, 12_000)}`;

function withDamagedQuery(random: Random, path: string): string {
  const [before = '', query] = path.split('?');
  if (query === undefined) return path;
  const [name = '', value = ''] = query.split('=');
  let text = value;
  try {
    text = decodeURIComponent(value);
  } catch {
    // It is damaged already.
  }
  return `${before}?${name}=${encodeURIComponent(encodable(damaged(random, text)).slice(0, 3000))}`;
}

/** JSON in which one value is of another kind. What is no JSON is damaged. */
function withWrongValue(random: Random, text: string): string {
  try {
    const root: unknown = JSON.parse(text);
    const places: (readonly [holder: object, key: string])[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, child] of Object.entries(value)) {
        places.push([value, key]);
        visit(child);
      }
    };
    visit(root);
    if (places.length === 0) return JSON.stringify(random.pick(JSON_VALUES));
    const [holder, key] = random.pick(places);
    Reflect.set(holder, key, random.chance(0.3) ? random.pick(TRAPS) : random.pick(JSON_VALUES));
    if (random.chance(0.2)) Reflect.set(holder, random.pick(TRAPS).slice(0, 20), random.pick(JSON_VALUES));
    return JSON.stringify(root);
  } catch {
    return damaged(random, text);
  }
}

function withWrongBytes(random: Random, text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(text));
  for (let times = random.integer(1, 4); times > 0 && bytes.length > 0; times--)
    bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  return bytes;
}
