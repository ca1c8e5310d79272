import type { ApexFrame } from '../values/exception';
import type { ApexEnumValue } from '../values/enum';
import type { LineCoverage } from '../types';
import type { ApexClass, ApexTrigger, ClassInfo, Statics } from './classes';

/** A compiled program as the runtime sees it. Made by the compiler (`apex/program.ts`). */
export interface LoadedProgram {
  /** By full name (`Outer.Inner`) without regard to case. */
  findClass(name: string): ApexClass | undefined;
  /** All classes, inner ones too. */
  readonly classes: readonly ApexClass[];
  /** Constants of an enum written in Apex, in order. */
  enumConstants(name: string): readonly ApexEnumValue[];
  readonly triggers: readonly ApexTrigger[];
  readonly statics: Statics;
  /** Compiles a block of anonymous code. @throws ApexCompileError */
  compileAnonymous(source: string): AnonymousBlock;
  /** The Apex frames of a JavaScript stack, innermost first. */
  readStack(javascriptStack: string): readonly ApexFrame[];
  coverage(): readonly LineCoverage[];
  resetCoverage(): void;
}

export interface AnonymousBlock {
  readonly info: ClassInfo;
  run(): void;
}
