import { parseArgs } from 'node:util';
import type { Connection } from 'jsforce';
import { SfCli } from '../deploying/sf-cli';
import { UsageError } from '../command-failure';
import { nextAction } from '../deploying/failures';
import { connect, EMBEDDED_ORG } from '../importing/connection';

export const TARGET_USAGE = `  --target-org ALIAS    an org that you have logged in to with \`sf org login\`
  --instance-url URL    with --username and --password or --access-token (default: the running embedded org, ${EMBEDDED_ORG.instanceUrl})`;

const textOf = (result: unknown, name: string): string => {
  const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, name) : undefined;
  return typeof value === 'string' ? value : '';
};

/** Signs in to the org that the options name. @returns `undefined` if only help is requested. @throws Error that says what to do */
export async function connectToTarget(): Promise<Connection | undefined> {
  const { values } = parseArgs({
    options: {
      'target-org': { type: 'string' },
      'instance-url': { type: 'string' },
      username: { type: 'string' },
      password: { type: 'string' },
      'access-token': { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) return undefined;
  const alias = values['target-org'];
  if (alias !== undefined && Object.keys(values).some((name) => name !== 'target-org' && name !== 'help'))
    throw new UsageError('--target-org cannot be used together with --instance-url, --username, --password or --access-token.');
  if (alias === undefined) {
    return connect({
      instanceUrl: values['instance-url'] ?? EMBEDDED_ORG.instanceUrl,
      username: values.username ?? EMBEDDED_ORG.username,
      password: values.password ?? EMBEDDED_ORG.password,
      ...(values['access-token'] === undefined ? {} : { accessToken: values['access-token'] })
    });
  }
  return connectToAlias(alias);
}

/** Signs in to an org that the Salesforce command line knows. @throws Error that says what to do */
export async function connectToAlias(alias: string): Promise<Connection> {
  const shown = SfCli.find('.').run(['org', 'display', '--target-org', alias], { SF_TEMP_SHOW_SECRETS: 'true' });
  if (shown.status !== 0) throw new Error(`${shown.message}\nNext: ${nextAction([], shown.message)}`);
  return connect({ instanceUrl: textOf(shown.result, 'instanceUrl').replace(/\/$/, ''), accessToken: textOf(shown.result, 'accessToken') });
}

/** IANA name of a user's time zone. */
export async function timeZoneOf(connection: Connection, userId: string): Promise<string> {
  const { records } = await connection.query<{ TimeZoneSidKey: string }>(`SELECT TimeZoneSidKey FROM User WHERE Id = '${userId}'`);
  return records[0]?.TimeZoneSidKey ?? 'UTC';
}
