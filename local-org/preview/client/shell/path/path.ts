import { api, LightningElement, wire } from 'lwc';
import type { ObjectModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { getFieldValue, getRecord, updateRecord } from 'lightning/uiRecordApi';
import type { RecordData } from 'lightning/uiRecordApi';
import { getObjectInfo, getPicklistValues } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo, PicklistOption, PicklistValues } from 'lightning/uiObjectInfoApi';
import type { WireValue } from 'preview/wire';
import { showToast } from 'shell/toasts';

/** `runtime_sales_pathassistant:pathAssistant` for the status of a lead and the stage of an opportunity. */
export default class Path extends LightningElement {
  @api recordId = '';
  @api object: ObjectModel | undefined;
  info: ObjectInfo | undefined;
  options: readonly PicklistOption[] = [];
  record: RecordData | undefined;
  chosen: string | undefined;

  get objectApiName(): string | undefined {
    return this.object?.apiName;
  }

  get field(): string | undefined {
    return this.object?.pathField === undefined ? undefined : `${this.object.apiName}.${this.object.pathField}`;
  }

  get recordTypeId(): string | undefined {
    return this.info?.defaultRecordTypeId ?? undefined;
  }

  get optionalFields(): string[] | undefined {
    return this.field === undefined ? undefined : [this.field];
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  handleInfo({ data }: WireValue<ObjectInfo>): void {
    this.info = data;
  }

  @wire(getPicklistValues, { recordTypeId: '$recordTypeId', fieldApiName: '$field' })
  handleValues({ data }: WireValue<PicklistValues>): void {
    this.options = data?.values ?? [];
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$optionalFields' })
  handleRecord({ data }: WireValue<RecordData>): void {
    this.record = data;
  }

  get visible(): boolean {
    return this.options.length > 0 && this.record !== undefined;
  }

  get label(): string {
    return this.object?.label ?? '';
  }

  get current(): string {
    return String(getFieldValue(this.record, this.field ?? '') ?? '');
  }

  get steps(): object[] {
    const at = this.options.findIndex(({ value }) => value === this.current);
    const selected = this.chosen ?? this.current;
    return this.options.map(({ value, label }, index) => ({
      value,
      label,
      done: index < at,
      selected: value === selected ? 'true' : 'false',
      tabIndex: value === selected ? '0' : '-1',
      class: [
        'slds-path__item',
        index < at ? 'slds-is-complete' : index === at ? 'slds-is-current' : 'slds-is-incomplete',
        value === selected ? 'slds-is-active' : ''
      ].join(' ')
    }));
  }

  get mayChange(): boolean {
    return this.info?.fields[this.object?.pathField ?? '']?.updateable ?? false;
  }

  get target(): string | undefined {
    if (this.chosen !== undefined && this.chosen !== this.current) return this.chosen;
    return this.options[this.options.findIndex(({ value }) => value === this.current) + 1]?.value;
  }

  get actionLabel(): string {
    return this.chosen !== undefined && this.chosen !== this.current ? 'Mark as Current' : 'Mark as Complete';
  }

  handleSelect(event: Event): void {
    event.preventDefault();
    const { currentTarget } = event;
    this.chosen = currentTarget instanceof HTMLElement ? currentTarget.dataset['value'] : undefined;
  }

  async handleMark(): Promise<void> {
    const { target, object } = this;
    if (target === undefined || object?.pathField === undefined) return;
    try {
      await updateRecord({ fields: { Id: this.recordId, [object.pathField]: target } });
      this.chosen = undefined;
      showToast({ title: 'Status changed.', variant: 'success' });
    } catch (error) {
      showToast({ title: 'The status was not changed.', message: errorMessage(error), variant: 'error', mode: 'sticky' });
    }
  }
}
