import { CsvFault, CsvReader, type BrokenLine, type CsvRow } from './csv-rows';
import { endOfLine, FileRefusal, readTextFile } from './file-text';

export interface SourceFile {
  /** Names of the columns, without blanks around them. */
  readonly header: readonly string[];
  /** Rows with a cell for each column. */
  readonly rows: readonly CsvRow[];
  /** Lines that are not valid rows: another number of cells, or wrong quotes. */
  readonly broken: readonly BrokenLine[];
}

/** Separators of other programs, with the word for each. */
const OTHER_SEPARATORS = new Map([
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
  ['^', 'carets'],
  ['`', 'backquotes']
]);
const NUL = '\0';

/**
 * Reads a CSV with a header line: UTF-8, with or without byte order mark, separated by commas.
 * @throws FileRefusal if it is absent or cannot be read as a whole
 */
export function readSourceFile(file: string): SourceFile {
  const bytes = readTextFile(file);
  checkSeparator(file, bytes.toString('utf8', 0, endOfLine(bytes, 0)));
  const { rows, broken } = parsed(file, bytes);
  const [first, ...data] = rows;
  if (!first || (broken[0] && broken[0].line < first.line)) throw noHeader(file, broken[0]);
  const header = first.cells.map((name) => name.trim());
  checkHeader(file, header);
  const complete: CsvRow[] = [];
  const incomplete: BrokenLine[] = [...broken];
  for (const row of data) {
    if (row.cells.length === header.length) complete.push(row);
    else incomplete.push({ ...row, reason: `the row has ${row.cells.length} cells instead of ${header.length}` });
  }
  return { header, rows: complete, broken: incomplete };
}

function parsed(file: string, bytes: Buffer): CsvReader {
  try {
    return CsvReader.read(bytes);
  } catch (error) {
    if (error instanceof CsvFault) throw new FileRefusal(file, error.message);
    throw error;
  }
}

function noHeader(file: string, broken: BrokenLine | undefined): FileRefusal {
  return broken
    ? new FileRefusal(file, `has no readable header: on line ${broken.line}, ${broken.reason}.`)
    : new FileRefusal(file, 'is empty: its first line must name the columns.');
}

/** @param line the file's first */
function checkSeparator(file: string, line: string): void {
  if (/^sep=/i.test(line)) throw new FileRefusal(file, `begins with the line "${line}", which only Excel reads. Remove it.`);
  const other = [...OTHER_SEPARATORS].find(([sign]) => line.includes(`"${sign}"`) || (line.includes(sign) && !line.includes(',')));
  if (other) throw new FileRefusal(file, `separates its columns by ${other[1]}. Save it with commas.`);
}

function checkHeader(file: string, header: readonly string[]): void {
  if (header.some((name) => name.includes(NUL))) throw new FileRefusal(file, 'has a NUL character in its header: it is not a text file.');
  const places = new Map<string, number>();
  for (const [index, name] of header.entries()) {
    const key = name.normalize('NFC').toLowerCase();
    const before = places.get(key);
    // Columns without a name cannot be mapped: two of them are not in each other's way.
    if (before !== undefined && name !== '')
      throw new FileRefusal(file, `has the column ${name} twice: columns ${before + 1} and ${index + 1} of its header.`);
    places.set(key, index);
  }
}
