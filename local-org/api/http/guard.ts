import { HttpRefusal } from './errors';

const OUR_NAMES = new Set(['127.0.0.1', 'localhost']);

/** Whether `host` (of a Host header or an Origin) is a name of this computer, on any port. */
function isOurs(host: string): boolean {
  const match = /^([^:]+)(?::(\d{1,5}))?$/.exec(host.toLowerCase());
  return match !== null && OUR_NAMES.has(match[1] ?? '');
}

/**
 * Refuses requests that a foreign web page could send to a server on this computer: requests for another host's name
 * (DNS rebinding) and requests from another origin. The port of a Host header can differ from the server's, as when a container's
 * port is forwarded; then only pages of that address and port are ours.
 *
 * @returns the origin the caller used, for URLs in answers
 * @throws HttpRefusal 421 for a foreign Host, 403 for a foreign Origin
 */
export function guard(headers: Readonly<Record<string, string | undefined>>, port: number): string {
  const host = headers['host'];
  if (host === undefined || !isOurs(host)) {
    throw new HttpRefusal(421, 'INVALID_OPERATION', `This org answers for 127.0.0.1 and localhost only, not for host '${host ?? ''}'.`);
  }
  const origin = headers['origin'];
  if (origin !== undefined && !isOwnPage(origin, [String(port), portOf(host)])) {
    throw new HttpRefusal(403, 'INVALID_OPERATION', `Requests from origin '${origin}' are refused.`);
  }
  return `http://${host.includes(':') ? host : `${host}:${port}`}`;
}

/** Port of a host that names none. */
const HTTP_PORT = '80';

const portOf = (host: string): string => host.split(':')[1] ?? HTTP_PORT;

function isOwnPage(origin: string, ports: readonly string[]): boolean {
  const host = /^http:\/\/(.+)$/.exec(origin)?.[1];
  return host !== undefined && isOurs(host) && ports.includes(portOf(host));
}

/**
 * Whether a browser sent this from one of our own pages (or the user typed the URL). Cookies ignore ports,
 * so a page on another port of this computer would send ours.
 */
export function isSameOrigin(headers: Readonly<Record<string, string | undefined>>): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
