import { api, LightningElement } from 'lwc';
import type { ColumnModel } from '../../../page-types';
import type { FieldValue, RecordData } from 'lightning/uiRecordApi';
import { formFactor } from 'preview/session';

interface Cell {
  readonly key: string;
  readonly label: string;
  readonly value: unknown;
  readonly displayValue: string | null;
  readonly dataType: string;
  readonly scale: number;
  readonly link: string | undefined;
  readonly class: string;
  readonly opens: boolean;
  readonly title: string;
}

/** The UI API's names of the schema's types. */
const DATA_TYPES: Readonly<Record<string, string>> = {
  boolean: 'Boolean',
  currency: 'Currency',
  date: 'Date',
  datetime: 'DateTime',
  double: 'Double',
  email: 'Email',
  int: 'Int',
  long: 'Long',
  multipicklist: 'MultiPicklist',
  percent: 'Percent',
  phone: 'Phone',
  url: 'Url'
};
const NUMERIC = ['Currency', 'Double', 'Int', 'Long', 'Percent'];
/** Users and queues have no page here. */
const WITHOUT_PAGE = ['User', 'Group', 'RecordType', 'Profile', 'UserRole'];

/** Records as a table; on a phone as cards. Sends `sort` with the field when a header is pressed. */
export default class RecordTable extends LightningElement {
  @api label = '';
  @api columns: readonly ColumnModel[] = [];
  @api records: readonly RecordData[] = [];
  /** Field the records are sorted by, with `-` in front for descending. */
  @api sortedBy = '';

  readonly small = formFactor === 'Small';

  get headers(): object[] {
    const descending = this.sortedBy.startsWith('-');
    const field = this.sortedBy.replace(/^-/, '');
    return this.columns.map((column) => ({
      key: column.field,
      label: column.label,
      sortable: column.sortable,
      class: NUMERIC.includes(DATA_TYPES[column.type] ?? '') ? 'slds-text-align_right' : '',
      ariaSort: column.field === field ? (descending ? 'descending' : 'ascending') : 'none',
      icon: column.field === field ? (descending ? 'utility:arrowdown' : 'utility:arrowup') : ''
    }));
  }

  get rows(): object[] {
    // The column that opens the record: the name, or the first one where the name is not shown.
    const opening = this.columns.find(({ linkField }) => linkField === 'Id') ?? this.columns[0];
    return this.records.map((record) => {
      const cells = this.columns.map((column) => this.cell(record, column, column === opening));
      const title = cells.find(({ opens }) => opens);
      return { id: record.id, cells, title, rest: cells.filter((cell) => !cell.opens && cell.title !== '') };
    });
  }

  handleSort(event: Event): void {
    const { currentTarget } = event;
    const field = currentTarget instanceof HTMLElement ? currentTarget.dataset['field'] : undefined;
    if (field === undefined) return;
    this.dispatchEvent(new CustomEvent('sort', { detail: this.sortedBy === field ? `-${field}` : field }));
  }

  private cell(record: RecordData, column: ColumnModel, first: boolean): Cell {
    const path = column.field.split('.');
    let owner: RecordData = record;
    let field: FieldValue | undefined;
    for (const [index, step] of path.entries()) {
      field = owner.fields[step];
      if (index < path.length - 1) {
        if (typeof field?.value !== 'object' || field.value === null) {
          field = undefined;
          break;
        }
        owner = field.value;
      }
    }
    const dataType = DATA_TYPES[column.type] ?? 'String';
    const value = typeof field?.value === 'object' ? null : (field?.value ?? null);
    const numeric = NUMERIC.includes(dataType) ? 'slds-text-align_right' : '';
    return {
      key: column.field,
      label: column.label,
      value,
      displayValue: field?.displayValue ?? null,
      dataType,
      scale: 2,
      link: this.linkOf(record, owner, column, first),
      class: numeric,
      opens: first,
      title: String(field?.displayValue ?? value ?? '')
    };
  }

  private linkOf(record: RecordData, owner: RecordData, column: ColumnModel, first: boolean): string | undefined {
    if (column.linkField === undefined && !first) return undefined;
    if (!first && column.linkField !== 'Id') {
      return owner === record || WITHOUT_PAGE.includes(owner.apiName) ? undefined : `/lightning/r/${owner.apiName}/${owner.id}/view`;
    }
    return `/lightning/r/${record.apiName}/${record.id}/view`;
  }
}
