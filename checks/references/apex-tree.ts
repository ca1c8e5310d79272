import type { Expression, Literal, MemberDeclaration, Point, TypeDeclaration } from '../../local-org/apex/syntax/ast';

/** Any node of a parsed Apex file. */
export interface ApexNode {
  readonly at: Point;
  readonly kind?: unknown;
}

/** All nodes below a node, itself included, in no particular order. */
export function* everyNode(value: unknown): Generator<ApexNode> {
  if (typeof value !== 'object' || value === null || value instanceof Set) return;
  if (Array.isArray(value)) {
    for (const each of value) yield* everyNode(each);
    return;
  }
  if ('at' in value) yield value as ApexNode;
  for (const [name, part] of Object.entries(value)) {
    if (name !== 'at' && name !== 'end') yield* everyNode(part);
  }
}

/** The initial values of a class's fields that are text, by lower-case name. */
export type Constants = ReadonlyMap<string, Expression>;

export function constantsOf(type: TypeDeclaration): Constants {
  const members: readonly MemberDeclaration[] = type.kind === 'class' ? type.members : [];
  return new Map(
    members.flatMap((member): [string, Expression][] =>
      member.kind === 'field' && member.initial && member.modifiers.words.has('final') ? [[member.name.toLowerCase(), member.initial]] : []
    )
  );
}

/** The text that an expression always gives: literals and constants of the class, joined by `+`; `undefined` where it depends on more. */
export function fixedText(expression: Expression, constants: Constants): string | undefined {
  switch (expression.kind) {
    case 'literal':
      return isText(expression) ? expression.value : undefined;
    case 'name': {
      const value = constants.get(expression.name.toLowerCase());
      return value && fixedText(value, new Map([...constants].filter(([, each]) => each !== value)));
    }
    case 'binary': {
      if (expression.operator !== '+') return undefined;
      const left = fixedText(expression.left, constants);
      const right = fixedText(expression.right, constants);
      return left === undefined || right === undefined ? undefined : left + right;
    }
    default:
      return undefined;
  }
}

const isText = (literal: Literal): boolean => literal.type === 'String';
