import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endInFailure, UsageError } from './command-failure';
import { folderTree } from '../local-org/metadata/file-tree';
import { componentNames } from './building/component-list';
import { failuresOf, nextAction, summaryOf, type DeployFailure } from './deploying/failures';
import { broughtByLockstep, componentsOfOrg } from './deploying/org-components';
import { foreignNamesakes, refusalOf, withoutAllowed } from './deploying/same-names';
import { SfCli } from './deploying/sf-cli';
import type { SfOutcome } from './deploying/sf-cli';
import { connectToAlias } from './seeding/target';

const TEST_LEVELS = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'];
const WAIT_MINUTES = 60;
/** For anyone who deploys: they set the package up. */
const PERMISSION_SETS = ['Lockstep_Read', 'Lockstep_Admin'];

const USAGE = `Usage: npm run deploy -- --target-org ALIAS [options]

Builds the package, deploys it with the official command line, gives you its administrator's permission set and opens it.
ALIAS is any org that you have logged in to with \`sf org login\`, the embedded one included.
It looks first: where the org has components with our names that Lockstep did not bring, nothing is deployed and they are listed.

  --check-only      validate and run tests, but change nothing; prints the id for \`sf project deploy quick\`
  --test-level L    ${TEST_LEVELS.join(', ')} (default: RunLocalTests)
  --tests NAME      with RunSpecifiedTests; may be given more than once
  --replace NAME    let Lockstep replace this component of the org, for example ApexClass:ScoreEngine; may be given more than once
  --seed            write sample data afterwards (npm run unseed removes it)
  --no-open         do not open the org in a browser`;

interface Options {
  readonly org: string;
  readonly checkOnly: boolean;
  readonly testLevel: string;
  readonly tests: readonly string[];
  readonly replace: readonly string[];
  readonly seed: boolean;
  readonly open: boolean;
}

/** @returns `undefined` if only help is requested. @throws UsageError for invalid options */
function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      'target-org': { type: 'string' },
      'check-only': { type: 'boolean', default: false },
      'test-level': { type: 'string', default: 'RunLocalTests' },
      tests: { type: 'string', multiple: true, default: [] },
      replace: { type: 'string', multiple: true, default: [] },
      seed: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) return undefined;
  if (values['target-org'] === undefined) throw new UsageError(`--target-org is missing.\n\n${USAGE}`);
  const testLevel = values['test-level'];
  if (!TEST_LEVELS.includes(testLevel)) throw new UsageError(`--test-level must be one of ${TEST_LEVELS.join(', ')}, not ${testLevel}`);
  if (values['check-only'] && testLevel === 'NoTestRun')
    throw new UsageError('--check-only runs tests: choose another --test-level than NoTestRun');
  if (values['check-only'] && values.seed) throw new UsageError('--check-only changes nothing: it cannot be used with --seed');
  return {
    org: values['target-org'],
    checkOnly: values['check-only'],
    testLevel,
    tests: values.tests,
    replace: values.replace,
    seed: values.seed,
    open: !values['no-open'] && !values['check-only']
  };
}

/** Runs one of this project's own commands. */
function own(command: string, args: readonly string[] = []): void {
  execFileSync(process.execPath, [path.join('scripts', 'run.mjs'), command, ...args], { stdio: 'inherit' });
}

/** What a failed deployment was refused for; where the command only names the deployment, its report tells. */
function failuresOfDeployment(sf: SfCli, org: string, { result, message }: SfOutcome): DeployFailure[] {
  const told = failuresOf(result);
  const id = /\b0Af\w{12,15}\b/.exec(message)?.[0];
  if (told.length > 0 || id === undefined) return told;
  return failuresOf(sf.run(['project', 'deploy', 'report', '--job-id', id, '--target-org', org]).result);
}

/** Says what kept something back and what to do about it. @returns the exit status */
function fail(what: string, outcome: SfOutcome, failures: readonly DeployFailure[] = []): number {
  // If the failures are listed, the command's message only repeats them.
  const said = failures.length > 0 ? (outcome.message.split('\n')[0] ?? '') : outcome.message.replaceAll(/\s+/g, ' ');
  console.error(`\n${what} failed${said === '' ? '.' : `: ${said}`}`);
  for (const { what: place, why } of failures) console.error(`  ${place}\n    ${why}`);
  console.error(`\nNext: ${nextAction(failures, outcome.message)}`);
  return 1;
}

function deploy(sf: SfCli, { org, checkOnly, testLevel, tests }: Options): SfOutcome {
  return sf.run([
    'project',
    'deploy',
    checkOnly ? 'validate' : 'start',
    '--source-dir',
    'force-app',
    '--target-org',
    org,
    '--test-level',
    testLevel,
    ...tests.flatMap((test) => ['--tests', test]),
    '--wait',
    String(WAIT_MINUTES)
  ]);
}

const idOf = (result: unknown): string => (typeof result === 'object' && result !== null && 'id' in result ? String(result.id) : '');

/**
 * Looks for components of the org that the deployment would replace although they are not Lockstep's.
 * @returns what to say of them; `undefined` where there are none
 */
async function whatWouldBeReplaced({ org, replace }: Options): Promise<string | undefined> {
  const ours = componentNames(folderTree('build', ['force-app']));
  // Names on the command line are checked before the org is asked anything.
  withoutAllowed([], ours, replace);
  const connection = await connectToAlias(org);
  const theirs = await componentsOfOrg(connection, ours);
  const namesakes = foreignNamesakes(ours, theirs, await broughtByLockstep(connection));
  const refused = withoutAllowed(namesakes, ours, replace);
  return refused.length === 0 ? undefined : refusalOf(refused, ours, org);
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  own('build');
  const sf = SfCli.find('build');
  console.log(`Looking for components of ${options.org} that have our names …`);
  const refusal = await whatWouldBeReplaced(options);
  if (refusal !== undefined) {
    console.error(`\n${refusal}`);
    return 1;
  }
  console.log(`${options.checkOnly ? 'Validating' : 'Deploying'} to ${options.org} with ${options.testLevel} …`);
  const deployed = deploy(sf, options);
  if (deployed.status !== 0) {
    const failures = failuresOfDeployment(sf, options.org, deployed);
    return fail(options.checkOnly ? 'The validation' : 'The deployment', deployed, failures);
  }
  console.log(`${options.checkOnly ? 'Validated' : 'Deployed'}: ${summaryOf(deployed.result)}.`);
  if (options.checkOnly) {
    console.log(`Deploy it within ten days: sf project deploy quick --job-id ${idOf(deployed.result)} --target-org ${options.org}`);
    return 0;
  }
  for (const name of PERMISSION_SETS) {
    const assigned = sf.run(['org', 'assign', 'permset', '--name', name, '--target-org', options.org]);
    if (assigned.status !== 0) return fail(`Assigning the permission set ${name}`, assigned);
    console.log(`Permission set ${name}: assigned.`);
  }
  if (options.seed) own('seed', ['--target-org', options.org]);
  if (options.open && sf.show(['org', 'open', '--path', 'lightning/app/c__Lockstep', '--target-org', options.org]) !== 0) {
    console.log('The deployment is done; only the browser could not be opened.');
  }
  return 0;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => endInFailure(error)
);
