import { buildSchema } from './build';
import { labelFromName } from './fields';
import type { CustomObjectSpec, FieldSpec, ObjectExtensionSpec } from './specification';
import type { Schema } from './types';

export * from './fields';

/** A custom object in short: everything but the name has a default. */
export type CustomObjectNotation = Partial<Omit<CustomObjectSpec, 'apiName' | 'name'>> & {
  readonly apiName: string;
  /** Display format of an auto-number name (`EN-{0000}`); absent: a text name. */
  readonly autoNumber?: string;
};

/** Fields added to a standard object. */
export type ExtensionNotation = Partial<ObjectExtensionSpec> & { readonly extend: string };

/**
 * The standard catalogue plus a few objects, for tests of any room.
 *
 * ```ts
 * schemaWith([
 *   { apiName: 'Engagement__c', autoNumber: 'EN-{00000}', sharingModel: 'Private',
 *     fields: [lookup('Lead__c', 'Lead', 'Engagements'), number('Quantity__c', 10, 0)] },
 *   { extend: 'Lead', fields: [number('Fit_Score__c', 3, 0)] }
 * ]);
 * ```
 */
export function schemaWith(objects: readonly (CustomObjectNotation | ExtensionNotation)[] = []): Schema {
  const custom: CustomObjectSpec[] = [];
  const extensions: ObjectExtensionSpec[] = [];
  for (const notation of objects) {
    if ('extend' in notation) {
      const { extend, ...more } = notation;
      extensions.push({ fields: [], ...more, apiName: extend });
    } else {
      custom.push(fromNotation(notation));
    }
  }
  return buildSchema({ custom, extensions });
}

function fromNotation(notation: CustomObjectNotation): CustomObjectSpec {
  const { autoNumber, ...stated } = notation;
  const label = labelFromName(notation.apiName);
  const fields: readonly FieldSpec[] = [];
  return {
    label,
    pluralLabel: `${label}s`,
    fields,
    ...stated,
    name: autoNumber === undefined ? { kind: 'text', label: 'Name' } : { kind: 'autoNumber', label: 'Name', displayFormat: autoNumber }
  };
}
