import { api, LightningElement, wire } from 'lwc';
import type { ObjectModel } from '../../../page-types';
import { getRecord, getFieldValue } from 'lightning/uiRecordApi';
import type { RecordData } from 'lightning/uiRecordApi';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { fieldsToShow, shownField } from 'preview/shownField';
import type { ShownField } from 'preview/shownField';
import type { WireValue } from 'preview/wire';
import { editRecord, removeRecord } from 'shell/recordActions';

/** The head of a record page: name, fields of the compact layout, actions. */
export default class Highlights extends LightningElement {
  @api recordId = '';
  info: ObjectInfo | undefined;
  record: RecordData | undefined;
  private model: ObjectModel | undefined;

  @api
  get object(): ObjectModel | undefined {
    return this.model;
  }

  set object(value: ObjectModel | undefined) {
    this.model = value;
  }

  get objectApiName(): string | undefined {
    return this.model?.apiName;
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  handleInfo({ data }: WireValue<ObjectInfo>): void {
    this.info = data;
  }

  get fields(): string[] | undefined {
    const { info, model } = this;
    if (!info || !model) return undefined;
    const names = [model.nameField, ...model.highlights].flatMap((name) => fieldsToShow(info, name));
    return [...new Set(names)].map((name) => `${model.apiName}.${name}`);
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$fields' })
  handleRecord({ data }: WireValue<RecordData>): void {
    this.record = data;
  }

  get loading(): boolean {
    return this.record === undefined;
  }

  get heading(): string {
    const { titleField } = this;
    const name = titleField === undefined ? undefined : getFieldValue(this.record, `${this.model?.apiName ?? ''}.${titleField}`);
    return typeof name === 'string' ? name : '';
  }

  /** The first field of the compact layout, where it is text; else the name. */
  private get titleField(): string | undefined {
    const { info, model, record } = this;
    const first = model?.highlights[0];
    const type = first === undefined ? undefined : info?.fields[first]?.dataType;
    // A field that the reader may not see gives its place to the name.
    const isShown = first !== undefined && record?.fields[first]?.value !== undefined && record.fields[first].value !== null;
    return type === 'String' && isShown ? first : model?.nameField;
  }

  get details(): ShownField[] {
    const { info, model, record } = this;
    if (!info || !model) return [];
    return model.highlights.filter((name) => name !== this.titleField).flatMap((name) => shownField(info, record, name) ?? []);
  }

  handleEdit(): void {
    if (this.model) void editRecord(this.model, this.recordId);
  }

  handleDelete(): void {
    if (this.model) void removeRecord(this.model, this.recordId);
  }
}
