import { isStored, quoteName } from '../database/columns';
import { OrgException } from '../errors';
import type { FieldDef, ObjectDef, Schema } from '../schema/types';
import type { FieldPath } from './ast';
import { compoundValue } from './compound';
import { noSuchColumn, noSuchRelationship, queryError } from './errors';
import type { Operand, Row, Step } from './operand';
import { polymorphicValue } from './polymorphic';
import { join, raw, sql, EMPTY, type Sql } from './sql';
import type { AccessPolicy, FormulaSql, FormulaSqlScope, FormulaTranslator } from './types';

/** The platform's limit on the way up. */
const MAX_PARENT_LEVELS = 5;

/** The platform's limit on parents per query; it keeps clear of SQLite's limit of 64 tables. */
const MAX_PARENTS = 55;

/** What planning a query needs throughout. */
export interface PlanEnvironment {
  readonly text: string;
  readonly schema: Schema;
  readonly access: AccessPolicy;
  readonly formulas: FormulaTranslator;
  readonly allRows: boolean;
  /** A table alias that no other part of the statement has. */
  nextAlias(): string;
}

/** One SELECT of the SQL: its root table and the parents joined to it. */
export class Scope {
  readonly root: Row;
  private readonly joins: Sql[] = [];
  private readonly joined = new Map<string, Row>();

  constructor(
    readonly environment: PlanEnvironment,
    object: ObjectDef,
    private readonly soqlAlias: string | null = null
  ) {
    this.root = { object, alias: environment.nextAlias() };
  }

  /** `"Lead" t0 LEFT JOIN …`; call it after every path has been resolved. */
  get from(): Sql {
    return sql`${quoteName(this.root.object.apiName)} ${this.root.alias}${this.joins.length === 0 ? EMPTY : join(this.joins, '')}`;
  }

  /**
   * Conditions that every read of the root has: no deleted rows, and only rows that the user may see. Parents reached by a path have
   * no such condition, as on the platform: who may see the child sees the fields of its parents that field security lets through.
   */
  implicitConditions(): Sql[] {
    const { object, alias } = this.root;
    const conditions: Sql[] = [];
    if (!this.environment.allRows && object.field('IsDeleted')) conditions.push(raw(`${alias}."IsDeleted" = 0`));
    const readable = this.environment.access.readableRows(object, alias);
    if (readable) conditions.push(raw(`(${readable.sql})`, readable.params));
    return conditions;
  }

  /**
   * Resolves a field path from the root.
   * @throws OrgException INVALID_FIELD for a name that does not exist or that the user may not read
   */
  resolve(path: FieldPath): Operand {
    return this.resolveFrom(this.root, this.withoutRootName(path.path), path.position);
  }

  /** Resolves names from a row of this scope. */
  resolveFrom(start: Row, names: readonly string[], position: number): Operand {
    const { text, schema, access } = this.environment;
    const steps: Step[] = [];
    let row = start;
    if (names.length - 1 > MAX_PARENT_LEVELS) {
      throw queryError(
        'MALFORMED_QUERY',
        text,
        position,
        `A field path goes up at most ${MAX_PARENT_LEVELS} relationships: ${names.join('.')}`
      );
    }
    for (let i = 0; i < names.length - 1; i++) {
      const name = names[i] ?? '';
      const reference = row.object.parentRelationship(name);
      if (!reference || !access.canReadField(reference)) throw noSuchRelationship(text, position, name);
      if (reference.referenceTo.length > 1) {
        return polymorphicValue(this, row, reference, names.slice(i + 1), position, steps);
      }
      const parent = schema.object(reference.referenceTo[0] ?? '');
      if (!parent || !access.canReadObject(parent)) throw noSuchRelationship(text, position, name);
      row = this.parentRow(row, reference, parent);
      steps.push({ relationshipName: reference.relationshipName ?? name, object: parent, polymorphic: false });
    }
    return this.fieldOf(row, names.at(-1) ?? '', position, steps);
  }

  fieldOf(row: Row, name: string, position: number, steps: readonly Step[]): Operand {
    const field = row.object.field(name);
    const { text, access } = this.environment;
    if (!field || !access.canReadField(field)) throw noSuchColumn(text, position, name, row.object.apiName);
    const relationships = steps.map((step) => step.relationshipName.toLowerCase());
    return {
      sql: this.fieldSql(row, field),
      type: field.type,
      field,
      name: [...steps.map((step) => step.relationshipName), field.apiName].join('.'),
      position,
      key: [...relationships, field.key].join('.'),
      steps,
      column: isStored(field),
      aggregate: false
    };
  }

  /** The parent's row, outer-joined once. */
  parentRow(row: Row, reference: FieldDef, parent: ObjectDef): Row {
    const key = `${row.alias}.${reference.key}.${parent.key}`;
    let parentRow = this.joined.get(key);
    if (!parentRow) {
      if (this.joins.length >= MAX_PARENTS) {
        throw new OrgException(
          'QUERY_TOO_COMPLICATED',
          `No more than ${MAX_PARENTS} child-to-parent relationships can be specified in a query.`
        );
      }
      parentRow = { object: parent, alias: this.environment.nextAlias() };
      const link = this.fieldSql(row, reference);
      this.joins.push(sql` LEFT JOIN ${quoteName(parent.apiName)} ${parentRow.alias} ON ${parentRow.alias}."Id" = ${link}`);
      this.joined.set(key, parentRow);
    }
    return parentRow;
  }

  fieldSql(row: Row, field: FieldDef): Sql {
    if (isStored(field)) return raw(`${row.alias}.${quoteName(field.apiName)}`);
    if (!field.formula) return compoundValue(row, field);
    const translated = this.environment.formulas.translate(field, this.formulaScope(row));
    return raw(
      `(${translated.sql})`,
      translated.params.map((value) => (typeof value === 'function' ? (context) => value(context.tx) : value))
    );
  }

  private formulaScope(row: Row): FormulaSqlScope {
    return {
      object: row.object,
      field: (field) => this.formulaField(row, field),
      parent: (reference, parent) => this.formulaScope(this.parentRow(row, reference, parent))
    };
  }

  private formulaField(row: Row, field: FieldDef): FormulaSql {
    if (field.formula) return this.environment.formulas.translate(field, this.formulaScope(row));
    return { sql: `${row.alias}.${quoteName(field.apiName)}`, params: [] };
  }

  private withoutRootName(names: readonly string[]): readonly string[] {
    const first = names[0]?.toLowerCase();
    if (names.length < 2 || (first !== this.soqlAlias?.toLowerCase() && first !== this.root.object.key)) return names;
    return this.root.object.parentRelationship(names[0] ?? '') && first !== this.soqlAlias?.toLowerCase() ? names : names.slice(1);
  }
}
