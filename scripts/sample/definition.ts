import fs from 'node:fs';
import type { Org } from '../../local-org/org';
import type { FieldValues } from './company';
import { RecordWriter } from './record-writer';
import { signAsBothSides } from './signatures';

/** A lead definition as a file: the record, its groups and its criteria. */
export interface DefinitionFile {
  readonly definition: FieldValues;
  readonly groups: readonly FieldValues[];
  readonly criteria: readonly FieldValues[];
}

const REVIEW_AFTER_DAYS = 400;
const DAY = 86_400_000;

export function readDefinition(file: string): DefinitionFile {
  const definition: DefinitionFile = JSON.parse(fs.readFileSync(file, 'utf8'));
  return definition;
}

/**
 * Writes a definition as a draft and proposes it; then both sides sign it, so that every check of the real way applies.
 * It takes effect today, as the calendar is where its author is.
 * @param author username of who writes and proposes it
 * @returns its id
 */
export function agreeDefinition(org: Org, file: DefinitionFile, author: string): string {
  const user = org.user(author);
  const id = org.transact(user, (tx) => proposeDefinition(new RecordWriter(org, tx), file, org.clock.now(), user.timeZone));
  signAsBothSides(org, 'Lead_Definition__c', id);
  return id;
}

function proposeDefinition(writer: RecordWriter, file: DefinitionFile, now: number, timeZone: string): string {
  const effectiveFrom = dayIn(timeZone, now);
  const reviewOn = dayIn(timeZone, now + REVIEW_AFTER_DAYS * DAY);
  const [id = ''] = writer.insert('Lead_Definition__c', [
    { ...file.definition, Status__c: 'Draft', Effective_From__c: effectiveFrom, Review_On__c: reviewOn }
  ]);
  const ofDefinition = (records: readonly FieldValues[]): FieldValues[] => records.map((record) => ({ ...record, Lead_Definition__c: id }));
  writer.insert('Lead_Criterion_Group__c', ofDefinition(file.groups));
  writer.insert('Lead_Criterion__c', ofDefinition(file.criteria));
  writer.update('Lead_Definition__c', [{ Id: id, Status__c: 'Proposed' }]);
  return id;
}

/** The calendar day of a moment in a time zone, as `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
