import { api, LightningElement, wire } from 'lwc';
import type { RelatedListModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { goTo } from 'preview/location';
import { getRelatedListRecords } from 'lightning/uiRelatedListApi';
import type { RelatedListRecords } from 'lightning/uiRelatedListApi';
import type { RecordData } from 'lightning/uiRecordApi';
import type { WireValue } from 'preview/wire';
import { newRelatedRecordAddress } from 'shell/newRecordPage';

const ALL = 200;

/** Records that point to the page's record. */
export default class RelatedList extends LightningElement {
  @api recordId = '';
  @api rows = 6;
  @api list: RelatedListModel | undefined;

  records: readonly RecordData[] = [];
  problem = '';
  loaded = false;
  private hasNextPage = false;
  private all = false;

  get relatedListId(): string | undefined {
    return this.list?.relatedListId;
  }

  get fields(): string[] {
    return (this.list?.columns ?? []).map(({ field }) => `${this.list?.object ?? ''}.${field}`);
  }

  get sortBy(): string[] | undefined {
    return this.list?.sortBy === undefined ? undefined : [this.list.sortBy];
  }

  get pageSize(): number {
    return this.all ? ALL : this.rows;
  }

  @wire(getRelatedListRecords, {
    parentRecordId: '$recordId',
    relatedListId: '$relatedListId',
    fields: '$fields',
    sortBy: '$sortBy',
    pageSize: '$pageSize'
  })
  handleRecords({ data, error }: WireValue<RelatedListRecords>): void {
    this.problem = error === undefined ? '' : errorMessage(error);
    if (!data) return;
    this.records = data.records;
    this.hasNextPage = data.nextPageToken !== null;
    this.loaded = true;
  }

  get hasRecords(): boolean {
    return this.records.length > 0;
  }

  get more(): boolean {
    return this.hasNextPage && !this.all;
  }

  get heading(): string {
    return `${this.list?.label ?? ''} (${this.records.length}${this.hasNextPage ? '+' : ''})`;
  }

  get newLabel(): string {
    return `New ${this.list?.objectLabel ?? ''}`;
  }

  handleNew(): void {
    if (this.list) goTo(newRelatedRecordAddress(this.list.object, { [this.list.parentField]: this.recordId }));
  }

  handleAll(): void {
    this.all = true;
  }
}
