import { api, LightningElement, wire } from 'lwc';
import { errorMessage } from 'preview/http';
import { shellData } from 'preview/session';
import { getRelatedListRecords } from 'lightning/uiRelatedListApi';
import type { RelatedListRecords } from 'lightning/uiRelatedListApi';
import type { RecordData } from 'lightning/uiRecordApi';
import type { WireValue } from 'preview/wire';

const MOST = 50;
const TASK_FIELDS = [
  'Task.Subject',
  'Task.IsClosed',
  'Task.ActivityDate',
  'Task.CompletedDateTime',
  'Task.Description',
  'Task.CallDisposition',
  'Task.Owner.Name'
];
const EVENT_FIELDS = ['Event.Subject', 'Event.StartDateTime', 'Event.EndDateTime', 'Event.Description', 'Event.Owner.Name'];

interface Activity {
  readonly key: string;
  readonly icon: string;
  readonly subject: string;
  readonly url: string;
  readonly done: boolean;
  /** Sorts, and is shown as `when`: a day or a moment as the org sent it. */
  readonly at: string;
  readonly when: string;
  readonly about: string;
  readonly note: string;
}

/** `runtime_sales_activities:activityPanel`: tasks and events of a person. What is open comes first, then what was done, the latest first. */
export default class ActivityPanel extends LightningElement {
  @api recordId = '';

  taskFields = TASK_FIELDS;
  eventFields = EVENT_FIELDS;
  most = MOST;
  problem = '';
  private tasks: readonly Activity[] | undefined;
  private events: readonly Activity[] | undefined;

  @wire(getRelatedListRecords, { parentRecordId: '$recordId', relatedListId: 'Tasks', fields: '$taskFields', pageSize: '$most' })
  handleTasks({ data, error }: WireValue<RelatedListRecords>): void {
    if (error !== undefined) this.problem = errorMessage(error);
    if (data) this.tasks = data.records.map(taskOf);
  }

  @wire(getRelatedListRecords, { parentRecordId: '$recordId', relatedListId: 'Events', fields: '$eventFields', pageSize: '$most' })
  handleEvents({ data, error }: WireValue<RelatedListRecords>): void {
    if (error !== undefined) this.problem = errorMessage(error);
    if (data) this.events = data.records.map(eventOf);
  }

  get loaded(): boolean {
    return this.tasks !== undefined && this.events !== undefined;
  }

  get sections(): { readonly key: string; readonly heading: string; readonly items: readonly Activity[] }[] {
    const all = [...(this.tasks ?? []), ...(this.events ?? [])];
    const open = all.filter(({ done }) => !done).sort((one, other) => one.at.localeCompare(other.at));
    const past = all.filter(({ done }) => done).sort((one, other) => other.at.localeCompare(one.at));
    return [
      { key: 'open', heading: 'Upcoming & Overdue', items: open },
      { key: 'past', heading: 'Past Activity', items: past }
    ].filter(({ items }) => items.length > 0);
  }

  get isEmpty(): boolean {
    return this.sections.length === 0;
  }
}

const text = (record: RecordData, field: string): string => String(record.fields[field]?.value ?? '');
const shown = (record: RecordData, field: string): string => record.fields[field]?.displayValue ?? text(record, field);

function ownerOf(record: RecordData): string {
  return record.fields['Owner']?.displayValue ?? '';
}

function taskOf(record: RecordData): Activity {
  const done = record.fields['IsClosed']?.value === true;
  const when = done && text(record, 'CompletedDateTime') !== '' ? 'CompletedDateTime' : 'ActivityDate';
  return {
    key: record.id,
    icon: 'standard:task',
    subject: text(record, 'Subject'),
    url: `/lightning/r/Task/${record.id}/view`,
    done,
    at: text(record, when),
    when: text(record, when) === '' ? 'No due date' : shown(record, when),
    about: [text(record, 'CallDisposition'), ownerOf(record)].filter((part) => part !== '').join(' · '),
    note: text(record, 'Description')
  };
}

function eventOf(record: RecordData): Activity {
  return {
    key: record.id,
    icon: 'standard:event',
    subject: text(record, 'Subject'),
    url: `/lightning/r/Event/${record.id}/view`,
    done: Date.parse(text(record, 'EndDateTime')) < shellData.clock.now,
    at: text(record, 'StartDateTime'),
    when: shown(record, 'StartDateTime'),
    about: ownerOf(record),
    note: text(record, 'Description')
  };
}
