import { api, LightningElement } from 'lwc';
import type { ObjectFieldInfo, PicklistValues } from 'lightning/uiObjectInfoApi';
import { fieldPath } from 'preview/fieldNames';
import type { FieldName } from 'preview/fieldNames';
import { joinForm, NO_ERRORS, partsOf, tellEdited } from 'preview/formContext';
import type { FormContext, FormErrors, FormMember } from 'preview/formContext';
import { fieldLabel, shownField } from 'preview/shownField';

interface Part {
  readonly name: string;
  readonly label: string;
  readonly info: ObjectFieldInfo;
  readonly picklist: PicklistValues | undefined;
  readonly controllerIndex: number | undefined;
  readonly value: unknown;
  readonly displayValue: string | null;
  readonly dataType: string;
  readonly scale: number;
  readonly editable: boolean;
  readonly required: boolean;
  readonly disabled: boolean;
}

interface PartElement extends HTMLElement {
  showError(message: string): void;
  isValid(): boolean;
  focus(): void;
}

/** `lightning-input-field`: a field of the form around it; compound fields show one control per part. */
export default class InputField extends LightningElement {
  @api variant = 'standard';
  @api disabled = false;
  @api required = false;
  @api readOnly = false;

  context: FormContext | undefined;
  private name = '';
  private errors: FormErrors = NO_ERRORS;
  private edited: Readonly<Record<string, unknown>> = {};
  private preset: { readonly value: unknown } | undefined;

  @api
  get fieldName(): FieldName {
    return this.name;
  }

  set fieldName(value: FieldName) {
    this.name = typeof value === 'string' && !value.includes('.') ? value : fieldPath(value);
  }

  @api
  get value(): unknown {
    return this.current(this.name);
  }

  set value(value: unknown) {
    this.preset = { value };
    this.edited = { ...this.edited, [this.name]: value };
  }

  /** Puts the record's own value back. */
  @api
  reset(): void {
    this.edited = this.preset ? { [this.name]: this.preset.value } : {};
    for (const part of this.elements) part.showError('');
  }

  @api
  clean(): void {
    this.reset();
  }

  @api
  reportValidity(): boolean {
    return this.elements.map((part) => part.isValid()).every(Boolean);
  }

  @api
  setErrors(errors: FormErrors): void {
    this.errors = errors;
    for (const part of this.elements) part.showError((errors.byField[part.dataset['field'] ?? ''] ?? []).join(' '));
  }

  override connectedCallback(): void {
    const member: FormMember = {
      fieldName: this.name,
      receive: (context) => {
        this.context = context;
      },
      values: () => this.values(),
      showErrors: (errors) => this.setErrors(errors),
      isValid: () => this.reportValidity(),
      focusProblem: () => this.focusProblem(),
      reset: () => this.reset()
    };
    if (!joinForm(this, member)) throw new Error('lightning-input-field must stand inside a lightning-record-edit-form.');
  }

  get fieldNameText(): string {
    return this.name;
  }

  get ready(): boolean {
    return this.parts.length > 0;
  }

  get notFound(): boolean {
    return this.context !== undefined && this.parts.length === 0;
  }

  get partClass(): string {
    return this.variant === 'label-hidden' ? '' : 'slds-form-element';
  }

  get parts(): readonly Part[] {
    const { context } = this;
    if (!context) return [];
    return partsOf(context.info, this.name).flatMap((name) => {
      const info = context.info.fields[name];
      return info ? [this.part(context, name, info)] : [];
    });
  }

  handleChange(event: CustomEvent<{ readonly field: string; readonly value: unknown }>): void {
    const { field, value } = event.detail;
    this.edited = { ...this.edited, [field]: value };
    tellEdited(this);
    this.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  }

  private focusProblem(): boolean {
    const refused = this.elements.find((part) => this.errors.byField[part.dataset['field'] ?? '']?.length);
    refused?.scrollIntoView({ block: 'center' });
    refused?.focus();
    return refused !== undefined;
  }

  private get elements(): readonly PartElement[] {
    return [...(this.template?.querySelectorAll<PartElement>('[data-field]') ?? [])];
  }

  private part(context: FormContext, name: string, info: ObjectFieldInfo): Part {
    const picklist = context.picklists[name];
    const controller = info.controllingFields[0];
    const value = this.current(name);
    const controllerValue = controller === undefined ? undefined : String(context.record?.fields[controller]?.value ?? '');
    return {
      name,
      label: fieldLabel(info),
      info,
      picklist,
      controllerIndex: controllerValue === undefined ? undefined : picklist?.controllerValues[controllerValue],
      // A value that came with an address is text.
      value: info.dataType === 'Boolean' && typeof value === 'string' ? value === 'true' : value,
      displayValue: shownField(context.info, context.record, name)?.displayValue ?? null,
      dataType: info.dataType,
      scale: info.scale,
      editable: !this.readOnly && this.mayWrite(context, info),
      // Of a compound name or address, only the parts that the org itself needs.
      required: (this.required && name === this.name) || (info.required && info.dataType !== 'Boolean'),
      disabled: this.disabled
    };
  }

  private mayWrite(context: FormContext, info: ObjectFieldInfo): boolean {
    return context.record ? info.updateable : info.createable;
  }

  private current(name: string): unknown {
    if (name in this.edited) return this.edited[name];
    const { context } = this;
    if (context?.record) return context.record.fields[name]?.value ?? null;
    return context?.defaults[name] ?? null;
  }

  private values(): Record<string, unknown> {
    return Object.fromEntries(this.parts.filter((part) => part.editable).map((part) => [part.name, part.value]));
  }
}
