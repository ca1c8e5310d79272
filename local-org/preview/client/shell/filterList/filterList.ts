import { api, LightningElement, wire } from 'lwc';
import type { ColumnModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { getListInfoByName, getListRecordsByName } from 'lightning/uiListsApi';
import type { ListInfo, ListRecords } from 'lightning/uiListsApi';
import type { RecordData } from 'lightning/uiRecordApi';
import type { WireValue } from 'preview/wire';

/** `flexipage:filterListCard`: the first records of a list view. */
export default class FilterList extends LightningElement {
  @api objectApiName = '';
  @api filterName = '';
  @api pageSize = 3;

  list: ListInfo | undefined;
  records: readonly RecordData[] = [];
  problem = '';

  @wire(getListInfoByName, { objectApiName: '$objectApiName', listViewApiName: '$filterName' })
  handleList({ data, error }: WireValue<ListInfo>): void {
    this.list = data;
    if (error !== undefined) this.problem = errorMessage(error);
  }

  get fields(): string[] | undefined {
    return this.list?.displayColumns.map(({ fieldApiName }) => `${this.objectApiName}.${fieldApiName}`);
  }

  get listToRead(): string | undefined {
    return this.list === undefined ? undefined : this.filterName;
  }

  @wire(getListRecordsByName, {
    objectApiName: '$objectApiName',
    listViewApiName: '$listToRead',
    optionalFields: '$fields',
    pageSize: '$pageSize'
  })
  handleRecords({ data, error }: WireValue<ListRecords>): void {
    if (error !== undefined) this.problem = errorMessage(error);
    this.records = data?.records ?? [];
  }

  get label(): string {
    return this.list?.label ?? '';
  }

  get url(): string {
    return `/lightning/o/${this.objectApiName}/list?filterName=${encodeURIComponent(this.filterName)}`;
  }

  get columns(): ColumnModel[] {
    return (this.list?.displayColumns ?? []).map(({ fieldApiName, label }) => ({
      field: fieldApiName,
      label,
      sortable: false,
      type: 'string'
    }));
  }
}
