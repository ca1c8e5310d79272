import type { RunningUser, SqlRow, Transaction } from '../../database/types';
import type { Org } from '../../org';
import { columnValue, SYSTEM_ACCESS } from '../../soql/types';
import type { QueryResult } from '../../soql/types';
import type { SessionData, SwitchableUser } from '../page-types';

/** Text of a column by its path from the root, such as `['UserRole', 'Name']`, of one row; null where it is empty. */
function textAt(result: QueryResult, row: SqlRow, path: readonly string[]): string | null {
  const columns = [...result.shape.columns, ...result.shape.parents.flatMap((parent) => parent.columns)];
  const wanted = path.join('.').toLowerCase();
  const column = columns.find((candidate) => candidate.path.join('.').toLowerCase() === wanted);
  const value = column && columnValue(row, column);
  return value === undefined || value === null ? null : String(value);
}

/** The users one can work as: those the server was told a password for, with their roles. */
export function switchableUsers(org: Org, tx: Transaction, usernames: readonly string[]): SwitchableUser[] {
  const result = org.queries.execute(
    tx,
    'SELECT Id, Name, Username, UserRole.Name FROM User WHERE IsActive = true AND Username IN :usernames',
    {
      access: SYSTEM_ACCESS,
      binds: (name) => (name.toLowerCase() === 'usernames' ? usernames : undefined)
    }
  );
  return result.rows
    .map((row) => ({
      id: textAt(result, row, ['Id']) ?? '',
      name: textAt(result, row, ['Name']) ?? '',
      username: textAt(result, row, ['Username']) ?? '',
      role: textAt(result, row, ['UserRole', 'Name'])
    }))
    .sort((left, right) => usernames.indexOf(left.username) - usernames.indexOf(right.username));
}

/** What pages know of the user. */
export function sessionData(org: Org, tx: Transaction, user: RunningUser): SessionData {
  const result = org.queries.execute(tx, 'SELECT Id, Profile.Name, UserRole.Name FROM User WHERE Id = :id', {
    access: SYSTEM_ACCESS,
    binds: (name) => (name.toLowerCase() === 'id' ? user.id : undefined)
  });
  const [row] = result.rows;
  const locale = user.locale.replace(/_/g, '-');
  return {
    userId: user.id,
    username: user.username,
    name: user.name,
    email: user.email,
    profileName: row ? textAt(result, row, ['Profile', 'Name']) : null,
    roleName: row ? textAt(result, row, ['UserRole', 'Name']) : null,
    language: user.language,
    customPermissions: org.security.customPermissions(tx, user.id),
    i18n: {
      locale,
      lang: user.language.replace(/_/g, '-').split('-')[0] ?? 'en',
      timeZone: user.timeZone,
      currency: organizationCurrency(org, tx),
      dir: 'ltr'
    },
    apiVersion: `${org.metadata.apiVersion}.0`
  };
}

function organizationCurrency(org: Org, tx: Transaction): string {
  if (!org.schema.object('Organization')?.field('DefaultCurrencyIsoCode')) return 'USD';
  const result = org.queries.execute(tx, 'SELECT Id, DefaultCurrencyIsoCode FROM Organization', { access: SYSTEM_ACCESS });
  const [row] = result.rows;
  return (row && textAt(result, row, ['DefaultCurrencyIsoCode'])) ?? 'USD';
}
