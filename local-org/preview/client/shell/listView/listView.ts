import { api, LightningElement, wire } from 'lwc';
import type { ColumnModel, ObjectModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { goTo } from 'preview/location';
import { getListInfoByName, getListRecordsByName } from 'lightning/uiListsApi';
import type { ListInfo, ListRecords } from 'lightning/uiListsApi';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { RecordData } from 'lightning/uiRecordApi';
import type { WireValue } from 'preview/wire';
import { getAllRecords } from 'shell/allRecords';
import { newRecord, recordUrl } from 'shell/recordActions';

const PAGE = 50;
/** What the UI API gives at most in one page. */
const MOST = 2000;
/** The list of all records, which is no list view. */
const ALL = 'All';
const NUMERIC: readonly string[] = ['Currency', 'Double', 'Int', 'Long', 'Percent'];

/** `/lightning/o/{object}/list` */
export default class ListView extends LightningElement {
  @api object: ObjectModel | undefined;
  @api listViews: readonly { readonly apiName: string; readonly label: string }[] = [];

  info: ObjectInfo | undefined;
  list: ListInfo | undefined;
  records: readonly RecordData[] = [];
  problem = '';
  loaded = false;
  pageSize = PAGE;
  sortBy: readonly string[] | undefined;
  private hasNextPage = false;
  private name: string | undefined;

  @api
  get filterName(): string | undefined {
    return this.name;
  }

  set filterName(value: string | undefined) {
    if (value === this.name) return;
    this.name = value;
    this.list = undefined;
    this.records = [];
    this.loaded = false;
    this.problem = '';
    this.pageSize = PAGE;
    this.sortBy = undefined;
  }

  get objectApiName(): string | undefined {
    return this.object?.apiName;
  }

  get listName(): string | undefined {
    return this.name;
  }

  /** The list view, as far as it is one. */
  get viewName(): string | undefined {
    return this.isAll ? undefined : this.name;
  }

  /** Whether there is no list view, but all records. */
  get isAll(): boolean {
    return this.name === ALL && this.listViews.length === 1;
  }

  get objectOfAll(): string | undefined {
    return this.isAll ? this.objectApiName : undefined;
  }

  get fieldsOfAll(): string[] {
    return (this.object?.listColumns ?? []).map(({ field }) => field);
  }

  /** The list whose columns are known: the records are read with them. */
  get listToRead(): string | undefined {
    return this.list === undefined || this.info === undefined ? undefined : this.name;
  }

  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  handleInfo({ data }: WireValue<ObjectInfo>): void {
    this.info = data;
  }

  @wire(getListInfoByName, { objectApiName: '$objectApiName', listViewApiName: '$viewName' })
  handleList({ data, error }: WireValue<ListInfo>): void {
    this.list = data;
    if (error !== undefined) this.problem = errorMessage(error);
  }

  get fields(): string[] {
    return (this.list?.displayColumns ?? []).map(({ fieldApiName }) => `${this.objectApiName ?? ''}.${fieldApiName}`);
  }

  @wire(getListRecordsByName, {
    objectApiName: '$objectApiName',
    listViewApiName: '$listToRead',
    optionalFields: '$fields',
    pageSize: '$pageSize',
    sortBy: '$order'
  })
  handleRecords(value: WireValue<ListRecords>): void {
    if (!this.isAll) this.take(value);
  }

  @wire(getAllRecords, { objectApiName: '$objectOfAll', fields: '$fieldsOfAll', sortedBy: '$sortedBy', pageSize: '$pageSize' })
  handleAll(value: WireValue<ListRecords>): void {
    if (this.isAll) this.take(value);
  }

  private take({ data, error }: WireValue<ListRecords>): void {
    if (error !== undefined) this.problem = errorMessage(error);
    if (!data) return;
    this.records = data.records;
    this.hasNextPage = data.nextPageToken !== null;
    this.loaded = true;
  }

  get viewOptions(): { label: string; value: string }[] {
    return this.listViews.map(({ apiName, label }) => ({ label, value: apiName }));
  }

  get label(): string {
    return this.list?.label ?? this.listViews[0]?.label ?? '';
  }

  get columns(): ColumnModel[] {
    if (this.isAll) return [...(this.object?.listColumns ?? [])];
    const nameField = this.object?.nameField;
    return (this.list?.displayColumns ?? []).map(({ fieldApiName, label, sortable }) => ({
      field: fieldApiName,
      label,
      sortable,
      type: this.typeOf(fieldApiName),
      ...(fieldApiName === nameField ? { linkField: 'Id' } : fieldApiName.endsWith('.Name') ? { linkField: fieldApiName } : {})
    }));
  }

  /** What the records are asked for in, once it is known. */
  get order(): string[] | undefined {
    return this.sortedBy === '' ? undefined : [this.sortedBy];
  }

  get sortedBy(): string {
    const [chosen] = this.sortBy ?? [];
    if (chosen !== undefined) return chosen;
    const [order] = this.list?.orderedByInfo ?? [];
    if (order !== undefined) return `${order.isAscending ? '' : '-'}${order.fieldApiName}`;
    // Metadata cannot say how a list view is sorted. A list that begins with a number is read from the top: highest first.
    const [first] = this.list?.displayColumns ?? [];
    return first?.sortable && NUMERIC.includes(this.info?.fields[first.fieldApiName]?.dataType ?? '') ? `-${first.fieldApiName}` : '';
  }

  get hasRecords(): boolean {
    return this.records.length > 0;
  }

  get more(): boolean {
    return this.hasNextPage && this.pageSize < MOST;
  }

  get summary(): string {
    if (!this.loaded) return 'Loading…';
    const count = this.records.length;
    return `${count}${this.hasNextPage ? '+' : ''} ${count === 1 ? 'item' : 'items'}`;
  }

  handleView(event: CustomEvent<{ readonly value: string }>): void {
    goTo(`/lightning/o/${this.objectApiName ?? ''}/list?filterName=${encodeURIComponent(event.detail.value)}`);
  }

  handleSort(event: CustomEvent<string>): void {
    this.sortBy = [event.detail];
  }

  handleMore(): void {
    this.pageSize = Math.min(MOST, this.pageSize * 2);
  }

  async handleNew(): Promise<void> {
    const { object } = this;
    const id = object && (await newRecord(object));
    if (object && id !== undefined) goTo(recordUrl(object.apiName, id));
  }

  private typeOf(path: string): string {
    const dataType = this.info?.fields[path]?.dataType ?? 'String';
    return dataType.charAt(0).toLowerCase() + dataType.slice(1).toLowerCase();
  }
}
