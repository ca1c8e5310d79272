import { UnsupportedFeature } from '../errors';
import type { ObjectDef } from '../schema/types';
import type { SelectItem } from './ast';
import { noSuchObject, noSuchRelationship, queryError } from './errors';
import type { Operand } from './operand';
import { targetField } from './polymorphic';
import type { Scope } from './scope';
import type { Sql } from './sql';
import type { ParentShape, ResultColumn } from './types';

interface Node {
  readonly relationshipName: string;
  readonly idKey: string;
  readonly object: ObjectDef;
  readonly typeKey: string | null;
  readonly columns: ResultColumn[];
  readonly variants: { readonly object: ObjectDef; readonly columns: readonly ResultColumn[] }[];
  readonly parents: Map<string, Node>;
}

/** The relationships above the root that a SELECT list names, each with the hidden columns that tell whether it leads anywhere. */
export class ParentTree {
  private readonly roots = new Map<string, Node>();

  constructor(
    private readonly scope: Scope,
    private readonly select: (value: Sql, key: string) => void
  ) {}

  addColumn(operand: Operand, column: ResultColumn): void {
    let level = this.roots;
    let node: Node | undefined;
    operand.steps.forEach((step, index) => {
      const path = operand.steps.slice(0, index + 1).map((item) => item.relationshipName);
      node = this.node(level, path, step.object, step.polymorphic, operand.position);
      level = node.parents;
    });
    node?.columns.push(column);
  }

  private node(level: Map<string, Node>, path: readonly string[], object: ObjectDef, polymorphic: boolean, position: number): Node {
    const name = path.at(-1) ?? '';
    const known = level.get(name.toLowerCase());
    if (known) return known;
    const hidden = (field: string): string => {
      const key = `~${[...path, field].join('.')}`;
      this.select(this.scope.resolveFrom(this.scope.root, [...path, field], position).sql, key);
      return key;
    };
    const node: Node = {
      relationshipName: name,
      idKey: hidden('Id'),
      object,
      typeKey: polymorphic ? hidden('Type') : null,
      columns: [],
      variants: [],
      parents: new Map()
    };
    level.set(name.toLowerCase(), node);
    return node;
  }

  addTypeof(item: Extract<SelectItem, { kind: 'typeof' }>): void {
    const { environment, root } = this.scope;
    const { text, access, schema } = environment;
    const { position } = item.reference;
    const name = item.reference.path.at(-1) ?? '';
    if (item.reference.path.length > 1) throw new UnsupportedFeature('SOQL TYPEOF of a relationship of a parent');
    const reference = root.object.parentRelationship(name);
    if (!reference || !access.canReadField(reference)) throw noSuchRelationship(text, position, name);
    if (reference.referenceTo.length < 2) {
      throw queryError('MALFORMED_QUERY', text, position, `TYPEOF is only supported for polymorphic relationships, which ${name} is not`);
    }
    const relationship = reference.relationshipName ?? name;
    if (this.roots.has(relationship.toLowerCase()))
      throw queryError('INVALID_FIELD', text, position, `duplicate field selected: ${relationship}`);
    const first = reference.referenceTo.map((target) => schema.object(target)).find((target) => target !== undefined);
    if (!first) throw noSuchRelationship(text, position, name);
    const node = this.node(this.roots, [relationship], first, true, position);
    for (const branch of item.branches) {
      const target = reference.referenceTo.find((candidate) => candidate.toLowerCase() === branch.object.toLowerCase());
      const object = target === undefined ? undefined : schema.object(target);
      if (!object || !access.canReadObject(object)) throw noSuchObject(text, branch.position, branch.object);
      const columns = branch.fields.map((path): ResultColumn => {
        const field = path.path[0] ?? '';
        if (path.path.length > 1) throw new UnsupportedFeature('SOQL relationship paths inside TYPEOF');
        const operand = targetField(this.scope, root, reference, object, field, path.position);
        const key = `${relationship}:${object.apiName}.${operand.name}`;
        this.select(operand.sql, key);
        return { key, path: [relationship, operand.name], type: operand.type, ...(operand.field ? { field: operand.field } : {}) };
      });
      node.variants.push({ object, columns });
    }
    for (const path of item.otherwise) {
      const operand = this.scope.resolveFrom(root, [relationship, ...path.path], path.position);
      this.select(operand.sql, operand.name);
      node.columns.push({
        key: operand.name,
        path: operand.name.split('.'),
        type: operand.type,
        ...(operand.field ? { field: operand.field } : {})
      });
    }
  }

  shapes(): ParentShape[] {
    return shapesOf(this.roots);
  }
}

function shapesOf(nodes: ReadonlyMap<string, Node>): ParentShape[] {
  return [...nodes.values()].map((node) => ({
    relationshipName: node.relationshipName,
    idKey: node.idKey,
    object: node.object,
    ...(node.typeKey === null ? {} : { typeKey: node.typeKey }),
    columns: node.columns,
    parents: shapesOf(node.parents),
    ...(node.variants.length === 0 ? {} : { variants: node.variants })
  }));
}
