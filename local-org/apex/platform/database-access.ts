import type { AccessPolicy } from '../../soql/types';
import { accessOf } from '../runtime/access';
import type { ClassInfo } from '../runtime/classes';
import { current } from '../runtime/execution';
import { throwNullArgument } from './arguments';
import type { AccessLevel } from './database-options';

/** The access mode of a call: stated, or the default of the class's API version. */
export function accessFor(level: AccessLevel | null | undefined, caller: ClassInfo): AccessPolicy {
  if (level === null) throwNullArgument();
  return accessOf(current(), level?.mode ?? (caller.userModeByDefault ? 'user' : 'system'), caller);
}
