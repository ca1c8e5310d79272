import { formatId } from '../../database';
import { OrgException } from '../../errors';
import type { Org } from '../../org';

const KEY_PREFIX = '01p';

/** Ids of Apex classes: their rank among the project's classes, as there is no table of them. */
export interface ClassIds {
  idOf(className: string): string;
  /** @throws OrgException INVALID_CROSS_REFERENCE_KEY */
  nameOf(id: string): string;
}

export function classIds(org: Org): ClassIds {
  const names = org.metadata.apex.filter((source) => source.kind === 'class').map((source) => source.fullName);
  const ids = new Map(names.map((name, index) => [formatId(KEY_PREFIX, index + 1), name]));
  const byName = new Map([...ids].map(([id, name]) => [name.toLowerCase(), id]));
  return {
    idOf: (className) => byName.get(className.toLowerCase()) ?? formatId(KEY_PREFIX, 0),
    nameOf: (id) => {
      const name = ids.get(id) ?? [...ids].find(([known]) => known.startsWith(id) && id.length === 15)?.[1];
      if (name === undefined) throw new OrgException('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: no Apex class ${id}`);
      return name;
    }
  };
}
