import type {
  Accessor,
  AnonymousUnit,
  ClassDeclaration,
  EnumDeclaration,
  InterfaceDeclaration,
  MemberDeclaration,
  MethodDeclaration,
  Modifiers,
  Name,
  Parameter,
  Statement,
  TriggerDeclaration,
  TypeDeclaration,
  TypeName
} from './ast';
import type { Token } from './lexer';
import { lengthProblem, refuse, START, withinStack } from './problem';
import { StatementParser } from './statement-parser';

const TRIGGER_EVENTS: ReadonlySet<string> = new Set([
  'before insert',
  'before update',
  'before delete',
  'after insert',
  'after update',
  'after delete',
  'after undelete'
]);

/** Reads declarations: classes, interfaces, enums, triggers and anonymous code. */
class Parser extends StatementParser {
  classFile(): TypeDeclaration {
    const declaration = this.typeDeclaration(this.modifiers());
    if (this.token.kind !== 'end') this.fail(`Unexpected token '${this.token.text}' after the type's end`);
    return declaration;
  }

  triggerFile(): TriggerDeclaration {
    const at = this.expect('trigger');
    const name = this.word().text;
    this.expect('on');
    const object = this.word();
    this.expect('(');
    const events: TriggerDeclaration['events'][number][] = [];
    do {
      const start = this.word();
      const event = `${start.key} ${this.word().key}`;
      if (!TRIGGER_EVENTS.has(event)) this.fail(`Invalid trigger event: ${event}`, start);
      if (events.some((known) => known.name === event)) this.fail(`Duplicate trigger event: ${event}`, start);
      events.push({ at: start, name: event });
    } while (this.accept(','));
    this.expect(')');
    const body = this.block();
    if (this.token.kind !== 'end') this.fail(`Unexpected token '${this.token.text}' after the trigger's end`);
    return { kind: 'trigger', at, name, object: { kind: 'name', at: object, name: object.text }, events, body };
  }

  anonymousUnit(): AnonymousUnit {
    const at = this.token;
    const members: (MethodDeclaration | TypeDeclaration)[] = [];
    const statements: Statement[] = [];
    while (this.token.kind !== 'end') {
      if (this.accept(';')) continue;
      const member = this.tryAnonymousMember();
      if (member) members.push(member);
      else statements.push(this.statement());
    }
    return { kind: 'anonymous', at, members, body: { kind: 'block', at, statements, end: this.token } };
  }

  private tryAnonymousMember(): MethodDeclaration | TypeDeclaration | null {
    const start = this.position;
    const modifiers = this.modifiers();
    if (this.declaresType()) return this.typeDeclaration(modifiers);
    const returnType = this.token.kind === 'word' ? this.tryType() : null;
    const name = this.token;
    if (returnType && name.kind === 'word' && this.isAhead(1, '(')) {
      this.position++;
      const parameters = this.tryParameters();
      if (parameters && this.is('{')) {
        return { kind: 'method', at: name, modifiers, returnType, name: name.text, parameters, body: this.block() };
      }
    }
    this.position = start;
    return null;
  }

  private declaresType(): boolean {
    return (this.is('class') || this.is('interface') || this.is('enum')) && this.ahead(1).kind === 'word';
  }

  private typeDeclaration(modifiers: Modifiers): TypeDeclaration {
    if (this.is('class')) return this.classDeclaration(modifiers);
    if (this.is('interface')) return this.interfaceDeclaration(modifiers);
    if (this.is('enum')) return this.enumDeclaration(modifiers);
    return this.fail(`Unexpected token '${this.token.text}': class, interface or enum is expected`);
  }

  private classDeclaration(modifiers: Modifiers): ClassDeclaration {
    this.expect('class');
    const at = this.word();
    const superclass = this.accept('extends') ? this.type() : null;
    const interfaces = this.accept('implements') ? this.types() : [];
    this.expect('{');
    const members: MemberDeclaration[] = [];
    while (!this.accept('}')) {
      if (this.token.kind === 'end') this.fail("Missing '}' at the end of the file");
      if (this.accept(';')) continue;
      this.members(members);
    }
    return { kind: 'class', at, modifiers, name: at.text, superclass, interfaces, members };
  }

  private types(): TypeName[] {
    const types = [this.type()];
    while (this.accept(',')) types.push(this.type());
    return types;
  }

  private interfaceDeclaration(modifiers: Modifiers): InterfaceDeclaration {
    this.expect('interface');
    const at = this.word();
    const interfaces = this.accept('extends') ? this.types() : [];
    this.expect('{');
    const members: MethodDeclaration[] = [];
    while (!this.accept('}')) {
      if (this.accept(';')) continue;
      const own = this.modifiers();
      const returnType = this.type();
      const name = this.word();
      const parameters = this.parameters();
      this.expect(';');
      members.push({ kind: 'method', at: name, modifiers: own, returnType, name: name.text, parameters, body: null });
    }
    return { kind: 'interface', at, modifiers, name: at.text, interfaces, members };
  }

