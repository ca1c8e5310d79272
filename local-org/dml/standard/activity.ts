import type { FieldDef } from '../../schema/types';
import { localDate } from '../formula/dates';
import type { SaveContext } from '../save-context';
import type { SaveRow } from '../save-row';
import type { StandardRule } from './rule';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Tasks and events: the account they concern, when a task was completed, the times of an event. */
export const activityRule: StandardRule = {
  fill: (context, rows) => {
    if (context.plan.object.key === 'event') completeEventTimes(context, rows);
  },
  complete: (context, rows) => {
    if (context.plan.object.key === 'task') stampCompletion(context, rows);
    else completeEventTimes(context, rows);
    fillAccount(context, rows);
  }
};

function stampCompletion({ plan, now }: SaveContext, rows: readonly SaveRow[]): void {
  const [closed, completed] = [plan.object.field('IsClosed'), plan.object.field('CompletedDateTime')];
  if (!closed || !completed) return;
  for (const row of rows) {
    if (row.get(closed) !== true) row.set(completed, null);
    else if (row.before(closed) !== true) row.set(completed, now);
  }
}

/** `AccountId`: the account itself, the opportunity's, or the contact's. */
function fillAccount({ plan, session, core }: SaveContext, rows: readonly SaveRow[]): void {
  const [what, who, account] = [plan.object.field('WhatId'), plan.object.field('WhoId'), plan.object.field('AccountId')];
  if (!what || !who || !account) return;
  const sources = (
    [
      [what, 'Opportunity'],
      [who, 'Contact']
    ] as const
  ).flatMap(([reference, name]) => {
    const object = core.schema.object(name);
    const field = object?.field('AccountId');
    return object && field ? [{ step: { reference, object }, field }] : [];
  });
  const accountPrefix = core.schema.object('Account')?.keyPrefix ?? '';
  const touched = rows.filter((row) => row.changed(what) || row.changed(who));
  for (const row of touched) {
    const whatId = row.get(what);
    let accountId = typeof whatId === 'string' && whatId.startsWith(accountPrefix) ? whatId : null;
    for (const { step, field } of sources) {
      const parent = accountId === null ? session.parent(row.record, step) : null;
      if (parent) accountId = textOrNull(session.value(parent, field));
    }
    row.set(account, accountId);
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

type EventTimes = Readonly<Record<'activity' | 'start' | 'end' | 'duration' | 'day', FieldDef>>;

/** An event of whole days is on midnight UTC of its first and of its last day, wherever its owner is. */
function completeWholeDays(row: SaveRow, { activity, start, end, duration, day }: EventTimes): void {
  const given = [activity, start].map((field) => (row.changed(field) ? row.get(field) : null)).find((at) => typeof at === 'number');
  const date = row.get(day);
  const from = typeof given === 'number' ? given : typeof date === 'string' ? Date.parse(`${date}T00:00:00Z`) : row.get(start);
  if (typeof from !== 'number') {
    row.fail('REQUIRED_FIELD_MISSING', 'Required fields are missing: [ActivityDate]', ['ActivityDate']);
    return;
  }
  const [minutes, until] = [row.get(duration), row.get(end)];
  const first = Math.floor(from / DAY);
  let days = typeof minutes === 'number' ? Math.ceil((minutes * MINUTE) / DAY) : 1;
  if (typeof until === 'number' && row.changed(end)) days = Math.floor(until / DAY) - first + 1;
  if (days < 1) {
    row.fail('FIELD_INTEGRITY_EXCEPTION', 'End Date Time: Event duration cannot be negative', ['EndDateTime']);
    return;
  }
  row.set(start, first * DAY);
  row.set(activity, first * DAY);
  row.set(end, (first + days - 1) * DAY);
  row.set(duration, (days * DAY) / MINUTE);
  row.set(day, new Date(first * DAY).toISOString().slice(0, 10));
}

/** Start, end, duration and day of an event follow from each other. */
function completeEventTimes({ plan, tx }: SaveContext, rows: readonly SaveRow[]): void {
  const fields = ['ActivityDateTime', 'StartDateTime', 'EndDateTime', 'DurationInMinutes', 'ActivityDate', 'IsAllDayEvent'].map((name) =>
    plan.need(name)
  );
  const [activity, start, end, duration, day, allDay] = fields as [FieldDef, FieldDef, FieldDef, FieldDef, FieldDef, FieldDef];
  for (const row of rows) {
    if (row.get(allDay) === true) {
      completeWholeDays(row, { activity, start, end, duration, day });
      continue;
    }
    const from = row.changed(activity) && row.get(activity) !== null ? row.get(activity) : (row.get(start) ?? row.get(activity));
    if (typeof from !== 'number') {
      row.fail('REQUIRED_FIELD_MISSING', 'Required fields are missing: [DurationInMinutes, ActivityDateTime]', [
        'DurationInMinutes',
        'ActivityDateTime'
      ]);
      continue;
    }
    const [minutes, until] = [row.get(duration), row.get(end)];
    const endGiven = typeof until === 'number' && (row.changed(end) || typeof minutes !== 'number');
    const length = endGiven ? (until - from) / MINUTE : minutes;
    if (typeof length !== 'number') {
      row.fail('REQUIRED_FIELD_MISSING', 'Required fields are missing: [DurationInMinutes]', ['DurationInMinutes']);
      continue;
    }
    if (length < 0) {
      row.fail('FIELD_INTEGRITY_EXCEPTION', 'End Date Time: Event duration cannot be negative', ['EndDateTime']);
      continue;
    }
    row.set(start, from);
    row.set(activity, from);
    row.set(end, from + length * MINUTE);
    row.set(duration, Math.round(length));
    row.set(day, localDate(from, tx.user.timeZone));
  }
}
