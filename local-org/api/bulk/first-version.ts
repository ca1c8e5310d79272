import { UnsupportedFeature } from '../../errors';
import { callerOf } from '../auth/authenticate';
import type { OpenCall } from '../http/call';
import { content, json, type ApiReply } from '../http/reply';
import type { Method, Routes } from '../http/routes';
import { escapeXml } from '../soap/xml';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

/** Clients of Bulk API 1.0 send their session in `X-SFDC-Session`, and expect that API's error format. */
function refuse({ services, headers }: OpenCall): ApiReply {
  const token = headers['x-sfdc-session'] ?? /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const { message } = new UnsupportedFeature('Bulk API 1.0; Bulk API 2.0 is at /services/data/vXX.0/jobs');
  const [status, exceptionCode, exceptionMessage] = callerOf(services, token)
    ? [400, 'NotSupported', message]
    : [401, 'InvalidSessionId', 'Invalid session id'];
  if (/json/i.test(`${headers['accept'] ?? ''} ${headers['content-type'] ?? ''}`)) return json(status, { exceptionCode, exceptionMessage });
  const body = `<?xml version="1.0" encoding="UTF-8"?><error xmlns="http://www.force.com/2009/06/asyncapi/dataload"><exceptionCode>${exceptionCode}</exceptionCode><exceptionMessage>${escapeXml(exceptionMessage)}</exceptionMessage></error>`;
  return content(status, 'application/xml;charset=UTF-8', body);
}

/** Bulk API 1.0, which the embedded org does not have. */
export function firstVersionRoutes(routes: Routes): void {
  for (const method of METHODS) routes.open(method, '/services/async/*', refuse);
}
