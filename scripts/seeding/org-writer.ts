import type { Connection } from 'jsforce';
import type { FieldValues } from '../sample/company';
import type { SeedManifest } from './manifest';

/** Records per call: the platform's limit of collections. */
const CHUNK = 200;

interface SaveOutcome {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly { readonly statusCode?: string; readonly errorCode?: string; readonly message: string }[];
}

const codeOf = (error: SaveOutcome['errors'][number]): string => error.statusCode ?? error.errorCode ?? '';

/** Codes that say a record is not there to be deleted. */
const GONE = new Set(['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'NOT_FOUND']);

/** Writes to any org over its API, and notes what it wrote. */
export class OrgWriter {
  constructor(
    private readonly connection: Connection,
    private readonly manifest: SeedManifest
  ) {}

  /** @returns the new ids in order. @throws Error naming object and reason; what was written before it is in the manifest */
  async insert(object: string, records: readonly FieldValues[]): Promise<string[]> {
    const ids: string[] = [];
    for (let start = 0; start < records.length; start += CHUNK) {
      const chunk = records.slice(start, start + CHUNK).map((record) => ({ ...record, attributes: { type: object } }));
      const outcomes = await this.connection.requestPost<SaveOutcome[]>('/composite/sobjects', { allOrNone: true, records: chunk });
      const failed = outcomes.find(
        (outcome) => !outcome.success && !outcome.errors.some((error) => codeOf(error) === 'ALL_OR_NONE_OPERATION_ROLLED_BACK')
      );
      if (failed)
        throw new Error(`${object} could not be written: ${failed.errors.map((error) => `${codeOf(error)}: ${error.message}`).join('; ')}`);
      const written = outcomes.map((outcome) => outcome.id ?? '');
      this.manifest.add(object, written);
      ids.push(...written);
    }
    return ids;
  }

  async update(object: string, id: string, fields: FieldValues): Promise<void> {
    await this.connection.sobject(object).update({ Id: id, ...fields });
  }

  /**
   * Lets the package's own Apex write records, and notes those that are new.
   * @param object whose records it writes
   * @throws Error with what Apex says
   */
  async insertBy(source: string, object: string): Promise<void> {
    const all = `SELECT Id FROM ${object}`;
    const before = new Set(await this.ids(all));
    const { success, compileProblem, exceptionMessage } = await this.connection.tooling.executeAnonymous(source);
    if (!success) throw new Error(`${source} ${compileProblem ?? exceptionMessage ?? 'failed'}`);
    this.manifest.add(
      object,
      (await this.ids(all)).filter((id) => !before.has(id))
    );
  }

  /** Deletes records; those that are gone already count as deleted. @returns what could not be deleted, with the reason */
  async remove(ids: readonly string[]): Promise<string[]> {
    const kept: string[] = [];
    for (let start = 0; start < ids.length; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK);
      const outcomes = await this.connection.requestDelete<SaveOutcome[]>(`/composite/sobjects?ids=${chunk.join(',')}&allOrNone=false`);
      const removed = chunk.filter((_, index) => {
        const outcome = outcomes[index];
        return outcome?.success === true || outcome?.errors.every((error) => GONE.has(codeOf(error)));
      });
      chunk.forEach((id, index) => {
        if (!removed.includes(id)) kept.push(`${id}: ${outcomes[index]?.errors.map(({ message }) => message).join('; ') ?? 'no answer'}`);
      });
      this.manifest.remove(removed);
    }
    return kept;
  }

  /** Ids of records by SOQL. */
  async ids(soql: string): Promise<string[]> {
    const { records } = await this.connection.query<{ Id: string }>(soql, { autoFetch: true, maxFetch: 100_000 });
    return records.map(({ Id }) => Id);
  }
}
