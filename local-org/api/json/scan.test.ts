import fc from 'fast-check';
import { checkJson, JsonSyntaxError, locate, type JsonPath } from './scan';

/** Every path in a value, with the value there. */
function* walk(value: unknown, path: JsonPath = []): Generator<[JsonPath, unknown]> {
  yield [path, value];
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item, [...path, index]);
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) yield* walk(item, [...path, key]);
}

describe('positions in JSON', () => {
  it('accepts what JSON.parse accepts, and nothing else', () => {
    const accepted = (text: string, check: (text: string) => unknown): boolean => {
      try {
        check(text);
        return true;
      } catch {
        return false;
      }
    };
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '1',
        '-',
        '.5',
        'e',
        'true',
        'null',
        'nul',
        ' ',
        '\n',
        '\\u00zz',
        '\t',
        '0'
      ),
      { maxLength: 9 }
    );
    const texts = fc.oneof(
      pieces.map((parts) => parts.join('')),
      fc.json(),
      fc.json().map((text) => text.slice(0, -1))
    );
    fc.assert(
      fc.property(texts, (text) => accepted(text, checkJson) === accepted(text, (one) => JSON.parse(one))),
      { numRuns: 2000 }
    );
  });

  it('finds where each value begins', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\n\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const lines = text.split('\n');
        for (const [path, part] of walk(JSON.parse(text))) {
          const { line, column } = locate(text, path);
          const rest = [lines[line - 1]?.slice(column - 1), ...lines.slice(line)].join('\n');
          const start = JSON.stringify(part)[0];
          if (rest[0] !== start) return false;
        }
        return true;
      })
    );
  });

  it('names the line and column of a mistake', () => {
    const position = (text: string): unknown => {
      try {
        checkJson(text);
        return null;
      } catch (error) {
        return error instanceof JsonSyntaxError ? error.position : error;
      }
    };
    expect(position('{\n  "a": 1,\n  "b" 2\n}')).toEqual({ line: 3, column: 7 });
    expect(position('[1, 2')).toEqual({ line: 1, column: 6 });
    expect(position('"a\u0001"')).toEqual({ line: 1, column: 1 });
    expect(position(`${'['.repeat(600)}${']'.repeat(600)}`)).toEqual({ line: 1, column: 502 });
  });
});
