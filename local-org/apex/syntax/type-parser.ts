import type { Annotation, ModifierWord, Modifiers, NamedArgument, TypeName, Expression } from './ast';
import { TokenStream } from './token-stream';

const MODIFIERS: ReadonlySet<string> = new Set([
  'global',
  'public',
  'protected',
  'private',
  'transient',
  'static',
  'abstract',
  'final',
  'webservice',
  'override',
  'virtual',
  'testmethod'
]);
const SHARING: ReadonlySet<string> = new Set(['with', 'without', 'inherited']);

const isModifier = (word: string): word is ModifierWord => MODIFIERS.has(word);
const isSharing = (word: string): word is 'with' | 'without' | 'inherited' => SHARING.has(word);

/** Reads types, annotations and modifiers. */
export abstract class TypeParser extends TokenStream {
  protected abstract annotationValue(): Expression;

  type(): TypeName {
    const start = this.token;
    return this.tryType() ?? this.fail(`Unexpected token '${start.text}': a type is expected`, start);
  }

  /** A type if one is here, else null with the position unchanged. */
  protected tryType(): TypeName | null {
    const start = this.position;
    const at = this.token;
    const parts: { name: string; args: readonly TypeName[] }[] = [];
    do {
      if (this.token.kind !== 'word') return this.backTo(start);
      const name = this.next().text;
      let args: TypeName[] = [];
      if (this.is('<')) {
        const found = this.tryTypeArguments();
        if (!found) return this.backTo(start);
        args = found;
      }
      parts.push({ name, args });
    } while (this.is('.') && this.ahead(1).kind === 'word' && !this.isAhead(1, 'class') && this.accept('.'));
    let dimensions = 0;
    while (this.is('[') && this.isAhead(1, ']')) {
      this.position += 2;
      dimensions++;
    }
    return { kind: 'type', at, parts, dimensions };
  }

  private tryTypeArguments(): TypeName[] | null {
    this.expect('<');
    const args: TypeName[] = [];
    do {
      const arg = this.tryType();
      if (!arg) return null;
      args.push(arg);
    } while (this.accept(','));
    return this.accept('>') ? args : null;
  }

  private backTo(position: number): null {
    this.position = position;
    return null;
  }

  protected modifiers(): Modifiers {
    const words = new Set<ModifierWord>();
    const annotations: Annotation[] = [];
    for (;;) {
      const token = this.token;
      if (token.kind === 'symbol' && token.key === '@') {
        annotations.push(this.annotation());
        continue;
      }
      if (token.kind !== 'word') break;
      if (isSharing(token.key) && this.isAhead(1, 'sharing')) {
        this.position += 2;
        this.addModifier(words, `${token.key} sharing`, token);
      } else if (isModifier(token.key) && this.startsDeclaration()) {
        this.position++;
        this.addModifier(words, token.key, token);
      } else break;
    }
    return { words, annotations };
  }

  /** Modifier words may also be names (`final` may not, but `global` as a variable may): a modifier is followed by more of a declaration. */
  private startsDeclaration(): boolean {
    const after = this.ahead(1);
    return after.kind === 'word' || after.key === '@' || after.key === '{';
  }

  private addModifier(words: Set<ModifierWord>, word: ModifierWord, at: { line: number; column: number; offset: number }): void {
    if (words.has(word)) this.fail(`Duplicate modifier: ${word}`, at);
    words.add(word);
  }

  private annotation(): Annotation {
    this.expect('@');
    const name = this.word();
    const parameters: NamedArgument[] = [];
    if (this.accept('(')) {
      while (!this.is(')')) {
        const at = this.token;
        if (at.kind === 'word' && this.isAhead(1, '=')) {
          this.position += 2;
          parameters.push({ at, name: at.key, value: this.annotationValue() });
        } else parameters.push({ at, name: 'value', value: this.annotationValue() });
        this.accept(',');
      }
      this.expect(')');
    }
    return { at: name, name: name.key, parameters };
  }
}
