import { ApexUncaughtException, type RestCall } from '../../apex/types';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { content, type ApiReply } from '../http/reply';
import type { Method, Routes } from '../http/routes';
import { decodeSegment } from '../http/routes';

const PREFIX = '/services/apexrest';
const METHODS: readonly Method[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/** `/services/apexrest/…`: a class with `@RestResource`, in one transaction as the caller. */
function run(call: ApiCall): ApiReply {
  const headers = Object.entries(call.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const request: RestCall = {
    method: call.method,
    path: decodeSegment(call.path.slice(PREFIX.length)),
    headers: Object.fromEntries(headers.filter(([name]) => name !== 'authorization' && name !== 'cookie')),
    parameters: Object.fromEntries(call.search),
    body: call.body
  };
  try {
    const reply = call.transact((tx) => call.org.apex.invokeRest(tx, request));
    const { 'content-type': type = 'application/octet-stream', ...more } = lowerCased(reply.headers);
    return content(reply.status, type, reply.body, more);
  } catch (error) {
    if (!(error instanceof ApexUncaughtException)) throw error;
    throw new OrgException('APEX_ERROR', `${error.typeName}: ${error.message}\n\n${error.apexStackTrace}`.trim());
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

export function apexRestRoutes(routes: Routes): void {
  for (const method of METHODS) routes.session(method, `${PREFIX}/*`, run);
}
