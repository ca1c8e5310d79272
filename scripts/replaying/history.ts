import { sourceFor, type Mapping, type SourceMapping } from '../importing/mapping';
import { keysOf } from '../importing/existing-records';
import type { OrgFields } from '../importing/org-fields';
import { RowError, RowMapper, type ImportRecord } from '../importing/row';
import { readSourceFile } from '../importing/source-file';

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

/** What an org says of the fields of a mapping's sources. */
export type DescribedSources = ReadonlyMap<SourceMapping, OrgFields>;

/** What in an example's records says when things happened: API names of fields that its mapping fills. */
export interface HistoryFields {
  readonly contactedOn: string;
  readonly wonAt: string;
  readonly revenue: string;
}

/**
 * Reads both files through the example's mapping and names everything in them that does not fit.
 * @param described what the org says of the fields of each source; without it, only the mapping's own types are checked
 * @throws FileRefusal where a file is absent or cannot be read as a whole; MappingError where its columns fit no source
 */
export function readHistory(
  mapping: Mapping,
  fields: HistoryFields,
  leadsFile: string,
  dealsFile: string,
  described?: DescribedSources
): History {
  const reader = new HistoryReader(mapping, described);
  const { exceptions } = reader;
  const leads = new Map<string, HistoricLead>();
  for (const [found, { key, record, line }] of reader.records(leadsFile, false)) {
    const contactedAt = momentOf(record[fields.contactedOn]);
    if (contactedAt === null) exceptions.push(unreadable(key, leadsFile, line, `${fields.contactedOn} is empty`));
    else leads.set(found, { key, record, contactedAt });
  }
  const deals: HistoricDeal[] = [];
  for (const [found, { key, record, line }] of reader.records(dealsFile, true)) {
    const wonAt = momentOf(record[fields.wonAt]);
    const lead = leads.get(found);
    if (wonAt === null) {
      exceptions.push(unreadable(key, dealsFile, line, `${fields.wonAt} is empty`));
      continue;
    }
    if (!lead) {
      exceptions.push({ kind: 'deal without a lead', name: key, detail: `won on ${day(wonAt)}; the leads' file does not have it` });
      continue;
    }
    const revenue = record[fields.revenue];
    const deal = { key: lead.key, record, wonAt, revenue: typeof revenue === 'number' ? revenue : null };
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

/** Reads the files of a history and collects what cannot be read in them. */
class HistoryReader {
  readonly exceptions: HistoryException[] = [];

  constructor(
    private readonly mapping: Mapping,
    private readonly described: DescribedSources | undefined
  ) {}

  /** @returns a file's records, by the text under which an org finds them */
  records(file: string, updates: boolean): Map<string, KeyedRecord> {
    const { header, rows, broken } = readSourceFile(file);
    const source = sourceFor(this.mapping, header, file);
    if ((source.updateOnly ?? false) !== updates)
      throw new Error(`${file} holds ${source.name}, not ${updates ? 'the deals' : 'the leads'}. Check --mqls and --deals.`);
    for (const { line, reason } of broken) this.exceptions.push(unreadable(`line ${line}`, file, line, reason));
    const fields = this.described?.get(source);
    const mapper = new RowMapper(source, header, fields);
    const keyOf = keysOf(source, fields);
    const records = new Map<string, KeyedRecord>();
    for (const { line, cells } of rows) {
      try {
        const record = mapper.record(cells);
        const key = String(record[source.externalId]);
        const first = records.get(keyOf(key));
        if (first) throw new RowError(`${source.externalId} is already on line ${first.line}`);
        records.set(keyOf(key), { key, record, line });
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        this.exceptions.push(unreadable(`line ${line}`, file, line, error.message));
      }
    }
    return records;
  }
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
