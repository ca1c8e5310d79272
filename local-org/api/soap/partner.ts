import { OrgException, UnsupportedFeature } from '../../errors';
import type { Caller } from '../auth/authenticate';
import { callerOf } from '../auth/authenticate';
import { loginByPassword } from '../auth/login';
import { SESSION_IDLE_MS } from '../auth/sessions';
import type { OpenCall } from '../http/call';
import type { ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { HIGHEST_VERSION, LOWEST_VERSION } from '../http/routes';
import { convertLeads } from './convert-lead';
import type { SoapCall } from './envelope';
import { readSoapCall, soapFault, soapReply } from './envelope';
import type { XmlFields } from './xml';
import { child } from './xml';

/** The two WSDLs that have `login`: partner (`u`) and enterprise (`c`). */
const NAMESPACES = { u: 'urn:partner.soap.sforce.com', c: 'urn:enterprise.soap.sforce.com' } as const;
type Wsdl = keyof typeof NAMESPACES;

/** @throws OrgException for a version the org does not have */
export function soapVersion(call: OpenCall): string {
  const given = call.params['version'] ?? '';
  const version = Number(given);
  if (!/^\d+\.0$/.test(given) || version < LOWEST_VERSION || version > HIGHEST_VERSION) {
    throw new OrgException('NOT_FOUND', `UNSUPPORTED_API_VERSION: version ${given} is not supported`);
  }
  return given;
}

/** The session in a SOAP call's header. @throws OrgException INVALID_SESSION_ID */
export function soapCaller(call: OpenCall, soap: SoapCall): Caller {
  const caller = callerOf(call.services, soap.sessionId);
  if (!caller) throw new OrgException('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
  return caller;
}

function userInfo(call: OpenCall, { user, session }: Caller): XmlFields {
  const organization = call.org.db.get('SELECT Name FROM Organization WHERE Id = ?', [call.org.organizationId]);
  return {
    accessibilityMode: false,
    currencySymbol: '$',
    orgDefaultCurrencyIsoCode: 'USD',
    orgHasPersonAccounts: false,
    organizationId: call.org.organizationId,
    organizationMultiCurrency: false,
    organizationName: String(organization?.['Name'] ?? ''),
    profileId: user.profileId,
    roleId: user.roleId,
    sessionSecondsValid: SESSION_IDLE_MS / 1000,
    userDefaultCurrencyIsoCode: null,
    userEmail: user.email,
    userFullName: user.name,
    userId: user.id,
    userLanguage: user.language,
    userLocale: user.locale,
    userName: user.username,
    userTimeZone: user.timeZone,
    userType: 'Standard',
    userUiSkin: session.kind === 'ui' ? 'Theme4' : 'Theme3'
  };
}

async function login(call: OpenCall, soap: SoapCall, wsdl: Wsdl, version: string): Promise<XmlFields> {
  const username = child(soap.operation, 'username')?.text ?? '';
  const password = child(soap.operation, 'password')?.text ?? '';
  const opened = await loginByPassword(call.services, { username, password, address: call.address }, 'api');
  const organization = call.org.organizationId.slice(0, 15);
  return {
    metadataServerUrl: `${call.origin}/services/Soap/m/${version}/${organization}`,
    passwordExpired: false,
    sandbox: false,
    serverUrl: `${call.origin}/services/Soap/${wsdl}/${version}/${organization}`,
    sessionId: opened.session.token,
    userId: opened.user.id,
    userInfo: userInfo(call, opened)
  };
}

async function perform(call: OpenCall, wsdl: Wsdl): Promise<ApiReply> {
  const version = soapVersion(call);
  const soap = readSoapCall(call);
  const { name } = soap.operation;
  const namespace = NAMESPACES[wsdl];
  if (name === 'login') return soapReply(namespace, name, await login(call, soap, wsdl, version));
  const caller = soapCaller(call, soap);
  switch (name) {
    case 'logout':
      call.services.sessions.end(caller.session.token);
      return soapReply(namespace, name, null);
    case 'getUserInfo':
      return soapReply(namespace, name, userInfo(call, caller));
    case 'getServerTimestamp':
      return soapReply(namespace, name, { timestamp: new Date(call.org.clock.now()).toISOString() });
    case 'convertLead':
      return soapReply(namespace, name, convertLeads(call.org, caller.user, soap));
    default:
      throw new UnsupportedFeature(`the SOAP operation ${name}; REST has it`);
  }
}

/** A SOAP resource: whatever is thrown becomes a fault. */
export const soapHandler =
  (handler: (call: OpenCall) => ApiReply | Promise<ApiReply>) =>
  async (call: OpenCall): Promise<ApiReply> => {
    try {
      return await handler(call);
    } catch (error) {
      return soapFault(error);
    }
  };

/** SOAP login and logout, and lead conversion, which REST does not have. Other SOAP calls are refused by name. */
export function soapRoutes(routes: Routes): void {
  for (const wsdl of ['u', 'c'] as const) {
    const handler = soapHandler((call) => perform(call, wsdl));
    routes.open('POST', `/services/Soap/${wsdl}/:version`, handler).open('POST', `/services/Soap/${wsdl}/:version/:organization`, handler);
  }
}
