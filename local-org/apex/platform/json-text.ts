import { throwApex } from '../values/exception';

/** A number as it is in the text: its type is decided by who reads it. */
export class JsonNumber {
  constructor(readonly text: string) {}

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text);
  }
}

export type JsonNode = string | boolean | null | JsonNumber | readonly JsonNode[] | ReadonlyMap<string, JsonNode>;

/** @throws System.JSONException with the place of the problem */
export function parseJson(text: string): JsonNode {
  return new Reader(text).document();
}

class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  document(): JsonNode {
    this.skipSpace();
    if (this.position >= this.text.length) this.fail('No content to map to Object due to end of input');
    const node = this.value();
    this.skipSpace();
    if (this.position < this.text.length) this.unexpected('expected end of input');
    return node;
  }

  private value(): JsonNode {
    this.skipSpace();
    const character = this.text[this.position];
    if (character === '{') return this.object();
    if (character === '[') return this.array();
    if (character === '"') return this.string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null]
    ] as const) {
      if (this.text.startsWith(word, this.position)) {
        this.position += word.length;
        return value;
      }
    }
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = this.position;
    const match = number.exec(this.text);
    if (!match) this.unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
    this.position += match[0].length;
    return new JsonNumber(match[0]);
  }

  private object(): ReadonlyMap<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    this.position++;
    this.skipSpace();
    if (this.accept('}')) return members;
    do {
      this.skipSpace();
      if (this.text[this.position] !== '"') this.unexpected('was expecting double-quote to start field name');
      const name = this.string();
      this.skipSpace();
      if (!this.accept(':')) this.unexpected('was expecting a colon to separate field name and value');
      members.set(name, this.value());
      this.skipSpace();
    } while (this.accept(','));
    if (!this.accept('}')) this.unexpected('was expecting comma to separate OBJECT entries');
    return members;
  }

  private array(): readonly JsonNode[] {
    const items: JsonNode[] = [];
    this.position++;
    this.skipSpace();
    if (this.accept(']')) return items;
    do {
      items.push(this.value());
      this.skipSpace();
    } while (this.accept(','));
    if (!this.accept(']')) this.unexpected('was expecting comma to separate ARRAY entries');
    return items;
  }

  private string(): string {
    const literal = /"(?:[^"\\]|\\.)*"/sy;
    literal.lastIndex = this.position;
    const match = literal.exec(this.text);
    if (!match) {
      this.position = this.text.length;
      this.fail('Unexpected end-of-input in VALUE_STRING');
    }
    const start = this.position;
    this.position += match[0].length;

    const cleaned = match[0].replace(/[\u0000-\u001f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
    try {
      const value: unknown = JSON.parse(cleaned);
      return String(value);
    } catch {
      this.position = start;
      return this.fail('Unrecognized character escape');
    }
  }

  private accept(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private skipSpace(): void {
    while (this.position < this.text.length && /\s/.test(this.text.charAt(this.position))) this.position++;
  }

  private unexpected(expectation: string): never {
    const character = this.text[this.position];
    if (character === undefined) this.fail(`Unexpected end-of-input: ${expectation}`);
    this.fail(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expectation}`);
  }

  private fail(problem: string): never {
    const before = this.text.slice(0, this.position).split('\n');
    throwApex('System.JSONException', `${problem} at [line:${before.length}, column:${(before[before.length - 1] ?? '').length + 1}]`);
  }
}
