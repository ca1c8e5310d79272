import type { Block, CatchClause, Dml, Expression, LocalDeclaration, Statement, TypeName, VariableDeclarator, When } from './ast';
import { ExpressionParser, NOT_A_TYPE } from './expression-parser';
import type { Token } from './lexer';

const DML: ReadonlySet<string> = new Set(['insert', 'update', 'upsert', 'delete', 'undelete', 'merge']);
const isDml = (word: string): word is Dml['operation'] => DML.has(word);

/** Reads statements. */
export abstract class StatementParser extends ExpressionParser {
  block(): Block {
    const at = this.expect('{');
    const statements: Statement[] = [];
    while (!this.is('}')) {
      if (this.token.kind === 'end') this.fail("Missing '}' at the end of the file");
      if (this.accept(';')) continue;
      statements.push(this.statement());
    }
    return { kind: 'block', at, statements, end: this.expect('}') };
  }

  statement(): Statement {
    const at = this.token;
    if (at.kind === 'symbol' && at.key === '{') return this.block();
    if (at.kind === 'word') {
      const statement = this.keywordStatement(at) ?? this.tryLocal();
      if (statement) return statement;
    }
    if (at.kind === 'symbol' && at.key === '@') {
      const local = this.tryLocal();
      if (local) return local;
    }
    const expression = this.expression();
    this.expect(';');
    return { kind: 'expression', at, expression };
  }

  private keywordStatement(at: Token): Statement | null {
    switch (at.key) {
      case 'if':
        return this.ifStatement();
      case 'while': {
        this.position++;
        const condition = this.condition();
        return { kind: 'while', at, condition, body: this.bodyStatement() };
      }
      case 'do': {
        this.position++;
        const body = this.block();
        this.expect('while');
        const condition = this.condition();
        this.expect(';');
        return { kind: 'do', at, body, condition };
      }
      case 'for':
        return this.forStatement();
      case 'switch':
        return this.isAhead(1, 'on') ? this.switchStatement() : null;
      case 'try':
        return this.tryStatement();
      case 'return': {
        this.position++;
        const value = this.is(';') ? null : this.expression();
        this.expect(';');
        return { kind: 'return', at, value };
      }
      case 'throw': {
        this.position++;
        const value = this.expression();
        this.expect(';');
        return { kind: 'throw', at, value };
      }
      case 'break':
      case 'continue':
        this.position++;
        this.expect(';');
        return { kind: at.key, at };
      case 'system':
        return this.tryRunAs();
      default:
        return isDml(at.key) ? this.tryDml(at, at.key) : null;
    }
  }

  private condition(): Expression {
    this.expect('(');
    const condition = this.expression();
    this.expect(')');
    return condition;
  }

  /** A loop's body; a lone semicolon is an empty one. */
  private bodyStatement(): Statement {
    const at = this.accept(';');
    return at ? { kind: 'block', at, statements: [], end: at } : this.statement();
  }

  private ifStatement(): Statement {
    const at = this.expect('if');
    const condition = this.condition();
    const whenTrue = this.bodyStatement();
    const whenFalse = this.accept('else') ? this.bodyStatement() : null;
    return { kind: 'if', at, condition, whenTrue, whenFalse };
  }

  private forStatement(): Statement {
    const at = this.expect('for');
    this.expect('(');
    const type = this.tryLocalType();
    if (type && this.isAhead(1, ':')) {
      const name = this.word();
      this.expect(':');
      const collection = this.expression();
      this.expect(')');
      return { kind: 'forEach', at, type: type.type, name: name.text, collection, body: this.bodyStatement() };
    }
    const declaration = type ? this.localRest(type) : null;
    const initial = declaration || this.is(';') ? [] : this.expressions();
    this.expect(';');
    const condition = this.is(';') ? null : this.expression();
    this.expect(';');
    const update = this.is(')') ? [] : this.expressions();
    this.expect(')');
    return { kind: 'for', at, declaration, initial, condition, update, body: this.bodyStatement() };
  }

  private expressions(): Expression[] {
    const expressions = [this.expression()];
    while (this.accept(',')) expressions.push(this.expression());
    return expressions;
  }

