import { api } from 'lwc';
import setCell from '@salesforce/apex/ScoreOverrideController.setCell';
import LockstepSavingDialog from 'c/lockstepSavingDialog';
import cancel from '@salesforce/label/c.Lockstep_Override_Cancel';
import cellLabel from '@salesforce/label/c.Lockstep_Override_Cell';
import failed from '@salesforce/label/c.Lockstep_Override_Failed';
import intro from '@salesforce/label/c.Lockstep_Override_Intro';
import past from '@salesforce/label/c.Lockstep_Override_Past';
import reasonLabel from '@salesforce/label/c.Lockstep_Override_Reason';
import save from '@salesforce/label/c.Lockstep_Override_Save';
import title from '@salesforce/label/c.Lockstep_Override_Change';
import untilLabel from '@salesforce/label/c.Lockstep_Override_Until';

interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly recordId: string;
  /** The cells that can be set. */
  readonly cells: readonly string[];
  /** The day in the org, as an ISO date. */
  readonly today: string;
  /** The override that holds, if one does. */
  readonly cell: string;
  readonly untilDay: string;
  readonly reason: string;
}

/** Overrides the cell of a person until a day, for a reason. Closes with true once it is saved. */
export default class ScoreOverrideDialog extends LockstepSavingDialog {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<boolean | undefined>;

  @api recordId = '';
  @api cells: readonly string[] = [];
  @api today = '';
  @api cell = '';
  @api untilDay = '';
  @api reason = '';

  labels = { cancel, cell: cellLabel, failed, intro, past, reason: reasonLabel, save, until: untilLabel };
  title = title;
  private changed: { cell?: string; untilDay?: string; reason?: string } = {};

  get options(): { readonly label: string; readonly value: string }[] {
    return this.cells.map((cell) => ({ label: cell, value: cell }));
  }

  handleCell(event: CustomEvent<{ readonly value: string }>): void {
    this.changed.cell = event.detail.value;
  }

  handleUntil(event: CustomEvent<{ readonly value: string }>): void {
    this.changed.untilDay = event.detail.value;
  }

  handleReason(event: CustomEvent<{ readonly value: string }>): void {
    this.changed.reason = event.detail.value;
  }

  async handleSubmit(): Promise<void> {
    if (!this.isComplete()) return;
    const { recordId, cell, untilDay, reason } = this;
    await this.save(async () => {
      await setCell({ recordId, cell, untilDay, reason, ...this.changed });
      return true;
    });
  }
}
