import type {
  Call,
  ClassDeclaration,
  CompilationUnit,
  Literal,
  Member,
  Name,
  New,
  Soql,
  TypeDeclaration,
  TypeName
} from '../../local-org/apex/syntax/ast';
import { constantsOf, everyNode, fixedText, type ApexNode, type Constants } from '../references/apex-tree';
import type { Place } from '../references/report';
import { customNamesIn, queryNamesIn, type Use } from './uses';

/** Where a name is declared for the file itself: variables, and types inside the class. */
interface Scope {
  /** As they are written: Apex ignores case, but a variable is not written like a class. */
  readonly variables: ReadonlySet<string>;
  /** In lower case. */
  readonly innerTypes: ReadonlySet<string>;
  readonly constants: Constants;
}

/** The classes, labels, permissions, objects and fields that an Apex file uses. */
export function apexUses(file: string, unit: CompilationUnit): Use[] {
  const scope = scopeOf(unit);
  return [...everyNode(unit)].flatMap((node) => usesOf(node, { file, line: node.at.line, column: node.at.column }, scope));
}

function usesOf(node: ApexNode, place: Place, scope: Scope): Use[] {
  if (is<TypeName>(node, 'type') && 'parts' in node) return typeUses(node, place, scope);
  if (is<Name>(node, 'name'))
    return scope.variables.has(node.name) ? [] : [...classUse(node.name, place, scope), ...customNamesIn(node.name, place, ['object'])];
  if (is<Member>(node, 'member')) return memberUses(node, place);
  if (is<Call>(node, 'call')) return callUses(node, place, scope);
  if (is<New>(node, 'new')) return node.fields.flatMap(({ name }) => customNamesIn(name, place, ['field']));
  if (is<Soql>(node, 'soql')) return queryNamesIn(node.text, place);
  if (is<Literal>(node, 'literal') && node.type === 'String') return customNamesIn(node.value, place);
  if (is<CompilationUnit & { kind: 'trigger' }>(node, 'trigger')) return customNamesIn(node.object.name, place, ['object']);
  return [];
}

/** `Trip__c`, `Outer.Inner`; behind `upsert` also `Trip__c.Key__c`. */
function typeUses({ parts }: TypeName, place: Place, scope: Scope): Use[] {
  return parts.flatMap(({ name }, index) => {
    if (name.includes('__')) return customNamesIn(name, place, [index === 0 ? 'object' : 'field']);
    return index === 0 ? classUse(name, place, scope) : [];
  });
}

function classUse(name: string, place: Place, { innerTypes }: Scope): Use[] {
  return innerTypes.has(name.toLowerCase()) ? [] : [{ place, kinds: ['class'], name }];
}

/** `Label.Name`, `System.Label.Name`, and fields and relationships. */
function memberUses({ target, name }: Member, place: Place): Use[] {
  const ofLabel = (target.kind === 'name' || target.kind === 'member') && target.name.toLowerCase() === 'label';
  return ofLabel ? [{ place, kinds: ['label'], name }] : customNamesIn(name, place);
}

/** `Type.forName('Name')` and `FeatureManagement.checkPermission('Name')`. */
function callUses(call: Call, place: Place, { constants }: Scope): Use[] {
  const method = `${call.target?.kind === 'name' ? call.target.name : ''}.${call.name}`.toLowerCase();
  const [first] = call.args;
  const text = first && fixedText(first, constants);
  if (text === undefined) return [];
  if (method === 'type.forname') return [{ place, kinds: ['class'], name: text.split('.')[0] ?? text }];
  return method === 'featuremanagement.checkpermission' ? [{ place, kinds: ['customPermission'], name: text }] : [];
}

function scopeOf(unit: CompilationUnit): Scope {
  const variables = new Set<string>();
  const innerTypes = new Set<string>();
  for (const node of everyNode(unit)) {
    if (node !== unit && isType(node)) innerTypes.add(node.name.toLowerCase());
    else if (declaresVariable(node)) variables.add(node.name);
  }
  return { variables, innerTypes, constants: isType(unit) ? constantsOf(unit) : new Map() };
}

/** Fields, properties, parameters and what loops and catches declare have a type; of variables declared together each has its value. */
const declaresVariable = (node: ApexNode): node is ApexNode & { readonly name: string } =>
  'name' in node && typeof node.name === 'string' && ('type' in node || 'initial' in node);

const isType = (node: ApexNode): node is TypeDeclaration =>
  is<ClassDeclaration>(node, 'class') || node.kind === 'interface' || node.kind === 'enum';

function is<T extends ApexNode & { readonly kind: string }>(node: ApexNode, kind: T['kind']): node is T {
  return node.kind === kind;
}
