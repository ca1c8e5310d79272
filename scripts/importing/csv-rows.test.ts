import fc from 'fast-check';
import { CsvFault, CsvReader } from './csv-rows';

const read = (text: string): CsvReader => CsvReader.read(Buffer.from(text));

describe('the rows of a CSV file', () => {
  it('have the lines on which an editor shows them, whatever breaks their lines', () => {
    const { rows } = read('Id,Name\r\n\r\na1,"Two\nlines"\n\n\na2,é\ra3,"Three\r\nmore\rlines"\r\na4,end');
    expect(rows.map(({ line, cells: [id] }) => [line, id])).toEqual([
      [1, 'Id'],
      [3, 'a1'],
      [7, 'a2'],
      [8, 'a3'],
      [11, 'a4']
    ]);
  });

  it.each([
    ['text behind a quote', 'a2,"Big" Apple', 'text follows a closing quote'],
    ['a quote within a value', 'a2,5" pipe', 'a quote is within a value']
  ])('are all there but the one with %s', (_, wrong, reason) => {
    const { rows, broken } = read(`Id,Name\na1,x\n${wrong}\na3,"y, z"\n${wrong}\n`);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Id', 'Name'],
      ['a1', 'x'],
      ['a3', 'y, z']
    ]);
    expect(broken).toEqual([3, 5].map((line) => ({ line, cells: wrong.split(','), reason: expect.stringContaining(reason) })));
  });

  const columns = Array.from({ length: 12 }, (_, index) => `c${index}`);
  const row = columns.join(',');
  it.each([
    ['never closes', `${row}\n${row}\n"${row}\n${row}\n`, 'a quote on line 3 that never closes'],
    ['closes in a later value', `${row}\n"${row}\n${row}\n${row.replace('c3', '"c3"')}\n`, 'a quote on line 2 that does not close where'],
    ['closes at the end of a later row', `${row}\n"${row}\n${row}\n${row}"\n`, 'a quote on line 2 that closes only on line 4'],
    [
      'closes in the first value of the next row',
      `${row}\n"${row}\n${row.replace('c0', 'c0"')}\n`,
      'a quote on line 2 that closes only on line 3'
    ]
  ])('is refused if a quote %s', (_, text, finding) => {
    expect(() => read(text)).toThrow(CsvFault);
    expect(() => read(text)).toThrow(finding);
  });

  it('may have prose over many lines', () => {
    const prose = '"Dear all,\none, two, three\n\n""Yours"", etc."';
    expect(read(`Id,Text,More\na1,${prose},x\na2,y,z`).rows.map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  it('are what was written, each on its line', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r', ' ', ';') });
    const lineBreak = fc.constantFrom('\n', '\r\n', '\r');
    const rows = fc.array(fc.tuple(fc.array(cell, { minLength: 2, maxLength: 2 }), lineBreak, fc.nat(2)), { maxLength: 20 });
    fc.assert(
      fc.property(rows, (written) => {
        let text = 'A,B\n';
        const expected: [number, string[]][] = [[1, ['A', 'B']]];
        for (const [cells, ending, empty] of written) {
          text += ending.repeat(empty);
          expected.push([text.split(/\r\n|\n|\r/).length, cells]);
          text += cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + ending;
          // A break that follows must not become half of CRLF.
          if (ending === '\r') text += '\r';
        }
        expect(read(text).rows.map(({ line, cells }) => [line, cells])).toEqual(expected);
      })
    );
  });

  it('lose none to a wrong quote: each line is in a row, broken, or behind a quote that is named', () => {
    const line = fc
      .array(fc.constantFrom('x', '""', '"a', 'a"', '"a" b', '"a,b"', ''), { minLength: 3, maxLength: 3 })
      .map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const text = `A,B,C\n${lines.map((each) => `${each}\n`).join('')}`;
        try {
          const reader = read(text);
          const covered = reader.rows.reduce((sum, { cells }) => sum + cells.join('').split('\n').length, reader.broken.length);
          expect(covered).toBe(lines.length + 1);
        } catch (error) {
          if (!(error instanceof CsvFault)) throw error;
          expect(error.message).toMatch(/a quote on line \d/);
        }
      })
    );
  });
});
