import type {
  ClassDeclaration,
  ConstructorCall,
  ConstructorDeclaration,
  Expression,
  FieldDeclaration,
  Initializer,
  PropertyDeclaration
} from '../syntax/ast';
import type { BodyContext, ScriptContext } from './body-context';
import { contextFor, emitFunction, emitMethodBody, placeIn } from './body-emitter';
import { emitBridges, emitStaticImplementations } from './bridges';
import { convertArguments, resolve } from './calls';
import { constructors, exceptionArguments, noConstructor } from './creation';
import { expression } from './expressions';
import { localName, quoted, valueName } from './names';
import { emitStatements } from './statements';
import type { FieldSymbol, MethodSymbol, TypeSymbol } from './symbols';

/** Emits one class: its JavaScript class and the accessor that initialises it. */
export class ClassEmitter {
  private readonly declaration: ClassDeclaration;
  private readonly js: string;
  private readonly file: string;

  constructor(
    private readonly script: ScriptContext,
    private readonly symbol: TypeSymbol
  ) {
    const { source } = symbol;
    if (!source || source.declaration.kind !== 'class') throw new RangeError(`${symbol.name} is not a class written in Apex`);
    this.declaration = source.declaration;
    this.js = source.jsName;
    this.file = source.file;
  }

  emit(): void {
    const { writer, problems } = this.script;
    writer.line('');
    writer.line(`class ${this.js} extends ${this.baseClass()} {`);
    this.emitFieldSlots();
    this.emitFieldInitialisers();
    this.emitDefaultConstructor();
    for (const method of this.symbol.constructors) problems.collect(() => this.emitConstructor(method));
    for (const overloads of this.symbol.methods.values()) for (const method of overloads) problems.collect(() => this.emitMethod(method));
    for (const member of this.declaration.members) if (member.kind === 'property') problems.collect(() => this.emitAccessors(member));
    problems.collect(() => emitBridges(this.script, this.symbol));
    problems.collect(() => emitStaticImplementations(this.script, this.symbol));
    const hasStatics = this.emitStaticInitialiser();
    writer.line('}');
    this.emitAccess(hasStatics);
  }

  private baseClass(): string {
    const parent = this.symbol.superclass?.symbol;
    if (!parent) return '$ApexObject';
    if (parent.platform) return this.script.hoists.exceptionClass(parent.platform.name);
    if (this.script.defines(parent)) return parent.source?.jsName ?? '';
    return `${this.script.hoists.external(parent.name)}()`;
  }

  private field(declaration: FieldDeclaration | PropertyDeclaration): FieldSymbol | undefined {
    const field = this.symbol.fields.get(declaration.name.toLowerCase());
    return field?.declaration === declaration ? field : undefined;
  }

  /** The properties that hold fields: for properties with a body, the value behind them. */
  private slots(isStatic: boolean): string[] {
    return [...this.symbol.fields.values()]
      .filter((field) => field.isStatic === isStatic && field.constant === null)
      .map((field) => (hasBody(field) ? valueName(field.jsName) : field.jsName));
  }

  private emitFieldSlots(): void {
    const slots = this.slots(false);
    if (slots.length === 0) return;
    const { writer } = this.script;
    writer.line('constructor() {');
    writer.line('super();');
    for (const slot of slots) writer.line(`this.${slot} = null;`);
    writer.line('}');
  }

  private get initialisers(): readonly (FieldDeclaration | Initializer)[] {
    return this.declaration.members.filter(
      (member): member is FieldDeclaration | Initializer => member.kind === 'field' || member.kind === 'initializer'
    );
  }

  private get instanceInitialisers(): readonly (FieldDeclaration | Initializer)[] {
    return this.initialisers.filter((member) => (member.kind === 'initializer' ? !member.isStatic : this.isInitialised(member, false)));
  }

  /** The call that gives fields their values, where any has one. */
  private initialiseFields(at?: ClassDeclaration['at']): void {
    if (this.instanceInitialisers.length === 0) return;
    this.script.writer.line(`this.$fields$${this.js}();`, at);
    this.script.sharing.noteCall(`$fields$${this.js}`);
  }

  private emitFieldInitialisers(): void {
    const members = this.instanceInitialisers;
    if (members.length === 0) return;
    const place = placeIn(this.script, this.symbol, { isStatic: false, returnType: this.script.types.void, initialises: true });
    const ctx = contextFor(this.script, place, [], null, this.declaration.at);
    const label = `Class.${this.symbol.name}.<init>`;
    emitFunction(ctx, { header: `$fields$${this.js}()`, label, key: `$fields$${this.js}`, at: this.declaration.at }, () =>
      this.emitInitialisers(ctx, members, 'this')
    );
  }

  private isInitialised(member: FieldDeclaration, isStatic: boolean): boolean {
    const field = this.field(member);
    return member.initial !== null && field?.isStatic === isStatic && field.constant === null;
  }

