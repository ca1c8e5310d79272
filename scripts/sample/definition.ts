import fs from 'node:fs';
import { isoDay, type FieldValues } from './company';
import type { RecordWriter } from './record-writer';

/** A lead definition as a file: the record, its groups and its criteria. */
export interface DefinitionFile {
  readonly definition: FieldValues;
  readonly groups: readonly FieldValues[];
  readonly criteria: readonly FieldValues[];
}

const REVIEW_AFTER_DAYS = 180;

export function readDefinition(file: string): DefinitionFile {
  const definition: DefinitionFile = JSON.parse(fs.readFileSync(file, 'utf8'));
  return definition;
}

/** Writes a definition as a draft, then proposes and agrees it, so that every check of the real way applies. @returns its id */
export function agreeDefinition(writer: RecordWriter, file: DefinitionFile, now: number): string {
  const effectiveFrom = isoDay(now);
  const reviewOn = isoDay(now + REVIEW_AFTER_DAYS * 86_400_000);
  const [id = ''] = writer.insert('Lead_Definition__c', [
    { ...file.definition, Status__c: 'Draft', Effective_From__c: effectiveFrom, Review_On__c: reviewOn }
  ]);
  const ofDefinition = (records: readonly FieldValues[]): FieldValues[] => records.map((record) => ({ ...record, Lead_Definition__c: id }));
  writer.insert('Lead_Criterion_Group__c', ofDefinition(file.groups));
  writer.insert('Lead_Criterion__c', ofDefinition(file.criteria));
  writer.update('Lead_Definition__c', [{ Id: id, Status__c: 'Proposed' }]);
  writer.update('Lead_Definition__c', [{ Id: id, Status__c: 'Agreed' }]);
  return id;
}
