import { sourceFor, type Mapping, type SourceMapping } from '../importing/mapping';
import { RowError, toRecord, type ImportRecord } from '../importing/row';
import { readSourceFile, type SourceRow } from '../importing/source-file';

/** A person as the file of marketing qualified leads has them. */
export interface HistoricLead {
  readonly key: string;
  readonly record: ImportRecord;
  /** The moment of the first contact. Files give a day: it begins at midnight UTC, so that no deal of that day comes before it. */
  readonly contactedAt: number;
}

/** A deal that was won with one of them. */
export interface HistoricDeal {
  readonly key: string;
  readonly record: ImportRecord;
  readonly wonAt: number;
  /** `null`: the file has none. */
  readonly revenue: number | null;
}

export type ExceptionKind = 'no revenue' | 'won before first contact' | 'deal without a lead' | 'unreadable row';

/** Something in the files that does not fit, by the name it has there. */
export interface HistoryException {
  readonly kind: ExceptionKind;
  readonly name: string;
  readonly detail: string;
}

export interface History {
  readonly leads: readonly HistoricLead[];
  readonly deals: readonly HistoricDeal[];
  readonly exceptions: readonly HistoryException[];
}

/** What in an example's records says when things happened: API names of fields that its mapping fills. */
export interface HistoryFields {
  readonly contactedOn: string;
  readonly wonAt: string;
  readonly revenue: string;
}

/**
 * Reads both files through the example's mapping and names everything in them that does not fit.
 * @throws MappingError where a file's columns fit no source; Error where a file is absent
 */
export async function readHistory(mapping: Mapping, fields: HistoryFields, leadsFile: string, dealsFile: string): Promise<History> {
  const exceptions: HistoryException[] = [];
  const leads = new Map<string, HistoricLead>();
  for (const { key, record, line } of await readRecords(mapping, leadsFile, false, exceptions)) {
    const contactedAt = momentOf(record[fields.contactedOn]);
    if (contactedAt === null) exceptions.push(unreadable(key, leadsFile, line, `${fields.contactedOn} is empty`));
    else leads.set(key, { key, record, contactedAt });
  }
  const deals: HistoricDeal[] = [];
  for (const { key, record, line } of await readRecords(mapping, dealsFile, true, exceptions)) {
    const wonAt = momentOf(record[fields.wonAt]);
    const lead = leads.get(key);
    if (wonAt === null) {
      exceptions.push(unreadable(key, dealsFile, line, `${fields.wonAt} is empty`));
      continue;
    }
    if (!lead) {
      exceptions.push({ kind: 'deal without a lead', name: key, detail: `won on ${day(wonAt)}; the leads' file does not have it` });
      continue;
    }
    const revenue = record[fields.revenue];
    const deal = { key, record, wonAt, revenue: typeof revenue === 'number' ? revenue : null };
    if (wonAt < lead.contactedAt)
      exceptions.push({
        kind: 'won before first contact',
        name: key,
        detail: `won on ${day(wonAt)}, first contact on ${day(lead.contactedAt)}: converted right after the hand-off`
      });
    if (deal.revenue === null) exceptions.push({ kind: 'no revenue', name: key, detail: `won on ${day(wonAt)} without an amount` });
    deals.push(deal);
  }
  return { leads: [...leads.values()], deals, exceptions };
}

interface KeyedRecord {
  readonly key: string;
  readonly record: ImportRecord;
  readonly line: number;
}

async function readRecords(mapping: Mapping, file: string, updates: boolean, exceptions: HistoryException[]): Promise<KeyedRecord[]> {
  const contents = await readSourceFile(file);
  const source = sourceFor(mapping, contents.header);
  if ((source.updateOnly ?? false) !== updates)
    throw new Error(`${file} holds ${source.name}, not ${updates ? 'the deals' : 'the leads'}. Check --mqls and --deals.`);
  for (const broken of contents.broken) exceptions.push(unreadable(`line ${broken.line}`, file, broken.line, broken.reason));
  const records = new Map<string, KeyedRecord>();
  for (const row of contents.rows) {
    try {
      const keyed = keyedRecord(source, row);
      const first = records.get(keyed.key);
      if (first) throw new RowError(`${source.externalId} already stands on line ${first.line}`);
      records.set(keyed.key, keyed);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      exceptions.push(unreadable(`line ${row.line}`, file, row.line, error.message));
    }
  }
  return [...records.values()];
}

function keyedRecord(source: SourceMapping, row: SourceRow): KeyedRecord {
  const record = toRecord(source, row.values);
  return { key: String(record[source.externalId]), record, line: row.line };
}

function unreadable(name: string, file: string, line: number, reason: string): HistoryException {
  return { kind: 'unreadable row', name, detail: `${file}, line ${line}: ${reason}` };
}

function momentOf(value: ImportRecord[string] | undefined): number | null {
  return typeof value === 'string' ? Date.parse(value) : null;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
