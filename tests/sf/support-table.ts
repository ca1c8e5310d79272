/** Between these lines of local-org/README.md is the table of commands; `npm run support-table` writes it. */
export const TABLE_START = '<!-- commands: written by npm run support-table -->';
export const TABLE_END = '<!-- end of commands -->';

/** A row of the table: what a test of the official command line says of a command. */
export interface SupportRow {
  readonly name: string;
  readonly note: string;
  readonly support: 'yes' | 'refused';
}

/** The table in Markdown, laid out as the formatter would. */
export function supportTable(rows: readonly SupportRow[]): string {
  const cells = [['`sf` command', 'Here', ''], ...rows.map(({ name, note, support }) => [`\`${name}\``, support, note])];
  const widths = [0, 1, 2].map((column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
