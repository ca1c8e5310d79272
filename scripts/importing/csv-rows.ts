import { CsvError, parse, type Options } from 'csv-parse/sync';
import { afterBreak, endOfLine } from './file-text';

/** A row as the file has it. Its first line counts, as an editor shows it: the file's first is 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A line that is no CSV, and why. The file's other lines are not concerned. */
export interface BrokenLine extends CsvRow {
  readonly reason: string;
}

/** What makes the rows after a line unreadable, because nobody can tell where they begin. */
export class CsvFault extends Error {
  override readonly name = 'CsvFault';
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote. A quote within a quoted value must be doubled',
  INVALID_OPENING_QUOTE: 'a quote is within a value that does not begin with one. Such a value must be quoted, its quotes doubled'
};
const LINE_BREAK = /\r\n|\n|\r/;
const QUOTE_NOT_CLOSED = 'CSV_QUOTE_NOT_CLOSED';
/** The number of columns from which a line inside a value, with as many cells, is taken for a row and not for text with commas. */
const COLUMNS_OF_A_ROW = 10;

function style(delimiter: string): Options<string[], string[]> {
  return { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true };
}

/** Splits the bytes of a CSV file, in UTF-8, into rows. Empty lines are none. */
export class CsvReader {
  readonly rows: CsvRow[] = [];
  readonly broken: BrokenLine[] = [];
  /** How far the file is read, in bytes, and the line that begins there. */
  private at = 0;
  private line = 1;

  /**
   * Reads all of the file.
   * @throws CsvFault where a quote is open that hides how many rows follow
   */
  static read(bytes: Uint8Array, delimiter = ','): CsvReader {
    const reader = new CsvReader(bytes, delimiter);
    while (reader.at < bytes.length) reader.readOn();
    return reader;
  }

  private constructor(
    private readonly bytes: Uint8Array,
    private readonly delimiter: string
  ) {}

  /** Reads up to the end, or past the next line that is no CSV. */
  private readOn(): void {
    const from = this.at;
    try {
      parse(this.bytes.subarray(from), {
        ...style(this.delimiter),
        on_record: (cells: string[], { bytes }) => {
          this.add(cells, from + bytes);
          return null;
        }
      });
      this.skipEmptyLines();
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.skipEmptyLines();
      this.skipBroken(error.code);
    }
  }

  private add(cells: string[], end: number): void {
    this.skipEmptyLines();
    const row = { line: this.line, cells };
    const start = this.at;
    this.moveTo(end);
    if (this.line > row.line + 1) this.requireOneRow(row, start, end);
    this.rows.push(row);
  }

  /** A line whose quotes are wrong is left out. @throws CsvFault if its quote is still open at its end */
  private skipBroken(code: string): void {
    const end = endOfLine(this.bytes, this.at);
    const text = Buffer.from(this.bytes.subarray(this.at, end)).toString('utf8');
    const alone = codeOf(text, this.delimiter) ?? code;
    if (alone === QUOTE_NOT_CLOSED)
      throw new CsvFault(
        `has a quote on line ${this.line} that ${code === QUOTE_NOT_CLOSED ? 'never closes' : 'does not close where its value ends'}.`
      );
    this.broken.push({ line: this.line, cells: text.split(this.delimiter), reason: REASONS[alone] ?? 'its quotes are wrong' });
    this.moveTo(afterBreak(this.bytes, end));
  }

  /** @throws CsvFault if several of the lines of one row have all columns: a quote then opened too early and hides rows */
  private requireOneRow({ line, cells }: CsvRow, start: number, end: number): void {
    const columns = this.rows[0]?.cells.length ?? 0;
    if (columns < 2 || (cells.length === columns && columns < COLUMNS_OF_A_ROW)) return;
    const lines = Buffer.from(this.bytes.subarray(start, end)).toString('utf8').split(LINE_BREAK);
    const whole = lines.filter((text) => text.split(this.delimiter).length >= columns).length;
    if (whole > 1) throw new CsvFault(`has a quote on line ${line} that closes only on line ${this.line - 1}, with whole rows between.`);
  }

  private skipEmptyLines(): void {
    while (this.at < this.bytes.length && endOfLine(this.bytes, this.at) === this.at) this.moveTo(afterBreak(this.bytes, this.at));
  }

  private moveTo(end: number): void {
    while (this.at < end) {
      this.at = Math.min(afterBreak(this.bytes, endOfLine(this.bytes, this.at)), this.bytes.length);
      this.line++;
    }
  }
}

/** Why a single line is no CSV. */
function codeOf(text: string, delimiter: string): string | undefined {
  try {
    parse(text, style(delimiter));
    return undefined;
  } catch (error) {
    if (error instanceof CsvError) return error.code;
    throw error;
  }
}
