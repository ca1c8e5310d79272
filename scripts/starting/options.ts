import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../command-failure';
import { readExample } from './data';

export const USAGE = `Usage: npm start -- [options]

Opens the embedded org and serves it on this machine only.

  --port N          default 4680
  --database FILE   default .local-org/org.db (with --example NAME: .local-org/NAME.db; with --bare: .local-org/bare.db), or :memory:
  --fresh           begin with a new database
  --empty           no sample data
  --bare            without the package: an org as new as one can be, to deploy to
  --example NAME    with that example's fields, and its definition agreed
  --clock WHEN      a new org's clock begins at this date or moment (ISO 8601, UTC), without sample data: to play history into it
  --watch           take over changes of the project: components, Apex, objects, pages
  --jwt-certificate FILE  certificate or public key (PEM) whose owner may log in by JWT bearer, for the clients of
                    config/embedded-org.json that name none
  --page-cache KB   memory for pages of the database file, default 65536`;

export interface StartOptions {
  readonly port: number;
  /** Absolute, or `:memory:`. */
  readonly database: string;
  readonly fresh: boolean;
  readonly empty: boolean;
  readonly bare: boolean;
  readonly example: string | null;
  readonly watch: boolean;
  /** Where the clock of a new org begins, in milliseconds since 1970; `null`: at the computer's time. */
  readonly clock: number | null;
  /** PEM file for the JWT bearer flow. */
  readonly jwtCertificate: string | null;
  /** `null`: the database's own default. */
  readonly pageCacheKilobytes: number | null;
}

/** @throws UsageError for options that make no sense */
export function readOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4680' },
      database: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      bare: { type: 'boolean', default: false },
      example: { type: 'string' },
      watch: { type: 'boolean', default: false },
      clock: { type: 'string' },
      'jwt-certificate': { type: 'string' },
      'page-cache': { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  });
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new UsageError(`--port must be a whole number from 0 to 65535, not ${values.port}`);
  const clock = values.clock === undefined ? null : Date.parse(values.clock);
  if (Number.isNaN(clock))
    throw new UsageError(`--clock must be a date such as 2017-06-01 or a moment such as 2017-06-01T08:00Z, not ${values.clock}`);
  const pageCache = values['page-cache'] === undefined ? null : Number(values['page-cache']);
  if (pageCache !== null && !(Number.isInteger(pageCache) && pageCache > 0))
    throw new UsageError(`--page-cache must be a whole number of kilobytes above 0, not ${values['page-cache']}`);
  if (values.example !== undefined) readExample(values.example);
  if (values.bare && values.example !== undefined) throw new UsageError('--bare and --example cannot be used together');
  const database = values.database ?? path.join('.local-org', `${values.bare ? 'bare' : (values.example ?? 'org')}.db`);
  return {
    port,
    database: database === ':memory:' ? database : path.resolve(database),
    fresh: values.fresh,
    empty: values.empty || values.bare || clock !== null,
    bare: values.bare,
    example: values.example ?? null,
    watch: values.watch,
    clock,
    jwtCertificate: values['jwt-certificate'] ?? null,
    pageCacheKilobytes: pageCache
  };
}
