import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FileRefusal } from './file-text';
import { readSourceFile } from './source-file';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-source-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(contents: string | Buffer): string {
  const file = path.join(folder, 'leads.csv');
  fs.writeFileSync(file, contents);
  return file;
}

const GOOD = 'Id,Name\na1,Ada\na2,Bob\n';

describe('a CSV file', () => {
  it('gives its rows, and apart those that are not as wide as its header', () => {
    const { header, rows, broken } = readSourceFile(write('\ufeff Id ,Name\na1,"Two\nlines"\na2\na3,Plain\na4,x,y\n'));
    expect(header).toEqual(['Id', 'Name']);
    expect(rows).toEqual([
      { line: 2, cells: ['a1', 'Two\nlines'] },
      { line: 5, cells: ['a3', 'Plain'] }
    ]);
    expect(broken).toEqual([
      { line: 4, cells: ['a2'], reason: 'the row has 1 cells instead of 2' },
      { line: 6, cells: ['a4', 'x', 'y'], reason: 'the row has 3 cells instead of 2' }
    ]);
  });

  it.each<[string, string | Buffer, string]>([
    ['empty', '', 'is empty'],
    ['of empty lines', '\n\r\n\n', 'is empty'],
    ['in Latin-1', Buffer.from('Id,Name\na1,Ada\na2,Montr\u00e9al\n', 'latin1'), 'is not UTF-8: line 3 has the byte 0xE9'],
    ['in Windows-1252', Buffer.from([...Buffer.from('Id,Name\r\na1,'), 0x93, 0x94, 0x0a]), 'is not UTF-8: line 2 has the byte 0x93'],
    ['with half of an emoji', Buffer.from([...Buffer.from('Id\na1\n'), 0xed, 0xa0, 0xbd, 0x0a]), 'is not UTF-8: line 3 has the byte 0xED'],
    ['that ends within a letter', Buffer.from('Id\né').subarray(0, 4), 'is not UTF-8: line 2 has the byte 0xC3'],
    ['in UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), 'is UTF-16'],
    ['in UTF-16 without a mark', Buffer.from(GOOD, 'utf16le'), 'is UTF-16'],
    ['in big-endian UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le').swap16(), 'is UTF-16'],
    ['compressed with gzip', gzipSync(GOOD), 'is compressed with gzip'],
    ['that is a workbook', Buffer.from('PK\u0003\u0004'), 'is a ZIP file, as Excel workbooks are'],
    ['that is an old workbook', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'is an Excel workbook of an older format'],
    ['separated by semicolons', GOOD.replaceAll(',', ';'), 'separates its columns by semicolons'],
    ['separated by quoted semicolons', '"Id";"Name, first"\n"a1";"x"\n', 'separates its columns by semicolons'],
    ['separated by tabs', GOOD.replaceAll(',', '\t'), 'separates its columns by tabs'],
    ['separated by bars', GOOD.replaceAll(',', '|'), 'separates its columns by vertical bars'],
    ['that names its separator', `sep=,\n${GOOD}`, 'begins with the line "sep=,"'],
    ['with a column twice', 'Id,City,Name,City\n', 'has the column City twice: columns 2 and 4'],
    ['with a column twice in other letters', 'Id,City, CITY \n', 'has the column CITY twice: columns 2 and 3'],
    ['with a NUL in its header', 'Id,Na\0me,Country,Something else\na1,x,y,z\n', 'has a NUL character in its header'],
    ['with an open quote', 'Id,Name\na1,"Ada\na2,Bob\n', 'has a quote on line 2'],
    ['with a broken header', 'Id,Na"me\na1,x\n', 'has no readable header: on line 1']
  ])('%s is refused, saying what was found', (_, contents, finding) => {
    const file = write(contents);
    expect(() => readSourceFile(file)).toThrow(FileRefusal);
    expect(() => readSourceFile(file)).toThrow(finding);
  });

  it('must be there, and be a file', () => {
    expect(() => readSourceFile(path.join(folder, 'none.csv'))).toThrow('none.csv is not there');
    expect(() => readSourceFile(folder)).toThrow('is a folder, not a file');
    expect(() => readSourceFile('/dev/null')).toThrow('is a device or pipe, not a file');
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(() => readSourceFile(pipe)).toThrow('is a device or pipe, not a file');
  });

  it('may have columns without a name', () => {
    expect(readSourceFile(write('Id,,\na1,x,y\n')).rows).toHaveLength(1);
  });
});
