import { UnsupportedFeature } from '../../errors';
import type { OpenCall } from '../http/call';
import type { ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { executeAnonymous } from '../tooling/execute-anonymous';
import { readSoapCall, soapReply } from './envelope';
import { soapCaller, soapHandler, soapVersion } from './partner';
import { child } from './xml';

const NAMESPACE = 'http://soap.sforce.com/2006/08/apex';

function perform(call: OpenCall): ApiReply {
  soapVersion(call);
  const soap = readSoapCall(call);
  const caller = soapCaller(call, soap);
  if (soap.operation.name !== 'executeAnonymous') throw new UnsupportedFeature(`the Apex SOAP operation ${soap.operation.name}`);
  const source = child(soap.operation, 'String')?.text ?? child(soap.operation, 'apexcode')?.text ?? '';
  const { log, ...result } = executeAnonymous(call.org, caller.user, source);
  return soapReply(NAMESPACE, 'executeAnonymous', { ...result }, { DebuggingInfo: { debugLog: log } });
}

/** Apex over SOAP, which is how the command line runs anonymous Apex. */
export function soapApexRoutes(routes: Routes): void {
  const handler = soapHandler(perform);
  routes.open('POST', '/services/Soap/s/:version', handler).open('POST', '/services/Soap/s/:version/:organization', handler);
}
