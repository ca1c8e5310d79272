import { api } from 'lwc';
import logCall from '@salesforce/apex/HandOffTouchController.logCall';
import LockstepSavingDialog from 'c/lockstepSavingDialog';
import { fillLabel } from 'c/lockstepUtils';
import cancel from '@salesforce/label/c.Lockstep_Decide_Cancel';
import failed from '@salesforce/label/c.Lockstep_Log_Call_Failed';
import note from '@salesforce/label/c.Lockstep_Log_Call_Note';
import save from '@salesforce/label/c.Lockstep_Log_Call_Save';
import subject from '@salesforce/label/c.Lockstep_Log_Call_Subject';
import subjectCall from '@salesforce/label/c.Lockstep_Log_Call_Subject_Call';
import title from '@salesforce/label/c.Lockstep_Log_Call_Title';

interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly handOffId: string | null;
  readonly personName: string | null;
}

/** Logs a call that was made, as a completed task: the subject is there already. Closes with `true` once it is logged. */
export default class HandOffLogCallDialog extends LockstepSavingDialog {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<true | undefined>;

  @api handOffId?: string;
  @api personName = '';

  labels = { cancel, failed, note, save, subject };
  subjectText = subjectCall;
  noteText = '';

  get title(): string {
    return fillLabel(title, this.personName);
  }

  handleSubject(event: CustomEvent<{ readonly value: string }>): void {
    this.subjectText = event.detail.value;
  }

  handleNote(event: CustomEvent<{ readonly value: string }>): void {
    this.noteText = event.detail.value;
  }

  async handleSubmit(): Promise<void> {
    const { handOffId } = this;
    if (handOffId && this.isComplete()) await this.save(() => this.log(handOffId));
  }

  private async log(handOffId: string): Promise<true> {
    await logCall({ handOffId, subject: this.subjectText, note: this.noteText });
    return true;
  }
}
