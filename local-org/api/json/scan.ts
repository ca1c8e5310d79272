/** A place in a text, 1-based, as error messages name it. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Why a text is not JSON, and where. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';

  constructor(
    readonly problem: string,
    readonly position: TextPosition
  ) {
    super(`${problem} at [line:${position.line}, column:${position.column}]`);
  }
}

export type JsonPath = readonly (string | number)[];

const WHITESPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Deepest nesting of objects and arrays. */
export const DEEPEST = 500;

/**
 * Finds positions in a JSON text: of a syntax error, or of a value.
 * `JSON.parse` reads the values, but reports no positions.
 */
class Scanner {
  private at = 0;
  found: number | undefined;

  constructor(private readonly text: string) {}

  scan(path: JsonPath | null): void {
    this.value(path, 0);
    if (this.at < this.text.length) this.unexpected('expected end of input');
  }

  private value(path: JsonPath | null, depth: number): void {
    if (depth > DEEPEST) this.fail(`Nested deeper than ${DEEPEST} levels`);
    this.skip(WHITESPACE);
    if (path?.length === 0) this.found = this.at;
    const character = this.text[this.at];
    if (character === '{') this.members(path, depth, '}');
    else if (character === '[') this.members(path, depth, ']');
    else if (character === '"') this.string('expected a valid string');
    else if (!this.skip(NUMBER) && !this.word()) {
      this.unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
    }
    this.skip(WHITESPACE);
  }

  private members(path: JsonPath | null, depth: number, end: '}' | ']'): void {
    this.at++;
    this.skip(WHITESPACE);
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (let index = 0; ; index++) {
      let key: string | number = index;
      if (end === '}') {
        this.skip(WHITESPACE);
        key = this.string('was expecting double-quote to start field name');
        this.skip(WHITESPACE);
        if (this.text[this.at] !== ':') this.unexpected('was expecting a colon to separate field name and value');
        this.at++;
      }
      this.value(path !== null && path[0] === key ? path.slice(1) : null, depth + 1);
      const separator = this.text[this.at];
      if (separator !== ',' && separator !== end) {
        this.unexpected(`was expecting comma to separate ${end === '}' ? 'Object' : 'Array'} entries`);
      }
      this.at++;
      if (separator === end) return;
    }
  }

  private string(expectation: string): string {
    const start = this.at;
    if (this.text[this.at] !== '"' || !this.skip(STRING)) this.unexpected(expectation);
    const written = this.text.slice(start, this.at);
    return written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1);
  }

  private word(): boolean {
    const word = ['true', 'false', 'null'].find((candidate) => this.text.startsWith(candidate, this.at));
    this.at += word?.length ?? 0;
    return word !== undefined;
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    this.at += match?.[0].length ?? 0;
    return match !== null;
  }

  private unexpected(expectation: string): never {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) this.fail('Unexpected end-of-input');
    this.fail(`Unexpected character ('${String.fromCodePoint(code)}' (code ${code})): ${expectation}`);
  }

  private fail(problem: string): never {
    throw new JsonSyntaxError(problem, positionOf(this.text, this.at));
  }
}

/** Line and column of an offset. */
export function positionOf(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** @throws JsonSyntaxError with the position of the first syntax error */
export function checkJson(text: string): void {
  new Scanner(text).scan(null);
}

/** Where the value at `path` begins in a well-formed text; its beginning if there is none. */
export function locate(text: string, path: JsonPath): TextPosition {
  const scanner = new Scanner(text);
  scanner.scan(path);
  return positionOf(text, scanner.found ?? 0);
}
