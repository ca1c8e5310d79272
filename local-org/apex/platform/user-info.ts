import { current } from '../runtime/execution';
import { allowanceOf } from '../runtime/limits';
import { meter } from '../runtime/meter';
import { Zone } from '../values/zone';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';

/** A column of the running user's row. */
function userColumn(name: string): string | null {
  const { tx, user } = current();
  const value = tx.db.get(`SELECT "${name}" AS value FROM User WHERE Id = ?`, [user.id])?.['value'];
  return typeof value === 'string' ? value : null;
}

export const USER_INFO_TYPE: PlatformType = {
  name: 'System.UserInfo',
  kind: 'class',
  staticMethods: {
    'String getFirstName()': () => userColumn('FirstName'),
    'String getLastName()': () => userColumn('LastName'),
    'String getLanguage()': () => current().user.language,
    'String getLocale()': () => current().user.locale,
    'String getName()': () => current().user.name,
    'String getOrganizationId()': () => current().services.organizationId,
    'String getOrganizationName()': () => {
      const name = current().tx.db.get('SELECT Name AS value FROM Organization')?.['value'];
      return typeof name === 'string' ? name : null;
    },
    'Id getProfileId()': () => current().user.profileId,
    'System.TimeZone getTimeZone()': () => Zone.of(current().user.timeZone),
    'String getUserEmail()': () => current().user.email,
    'Id getUserId()': () => current().user.id,
    'String getUserName()': () => current().user.username,
    'Id getUserRoleId()': () => current().user.roleId,
    'String getUserType()': () => userColumn('UserType') ?? 'Standard',
    'Boolean isMultiCurrencyOrganization()': () => false
  }
};

/** Getters of `System.Limits` and the counters behind them. */
const COUNTERS = [
  ['AggregateQueries', 'aggregateQueries'],
  ['Callouts', 'callouts'],
  ['DMLRows', 'dmlRows'],
  ['DMLStatements', 'dmlStatements'],
  ['EmailInvocations', 'emailInvocations'],
  ['FutureCalls', 'futureCalls'],
  ['PublishImmediateDML', 'publishImmediateDml'],
  ['Queries', 'queries'],
  ['QueryRows', 'queryRows'],
  ['QueueableJobs', 'queueableJobs'],
  ['SoslQueries', 'soslQueries']
] as const;

const limitMethods: Record<MethodSignature, NativeFunction> = {
  // Wall-clock time since the transaction's first Apex: an estimate, enforced in long loops.
  'Integer getCpuTime()': () => Math.round(meter.current?.milliseconds ?? 0),
  'Integer getLimitCpuTime()': () => allowanceOf(current()).cpuMilliseconds,
  'Integer getLimitHeapSize()': () => allowanceOf(current()).heapBytes
};
for (const [name, counter] of COUNTERS) {
  limitMethods[`Integer get${name}()`] = () => current().tx.limits.used(counter);
  limitMethods[`Integer getLimit${name}()`] = () => current().tx.limits.allowed(counter);
}

export const LIMITS_TYPE: PlatformType = { name: 'System.Limits', kind: 'class', staticMethods: limitMethods };
