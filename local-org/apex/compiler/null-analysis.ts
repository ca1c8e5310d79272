import type { Block, Expression } from '../syntax/ast';

/**
 * Names of locals to which only values that cannot be null are ever assigned, so that arithmetic on them needs no check.
 * Apex does not let an inner block hide a name; where two blocks use the same name, both must hold.
 */
export function nonNullNames(body: Block): ReadonlySet<string> {
  const safe = new Set<string>();
  const unsafe = new Set<string>();
  const note = (name: string, holds: boolean): void => {
    (holds ? safe : unsafe).add(name.toLowerCase());
  };
  visit(body, (node) => {
    switch (node.kind) {
      case 'local':
        if (!Array.isArray(node.variables)) return;
        for (const { name, initial } of node.variables) note(name, initial !== null && cannotBeNull(initial));
        break;
      case 'assign':
        if (isExpression(node.target) && node.target.kind === 'name' && isExpression(node.value))
          note(node.target.name, node.operator !== '=' || cannotBeNull(node.value));
        break;
      case 'forEach':
      case 'type':
        if (typeof node.name === 'string') unsafe.add(node.name.toLowerCase());
        break;
    }
  });
  for (const name of unsafe) safe.delete(name);
  return safe;
}

function cannotBeNull(node: Expression): boolean {
  switch (node.kind) {
    case 'literal':
      return node.type !== 'null';
    case 'binary':
    case 'unary':
    case 'increment':
    case 'new':
    case 'newCollection':
    case 'newArray':
    case 'instanceof':
      return true;
    case 'ternary':
      return cannotBeNull(node.whenTrue) && cannotBeNull(node.whenFalse);
    case 'coalesce':
      return cannotBeNull(node.right);
    case 'cast':
      return cannotBeNull(node.operand);
    case 'assign':
      return node.operator !== '=' || cannotBeNull(node.value);
    default:
      return false;
  }
}

interface AnyNode {
  readonly kind: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

function isExpression(value: unknown): value is Expression {
  return isNode(value);
}

/** Every node below, in order; positions are not nodes. */
function visit(value: unknown, action: (node: AnyNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, action);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) action(value);
  for (const [key, part] of Object.entries(value)) if (key !== 'at' && key !== 'end') visit(part, action);
}
