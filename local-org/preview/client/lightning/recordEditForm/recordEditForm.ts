import { api } from 'lwc';
import { formErrors, NO_ERRORS, onEdited } from 'preview/formContext';
import { FormElement } from 'preview/formElement';
import { FormHost } from 'preview/formHost';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';

/** `lightning-record-edit-form`: creates a record, or changes the one named by `record-id`. */
export default class RecordEditForm extends FormElement {
  @api formClass = '';
  @api layoutType: string | undefined;

  private typeId: string | null = null;
  private saving = false;

  @api
  get recordTypeId(): string | null {
    return this.typeId;
  }

  set recordTypeId(value: string | null) {
    this.typeId = value ? value : null;
    this.aim();
  }

  /** Saves these values, or those of the fields. */
  @api
  submit(fields?: Readonly<Record<string, unknown>>): void {
    void this.save(fields ?? this.host?.values() ?? {});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A refusal is about the sent values: when any field changes, its cause may be gone.
    onEdited(this, () => this.host?.showErrors(NO_ERRORS));
  }

  protected override newHost(): FormHost {
    return new FormHost(
      this,
      (context) => {
        const data = {
          record: context.record ?? null,
          objectInfos: { [context.info.apiName]: context.info },
          picklistValues: context.picklists
        };
        this.dispatchEvent(new CustomEvent('load', { detail: data }));
      },
      (error) => this.report(error)
    );
  }

  handleSubmit(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    const { host } = this;
    if (!host || this.saving) return;
    host.showErrors(NO_ERRORS);
    if (!host.isValid()) return;
    const fields = host.values();
    const proceed = this.dispatchEvent(new CustomEvent('submit', { cancelable: true, detail: { fields } }));
    if (proceed) void this.save(fields);
  }

  protected override aim(): void {
    this.host?.setTarget({ objectApiName: this.object, recordId: this.recordKey, recordTypeId: this.typeId, density: this.density });
  }

  private async save(values: Readonly<Record<string, unknown>>): Promise<void> {
    const { host } = this;
    if (!host || this.saving) return;
    this.saving = true;
    host.showErrors(NO_ERRORS);
    try {
      const writable = Object.entries(values).filter(([name]) => name !== 'Id');
      const fields = host.changes(Object.fromEntries(writable));
      const saved =
        this.recordKey === null
          ? await createRecord({ apiName: this.object, fields: this.typeId === null ? fields : { ...fields, RecordTypeId: this.typeId } })
          : await updateRecord({ fields: { ...fields, Id: this.recordKey } });
      this.dispatchEvent(new CustomEvent('success', { detail: saved }));
    } catch (error) {
      this.report(error);
      // The messages are rendered first.
      setTimeout(() => host.focusProblem());
    } finally {
      this.saving = false;
    }
  }

  private report(error: unknown): void {
    const errors = formErrors(error);
    this.host?.showErrors(errors);
    const body: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'body') : undefined;
    const output: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'output') : undefined;
    this.dispatchEvent(
      new CustomEvent('error', { detail: { message: errors.message, detail: errors.general.join(' '), output, error: body } })
    );
  }
}
