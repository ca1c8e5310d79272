import { LightningElement, api } from 'lwc';
import { reduceErrors } from 'c/lockstepUtils';
import errorLabel from '@salesforce/label/c.Lockstep_Error';
import somethingWentWrong from '@salesforce/label/c.Lockstep_Something_Went_Wrong';
import tryAgain from '@salesforce/label/c.Lockstep_Try_Again';

/**
 * Shows the errors of a component.
 * @fires retry when the reader asks to try again (only with `canRetry`)
 */
export default class LockstepErrorPanel extends LightningElement {
  /** One or more errors, in any shape that the platform returns. */
  @api errors: unknown;
  /** What failed, as a sentence. */
  @api title = somethingWentWrong;
  @api canRetry = false;

  labels = { error: errorLabel, retry: tryAgain };

  get messages(): string[] {
    return reduceErrors(this.errors);
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}