  private emitInitialisers(ctx: BodyContext, members: readonly (FieldDeclaration | Initializer)[], receiver: string): void {
    const { writer, problems } = this.script;
    for (const member of members) {
      problems.collect(() => {
        if (member.kind === 'initializer') {
          writer.line('{', member.at);
          ctx.nested(() => emitStatements(ctx, member.body.statements));
          writer.line('}');
          return;
        }
        const field = this.field(member);
        if (!field || !member.initial) return;
        const value = ctx.assign(expression(ctx, member.initial), field.type, member.at);
        const count = ctx.place.isTest ? '' : this.script.coverage.count(this.file, member.at);
        writer.line(`${count}${receiver}.${field.jsName} = ${value};`, member.at);
      });
    }
  }

  /** What runs where no constructor is written; exceptions have the host's four. */
  private emitDefaultConstructor(): void {
    const { writer } = this.script;
    if (this.symbol.isException) {
      if (this.instanceInitialisers.length === 0) return;
      writer.line('$construct(message, cause) {');
      writer.line('super.$construct(message, cause);');
      this.initialiseFields();
      writer.line('return this;');
      writer.line('}');
      return;
    }
    if (this.symbol.constructors.length > 0) return;
    writer.line(`$new$${this.js}$() {`);
    const parent = this.symbol.superclass;
    if (parent) {
      const place = placeIn(this.script, this.symbol, { isStatic: false, returnType: this.script.types.void });
      const ctx = contextFor(this.script, place, [], null, this.declaration.at);
      this.script.problems.collect(() => this.emitSuper(ctx, { at: this.declaration.at, args: [] }));
    }
    this.initialiseFields();
    writer.line('return this;');
    writer.line('}');
  }

  private emitConstructor(method: MethodSymbol): void {
    const { declaration } = method;
    if (declaration?.kind !== 'constructor') return;
    const { writer } = this.script;
    const place = placeIn(this.script, this.symbol, { isStatic: false, returnType: this.script.types.void, initialises: true });
    const ctx = contextFor(this.script, place, method.parameters, declaration.body, declaration.at);
    const header = `${method.jsName}(${method.parameters.map(({ name }) => localName(name)).join(', ')})`;
    emitFunction(ctx, { header, label: `Class.${this.symbol.name}.<init>`, key: method.jsName, at: declaration.at }, () => {
      const rest = this.emitDelegation(ctx, declaration);
      emitStatements(ctx, rest);
      writer.line('return this;');
    });
  }

  /** `this(…)` or `super(…)`, then field initialisers. @returns the statements behind */
  private emitDelegation(ctx: BodyContext, { body, at }: ConstructorDeclaration): ConstructorDeclaration['body']['statements'] {
    const [first, ...rest] = body.statements;
    const call = first?.kind === 'expression' && first.expression.kind === 'constructorCall' ? first.expression : null;
    if (call && first && !ctx.place.isTest) {
      const count = this.script.coverage.count(this.file, first.at);
      if (count) ctx.writer.line(count.trim(), first.at);
    }
    if (call?.which === 'this') {
      this.script.problems.collect(() => this.emitThis(ctx, call));
      return rest;
    }
    if (this.symbol.superclass) this.script.problems.collect(() => this.emitSuper(ctx, call ?? { at, args: [] }));
    else if (call && call.args.length > 0)
      ctx.fail(call.at, `Constructor not defined: [Object].<Constructor>(${call.args.length} arguments)`);
    this.initialiseFields(at);
    return call ? rest : body.statements;
  }

  private emitThis(ctx: BodyContext, call: ConstructorCall): void {
    const type = ctx.types.of(this.symbol, []);
    const values = call.args.map((arg) => expression(ctx, arg));
    const own = constructors(ctx, type, values);
    if (own) {
      ctx.writer.line(`this.${own.method.jsName}(${convertArguments(ctx, own, values, call.args, call.at).join(', ')});`, call.at);
      ctx.script.sharing.noteCall(own.method.jsName);
    } else if (this.symbol.isException)
      ctx.writer.line(`this.$construct(${exceptionArguments(ctx, type, values, call).join(', ')});`, call.at);
    else ctx.fail(call.at, noConstructor(type, values));
  }

  private emitSuper(ctx: BodyContext, call: { readonly at: ClassDeclaration['at']; readonly args: readonly Expression[] }): void {
    const parent = this.symbol.superclass;
    if (!parent?.symbol) return;
    const { writer } = ctx;
    const values = call.args.map((arg) => expression(ctx, arg));
    const bound = parent.symbol.source ? constructors(ctx, parent, values) : undefined;
    if (bound) {
      const chosen = resolve(ctx, [bound], values, parent.symbol.simpleName, parent.name, call.at);
      writer.line(`super.${bound.method.jsName}(${convertArguments(ctx, chosen, values, call.args, call.at).join(', ')});`, call.at);
      ctx.script.sharing.noteCall(bound.method.jsName);
    } else if (parent.symbol.isException)
      writer.line(`super.$construct(${exceptionArguments(ctx, parent, values, call).join(', ')});`, call.at);
    else if (parent.symbol.constructors.length === 0 && values.length === 0)
      writer.line(`super.$new$${parent.symbol.source?.jsName ?? ''}$();`, call.at);
    else ctx.fail(call.at, noConstructor(parent, values));
  }

