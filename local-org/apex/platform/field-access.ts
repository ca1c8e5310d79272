import type { AccessPolicy } from '../../soql/types';
import { current } from '../runtime/execution';

/** What the running user's permissions allow, whatever mode the running class is in. */
export function fieldPolicy(): AccessPolicy {
  const { services, tx } = current();
  return services.security.policy(tx, tx.user, { permissions: true, sharing: false });
}
