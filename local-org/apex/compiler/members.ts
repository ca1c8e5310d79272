import type {
  ClassDeclaration,
  ConstructorDeclaration,
  Expression,
  FieldDeclaration,
  MethodDeclaration,
  Modifiers,
  Parameter,
  PropertyDeclaration
} from '../syntax/ast';
import { refuse } from '../syntax/problem';
import { methodsOf, sameTypes } from './hierarchy';
import { fieldName, methodName } from './names';
import type { Problems } from './problems';
import { type ProgramTypes, visibilityOf } from './program-types';
import type { MethodSymbol, ParameterSymbol, SourceOfType, TypeSymbol } from './symbols';

/** Declares the members of every type of the program. */
export function declareMembers(program: ProgramTypes, problems: Problems): void {
  for (const symbol of program.declared) {
    const { source } = symbol;
    if (!source || source.declaration.kind === 'enum') continue;
    for (const member of source.declaration.members) {
      problems.collect(() => {
        switch (member.kind) {
          case 'method':
            addMethod(symbol, method(program, symbol, source, member), source);
            break;
          case 'constructor':
            addConstructor(program, symbol, source, member);
            break;
          case 'field':
          case 'property':
            addField(program, symbol, source, member);
            break;
        }
      });
    }
  }
  for (const symbol of program.declared) settleNames(program, symbol);
}

const isTestVisible = ({ annotations }: Modifiers): boolean => annotations.some(({ name }) => name === 'testvisible');

function parameters(program: ProgramTypes, symbol: TypeSymbol, source: SourceOfType, declared: readonly Parameter[]): ParameterSymbol[] {
  const names = new Set<string>();
  return declared.map(({ at, name, type, isFinal }) => {
    const key = name.toLowerCase();
    if (names.has(key)) refuse(source.file, at, `Duplicate variable: ${name}`);
    names.add(key);
    return { name, type: program.resolver.resolve(type, symbol, source.file), isFinal };
  });
}

function method(program: ProgramTypes, symbol: TypeSymbol, source: SourceOfType, declaration: MethodDeclaration): MethodSymbol {
  const { words } = declaration.modifiers;
  const inInterface = symbol.kind === 'interface';
  const isStatic = words.has('static') || words.has('testmethod');
  const visibility = visibilityOf(words, inInterface ? 'public' : 'private');
  const params = parameters(program, symbol, source, declaration.parameters);
  const isAbstract = inInterface || words.has('abstract');
  if (isStatic && symbol.outer && symbol.kind === 'class')
    refuse(source.file, declaration.at, 'Static methods are only allowed on top level classes');
  if (isAbstract && declaration.body) refuse(source.file, declaration.at, `Abstract methods cannot have a body: ${declaration.name}`);
  if (!isAbstract && !declaration.body) refuse(source.file, declaration.at, `Non-abstract methods must have a body: ${declaration.name}`);
  if (isAbstract && !symbol.isAbstract)
    refuse(source.file, declaration.at, `Class ${symbol.name} must be declared abstract to have abstract methods`);
  const base = methodName(
    program.canonicalMethodName(declaration.name),
    params.map(({ type }) => type)
  );
  const isOverride = words.has('override');
  const isVirtual = isAbstract || words.has('virtual') || isOverride;
  const inherits = symbol.isExtensible || symbol.superclass !== null;
  const own = visibility === 'private' && !isStatic && inherits && !isAbstract && !(isVirtual && overridesPrivately(source));
  return {
    owner: symbol,
    name: declaration.name,
    parameters: params,
    returnType: program.resolver.resolve(declaration.returnType, symbol, source.file),
    isStatic,
    isAbstract,
    isVirtual,
    isOverride,
    visibility,
    testVisible: isTestVisible(declaration.modifiers),
    declaration,
    jsName: own ? `${base}$$${source.jsName}` : base
  };
}

/** Before this API version private virtual methods could be overridden. */
const PRIVATE_IS_FINAL = 61;

const overridesPrivately = ({ apiVersion }: SourceOfType): boolean => apiVersion < PRIVATE_IS_FINAL;

/** A private method that implements an abstract one is called by the name of that one. */
function settleNames(program: ProgramTypes, symbol: TypeSymbol): void {
  if (!symbol.superclass) return;
  for (const [key, overloads] of symbol.methods) {
    overloads.forEach((method, i) => {
      if (method.isStatic || method.visibility !== 'private' || !symbol.superclass) return;
      const types = method.parameters.map(({ type }) => type);
      const wanted = methodsOf(symbol.superclass, key, program.library.types).find(
        (each) => each.method.isAbstract && sameTypes(each.parameters, types)
      );
      if (wanted?.method.declaration) overloads[i] = { ...method, jsName: wanted.method.jsName };
    });
  }
}

