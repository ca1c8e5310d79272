import type { ObjectDefinition, ObjectPlan } from './object-definition';
import { schemaError } from './schema-error';
import type { Schema } from './types';

/**
 * Ties every reference to the objects it points to, and gives those their child relationships.
 * @throws MetadataError for a reference to an unknown object and for a child relationship's name used twice on one parent
 */
export function tieReferences(schema: Schema, objects: readonly ObjectDefinition[], plans: readonly ObjectPlan[]): void {
  const byName = new Map(objects.map((object) => [object.apiName, object]));
  plans.forEach((plan, index) => {
    const child = objects[index];
    if (!child) return;
    plan.fields.forEach((spec) => {
      const field = child.field(spec.apiName);
      if (!field) return;
      for (const target of field.referenceTo) {
        const parent = byName.get(schema.object(target)?.apiName ?? target);
        if (!parent) throw schemaError(spec.source, `${child.apiName}.${field.apiName} refers to the unknown object ${target}`);
        const added = parent.addChild({
          childObject: child.apiName,
          field,
          cascadeDelete: field.deleteConstraint === 'cascade',
          restrictedDelete: field.deleteConstraint === 'restrict',
          ...(spec.childRelationshipName === undefined ? {} : { relationshipName: spec.childRelationshipName })
        });
        if (!added) {
          throw schemaError(
            spec.source,
            `${child.apiName}.${field.apiName}: ${parent.apiName} already has a child relationship named ${spec.childRelationshipName}`
          );
        }
      }
    });
  });
}
