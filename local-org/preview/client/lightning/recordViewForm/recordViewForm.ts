import { api, LightningElement } from 'lwc';
import { objectName } from 'preview/fieldNames';
import type { ObjectName } from 'preview/fieldNames';
import { FormHost } from 'preview/formHost';
import { errorMessage } from 'preview/http';

/** `lightning-record-view-form`: shows the output fields inside it for one record. */
export default class RecordViewForm extends LightningElement {
  @api density: 'comfy' | 'compact' | 'auto' = 'auto';

  problem = '';
  private host: FormHost | undefined;
  private object = '';
  private recordKey: string | null = null;

  @api
  get objectApiName(): ObjectName {
    return this.object;
  }

  set objectApiName(value: ObjectName) {
    this.object = objectName(value);
    this.aim();
  }

  @api
  get recordId(): string | null {
    return this.recordKey;
  }

  set recordId(value: string | null) {
    this.recordKey = value ? value : null;
    this.aim();
  }

  override connectedCallback(): void {
    this.host = new FormHost(
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
    this.aim();
  }

  override disconnectedCallback(): void {
    this.host?.close();
    this.host = undefined;
  }

  private aim(): void {
    if (this.recordKey === null) return;
    this.host?.setTarget({ objectApiName: this.object, recordId: this.recordKey, recordTypeId: null, density: this.density });
  }
}
