import type { Connection, SaveResult } from 'jsforce';
import type { ImportRecord } from '../importing/row';

/** The most records of one call to the collections resource. */
const RECORDS_PER_CALL = 200;

/** A record to send, with the name by which people know it. */
export interface NamedRecord {
  readonly name: string;
  readonly record: ImportRecord;
}

/** A record that the org refused. */
export interface Refusal {
  readonly name: string;
  /** What was being done. */
  readonly step: string;
  readonly reason: string;
}

/** Writes records through the collections resource, each for itself, and keeps what was refused. */
export class CollectionWriter {
  readonly refusals: Refusal[] = [];

  constructor(private readonly connection: Connection) {}

  /** @returns the ids of what was created, by name */
  create(object: string, step: string, records: readonly NamedRecord[]): Promise<Map<string, string>> {
    return this.write(step, records, (page) => this.connection.sobject(object).create(page, { allOrNone: false }));
  }

  /** Records carry their `Id`. @returns the ids of what was updated, by name */
  update(object: string, step: string, records: readonly NamedRecord[]): Promise<Map<string, string>> {
    return this.write(step, records, (page) =>
      this.connection.sobject(object).update(
        page.map((record) => ({ ...record, Id: String(record['Id']) })),
        { allOrNone: false }
      )
    );
  }

  refuse(name: string, step: string, reason: string): void {
    this.refusals.push({ name, step, reason });
  }

  private async write(
    step: string,
    records: readonly NamedRecord[],
    send: (page: ImportRecord[]) => Promise<SaveResult[]>
  ): Promise<Map<string, string>> {
    const written = new Map<string, string>();
    for (let start = 0; start < records.length; start += RECORDS_PER_CALL) {
      const page = records.slice(start, start + RECORDS_PER_CALL);
      const results = await send(page.map(({ record }) => record));
      for (const [index, { name }] of page.entries()) {
        const result = results[index];
        if (result?.success) written.set(name, result.id);
        else this.refuse(name, step, result?.errors.map((error) => error.message).join('; ') ?? 'the org gave no answer');
      }
    }
    return written;
  }
}
