import { api } from 'lwc';
import LockstepSavingDialog from 'c/lockstepSavingDialog';

/** A dialog that saves with the function of the test. */
export default class SavingForm extends LockstepSavingDialog {
  @api saving: () => Promise<unknown> = () => Promise.resolve();

  handleSubmit(): void {
    if (this.isComplete()) void this.save(this.saving);
  }
}
