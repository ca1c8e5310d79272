import type { RunningUser } from '../../database/types';
import { OrgException } from '../../errors';
import type { ApiServices } from '../services';
import type { Session } from './sessions';

/** The platform's one message for a wrong username and a wrong password. */
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

/** The credentials of a login. */
export interface Credential {
  readonly username: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
}

/**
 * Logs a user in by password. The password is checked off the main thread, so that the org keeps working.
 * @throws OrgException INVALID_LOGIN, the same for unknown users, inactive ones and wrong passwords
 * @throws LoginLocked after too many failures
 */
export async function loginByPassword(
  services: ApiServices,
  { username, password, address }: Credential,
  kind: Session['kind']
): Promise<Login> {
  services.loginAttempts.begin(username, address);
  const user = services.userCalled(username);
  if (!(await services.credentials.matches(user?.id ?? '', password)) || !user) throw new OrgException('INVALID_LOGIN', LOGIN_REFUSED);
  const login = openSession(services, user, kind);
  services.loginAttempts.succeeded(username, address);
  return login;
}
