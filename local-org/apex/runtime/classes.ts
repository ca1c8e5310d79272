import type { ApexValue } from '../platform/contract';

/** How a class was declared to treat sharing. `none`: no keyword, which means `with` from API version 67 on. */
export type SharingDeclaration = 'with' | 'without' | 'inherited' | 'none';

export interface AnnotationInfo {
  /** Lower case, without `@`. */
  readonly name: string;
  /** By lower-case parameter name; a lone unnamed value is under `value`. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

export interface FieldInfo {
  readonly name: string;
  /** Property of the instance (or of the class, if static) that holds the value. */
  readonly jsName: string;
  /** Canonical type name, see `RuntimeType`. */
  readonly type: string;
  readonly isStatic: boolean;
  readonly isTransient: boolean;
  readonly isPublic: boolean;
  readonly isGlobal: boolean;
  /** Whether code outside the class may write it (properties with a private or absent setter: no). */
  readonly isWritable: boolean;
  readonly annotations: readonly AnnotationInfo[];
}

export interface MethodInfo {
  readonly name: string;
  /** Property of the prototype (or of the class, if static). */
  readonly jsName: string;
  readonly isStatic: boolean;
  readonly isPublic: boolean;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  /** Canonical type name; `void` for none. */
  readonly returnType: string;
  readonly annotations: readonly AnnotationInfo[];
}

/** What is known of an Apex class at run time: carried by its JavaScript class as `$class`, and by its instances through the prototype. */
export interface ClassInfo {
  /** `LeadScorer`, `LeadScorer.Reason`; triggers `LeadTrigger`; anonymous code `AnonymousBlock`. */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'trigger' | 'anonymous';
  readonly file: string;
  readonly apiVersion: number;
  readonly sharing: SharingDeclaration;
  /** Whether SOQL and DML without a stated mode run as the user: API version 67 and later, except triggers. */
  readonly userModeByDefault: boolean;
  readonly isAbstract: boolean;
  readonly isTest: boolean;
  readonly isException: boolean;
  readonly superclass: string | null;
  /** Canonical names of every type an instance is of: itself, superclasses, interfaces with and without type arguments. */
  readonly supertypes: ReadonlySet<string>;
  readonly annotations: readonly AnnotationInfo[];
  readonly fields: readonly FieldInfo[];
  readonly methods: readonly MethodInfo[];
  /** Enums: constants in order. */
  readonly values: readonly string[];
}

/** An instance of a class written in Apex. Exceptions written in Apex extend the host's exception class instead. */
export class ApexObject {
  /** Set on the prototype of every emitted class. */
  declare readonly $class: ClassInfo;
}

/** What emitted code defines for one Apex class. */
export interface ApexClass {
  readonly info: ClassInfo;
  /** Runs static initialisers if they have not run since statics were last reset. @returns the JavaScript class, which holds static members */
  initialise(): Record<string, ApexValue>;
  /** A new instance through the constructor without parameters. @throws TypeError if there is none */
  construct(): ApexValue;
  /** A new instance without running constructors or initialisers: every field null (deserialisation). */
  allocate(): ApexValue;
  /** Whether there is a constructor without parameters. */
  readonly constructible: boolean;
}

/** The `ClassInfo` of a value that is an instance of a class written in Apex (exceptions and enum constants included). */
export function classOf(value: ApexValue): ClassInfo | undefined {
  if (typeof value !== 'object' || value === null || !('$class' in value)) return undefined;
  const info = value.$class;
  return isClassInfo(info) ? info : undefined;
}

function isClassInfo(value: unknown): value is ClassInfo {
  return typeof value === 'object' && value !== null && 'supertypes' in value;
}

/** One trigger written in Apex. */
export interface ApexTrigger {
  readonly info: ClassInfo;
  /** API name of the object. */
  readonly object: string;
  /** For example `before insert`. */
  readonly events: readonly string[];
  readonly isActive: boolean;
  /** Runs its body; the host has put the `Trigger` context in place. */
  run(): void;
}

/** Static variables of a program: they live for one transaction. */
export interface Statics {
  /** Forgets all values: every class initialises again on first use. */
  reset(): void;
  /** Runs `work` with fresh statics, then puts back those there were (a job or test inside a running transaction). */
  fresh<T>(work: () => T): T;
}
