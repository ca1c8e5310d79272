import { LightningElement, api } from 'lwc';
import { reduceErrors } from 'c/lockstepUtils';
import errorLabel from '@salesforce/label/c.Lockstep_Error';
import somethingWentWrong from '@salesforce/label/c.Lockstep_Something_Went_Wrong';
import tryAgain from '@salesforce/label/c.Lockstep_Try_Again';

/**
 * The one place where a component shows what went wrong.
 * @fires retry when the reader asks to try again (only with `canRetry`)
 */
export default class LockstepErrorPanel extends LightningElement {
  /** Error or errors in any form that the platform gives them. */
  @api errors: unknown;
  /** What was being done, as a sentence. */
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
