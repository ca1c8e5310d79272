import type { FieldDef } from '../../schema/types';
import type { Bound, ParentPath, ParentStep } from './types';

/** Relationships to follow from an object, and on from there, by reference and target. */
export type ParentTree = Map<string, ParentBranch>;

export interface ParentBranch {
  readonly step: ParentStep;
  readonly further: ParentTree;
}

/** Adds a path, and below its end the tree of a formula field that is there. */
export function addPath(tree: ParentTree, path: ParentPath, below?: ParentTree): void {
  let level = tree;
  for (const step of path) level = branch(level, step).further;
  if (below) mergeTrees(level, below);
}

export function mergeTrees(into: ParentTree, other: ParentTree): void {
  for (const { step, further } of other.values()) mergeTrees(branch(into, step).further, further);
}

function branch(tree: ParentTree, step: ParentStep): ParentBranch {
  const key = `${step.reference.key}:${step.object.key}`;
  let found = tree.get(key);
  if (!found) {
    found = { step, further: new Map() };
    tree.set(key, found);
  }
  return found;
}

/** Every field a formula reads, with the way to it. */
export function* fieldsOf(bound: Bound): Generator<{ readonly path: ParentPath; readonly field: FieldDef }> {
  if (bound.kind === 'field') yield bound;
  else if (bound.kind === 'prior' || bound.kind === 'changed') yield { path: [], field: bound.field };
  else for (const part of partsOf(bound)) yield* fieldsOf(part);
}

function partsOf(bound: Bound): readonly Bound[] {
  switch (bound.kind) {
    case 'not':
    case 'blank':
    case 'textOf':
      return [bound.operand];
    case 'and':
    case 'or':
      return bound.operands;
    case 'if':
      return [bound.condition, bound.then, bound.otherwise];
    case 'either':
      return [bound.first, bound.second];
    case 'compare':
    case 'arithmetic':
    case 'between':
    case 'concatenate':
      return [bound.left, bound.right];
    case 'later':
      return [bound.moment, bound.amount];
    case 'apply':
      return bound.args;
    default:
      return [];
  }
}
