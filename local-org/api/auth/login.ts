import type { RunningUser } from '../../database/types';
import { OrgException } from '../../errors';
import type { ApiServices } from '../services';
import type { Session } from './sessions';

/** What the platform answers whether it is the name or the password that is wrong. */
const LOGIN_REFUSED = 'Invalid username, password, security token; or user locked out.';

export interface Login {
  readonly session: Session;
  readonly user: RunningUser;
}

/** Opens a session for a user who has been identified. @throws OrgException API_DISABLED_FOR_ORG for users without the permission */
export function openSession(services: ApiServices, user: RunningUser, kind: Session['kind']): Login {
  const mayUseApi = services.org.transact(user, (tx) => services.org.security.hasUserPermission(tx, user.id, 'ApiEnabled'));
  if (kind === 'api' && !mayUseApi) throw new OrgException('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this user.');
  return { session: services.sessions.open(user.id, kind), user };
}

/**
 * Logs a user in by password.
 * @throws OrgException INVALID_LOGIN, the same for unknown users, inactive ones and wrong passwords
 */
export function loginByPassword(services: ApiServices, username: string, password: string, kind: Session['kind']): Login {
  const user = services.org.user(username);
  if (!services.credentials.matches(user.id, password)) throw new OrgException('INVALID_LOGIN', LOGIN_REFUSED);
  return openSession(services, user, kind);
}
