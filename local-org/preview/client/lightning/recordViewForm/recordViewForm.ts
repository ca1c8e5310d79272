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
  private id: string | null = null;

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
    return this.id;
  }

  set recordId(value: string | null) {
    this.id = value ? value : null;
    this.aim();
  }

  connectedCallback(): void {
    this.host = new FormHost(
      this.template.host,
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

  disconnectedCallback(): void {
    this.host?.close();
    this.host = undefined;
  }

  private aim(): void {
    if (this.id === null) return;
    this.host?.setTarget({ objectApiName: this.object, recordId: this.id, recordTypeId: null, density: this.density });
  }
}