function addMethod(symbol: TypeSymbol, added: MethodSymbol, source: SourceOfType): void {
  const types = added.parameters.map(({ type }) => type);
  const overloads = symbol.methods.get(added.name.toLowerCase()) ?? [];
  const clash = overloads.some((known) =>
    sameTypes(
      known.parameters.map(({ type }) => type),
      types
    )
  );
  if (clash && added.declaration)
    refuse(source.file, added.declaration.at, `Method already defined: ${describe(added)} from the type ${symbol.name}`);
  symbol.addMethod(added);
}

function addConstructor(program: ProgramTypes, symbol: TypeSymbol, source: SourceOfType, declaration: ConstructorDeclaration): void {
  if (declaration.name.toLowerCase() !== symbol.simpleName.toLowerCase())
    refuse(source.file, declaration.at, `Invalid constructor name: ${declaration.name}`);
  const params = parameters(program, symbol, source, declaration.parameters);
  const types = params.map(({ type }) => type);
  const clash = symbol.constructors.some((known) =>
    sameTypes(
      known.parameters.map(({ type }) => type),
      types
    )
  );
  if (clash) refuse(source.file, declaration.at, `Constructor already defined: ${symbol.name}`);
  symbol.constructors.push({
    owner: symbol,
    name: symbol.simpleName,
    parameters: params,
    returnType: program.library.types.void,
    isStatic: false,
    isAbstract: false,
    isVirtual: false,
    isOverride: false,
    visibility: visibilityOf(declaration.modifiers.words, 'private'),
    testVisible: isTestVisible(declaration.modifiers),
    declaration,
    jsName: methodName(`$new$${source.jsName}`, types)
  });
}

function addField(
  program: ProgramTypes,
  symbol: TypeSymbol,
  source: SourceOfType,
  declaration: FieldDeclaration | PropertyDeclaration
): void {
  const { words } = declaration.modifiers;
  const key = declaration.name.toLowerCase();
  const isStatic = words.has('static');
  if (symbol.fields.has(key)) refuse(source.file, declaration.at, `Duplicate field: ${declaration.name}`);
  if (isStatic && symbol.outer) refuse(source.file, declaration.at, 'Static fields are only allowed on top level classes');
  const visibility = visibilityOf(words, 'private');
  const isProperty = declaration.kind === 'property';
  const setter = isProperty ? declaration.setter : null;
  symbol.fields.set(key, {
    owner: symbol,
    name: declaration.name,
    type: program.resolver.resolve(declaration.type, symbol, source.file),
    isStatic,
    isFinal: words.has('final'),
    visibility,
    testVisible: isTestVisible(declaration.modifiers),
    declaration,
    jsName: fieldName(
      shadowsInherited(symbol, key) ? `${declaration.name}$${source.jsName}` : declaration.name,
      symbol.isException || isStatic
    ),
    writeVisibility: isProperty ? (setter ? visibilityOf(setter.modifiers.words, visibility) : null) : visibility,
    readable: !isProperty || declaration.getter !== null,
    constant: isStatic && words.has('final') && !isProperty ? constantOf(declaration.initial) : null
  });
}

function shadowsInherited(symbol: TypeSymbol, key: string): boolean {
  for (let parent = symbol.superclass?.symbol; parent; parent = parent.superclass?.symbol) {
    const members = parent.source?.declaration;
    if (members?.kind === 'class' && declaresField(members, key)) return true;
  }
  return false;
}

function declaresField(declaration: ClassDeclaration, key: string): boolean {
  return declaration.members.some((member) => (member.kind === 'field' || member.kind === 'property') && member.name.toLowerCase() === key);
}

function constantOf(initial: Expression | null): Expression | null {
  return initial?.kind === 'literal' && initial.type !== 'null' ? initial : null;
}

/** `void foo(Integer, String)`: as messages print methods. */
export function describe(method: {
  readonly name: string;
  readonly returnType: { name: string };
  readonly parameters: readonly ParameterSymbol[];
}): string {
  return `${method.returnType.name} ${method.name}(${method.parameters.map(({ type }) => type.name).join(', ')})`;
}
