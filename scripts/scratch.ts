import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endInFailure, UsageError } from './command-failure';
import { nextAction } from './deploying/failures';
import { SfCli } from './deploying/sf-cli';

const USAGE = `Usage: npm run scratch -- [options]

Makes a scratch org, deploys the package to it, writes sample data and opens it.
It needs a Dev Hub that you have logged in to: sf org login web --set-default-dev-hub

  --alias NAME      of the new org (default: lockstep)
  --dev-hub ALIAS   default: the default one
  --days N          1 to 30 (default: 7)`;

/** Minutes that the platform may take to make the org. */
const WAIT_MINUTES = 15;

function main(): number {
  const { values } = parseArgs({
    options: {
      alias: { type: 'string', default: 'lockstep' },
      'dev-hub': { type: 'string' },
      days: { type: 'string', default: '7' },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 30)
    throw new UsageError(`--days must be a whole number from 1 to 30, not ${values.days}`);
  console.log('Making a scratch org; this takes some minutes …');
  const made = SfCli.find('.').run([
    'org',
    'create',
    'scratch',
    '--definition-file',
    path.join('config', 'project-scratch-def.json'),
    '--alias',
    values.alias,
    '--duration-days',
    values.days,
    '--set-default',
    '--wait',
    String(WAIT_MINUTES),
    ...(values['dev-hub'] === undefined ? [] : ['--target-dev-hub', values['dev-hub']])
  ]);
  if (made.status !== 0) {
    console.error(`\nThe scratch org could not be made: ${made.message}\n\nNext: ${devHubAction(made.message)}`);
    return 1;
  }
  execFileSync(process.execPath, [path.join('scripts', 'run.mjs'), 'deploy', '--target-org', values.alias, '--seed'], { stdio: 'inherit' });
  return 0;
}

function devHubAction(message: string): string {
  if (/dev ?hub|NoDefaultDevHub|No default/i.test(message)) {
    return 'Log in to a Dev Hub: `sf org login web --set-default-dev-hub`. Any org becomes one in Setup, Dev Hub.';
  }
  if (/LIMIT_EXCEEDED|limit/i.test(message)) return 'The Dev Hub has no scratch org left: delete one with `sf org delete scratch`.';
  return nextAction([], message);
}

try {
  process.exitCode = main();
} catch (error) {
  endInFailure(error);
}
