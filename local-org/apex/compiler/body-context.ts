import type { Point, TypeName } from '../syntax/ast';
import { refuse, refuseConstruct } from '../syntax/problem';
import type { ObjectDef } from '../../schema/types';
import type { CodeWriter } from './code-writer';
import { type Conversions, type Value } from './conversion';
import type { CoverageLines } from './coverage-lines';
import type { Hoists } from './hoists';
import { localName } from './names';
import type { Problems } from './problems';
import type { SharingFrames } from './sharing-frames';
import type { ProgramTypes } from './program-types';
import { Scope, type Variable } from './scope';
import type { FieldSymbol, TypeSymbol } from './symbols';
import type { ApexType, TypeTable } from './types';

/** What the emission of one script shares. */
export interface ScriptContext {
  readonly program: ProgramTypes;
  readonly types: TypeTable;
  readonly conversions: Conversions;
  readonly hoists: Hoists;
  readonly writer: CodeWriter;
  readonly coverage: CoverageLines;
  readonly problems: Problems;
  readonly sharing: SharingFrames;
  readonly labels: ReadonlySet<string>;
  /** Classes whose accessors this script defines itself. */
  readonly defines: (symbol: TypeSymbol) => boolean;
}

/** Where a body of code is. */
export interface BodyPlace {
  readonly file: string;
  /** `null`: triggers and anonymous code. */
  readonly owner: TypeSymbol | null;
  readonly isStatic: boolean;
  readonly returnType: ApexType;
  /** Name under which queries and DML run. */
  readonly callerName: string;
  readonly userMode: boolean;
  readonly isTest: boolean;
  readonly apiVersion: number;
  /** Triggers: the object they are on. */
  readonly triggerObject: ObjectDef | null;
  /** The property whose accessor this is: its name means the value behind it. */
  readonly accessorOf: FieldSymbol | null;
  /** Constructors and initialisers may set final fields. */
  readonly initialises: boolean;
  /** Names of locals that never hold null. */
  readonly nonNullNames: ReadonlySet<string>;
}

/** Emission of one body: its variables, temporaries and the services it needs. */
export class BodyContext {
  scope = new Scope();
  /** Depth of loops, for break and continue. */
  loops = 0;
  private temporaries = 0;
  private uniques = 0;

  constructor(
    readonly script: ScriptContext,
    readonly place: BodyPlace
  ) {}

  get types(): TypeTable {
    return this.script.types;
  }

  get conversions(): Conversions {
    return this.script.conversions;
  }

  get hoists(): Hoists {
    return this.script.hoists;
  }

  get writer(): CodeWriter {
    return this.script.writer;
  }

  get file(): string {
    return this.place.file;
  }

  fail(at: Point, problem: string): never {
    refuse(this.place.file, at, problem);
  }

  unsupported(at: Point, construct: string): never {
    refuseConstruct(this.place.file, at, construct);
  }

  /** Refuses a member that a type of the platform lacks here: it is not known whether the platform has it. */
  failOrUnsupported(at: Point, problem: string, construct: string): never {
    return this.fail(at, `${problem}, or unsupported construct: ${construct}`);
  }

  resolve(name: TypeName): ApexType {
    return this.script.program.resolver.resolve(name, this.place.owner, this.place.file);
  }

  findType(path: string): ApexType | undefined {
    return this.script.program.resolver.find(path, this.place.owner);
  }

  /** The object behind the name of a platform class. */
  objectOfSameName(path: string): ApexType | undefined {
    return this.script.program.resolver.objectOfSameName(path, this.place.owner);
  }

  assign(value: Value, to: ApexType, at: Point): string {
    return this.conversions.assign(value, to, this.place.file, at).js;
  }

  /** Code of the value, checked for null where that would go unnoticed. */
  checked(value: Value): string {
    return value.nonNull ? value.js : `$nonNull(${value.js})`;
  }

  /** A variable of the function for the middle of an expression. */
  temporary(): string {
    this.temporaries++;
    return `$${this.temporaries}`;
  }

  /** A constant's name that no other statement of the body uses. */
  unique(purpose: string): string {
    this.uniques++;
    return `$${purpose}${this.uniques}`;
  }

  /** Declaration of the temporaries used, or null. */
  temporaryDeclaration(): string | null {
    if (this.temporaries === 0) return null;
    return `let ${Array.from({ length: this.temporaries }, (_, i) => `$${i + 1}`).join(', ')};`;
  }

  /** Declares a local. @throws ApexCompileError `Duplicate variable: x` */
  declare(name: string, type: ApexType, isFinal: boolean, at: Point): Variable {
    if (this.scope.find(name)) this.fail(at, `Duplicate variable: ${name}`);
    if (type.kind === 'void') this.fail(at, 'A variable cannot be void');
    const variable: Variable = { name, js: localName(name), type, isFinal, nonNull: this.place.nonNullNames.has(name.toLowerCase()) };
    this.scope.add(variable);
    return variable;
  }

  /** Runs `work` in a block of its own. */
  nested<T>(work: () => T): T {
    const outer = this.scope;
    this.scope = new Scope(outer);
    try {
      return work();
    } finally {
      this.scope = outer;
    }
  }

  /** Code of the accessor call that makes sure a class is initialised and gives it. */
  classAccess(symbol: TypeSymbol): string {
    const js = symbol.source?.jsName ?? '';
    if (!this.script.defines(symbol)) return `${this.hoists.external(symbol.name)}()`;
    return symbol === this.place.owner && symbol.kind === 'class' ? js : `$${js}()`;
  }

  /** Whether the class here decides on sharing itself. */
  get explicitSharing(): boolean {
    const sharing = this.place.owner?.source?.sharing ?? 'with';
    return sharing === 'with' || sharing === 'without';
  }

  /** Where `hoists.caller` finds the description of this code. */
  get caller(): string {
    return this.hoists.caller(this.place.callerName);
  }
}