  private emitMethod(method: MethodSymbol): void {
    const { declaration } = method;
    if (declaration?.kind !== 'method' || !declaration.body) return;
    const { body } = declaration;
    const place = placeIn(this.script, this.symbol, { isStatic: method.isStatic, returnType: method.returnType });
    const ctx = contextFor(this.script, place, method.parameters, body, declaration.at);
    const parameters = method.parameters.map(({ name }) => localName(name)).join(', ');
    const header = `${method.isStatic ? 'static ' : ''}${method.jsName}(${parameters})`;
    emitFunction(ctx, { header, label: `Class.${this.symbol.name}.${method.name}`, key: method.jsName, at: declaration.at }, () =>
      emitMethodBody(ctx, body)
    );
  }

  private emitAccessors(declaration: PropertyDeclaration): void {
    const field = this.field(declaration);
    if (!field || !hasBody(field)) return;
    const { writer } = this.script;
    const owner = field.isStatic ? 'static ' : '';
    const self = field.isStatic ? this.js : 'this';
    const base = { isStatic: field.isStatic, accessorOf: field };
    const label = `Class.${this.symbol.name}.${field.name}`;
    const getter = declaration.getter?.body;
    if (getter) {
      const ctx = contextFor(
        this.script,
        placeIn(this.script, this.symbol, { ...base, returnType: field.type }),
        [],
        getter,
        declaration.at
      );
      emitFunction(ctx, { header: `${owner}get ${field.jsName}()`, label, key: field.jsName, at: declaration.at }, () =>
        emitMethodBody(ctx, getter)
      );
    } else writer.line(`${owner}get ${field.jsName}() { return ${self}.${valueName(field.jsName)}; }`);
    const setter = declaration.setter?.body;
    if (setter) {
      const value = [{ name: 'value', type: field.type, isFinal: false }];
      const ctx = contextFor(
        this.script,
        placeIn(this.script, this.symbol, { ...base, returnType: this.script.types.void }),
        value,
        setter,
        declaration.at
      );
      emitFunction(ctx, { header: `${owner}set ${field.jsName}(value)`, label, key: field.jsName, at: declaration.at }, () =>
        emitMethodBody(ctx, setter)
      );
    } else writer.line(`${owner}set ${field.jsName}(value) { ${self}.${valueName(field.jsName)} = value; }`);
  }

  /** @returns whether there is anything static to initialise */
  private emitStaticInitialiser(): boolean {
    const members = this.initialisers.filter((member) =>
      member.kind === 'initializer' ? member.isStatic : this.isInitialised(member, true)
    );
    const slots = this.slots(true);
    if (members.length === 0 && slots.length === 0) return false;
    const place = placeIn(this.script, this.symbol, { isStatic: true, returnType: this.script.types.void, initialises: true });
    const ctx = contextFor(this.script, place, [], null, this.declaration.at);
    const label = `Class.${this.symbol.name}.<clinit>`;
    emitFunction(ctx, { header: 'static $static()', label, key: `$static$${this.js}`, at: this.declaration.at }, () => {
      for (const slot of slots) this.script.writer.line(`${this.js}.${slot} = null;`);
      this.emitInitialisers(ctx, members, this.js);
    });
    return true;
  }

  private emitAccess(hasStatics: boolean): void {
    const { writer, hoists } = this.script;
    const epoch = `${this.js}epoch`;
    writer.line(`let ${epoch} = 0;`);
    writer.line(`function $${this.js}() {`);
    const parent = this.symbol.superclass?.symbol;
    const parentAccess = parent?.source
      ? this.script.defines(parent)
        ? `$${parent.source.jsName}();`
        : `${hoists.external(parent.name)}();`
      : '';
    if (hasStatics || parentAccess) {
      writer.line(`if (${epoch} !== $statics.epoch) {`);
      writer.line(`${epoch} = $statics.epoch;`);
      if (parentAccess) writer.line(parentAccess);
      if (hasStatics) writer.line(`${this.js}.$static();`);
      writer.line('}');
    }
    writer.line(`return ${this.js};`);
    writer.line('}');
    const noArguments = this.symbol.constructors.find((method) => method.parameters.length === 0);
    const construct =
      this.symbol.isException && !noArguments
        ? '$construct'
        : (noArguments?.jsName ?? (this.symbol.constructors.length === 0 ? `$new$${this.js}$` : null));
    writer.line(
      `$.define(${quoted(this.symbol.name)}, ${this.js}, $${this.js}, ${construct === null ? 'null' : quoted(construct)}, ` +
        `[${this.slots(true).map(quoted).join(', ')}], () => ${epoch}, (epoch) => { ${epoch} = epoch; });`
    );
  }
}

/** Whether a field is a property of which at least one accessor has code. */
export function hasBody({ declaration }: FieldSymbol): boolean {
  if (declaration?.kind !== 'property') return false;
  return [declaration.getter, declaration.setter].some((accessor) => accessor !== null && accessor.body !== null);
}
