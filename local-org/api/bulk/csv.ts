import { CsvError, parse } from 'csv-parse/sync';
import { OrgException } from '../../errors';

/** Names of delimiters in job requests. */
export const DELIMITERS = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t'
} as const;
export type Delimiter = keyof typeof DELIMITERS;

export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;
export type LineEnding = keyof typeof LINE_ENDINGS;

export interface CsvStyle {
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads an uploaded table. All rows must have as many cells as the header.
 * @throws OrgException INVALID_OPERATION with the line and what is wrong in it
 */
export function readCsv(data: Uint8Array, style: CsvStyle): CsvTable {
  let table: string[][];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(data);
    if (style.lineEnding === 'LF' && /^[^"\n]*\r\n/.test(text)) throw lineEndingError('LF');
    table = parse(text, {
      bom: true,
      delimiter: DELIMITERS[style.delimiter],
      record_delimiter: LINE_ENDINGS[style.lineEnding],
      relax_column_count: false,
      skip_empty_lines: true
    });
  } catch (error) {
    if (error instanceof CsvError) throw new OrgException('INVALID_OPERATION', `ClientInputError : ${error.message}`);
    if (error instanceof TypeError) throw new OrgException('INVALID_OPERATION', 'ClientInputError : The data is not valid UTF-8');
    throw error;
  }
  const [header, ...rows] = table;
  if (!header) throw new OrgException('INVALID_OPERATION', 'ClientInputError : The data has no header row');
  return { header: header.map((name) => name.trim()), rows };
}

const lineEndingError = (lineEnding: LineEnding): OrgException =>
  new OrgException(
    'INVALID_OPERATION',
    `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`
  );

/** One line of a result: every cell in quotes, as the platform writes them. */
export function csvLine(cells: readonly string[], style: CsvStyle): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(DELIMITERS[style.delimiter]) + LINE_ENDINGS[style.lineEnding];
}
