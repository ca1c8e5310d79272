import type { SqlRow } from '../../../local-org/database/types';
import type { World } from './world';

/** Where laws look, and where they note what breaks them. */
export interface LawBook {
  readonly world: World;
  /** @param row the record to blame, or what to say of it */
  must(holds: boolean, law: string, row: SqlRow | string): void;
}

const OPEN: readonly unknown[] = ['Offered', 'Accepted', 'Working'];

export const isOpen = (handOff: SqlRow): boolean => OPEN.includes(handOff['Status__c']);
export const personOf = (handOff: SqlRow): string => String(handOff['Contact__c'] ?? handOff['Lead__c'] ?? '');
export function grouped(rows: readonly SqlRow[], key: (row: SqlRow) => string): Map<string, SqlRow[]> {
  const groups = new Map<string, SqlRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
