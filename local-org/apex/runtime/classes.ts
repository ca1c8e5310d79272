import type { ApexValue } from '../platform/contract';
import type { ApexClassInfo } from '../values/object';
import type { TypeRef } from '../values/type-ref';

export interface AnnotationInfo {
  /** Lower case, without `@`. */
  readonly name: string;
  /** By lower-case parameter name; a lone unnamed value stands under `value`. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

export interface MethodInfo {
  readonly name: string;
  readonly isStatic: boolean;
  readonly isPublic: boolean;
  readonly parameters: readonly { readonly name: string; readonly type: TypeRef }[];
  /** `void` for none. */
  readonly returnType: TypeRef;
  readonly annotations: readonly AnnotationInfo[];
  /** Calls it, statics initialised first. Doubles are boxed. @param target ignored by static methods */
  invoke(target: ApexValue, args: readonly ApexValue[]): ApexValue;
}

/** The code on whose behalf a query or DML statement runs. */
export interface Caller {
  /** `LeadScorer`, `LeadScorer.Reason`; a trigger's name; `AnonymousBlock`. */
  readonly name: string;
  readonly apiVersion: number;
  /** `null`: no keyword; from API version 67 on the compiler gives `with` instead. */
  readonly sharing: 'with' | 'without' | 'inherited' | null;
  /** Whether SOQL, DML and `Database` methods without a stated mode run as the user: API version 67 and later, except triggers. */
  readonly userModeByDefault: boolean;
}

/** A class, interface or enum written in Apex. */
export interface ProgramClass extends ApexClassInfo, Caller {
  readonly sharing: 'with' | 'without' | 'inherited' | null;
  readonly apiVersion: number;
  /** As the source was named to the compiler. */
  readonly file: string;
  readonly isTest: boolean;
  readonly isException: boolean;
  readonly annotations: readonly AnnotationInfo[];
  /** Methods declared by this class itself. */
  readonly methods: readonly MethodInfo[];
  /** Enums: constants in order; empty otherwise. */
  readonly constants: readonly ApexValue[];
  /** Whether there is a constructor without parameters. */
  readonly instantiable: boolean;
  /** The JavaScript class; statics are properties of it. Static initialisers have run once this returns. */
  initialised(): unknown;
}

export interface ProgramTrigger extends Caller {
  readonly file: string;
  /** API name of the object. */
  readonly object: string;
  /** For example `before insert`. */
  readonly events: readonly string[];
  readonly isActive: boolean;
  run(): void;
}

/** Static variables of a program: they live for one transaction. */
export interface Statics {
  /** Forgets all values: every class initialises anew on first use. */
  reset(): void;
  /** Runs `work` with fresh statics, then puts back those there were (a job or test inside a running transaction). */
  fresh<T>(work: () => T): T;
}
