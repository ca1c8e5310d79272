import { FormElement } from 'preview/formElement';
import { FormHost } from 'preview/formHost';
import { errorMessage } from 'preview/http';

/** `lightning-record-view-form`: shows the output fields inside it for one record. */
export default class RecordViewForm extends FormElement {
  problem = '';

  protected override newHost(): FormHost {
    return new FormHost(
      this,
      (context) => {
        this.problem = '';
        this.dispatchEvent(new CustomEvent('load', { detail: { record: context.record } }));
      },
      (error) => {
        this.problem = errorMessage(error);
        this.dispatchEvent(new CustomEvent('error', { detail: { message: this.problem } }));
      }
    );
  }

  protected override aim(): void {
    if (this.recordKey === null) return;
    this.host?.setTarget({ objectApiName: this.object, recordId: this.recordKey, recordTypeId: null, density: this.density });
  }
}
