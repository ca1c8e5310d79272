import { SYSTEM_MODE_WITH_SHARING, USER_MODE } from '../../security/types';
import { SYSTEM_ACCESS, type AccessPolicy } from '../../soql/types';
import type { ClassInfo } from './classes';
import type { Execution } from './execution';

/** From this API version on a class without a sharing keyword runs with sharing. */
const SHARING_BY_DEFAULT = 67;

/** What SOQL and DML of this class may see: its access mode, and in system mode its sharing. */
export function accessOf(execution: Execution, mode: 'user' | 'system', caller: ClassInfo): AccessPolicy {
  const { services, tx } = execution;
  if (mode === 'user') return services.security.policy(tx, tx.user, USER_MODE);
  return respectsSharing(execution, caller) ? services.security.policy(tx, tx.user, SYSTEM_MODE_WITH_SHARING) : SYSTEM_ACCESS;
}

/** Triggers see every row; `inherited` and, before API version 67, no keyword at all go by the class that called. */
function respectsSharing(execution: Execution, caller: ClassInfo): boolean {
  if (caller.kind === 'trigger') return false;
  switch (caller.sharing) {
    case 'with':
      return true;
    case 'without':
      return false;
    case 'inherited':
      return callerRespectsSharing(execution) ?? true;
    case 'none':
      if (caller.kind === 'anonymous' || caller.apiVersion >= SHARING_BY_DEFAULT) return true;
      return callerRespectsSharing(execution) ?? false;
  }
}

function callerRespectsSharing(execution: Execution): boolean | undefined {
  for (let i = execution.callers.length - 1; i >= 0; i--) {
    const outer = execution.callers[i];
    if (outer?.kind === 'trigger' || outer?.sharing === 'without') return false;
    if (outer?.sharing === 'with') return true;
    if (outer?.sharing === 'none' && outer.apiVersion >= SHARING_BY_DEFAULT) return true;
  }
  return undefined;
}
