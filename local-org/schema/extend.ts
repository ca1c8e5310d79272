import { ObjectDefinition } from './object-definition';
import type { StandardObjectSpec } from './specification';
import type { ObjectDef, Schema } from './types';

/**
 * A schema with more objects than `base`, which stays as it is: the new ones may refer to its objects, not the other way
 * round (they are nobody's children). For objects that only one API knows, such as those of the Tooling API.
 */
export function withObjects(base: Schema, specs: readonly StandardObjectSpec[]): Schema {
  const added = specs.map(
    (spec) =>
      new ObjectDefinition({
        ...spec,
        kind: 'standard',
        sharingModel: spec.sharingModel ?? 'ReadWrite',
        validationRules: [],
        recordTypes: []
      })
  );
  const byName = new Map<string, ObjectDef>(added.map((object) => [object.key, object]));
  const byPrefix = new Map<string, ObjectDef>(added.map((object) => [object.keyPrefix, object]));
  return {
    objects: [...base.objects, ...added].sort((a, b) => (a.apiName < b.apiName ? -1 : 1)),
    hash: `${base.hash}+${added.map(({ apiName }) => apiName).join()}`,
    object: (apiName) => byName.get(apiName.toLowerCase()) ?? base.object(apiName),
    objectByPrefix: (keyPrefix) => byPrefix.get(keyPrefix) ?? base.objectByPrefix(keyPrefix)
  };
}
