import fc from 'fast-check';
import { JsonBody } from './body';
import { refuseLargeJson } from './size';

const object = (fields: number): string => `{${Array.from({ length: fields }, (_, i) => `"k${i}":${i}`).join(',')}}`;

describe('JSON of a request', () => {
  it.each([
    ['fields', object(10_001), 'More than 10000 fields in one object at [line:1, column:'],
    ['values', `[${'1,'.repeat(1_000_001)}1]`, 'More than 1000000 values at [line:1, column:'],
    ['fields over many objects', `[${Array.from({ length: 400 }, () => object(2600)).join(',')}]`, 'More than 1000000 values'],
    ['arrays in each other', '['.repeat(1_000_000), 'Nested deeper than 500 levels at [line:1, column:502]'],
    ['objects in each other', '{"a":'.repeat(500_000), 'Nested deeper than 500 levels at [line:1, column:2506]']
  ])('is refused for too many %s, before it is read', (_what, text, message) => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      expect(() => JsonBody.parse(text)).toThrow(
        expect.objectContaining({ errorCode: 'JSON_PARSER_ERROR', message: expect.stringContaining(message) as string }) as Error
      );
      expect(parse).not.toHaveBeenCalled();
    } finally {
      parse.mockRestore();
    }
  });

  it('can have as many fields and levels as any resource accepts', () => {
    expect(() => JsonBody.parse(object(10_000))).not.toThrow();
    expect(() => JsonBody.parse(`${'['.repeat(501)}${']'.repeat(501)}`)).not.toThrow();
    expect(() => JsonBody.parse(JSON.stringify({ text: ':{[,'.repeat(500_000), quoted: '"\\"{'.repeat(1000) }))).not.toThrow();
  });

  it('is never refused for its size when it is small', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(() => refuseLargeJson(text)).not.toThrow()));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', 'a') }), (text) => refuseLargeJson(text))
    );
  });
});
