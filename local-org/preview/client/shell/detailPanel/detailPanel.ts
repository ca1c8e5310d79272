import { api, LightningElement, wire } from 'lwc';
import type { ObjectModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordData } from 'lightning/uiRecordApi';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { fieldsToShow, shownField } from 'preview/shownField';
import type { WireValue } from 'preview/wire';

/** `force:detailPanel`: the fields of the page layout that the user may see. */
export default class DetailPanel extends LightningElement {
  @api recordId = '';
  @api object: ObjectModel | undefined;
  info: ObjectInfo | undefined;
  record: RecordData | undefined;
  problem = '';

  get objectApiName(): string | undefined {
    return this.object?.apiName;
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  handleInfo({ data, error }: WireValue<ObjectInfo>): void {
    this.info = data;
    if (error !== undefined) this.problem = errorMessage(error);
  }

  get fields(): string[] | undefined {
    const { info, object } = this;
    if (!info || !object) return undefined;
    const names = object.layout.flatMap(({ columns }) => columns.flat()).flatMap(({ field }) => fieldsToShow(info, field));
    return [...new Set(['Id', ...names])].map((name) => `${object.apiName}.${name}`);
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$fields' })
  handleRecord({ data, error }: WireValue<RecordData>): void {
    this.record = data;
    this.problem = error === undefined ? '' : errorMessage(error);
  }

  get sections(): object[] {
    const { info, object, record } = this;
    if (!info || !object) return [];
    return object.layout
      .map((section, index) => ({
        key: `${index} ${section.label}`,
        label: section.label,
        columns: section.columns.map((fields, column) => ({
          key: String(column),
          fields: fields.flatMap(({ field }) => shownField(info, record, field) ?? [])
        }))
      }))
      .filter(({ columns }) => columns.some(({ fields }) => fields.length > 0));
  }
}
