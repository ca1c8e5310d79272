import type { Transaction } from '../database/types';
import type { FormulaGlobals } from '../dml/formula/types';
import { OrgRecord } from '../dml/types';
import type { CustomLabel } from '../metadata/types';
import type { ObjectDef } from '../schema/types';
import type { SecurityModel } from '../security/types';

/** What formulas reach beyond records: `$Permission`, `$Setup` and `$Label`. */
export class OrgFormulaGlobals implements FormulaGlobals {
  private readonly labels: ReadonlyMap<string, string>;

  constructor(
    private readonly security: SecurityModel,
    labels: readonly CustomLabel[],
    private readonly organizationId: () => string
  ) {
    this.labels = new Map(labels.map((label) => [label.fullName.toLowerCase(), label.value]));
  }

  hasCustomPermission(tx: Transaction, name: string): boolean {
    return this.security.hasCustomPermission(tx, tx.user.id, name);
  }

  /** Field by field the most particular value that is set: the user's, else the profile's, else the organisation's. */
  customSetting(tx: Transaction, object: ObjectDef): OrgRecord | null {
    const owners = [tx.user.id, tx.user.profileId, this.organizationId()];
    const rows = tx.db.all(`SELECT * FROM "${object.apiName}" WHERE SetupOwnerId IN (?, ?, ?)`, owners);
    const byPrecedence = owners.map((owner) => rows.find((row) => row['SetupOwnerId'] === owner)).filter((row) => row !== undefined);
    const [first] = byPrecedence;
    if (!first) return null;
    const record = new OrgRecord(object);
    for (const field of object.fields) {
      if (field.formula) continue;
      const row = field.custom ? byPrecedence.find((candidate) => candidate[field.apiName] !== null) : first;
      const raw = row?.[field.apiName] ?? null;
      record.slots[field.ordinal] =
        field.type === 'boolean' ? raw === 1 : typeof raw === 'bigint' ? Number(raw) : raw instanceof Uint8Array ? null : raw;
    }
    return record;
  }

  label(_tx: Transaction, name: string): string | undefined {
    return this.labels.get(name.toLowerCase());
  }
}
