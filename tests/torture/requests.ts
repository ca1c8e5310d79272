import { VERSION } from '../../local-org/api/testing';
import { Random } from '../../scripts/sample/random';
import { ServerProcess } from '../support/server-process';
import { anyRequest, mutate, type Sent } from './malformed';
import { messageOf, RequestTimes, type Trial } from './trial';

/** Requests that are on their way at once. */
const AT_ONCE = 8;
/** A request that the platform answers so says what is not supported; it is no fault of the server. */
const NOT_IMPLEMENTED = 501;
const USERS = ['admin@lockstep.local', 'rep@lockstep.local', 'agency@lockstep.local'];

export const requests: Trial = {
  name: 'requests',
  title: 'Malformed requests',
  rounds: 20_000,
  run: async ({ seed, rounds, onProgress }) => {
    const server = ServerProcess.spawn('--database', ':memory:', '--empty');
    const times = new RequestTimes();
    const findings: string[] = [];
    const statuses = new Map<string, number>();
    try {
      const clients = await Promise.all(USERS.map((user) => server.login(user)));
      const url = await server.url();
      const ask = async (round: number): Promise<void> => {
        // Each request has its own seed, so that it can be made again alone.
        const random = new Random(seed * 1_000_003 + round);
        const { token } = random.pick(clients);
        const sent = mutate(random, anyRequest(random, token));
        const label = `request ${round} of seed ${seed}: ${sent.method} ${sent.path.slice(0, 200)}`;
        try {
          const { status, text } = await times.time(label, () => send(url, sent));
          const kind = `${Math.floor(status / 100)}xx`;
          statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
          if (isDefect(status, text)) findings.push(`${label} → ${status} ${text.slice(0, 300)}`);
        } catch (error) {
          // What the client itself does not send never reached the server.
          if (!(error instanceof TypeError) || /ECONNREFUSED/.test(String(error.cause))) findings.push(`${label}: ${messageOf(error)}`);
          else statuses.set('not sent', (statuses.get('not sent') ?? 0) + 1);
        }
      };
      for (let round = 0; round < rounds; round += AT_ONCE) {
        if (round % 2000 === 0) onProgress(`${round} of ${rounds} requests`);
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, rounds - round) }, (_, index) => ask(round + index)));
      }
      const health = await fetch(`${url}/_org/health`);
      if (health.status !== 200) findings.push(`after all requests of seed ${seed} the org answers ${health.status}`);
      const counted = await (await server.login()).query('SELECT COUNT() FROM Lead');
      if (counted.status !== 200) findings.push(`after all requests of seed ${seed} a query answers ${counted.text}`);
    } finally {
      await server.end('SIGTERM');
    }
    const told = [...statuses].sort().map(([kind, count]) => `${count} × ${kind}`);
    return { done: `${rounds.toLocaleString('en')} requests to v${VERSION.slice(-4)}: ${told.join(', ')}`, findings, requests: times };
  }
};

/** SOAP answers every fault with 500; a defect of the server says that it was unexpected, whatever the status. */
function isDefect(status: number, text: string): boolean {
  if (/UNKNOWN_EXCEPTION|An unexpected error/.test(text)) return true;
  return status >= 500 && status !== NOT_IMPLEMENTED && !text.includes('<soapenv:Fault>');
}

async function send(url: string, { method, path, headers, body }: Sent): Promise<{ status: number; text: string }> {
  const response = await fetch(url + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
  return { status: response.status, text: await response.text() };
}
