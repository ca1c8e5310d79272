import { api, LightningElement } from 'lwc';
import { fieldPath, objectName } from 'preview/fieldNames';
import type { FieldName, ObjectName } from 'preview/fieldNames';

/** `lightning-record-form` with a list of fields. `layout-type` is refused by name: the form needs `fields` here. */
export default class RecordForm extends LightningElement {
  @api recordId: string | null = null;
  @api recordTypeId: string | null = null;
  @api columns: number | string = 1;
  @api mode: 'edit' | 'view' | 'readonly' | undefined;
  @api fields: readonly FieldName[] = [];
  @api density: string | undefined;

  private object = '';
  private changing = false;

  @api
  get objectApiName(): ObjectName {
    return this.object;
  }

  set objectApiName(value: ObjectName) {
    this.object = objectName(value);
  }

  @api
  get layoutType(): string | undefined {
    return undefined;
  }

  set layoutType(value: string | undefined) {
    if (value) throw new Error('The preview does not support lightning-record-form with layout-type: name the fields.');
  }

  get fieldNames(): string[] {
    return this.fields.map((field) => (typeof field === 'string' && !field.includes('.') ? field : fieldPath(field)));
  }

  get editing(): boolean {
    return !this.recordId || this.mode === 'edit' || this.changing;
  }

  get mayEdit(): boolean {
    return this.mode !== 'readonly';
  }

  get columnClass(): string {
    return `slds-col slds-size_1-of-1 slds-medium-size_1-of-${Number(this.columns)}`;
  }

  handleEdit(): void {
    this.changing = true;
  }

  handleCancel(): void {
    this.changing = false;
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  handleSubmit(event: CustomEvent<unknown>): void {
    if (!this.dispatchEvent(new CustomEvent('submit', { cancelable: true, detail: event.detail }))) event.preventDefault();
  }

  handleSuccess(event: CustomEvent<unknown>): void {
    this.changing = false;
    this.forward(event);
  }

  forward(event: CustomEvent<unknown>): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }
}
