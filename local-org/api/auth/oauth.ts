import { createHmac, randomBytes } from 'node:crypto';
import { OrgException } from '../../errors';
import { bodyText, mediaType } from '../http/body';
import type { ApiCall, OpenCall } from '../http/call';
import { empty, json, type ApiReply } from '../http/reply';
import { singleAccess } from './single-access';
import type { Routes } from '../http/routes';
import { issuerOf, verifyAssertion } from './assertion';
import type { ConnectedApp } from './connected-apps';
import { secretMatches } from './connected-apps';
import { identity, identityUrl, userInfo } from './identity';
import type { Login } from './login';
import { loginByPassword, openSession } from './login';
import { OAuthRefusal } from './refusal';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Grants of the platform that need a browser, a second device or a token that the org does not issue. */
const REFUSED_GRANTS = [
  'authorization_code',
  'refresh_token',
  'device',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:saml2-bearer'
];

/** Signs identity answers; lives as long as the process, as sessions do. */
const signingKey = randomBytes(32);

function form(call: OpenCall): URLSearchParams {
  const type = mediaType(call.headers['content-type']);
  if (call.method === 'POST' && call.body.length > 0 && type !== 'application/x-www-form-urlencoded') {
    throw new OAuthRefusal('invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  return new URLSearchParams(bodyText(call.body, call.headers['content-type']));
}

function required(fields: URLSearchParams, name: string): string {
  const value = fields.get(name);
  if (value === null || value === '') throw new OAuthRefusal('invalid_request', `missing required parameter: ${name}`);
  return value;
}

/** Client id and secret from the form, or from HTTP Basic. */
function client(call: OpenCall, fields: URLSearchParams): { readonly id: string; readonly secret: string | null } {
  const basic = /^Basic\s+(.+)$/i.exec(call.headers['authorization'] ?? '');
  if (!basic) return { id: required(fields, 'client_id'), secret: fields.get('client_secret') };
  const [id = '', ...secret] = Buffer.from(basic[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret.join(':')) };
}

function connectedApp(call: OpenCall, id: string): ConnectedApp {
  const app = call.services.options.connectedApps.find((candidate) => candidate.clientId === id);
  if (!app) throw new OAuthRefusal('invalid_client_id', 'client identifier invalid');
  return app;
}

function authenticated(call: OpenCall, fields: URLSearchParams): ConnectedApp {
  const { id, secret } = client(call, fields);
  const app = connectedApp(call, id);
  if (!secretMatches(app, secret)) throw new OAuthRefusal('invalid_client', 'invalid client credentials');
  return app;
}

function asUser(call: OpenCall, username: string): Login {
  return openSession(call.services, call.org.user(username), 'api');
}

async function grant(call: OpenCall, fields: URLSearchParams): Promise<Login> {
  const type = required(fields, 'grant_type');
  switch (type) {
    case 'password':
      authenticated(call, fields);
      return loginByPassword(
        call.services,
        { username: required(fields, 'username'), password: required(fields, 'password'), address: call.address },
        'api'
      );
    case 'client_credentials': {
      const app = authenticated(call, fields);
      if (app.clientSecret === undefined || app.runAs === undefined) {
        throw new OAuthRefusal('invalid_grant', 'no client credentials user enabled');
      }
      return asUser(call, app.runAs);
    }
    case JWT_BEARER: {
      const assertion = required(fields, 'assertion');
      const app = connectedApp(call, issuerOf(assertion) ?? '');
      return asUser(call, await verifyAssertion(app, assertion, call.origin));
    }
    default:
      if (REFUSED_GRANTS.includes(type))
        throw new OAuthRefusal('unsupported_grant_type', `grant type not supported by the embedded org: ${type}`);
      throw new OAuthRefusal('unsupported_grant_type', 'grant type not supported');
  }
}

async function token(call: OpenCall): Promise<ApiReply> {
  try {
    const { session, user } = await grant(call, form(call));
    const id = identityUrl(call, user.id);
    const issuedAt = String(call.org.clock.now());
    return json(
      200,
      {
        access_token: session.token,
        instance_url: call.origin,
        id,
        token_type: 'Bearer',
        issued_at: issuedAt,
        signature: createHmac('sha256', signingKey).update(`${id}${issuedAt}`).digest('base64'),
        scope: 'api id'
      },
      { 'cache-control': 'no-store' }
    );
  } catch (error) {
    if (error instanceof OAuthRefusal) return error.reply();
    if (error instanceof OrgException && error.errorCode === 'INVALID_LOGIN')
      return new OAuthRefusal('invalid_grant', 'authentication failure').reply();
    if (error instanceof OrgException && error.errorCode === 'API_DISABLED_FOR_ORG')
      return new OAuthRefusal('invalid_grant', error.message).reply();
    throw error;
  }
}

function revoke(call: OpenCall): ApiReply {
  const value = (call.method === 'GET' ? call.search : form(call)).get('token');
  if (value === null || !call.services.sessions.end(value))
    return new OAuthRefusal('unsupported_token_type', 'this token type is not supported').reply();
  return empty(200);
}

/** OAuth 2.0: the endpoints for tokens, identity and revocation. */
export function oauthRoutes(routes: Routes): void {
  routes
    .open('POST', '/services/oauth2/token', token)
    .open('POST', '/services/oauth2/revoke', revoke)
    .open('GET', '/services/oauth2/revoke', revoke)
    .session('GET', '/services/oauth2/userinfo', userInfo)
    .session('POST', '/services/oauth2/userinfo', userInfo)
    .session('GET', '/services/oauth2/singleaccess', singleAccess)
    .session('POST', '/services/oauth2/singleaccess', singleAccess)
    .session('GET', '/id/:organizationId/:userId', (call: ApiCall) => identity(call))
    .session('POST', '/id/:organizationId/:userId', (call: ApiCall) => identity(call));
  for (const path of ['authorize', 'introspect', 'device', 'register']) {
    routes.refuse(`/services/oauth2/${path}`, `the OAuth endpoint /services/oauth2/${path}`);
  }
}
