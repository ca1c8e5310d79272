/**
 * A type as compiled Apex carries it at run time: the element types of collections, the targets of casts and `X.class`.
 * Interned by canonical name, so that two types are equal when they are the same object.
 */
export class RuntimeType {
  private static readonly interned = new Map<string, RuntimeType>();

  private constructor(
    /** Canonical name, for example `Lead`, `List<Map<Id, Lead>>`, `LeadScorer.Reason`, `Database.SaveResult`. */
    readonly name: string,
    /** Name without type arguments: `List`, `Lead`. */
    readonly base: string,
    readonly args: readonly RuntimeType[]
  ) {}

  /** @param name as Apex code writes it, with type arguments in angle brackets, for example `Map<Id,List<Lead>>` */
  static of(name: string): RuntimeType {
    const known = RuntimeType.interned.get(name);
    if (known) return known;
    const open = name.indexOf('<');
    const base = open < 0 ? name.trim() : name.slice(0, open).trim();
    const args = open < 0 ? [] : splitArguments(name.slice(open + 1, name.lastIndexOf('>'))).map((part) => RuntimeType.of(part));
    const canonical = args.length === 0 ? base : `${base}<${args.map((arg) => arg.name).join(',')}>`;
    let type = RuntimeType.interned.get(canonical);
    if (!type) {
      type = new RuntimeType(canonical, base, args);
      RuntimeType.interned.set(canonical, type);
    }
    RuntimeType.interned.set(name, type);
    return type;
  }

  static list(element: RuntimeType): RuntimeType {
    return RuntimeType.of(`List<${element.name}>`);
  }

  static set(element: RuntimeType): RuntimeType {
    return RuntimeType.of(`Set<${element.name}>`);
  }

  static map(key: RuntimeType, value: RuntimeType): RuntimeType {
    return RuntimeType.of(`Map<${key.name},${value.name}>`);
  }

  toString(): string {
    return this.name;
  }
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const ch = text[i];
    if (ch === '<') depth++;
    else if (ch === '>') depth--;
    else if (ch === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
