import { HttpRefusal } from './errors';

const OUR_NAMES = new Set(['127.0.0.1', 'localhost']);

/** Whether `host` (of a Host header or an Origin) names this very server. */
function isOurs(host: string, port: number): boolean {
  const match = /^([^:]+)(?::(\d+))?$/.exec(host.toLowerCase());
  if (!match || !OUR_NAMES.has(match[1] ?? '')) return false;
  return match[2] === undefined || Number(match[2]) === port;
}

/**
 * Keeps out what a foreign web page could send to a server on this machine: requests for another host's name
 * (DNS rebinding) and requests from another origin.
 *
 * @returns the origin the caller used, for URLs in answers
 * @throws HttpRefusal 421 for a foreign Host, 403 for a foreign Origin
 */
export function guard(headers: Readonly<Record<string, string | undefined>>, port: number): string {
  const host = headers['host'];
  if (host === undefined || !isOurs(host, port)) {
    throw new HttpRefusal(421, 'INVALID_OPERATION', `This org answers for 127.0.0.1 and localhost only, not for host '${host ?? ''}'.`);
  }
  const origin = headers['origin'];
  if (origin !== undefined && !(origin.startsWith('http://') && isOurs(origin.slice('http://'.length), port))) {
    throw new HttpRefusal(403, 'INVALID_OPERATION', `Requests from origin '${origin}' are refused.`);
  }
  return `http://${host.includes(':') ? host : `${host}:${port}`}`;
}

/**
 * Whether a browser sent this from one of our own pages (or the person typed it). Cookies do not tell ports apart,
 * so a page on another port of this machine would carry ours.
 */
export function isSameOrigin(headers: Readonly<Record<string, string | undefined>>): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
