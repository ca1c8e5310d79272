import { api } from 'lwc';
import logCall from '@salesforce/apex/HandOffTouchController.logCall';
import LockstepSavingDialog from 'c/lockstepSavingDialog';
import { fillLabel } from 'c/lockstepUtils';
import cancel from '@salesforce/label/c.Lockstep_Decide_Cancel';
import connected from '@salesforce/label/c.Lockstep_Log_Call_Connected';
import failed from '@salesforce/label/c.Lockstep_Log_Call_Failed';
import nextStep from '@salesforce/label/c.Lockstep_Log_Call_Next_Step';
import nextStepDue from '@salesforce/label/c.Lockstep_Log_Call_Next_Step_Due';
import noAnswer from '@salesforce/label/c.Lockstep_Log_Call_No_Answer';
import note from '@salesforce/label/c.Lockstep_Log_Call_Note';
import result from '@salesforce/label/c.Lockstep_Log_Call_Result';
import save from '@salesforce/label/c.Lockstep_Log_Call_Save';
import subject from '@salesforce/label/c.Lockstep_Log_Call_Subject';
import subjectCall from '@salesforce/label/c.Lockstep_Log_Call_Subject_Call';
import title from '@salesforce/label/c.Lockstep_Log_Call_Title';
import voicemail from '@salesforce/label/c.Lockstep_Log_Call_Voicemail';

interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly handOffId: string | null;
  readonly personName: string | null;
}

/** Logs a call that was made, with its result and the next step. Closes with `true` once it is logged. */
export default class HandOffLogCallDialog extends LockstepSavingDialog {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<true | undefined>;

  @api handOffId?: string;
  @api personName = '';

  labels = { cancel, failed, nextStep, nextStepDue, note, result, save, subject };
  results = [
    { label: connected, value: 'Connected' },
    { label: voicemail, value: 'Voicemail' },
    { label: noAnswer, value: 'No Answer' }
  ];
  call = { subject: subjectCall, result: '', note: '', nextStep: '', nextStepDue: '' };

  get title(): string {
    return fillLabel(title, this.personName);
  }

  /** Each input carries the name of what it holds. */
  handleChange(event: CustomEvent<{ readonly value: string | null }>): void {
    if (!(event.target instanceof HTMLElement)) return;
    const { name } = event.target.dataset;
    if (name) this.call = { ...this.call, [name]: event.detail.value ?? '' };
  }

  async handleSubmit(): Promise<void> {
    const { handOffId } = this;
    if (handOffId && this.isComplete()) await this.save(() => this.log(handOffId));
  }

  private async log(handOffId: string): Promise<true> {
    await logCall({ handOffId, made: { ...this.call, nextStepDue: this.call.nextStepDue || null } });
    return true;
  }
}
