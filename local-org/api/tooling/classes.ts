import { to18 } from '../../database';
import { OrgException } from '../../errors';
import type { Org } from '../../org';

/** Ids of Apex classes by name, and names by id. */
export interface ClassIds {
  /** `null` for a class that is not the project's own. */
  idOf(className: string): string | null;
  /** @throws OrgException INVALID_CROSS_REFERENCE_KEY */
  nameOf(id: string): string;
}

/** The classes as the ApexClass table lists them. */
export function classIds(org: Org): ClassIds {
  const rows = org.db.all('SELECT Id, Name FROM ApexClass');
  const names = new Map(rows.map((row) => [String(row['Id']), String(row['Name'])]));
  const ids = new Map([...names].map(([id, name]) => [name.toLowerCase(), id]));
  return {
    idOf: (className) => ids.get(className.toLowerCase()) ?? null,
    nameOf: (id) => {
      const name = names.get(to18(id) ?? '');
      if (name === undefined) throw new OrgException('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: no Apex class ${id}`);
      return name;
    }
  };
}