  private switchStatement(): Statement {
    const at = this.expect('switch');
    this.expect('on');
    const subject = this.expression();
    this.expect('{');
    const whens: When[] = [];
    while (!this.accept('}')) whens.push(this.when());
    return { kind: 'switch', at, subject, whens };
  }

  private when(): When {
    const at = this.expect('when');
    if (this.accept('else')) return { kind: 'else', at, body: this.block() };
    const start = this.position;
    const type = this.token.kind === 'word' ? this.tryType() : null;
    if (type && this.token.kind === 'word' && this.isAhead(1, '{')) {
      const name = this.word().text;
      return { kind: 'type', at, type, name, body: this.block() };
    }
    this.position = start;
    const values: Expression[] = [];
    do values.push(this.unary());
    while (this.accept(','));
    return { kind: 'values', at, values, body: this.block() };
  }

  private tryStatement(): Statement {
    const at = this.expect('try');
    const body = this.block();
    const catches: CatchClause[] = [];
    for (let clause = this.token; this.accept('catch'); clause = this.token) {
      this.expect('(');
      this.modifiers();
      const type = this.type();
      const name = this.word().text;
      this.expect(')');
      catches.push({ at: clause, type, name, body: this.block() });
    }
    const finallyBlock = this.accept('finally') ? this.block() : null;
    if (catches.length === 0 && !finallyBlock) this.fail('Try block must have at least one catch or finally block', at);
    return { kind: 'try', at, body, catches, finallyBlock };
  }

  private tryRunAs(): Statement | null {
    if (!(this.isAhead(1, '.') && this.isAhead(2, 'runas') && this.isAhead(3, '('))) return null;
    const start = this.position;
    const at = this.token;
    this.position += 3;
    const args = this.arguments();
    if (this.is('{')) return { kind: 'runAs', at, args, body: this.block() };
    this.position = start;
    return null;
  }

  private tryDml(at: Token, operation: Dml['operation']): Statement | null {
    const after = this.ahead(1);
    if (after.kind === 'symbol' && ['=', '.', '?.', ';', '++', '--', '+=', '-='].includes(after.key)) return null;
    this.position++;
    let mode: Dml['mode'] = null;
    if (this.is('as') && (this.isAhead(1, 'user') || this.isAhead(1, 'system'))) {
      this.position++;
      mode = this.next().key === 'user' ? 'user' : 'system';
    }
    const records = this.expression();
    const externalId = operation === 'upsert' && !this.is(';') ? this.type() : null;
    const duplicates = operation === 'merge' ? this.expression() : null;
    this.expect(';');
    return { kind: 'dml', at, operation, mode, records, externalId, duplicates };
  }

  /** A declaration's type if a local variable is declared here, else null with the position unchanged. */
  private tryLocalType(): { at: Token; type: TypeName; isFinal: boolean } | null {
    const start = this.position;
    const at = this.token;
    const { words, annotations } = this.modifiers();
    const token = this.token;
    const type = token.kind === 'word' && !NOT_A_TYPE.has(token.key) ? this.tryType() : null;
    const after = this.ahead(1);
    if (type && this.token.kind === 'word' && this.token.key !== 'instanceof') {
      const declares = after.kind === 'symbol' && ['=', ';', ',', ':'].includes(after.key);
      if (declares || words.size > 0 || annotations.length > 0) return { at, type, isFinal: words.has('final') };
    }
    this.position = start;
    return null;
  }

  private tryLocal(): Statement | null {
    const type = this.tryLocalType();
    if (!type) return null;
    const declaration = this.localRest(type);
    this.expect(';');
    return declaration;
  }

  private localRest({ at, type, isFinal }: { at: Token; type: TypeName; isFinal: boolean }): LocalDeclaration {
    const variables: VariableDeclarator[] = [];
    do {
      const name = this.word();
      variables.push({ at: name, name: name.text, initial: this.accept('=') ? this.expression() : null });
    } while (this.accept(','));
    return { kind: 'local', at, type, isFinal, variables };
  }
}
