import type { RunningUser } from '../../database/types';
import type { DeployOptions, Deployments, TestLevel } from '../../deploy';
import { OrgException, UnsupportedFeature } from '../../errors';
import type { Org } from '../../org';

const TEST_LEVELS: readonly TestLevel[] = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'];

/**
 * The org's deployments, for a user who can modify metadata.
 * @throws OrgException INSUFFICIENT_ACCESS
 */
export function deploymentsFor(org: Org, user: RunningUser): Deployments {
  const allowed = org.transact(user, (tx) =>
    ['ModifyAllData', 'ModifyMetadata'].some((permission) => org.security.hasUserPermission(tx, user.id, permission))
  );
  if (!allowed) {
    throw new OrgException(
      'INSUFFICIENT_ACCESS',
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions'
    );
  }
  if (!org.deployments) throw new UnsupportedFeature('deployments: this org was opened without them');
  return org.deployments;
}

/** Deploy options by name, as SOAP and REST both send them. */
export interface GivenOptions {
  readonly names: readonly string[];
  flag(name: string): boolean | undefined;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
}

/** Options that have no effect while they are false; `true` is refused by name. */
const ONLY_FALSE = ['autoUpdatePackage', 'performRetrieve'];
const KNOWN = [
  'allowMissingFiles',
  'checkOnly',
  'ignoreWarnings',
  'purgeOnDelete',
  'rollbackOnError',
  'runTests',
  'singlePackage',
  'testLevel',
  ...ONLY_FALSE
];

/** @throws OrgException for unknown options and test levels, UnsupportedFeature */
export function deployOptions(given: GivenOptions): DeployOptions {
  const unknown = given.names.find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new OrgException('INVALID_OPERATION', `Unknown deploy option ${unknown}`);
  const refused = ONLY_FALSE.find((name) => given.flag(name) === true);
  if (refused !== undefined) throw new UnsupportedFeature(`the deploy option ${refused}`);
  const level = given.text('testLevel') || 'NoTestRun';
  const testLevel = TEST_LEVELS.find((known) => known === level);
  if (!testLevel) {
    if (level === 'RunRelevantTests') throw new UnsupportedFeature('the test level RunRelevantTests');
    throw new OrgException('INVALID_OPERATION', `${level} is no test level`);
  }
  return {
    allowMissingFiles: given.flag('allowMissingFiles') ?? false,
    checkOnly: given.flag('checkOnly') ?? false,
    ignoreWarnings: given.flag('ignoreWarnings') ?? false,
    purgeOnDelete: given.flag('purgeOnDelete') ?? false,
    rollbackOnError: given.flag('rollbackOnError') ?? true,
    runTests: given.list('runTests'),
    singlePackage: given.flag('singlePackage') ?? false,
    testLevel
  };
}
