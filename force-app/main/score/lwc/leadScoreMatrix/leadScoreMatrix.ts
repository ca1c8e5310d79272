import { LightningElement, api } from 'lwc';
import { fillLabel } from 'c/lockstepUtils';
import cellHandOff from '@salesforce/label/c.Lockstep_Matrix_Cell_Hand_Off';
import cellOther from '@salesforce/label/c.Lockstep_Matrix_Cell_Other';
import cellYours from '@salesforce/label/c.Lockstep_Matrix_Cell_Current';
import handOff from '@salesforce/label/c.Lockstep_Matrix_Hand_Off_Legend';
import title from '@salesforce/label/c.Lockstep_Matrix_Title';

const GRADES = ['A', 'B', 'C', 'D'];
const LEVELS = ['1', '2', '3', '4'];

interface MatrixCell {
  readonly name: string;
  readonly title: string;
  readonly mark: string;
  readonly classes: string;
  readonly current: 'true' | null;
}

/** Grade by level: the person's cell is lit, the cells that Sales gets are outlined. */
export default class LeadScoreMatrix extends LightningElement {
  /** The person's cell, for example `B2`. */
  @api cell?: string;
  /** Cells that are handed off to Sales. */
  @api handOffCells: readonly string[] = [];

  labels = { title, handOff };
  columns = LEVELS;

  get rows(): { readonly grade: string; readonly cells: readonly MatrixCell[] }[] {
    return GRADES.map((grade) => ({ grade, cells: LEVELS.map((level) => this.cellOf(`${grade}${level}`)) }));
  }

  private cellOf(name: string): MatrixCell {
    const isCurrent = name === this.cell;
    const isHandedOff = this.handOffCells.includes(name);
    const kind = fillLabel(isHandedOff ? cellHandOff : cellOther, name);
    return {
      name,
      title: isCurrent ? fillLabel(cellYours, kind) : kind,
      mark: isCurrent ? name : '',
      classes: ['cell', isCurrent ? 'cell_current' : '', isHandedOff ? 'cell_hand-off' : ''].join(' ').trim(),
      current: isCurrent ? 'true' : null
    };
  }
}
