import type { Transaction } from '../../local-org/database/types';
import { OrgRecord, type DmlOperation, type DmlResult } from '../../local-org/dml/types';
import type { Org } from '../../local-org/org';
import { USER_MODE } from '../../local-org/security/types';
import type { FieldValues } from './company';

/** Writes records as the transaction's user, all or none. */
export class RecordWriter {
  constructor(
    private readonly org: Org,
    private readonly tx: Transaction
  ) {}

  /** @returns the new ids in order. @throws Error naming object, record and reason */
  insert(objectName: string, records: readonly FieldValues[]): string[] {
    return this.write('insert', objectName, records).map((result) => result.id ?? '');
  }

  update(objectName: string, records: readonly FieldValues[]): void {
    this.write('update', objectName, records);
  }

  private write(operation: DmlOperation, objectName: string, records: readonly FieldValues[]): DmlResult[] {
    if (records.length === 0) return [];
    const object = this.org.schema.object(objectName);
    if (!object) throw new Error(`The org has no object ${objectName}`);
    const inputs = records.map((fields) => {
      const record = new OrgRecord(object);
      for (const [name, value] of Object.entries(fields)) record.set(name, value);
      return { record };
    });
    const access = this.org.security.policy(this.tx, this.tx.user, USER_MODE);
    const results = this.org.dml.execute(this.tx, operation, object, inputs, {
      access,
      allOrNone: true,
      auditFields: operation === 'insert'
    });
    const failed = results.findIndex((result) => !result.success && result.errors[0]?.errorCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    if (failed >= 0) {
      const reasons = results[failed]?.errors
        .map((error) => `${error.errorCode}: ${error.message} [${error.fields.join(', ')}]`)
        .join('; ');
      throw new Error(
        `Could not ${operation} ${objectName} ${failed + 1} of ${records.length} (${JSON.stringify(records[failed])}): ${reasons}`
      );
    }
    return results;
  }
}
