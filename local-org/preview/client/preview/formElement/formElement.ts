import { api, LightningElement } from 'lwc';
import { objectName } from 'preview/fieldNames';
import type { ObjectName } from 'preview/fieldNames';
import type { FormHost } from 'preview/formHost';

/** The shared part of a record's forms as elements: their record, and a host while they are on the page. */
export abstract class FormElement extends LightningElement {
  @api density: 'comfy' | 'compact' | 'auto' = 'auto';

  protected host: FormHost | undefined;
  protected object = '';
  protected recordKey: string | null = null;

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
    this.host = this.newHost();
    this.aim();
  }

  override disconnectedCallback(): void {
    this.host?.close();
    this.host = undefined;
  }

  protected abstract newHost(): FormHost;

  /** Tells the host which record it is about. */
  protected abstract aim(): void;
}
