import { api, LightningElement } from 'lwc';
import type { TableModel } from 'shell/reportFacts';

const cellClass = (numeric: boolean, level = 0): string =>
  `preview-report-cell${numeric ? ' slds-text-align_right' : ''}${level > 0 ? ` preview-report-level_${level}` : ''}`;

/** A table of a report: its groups or its rows. */
export default class ReportTable extends LightningElement {
  @api model: TableModel | undefined;

  get columns(): object[] {
    return (this.model?.columns ?? []).map((column) => ({ ...column, class: cellClass(column.numeric) }));
  }

  get rows(): object[] {
    return (this.model?.rows ?? []).map((row) => ({
      key: row.key,
      class: row.total ? 'preview-report-total' : '',
      cells: row.cells.map((cell) => ({ ...cell, class: cellClass(cell.numeric, cell.level) }))
    }));
  }
}
