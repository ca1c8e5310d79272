import type { Connection } from 'jsforce';
import { MappingError, type SourceMapping } from './mapping';

/** What the org says of a field that an import fills. */
export interface FieldFacts {
  readonly type: string;
  /** All digits of a number, and those behind the point. */
  readonly precision: number;
  readonly scale: number;
  /** Whether its values are told apart by their capital letters. */
  readonly caseSensitive: boolean;
}

/** Facts by API name of the field. */
export type OrgFields = ReadonlyMap<string, FieldFacts>;

/**
 * Asks the org for the fields that a source writes.
 * @throws MappingError if the org has no such object or field, or the user may not write it
 */
export async function describeFields(connection: Connection, source: SourceMapping): Promise<OrgFields> {
  const { fields } = await connection.describe(source.object).catch((error: unknown) => {
    throw new MappingError(`The org does not describe ${source.object}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const described = new Map(fields.map((field) => [field.name, field]));
  const facts = new Map<string, FieldFacts>();
  for (const { field: name } of source.fields) {
    const field = described.get(name);
    if (!field) throw new MappingError(`${source.object} has no field ${name}, or you have no access to it`);
    const isKey = name === source.externalId;
    if (isKey && !field.externalId && !field.idLookup) throw new MappingError(`${source.object}.${name} is not an external ID`);
    if (!field.updateable && !(isKey && field.createable)) throw new MappingError(`You may not edit ${source.object}.${name}`);
    facts.set(name, {
      type: field.type,
      // Whole numbers have digits instead of a precision.
      precision: field.precision ?? 0,
      scale: field.scale ?? 0,
      caseSensitive: field.caseSensitive
    });
  }
  return facts;
}
