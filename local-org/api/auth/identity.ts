import { to18 } from '../../database';
import type { RunningUser } from '../../database/types';
import type { ApiCall, OpenCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { HttpRefusal } from '../http/errors';

/** URL of a user's identity, from which clients read both ids. */
export function identityUrl(call: OpenCall, userId: string): string {
  return `${call.origin}/id/${call.org.organizationId}/${userId}`;
}

/** URLs of the APIs; the client replaces `{version}`. */
function urls(call: OpenCall): Record<string, string> {
  const { origin } = call;
  const organization = call.org.organizationId;
  return {
    enterprise: `${origin}/services/Soap/c/{version}/${organization}`,
    partner: `${origin}/services/Soap/u/{version}/${organization}`,
    rest: `${origin}/services/data/v{version}/`,
    sobjects: `${origin}/services/data/v{version}/sobjects/`,
    query: `${origin}/services/data/v{version}/query/`,
    tooling_rest: `${origin}/services/data/v{version}/tooling/`,
    recent: `${origin}/services/data/v{version}/recent/`
  };
}

function names(user: RunningUser): { readonly first: string; readonly last: string } {
  const words = user.name.split(' ');
  return { first: words.slice(0, -1).join(' '), last: words[words.length - 1] ?? '' };
}

/** `/services/oauth2/userinfo`: the caller's claims in OpenID Connect. */
export function userInfo(call: ApiCall): ApiReply {
  const { user } = call;
  const { first, last } = names(user);
  return json(200, {
    sub: identityUrl(call, user.id),
    user_id: user.id,
    organization_id: call.org.organizationId,
    preferred_username: user.username,
    nickname: user.username.split('@')[0],
    name: user.name,
    given_name: first,
    family_name: last,
    email: user.email,
    email_verified: true,
    zoneinfo: user.timeZone,
    language: user.language,
    locale: user.locale,
    active: true,
    user_type: 'STANDARD',
    urls: urls(call)
  });
}

/** `/id/{organization}/{user}`: the caller's own identity only. */
export function identity(call: ApiCall): ApiReply {
  const { user, params } = call;
  if (to18(params['organizationId'] ?? '') !== call.org.organizationId || to18(params['userId'] ?? '') !== user.id) {
    throw new HttpRefusal(403, 'INSUFFICIENT_ACCESS', 'The identity of another user is not accessible');
  }
  const { first, last } = names(user);
  return json(200, {
    id: identityUrl(call, user.id),
    asserted_user: true,
    user_id: user.id,
    organization_id: call.org.organizationId,
    username: user.username,
    nick_name: user.username.split('@')[0],
    display_name: user.name,
    email: user.email,
    first_name: first,
    last_name: last,
    timezone: user.timeZone,
    active: true,
    user_type: 'STANDARD',
    language: user.language,
    locale: user.locale,
    urls: urls(call)
  });
}
