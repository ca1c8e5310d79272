import { Connection } from 'jsforce';

/** Where to write: the running embedded org unless told otherwise. */
export interface Target {
  readonly instanceUrl: string;
  readonly username?: string;
  readonly password?: string;
  readonly accessToken?: string;
}

export const EMBEDDED_ORG: Required<Omit<Target, 'accessToken'>> = {
  instanceUrl: 'http://127.0.0.1:4680',
  username: 'admin@lockstep.local',
  password: 'lockstep'
};

const API_VERSION = '68.0';

/** @throws Error that says what to do, when nothing answers or the login is refused */
export async function connect(target: Target): Promise<Connection> {
  const { instanceUrl, username, password, accessToken } = target;
  try {
    if (accessToken) {
      const connection = new Connection({ instanceUrl, accessToken, version: API_VERSION });
      await connection.identity();
      return connection;
    }
    if (!username || !password) throw new Error('Give --access-token, or --username and --password.');
    const connection = new Connection({ loginUrl: instanceUrl, version: API_VERSION });
    await connection.login(username, password);
    return connection;
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    if (/ECONNREFUSED|fetch failed|ENOTFOUND/.test(`${cause.message} ${String(cause.cause ?? '')}`)) {
      throw new Error(`No org answers at ${instanceUrl}. Start the embedded one with \`npm start\`, or name another with --instance-url.`);
    }
    throw new Error(`Could not sign in to ${instanceUrl}: ${cause.message}`);
  }
}