  private enumDeclaration(modifiers: Modifiers): EnumDeclaration {
    this.expect('enum');
    const at = this.word();
    this.expect('{');
    const constants: Name[] = [];
    while (!this.is('}')) {
      const constant = this.word();
      constants.push({ kind: 'name', at: constant, name: constant.text });
      if (!this.accept(',')) break;
    }
    this.expect('}');
    return { kind: 'enum', at, modifiers, name: at.text, constants };
  }

  private parameters(): Parameter[] {
    this.expect('(');
    const parameters: Parameter[] = [];
    if (!this.is(')')) {
      do {
        const { words } = this.modifiers();
        const type = this.type();
        const name = this.word();
        parameters.push({ at: name, type, name: name.text, isFinal: words.has('final') });
      } while (this.accept(','));
    }
    this.expect(')');
    return parameters;
  }

  /** Parameters if the parentheses hold declarations, else null (then it was a call). */
  private tryParameters(): Parameter[] | null {
    if (this.isAhead(1, ')')) return this.parameters();
    const start = this.position;
    this.position++;
    this.modifiers();
    const declares = this.token.kind === 'word' && this.tryType() !== null && this.token.kind === 'word';
    this.position = start;
    return declares ? this.parameters() : null;
  }

  private members(into: MemberDeclaration[]): void {
    const start = this.token;
    if (this.is('{')) {
      into.push({ kind: 'initializer', at: start, isStatic: false, body: this.block() });
      return;
    }
    if (this.is('static') && this.isAhead(1, '{')) {
      this.position++;
      into.push({ kind: 'initializer', at: start, isStatic: true, body: this.block() });
      return;
    }
    const modifiers = this.modifiers();
    if (this.declaresType()) {
      into.push(this.typeDeclaration(modifiers));
      return;
    }
    if (this.token.kind === 'word' && this.isAhead(1, '(')) {
      const name = this.word();
      const parameters = this.parameters();
      into.push({ kind: 'constructor', at: name, modifiers, name: name.text, parameters, body: this.block() });
      return;
    }
    const type = this.type();
    const name = this.word();
    if (this.is('(')) {
      const parameters = this.parameters();
      const body = this.accept(';') ? null : this.block();
      into.push({ kind: 'method', at: name, modifiers, returnType: type, name: name.text, parameters, body });
    } else if (this.is('{')) into.push(this.property(modifiers, type, name));
    else this.fields(into, modifiers, type, name);
  }

  private fields(into: MemberDeclaration[], modifiers: Modifiers, type: TypeName, first: Token): void {
    for (let name = first; ; name = this.word()) {
      const initial = this.accept('=') ? this.expression() : null;
      into.push({ kind: 'field', at: name, modifiers, type, name: name.text, initial });
      if (!this.accept(',')) break;
    }
    this.expect(';');
  }

  private property(modifiers: Modifiers, type: TypeName, name: Token): MemberDeclaration {
    this.expect('{');
    let getter: Accessor | null = null;
    let setter: Accessor | null = null;
    while (!this.accept('}')) {
      const own = this.modifiers();
      const at = this.word();
      const accessor: Accessor = { at, modifiers: own, body: this.accept(';') ? null : this.block() };
      if (at.key === 'get' && !getter) getter = accessor;
      else if (at.key === 'set' && !setter) setter = accessor;
      else this.fail(`Unexpected token '${at.text}': get or set is expected`, at);
    }
    return { kind: 'property', at: name, modifiers, type, name: name.text, getter, setter };
  }
}

/** Reads one class file. @throws ApexCompileError */
export function parseClass(source: string, file: string): TypeDeclaration {
  refuseLong(source, file);
  return read(source, file, (parser) => parser.classFile());
}

function refuseLong(source: string, file: string): void {
  const problem = lengthProblem(source);
  if (problem !== null) refuse(file, START, problem);
}

function read<T>(source: string, file: string, work: (parser: Parser) => T): T {
  const parser = new Parser(source, file);
  return withinStack(file, START, () => work(parser));
}

/** Reads one trigger file. @throws ApexCompileError */
export function parseTrigger(source: string, file: string): TriggerDeclaration {
  refuseLong(source, file);
  return read(source, file, (parser) => parser.triggerFile());
}

/** Reads code for execute-anonymous. @throws ApexCompileError */
export function parseAnonymous(source: string, file: string): AnonymousUnit {
  return read(source, file, (parser) => parser.anonymousUnit());
}
