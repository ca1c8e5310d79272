import { detailRows, detailTable, groupTable } from 'shell/reportFacts';
import type { Labelled, ReportResult } from 'shell/reportFacts';

/** So that spreadsheets read it as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) && value !== '-' ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Numbers and amounts as numbers, everything else as the page shows it; a blank is empty. */
function valueOf({ label, value }: Labelled): string | number {
  if (value === null) return '';
  if (typeof value === 'number') return value;
  const amount: unknown = typeof value === 'object' ? Reflect.get(value, 'amount') : undefined;
  return typeof amount === 'number' ? amount : label;
}

const line = (fields: readonly (string | number)[]): string => fields.map(field).join(',');

/** The rows of a report as a file for spreadsheets; of a report that was run without details, its groups. */
export function csvOf(result: ReportResult): string {
  const details = detailTable(result);
  const groups = groupTable(result);
  const lines =
    details.rows.length > 0 || !groups
      ? [
          line(details.columns.map(({ label }) => label)),
          ...detailRows(result).map((row) => line([...row.groups, ...row.cells.map(valueOf)]))
        ]
      : [line(groups.columns.map(({ label }) => label)), ...groups.rows.map(({ cells }) => line(cells.map(({ text }) => text)))];
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}
