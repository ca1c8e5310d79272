import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';

/** `/services/oauth2/singleaccess`: a URL that opens the org in a browser once, as the caller. */
export function singleAccess(call: ApiCall): ApiReply {
  const body = new URLSearchParams(call.method === 'POST' ? Buffer.from(call.body).toString('utf8') : '');
  const target = call.search.get('redirect_uri') ?? body.get('redirect_uri');
  const query = new URLSearchParams({ otp: call.services.oneTimePasswords.issue(call.user.id) });
  if (target !== null && target !== '') query.set('startURL', target.startsWith('/') ? target : `/${target}`);
  return json(200, { frontdoor_uri: `${call.origin}/secur/frontdoor.jsp?${query.toString()}` });
}
