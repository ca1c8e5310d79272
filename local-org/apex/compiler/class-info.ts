import type { AnnotationInfo, ClassInfo, FieldInfo, MethodInfo } from '../runtime/classes';
import type { Modifiers } from '../syntax/ast';
import { lineage } from './hierarchy';
import { hasBody } from './class-emitter';
import { valueName } from './names';
import type { ProgramTypes } from './program-types';
import type { FieldSymbol, MethodSymbol, SourceOfType, TypeSymbol } from './symbols';
import type { TypeTable } from './types';

/** `ClassInfo` as it is stored: sets as lists. */
export type StoredClassInfo = Omit<ClassInfo, 'supertypes'> & { readonly supertypes: readonly string[] };

export function restoreClassInfo(stored: StoredClassInfo): ClassInfo {
  return { ...stored, supertypes: new Set(stored.supertypes) };
}

/** What the running program knows about a class. */
export function describeClass(symbol: TypeSymbol, source: SourceOfType, program: ProgramTypes, types: TypeTable): StoredClassInfo {
  const type = types.of(symbol, []);
  const supertypes = new Set<string>();
  for (const { name, symbol: owner } of lineage(type, types)) {
    supertypes.add(name);
    if (owner) supertypes.add(owner.name);
  }
  return {
    name: symbol.name,
    kind: symbol.kind === 'exception' ? 'class' : symbol.kind,
    file: source.file,
    apiVersion: source.apiVersion,
    sharing: source.sharing,
    userModeByDefault: program.isSecureByDefault(source.apiVersion),
    isAbstract: symbol.isAbstract,
    isTest: symbol.outermost.isTest,
    isException: symbol.isException,
    superclass: symbol.superclass?.name ?? null,
    supertypes: [...supertypes],
    annotations: annotations(source.declaration.modifiers),
    fields: [...symbol.fields.values()].map(describeField),
    methods: [...symbol.methods.values()].flat().map(describeMethod),
    values: [...symbol.constants.values()]
  };
}

function describeField(field: FieldSymbol): FieldInfo {
  const { declaration, visibility, writeVisibility } = field;
  return {
    name: field.name,
    jsName: hasBody(field) && !field.readable ? valueName(field.jsName) : field.jsName,
    type: field.type.name,
    isStatic: field.isStatic,
    isTransient: declaration?.modifiers.words.has('transient') ?? false,
    isPublic: visibility === 'public' || visibility === 'global',
    isGlobal: visibility === 'global',
    isWritable: writeVisibility === 'public' || writeVisibility === 'global',
    annotations: declaration ? annotations(declaration.modifiers) : []
  };
}

function describeMethod(method: MethodSymbol): MethodInfo {
  const words = method.declaration?.modifiers.words;
  const found = method.declaration ? annotations(method.declaration.modifiers) : [];
  const isOldStyleTest = words?.has('testmethod') ?? false;
  return {
    name: method.name,
    jsName: method.jsName,
    isStatic: method.isStatic,
    isPublic: method.visibility === 'public' || method.visibility === 'global',
    parameters: method.parameters.map(({ name, type }) => ({ name, type: type.name })),
    returnType: method.returnType.name,
    annotations: isOldStyleTest ? [...found, { name: 'istest', parameters: {} }] : found
  };
}

function annotations(modifiers: Modifiers): readonly AnnotationInfo[] {
  return modifiers.annotations.map(({ name, parameters }) => {
    const values: Record<string, string | number | boolean> = {};
    for (const { name: key, value } of parameters) {
      if (value.kind !== 'literal') continue;
      values[key] = value.type === 'Boolean' ? value.value === 'true' : value.type === 'Integer' ? Number(value.value) : value.value;
    }
    return { name, parameters: values };
  });
}
