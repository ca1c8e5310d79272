import ts from 'typescript';

/** What the value of an element may be. */
export type ValueType =
  | { readonly kind: 'any' | 'text' | 'boolean' | 'number' }
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'elements'; readonly elements: ReadonlyMap<string, ElementType> };

export interface ElementType {
  readonly required: boolean;
  readonly repeated: boolean;
  /** Read on demand, because the types refer to each other in circles. */
  value(): ValueType;
}

/** The types of `@salesforce/types/metadata`, read with TypeScript's own checker. */
export class MetadataTypes {
  private readonly checker: ts.TypeChecker;
  private readonly exported: ReadonlyMap<string, ts.Symbol>;
  private readonly known = new Map<ts.Type, ValueType>();

  /** @param declarations absolute path of metadata.d.ts */
  constructor(declarations: string) {
    const program = ts.createProgram([declarations], { strict: true, noLib: true, types: [] });
    this.checker = program.getTypeChecker();
    const source = program.getSourceFile(declarations);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${declarations} declares nothing`);
    this.exported = new Map(this.checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));
  }

  /** The elements of a type such as `CustomField`; `undefined` for a name that is no metadata type. */
  root(name: string): ReadonlyMap<string, ElementType> | undefined {
    const symbol = this.exported.get(name);
    const value = symbol && this.valueOf(this.checker.getDeclaredTypeOfSymbol(symbol));
    return value?.kind === 'elements' ? value.elements : undefined;
  }

  private valueOf(type: ts.Type): ValueType {
    const known = this.known.get(type);
    if (known) return known;
    const value = this.read(type);
    this.known.set(type, value);
    return value;
  }

  private read(type: ts.Type): ValueType {
    if (type.flags & ts.TypeFlags.BooleanLike) return { kind: 'boolean' };
    if (type.flags & ts.TypeFlags.NumberLike) return { kind: 'number' };
    if (type.isStringLiteral()) return { kind: 'oneOf', values: [type.value] };
    if (type.flags & ts.TypeFlags.String) return { kind: 'text' };
    if (type.isUnion() && type.types.every((part) => part.isStringLiteral())) {
      return { kind: 'oneOf', values: type.types.map((part) => (part.isStringLiteral() ? part.value : '')) };
    }
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return { kind: 'any' };
    const elements = new Map<string, ElementType>();
    for (const element of this.checker.getPropertiesOfType(type)) {
      const declared = this.elementType(element);
      if (declared) elements.set(element.name, declared);
    }
    return { kind: 'elements', elements };
  }

  private elementType(element: ts.Symbol): ElementType | undefined {
    const declaration = element.valueDeclaration;
    if (!declaration || !ts.isPropertySignature(declaration) || !declaration.type) return undefined;
    const repeated = ts.isArrayTypeNode(declaration.type);
    const single = ts.isArrayTypeNode(declaration.type) ? declaration.type.elementType : declaration.type;
    return {
      repeated,
      required: !repeated && !declaration.questionToken,
      value: () => this.valueOf(this.checker.getTypeFromTypeNode(single))
    };
  }
}
