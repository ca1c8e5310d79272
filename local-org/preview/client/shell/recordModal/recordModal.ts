import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import type { ObjectModel } from '../../../page-types';
import type { RecordData } from 'lightning/uiRecordApi';

interface InputFieldElement extends HTMLElement {
  fieldName: string;
  value: unknown;
}

interface FormElement extends HTMLElement {
  submit(fields: Readonly<Record<string, unknown>>): void;
}

/** The form of a record from its page layout, in a modal. Closes with the record's id, or `undefined` when canceled. */
export default class RecordModal extends LightningModal {
  @api override label = '';
  @api object!: ObjectModel;
  @api recordId: string | null = null;
  /** Values a new record starts with, beside the platform's defaults. */
  @api defaults: Readonly<Record<string, string>> = {};

  saving = false;
  private prefilled = false;

  get sections(): object[] {
    return this.object.layout
      .map((section, index) => ({
        key: `${index} ${section.label}`,
        label: section.label,
        columns: section.columns.map((fields, column) => ({
          key: String(column),
          fields: fields
            .filter(({ behavior }) => this.recordId !== null || behavior !== 'Readonly')
            .map(({ field, behavior }) => ({ field, required: behavior === 'Required', readonly: behavior === 'Readonly' }))
        }))
      }))
      .filter(({ columns }) => columns.some(({ fields }) => fields.length > 0));
  }

  override renderedCallback(): void {
    if (this.prefilled) return;
    this.prefilled = true;
    for (const input of this.template?.querySelectorAll<InputFieldElement>('lightning-input-field') ?? []) {
      const value = this.defaults[input.fieldName];
      if (value !== undefined) input.value = value;
    }
  }

  handleSave(): void {
    this.template?.querySelector<HTMLButtonElement>('[data-submit]')?.click();
  }

  /** Values that the form was opened with are saved too where the layout does not show their fields. */
  handleSubmit(event: CustomEvent<{ readonly fields: Readonly<Record<string, unknown>> }>): void {
    this.saving = true;
    const { fields } = event.detail;
    if (Object.keys(this.defaults).every((field) => field in fields)) return;
    event.preventDefault();
    this.template?.querySelector<FormElement>('lightning-record-edit-form')?.submit({ ...this.defaults, ...fields });
  }

  handleSuccess(event: CustomEvent<RecordData>): void {
    this.close(event.detail.id);
  }

  handleError(): void {
    this.saving = false;
  }

  handleCancel(): void {
    this.close();
  }
}
