import fs from 'node:fs';
import { parse } from 'csv-parse';

export interface SourceRow {
  /** Line of the file where the row begins; the header is line 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface BrokenRow {
  readonly line: number;
  readonly reason: string;
}

export interface SourceFile {
  readonly header: readonly string[];
  readonly rows: readonly SourceRow[];
  /** Rows that are no CSV: wrong number of columns, a quote that does not close. */
  readonly broken: readonly BrokenRow[];
}

/** Reads a CSV with a header line. UTF-8, with or without byte order mark. @throws Error if the file is absent or has no header */
export async function readSourceFile(file: string): Promise<SourceFile> {
  if (!fs.existsSync(file)) throw new Error(`There is no file ${file}`);
  const broken: BrokenRow[] = [];
  const rows: SourceRow[] = [];
  let header: string[] = [];
  const parser = fs.createReadStream(file).pipe(
    parse({
      bom: true,
      columns: (names: string[]) => (header = names.map((name) => name.trim())),
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        broken.push({ line: Number(error?.['lines'] ?? 0), reason: error?.message ?? 'not a CSV row' });
        return undefined;
      }
    })
  );
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    // The parser counts the line a row ends on; line breaks within its values lead back to where it begins.
    const breaks = Object.values(record).reduce((sum, value) => sum + value.split('\n').length - 1, 0);
    rows.push({ line: info.lines - breaks, values: record });
  }
  if (header.length === 0) throw new Error(`${file} is empty: its first line must name the columns`);
  return { header, rows, broken };
}
