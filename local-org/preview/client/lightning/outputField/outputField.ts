import { api, LightningElement } from 'lwc';
import { fieldPath } from 'preview/fieldNames';
import type { FieldName } from 'preview/fieldNames';
import { joinForm } from 'preview/formContext';
import type { FormContext } from 'preview/formContext';
import { shownField } from 'preview/shownField';
import type { ShownField } from 'preview/shownField';

/** `lightning-output-field`: a field of the form around it, to be read. */
export default class OutputField extends LightningElement {
  @api variant = 'standard';
  @api fieldClass = 'slds-form-element__static';

  context: FormContext | undefined;
  private name = '';

  @api
  get fieldName(): FieldName {
    return this.name;
  }

  set fieldName(value: FieldName) {
    this.name = typeof value === 'string' && !value.includes('.') ? value : fieldPath(value);
  }

  override connectedCallback(): void {
    const joined = joinForm(this, {
      fieldName: this.name,
      receive: (context) => {
        this.context = context;
      },
      values: () => ({}),
      showErrors: () => undefined,
      isValid: () => true,
      focusProblem: () => false,
      reset: () => undefined
    });
    if (!joined) throw new Error('lightning-output-field must stand inside a record form.');
  }

  get shown(): ShownField | undefined {
    return this.context && shownField(this.context.info, this.context.record, this.name);
  }

  get label(): string {
    return this.context?.info.fields[this.name]?.label ?? '';
  }

  get showLabel(): boolean {
    return this.variant !== 'label-hidden';
  }

  get formElementClass(): string {
    return this.variant === 'label-inline'
      ? 'slds-form-element slds-form-element_horizontal'
      : 'slds-form-element slds-form-element_readonly';
  }
}
