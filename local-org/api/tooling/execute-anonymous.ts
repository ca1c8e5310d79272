import { lengthProblem } from '../../apex/syntax/problem';
import type { ExecuteAnonymousResult } from '../../apex/types';
import type { RunningUser } from '../../database/types';
import { OrgException } from '../../errors';
import type { Org } from '../../org';

/** Carries the result out of a transaction that must not commit. */
class Failed extends Error {
  constructor(readonly result: ExecuteAnonymousResult) {
    super('Anonymous Apex failed');
  }
}

/** @throws OrgException INSUFFICIENT_ACCESS for users without Author Apex */
export function requireAuthorApex(org: Org, user: RunningUser): void {
  if (!org.transact(user, (tx) => org.security.hasUserPermission(tx, user.id, 'AuthorApex'))) {
    throw new OrgException('INSUFFICIENT_ACCESS', 'insufficient access rights: this needs the permission Author Apex');
  }
}

/** Runs anonymous Apex as this user; its changes commit only if it ends without an exception. */
export function executeAnonymous(org: Org, user: RunningUser, source: string): ExecuteAnonymousResult {
  requireAuthorApex(org, user);
  const tooLong = lengthProblem(source);
  if (tooLong !== null) {
    const nothing = { exceptionMessage: null, exceptionStackTrace: null, log: '' };
    return { ...nothing, compiled: false, success: false, line: 1, column: 1, compileProblem: tooLong };
  }
  try {
    return org.transact(user, (tx) => {
      const result = org.apex.executeAnonymous(tx, source);
      if (!result.success) throw new Failed(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Failed) return error.result;
    throw error;
  }
}
