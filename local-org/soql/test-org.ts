import { createTables, formatId, Limits, openDatabase, quoteName, rehearseTransaction } from '../database';
import { testSchema } from '../database/test-schema';
import type { Database, RunningUser, SqlRow, Transaction } from '../database/types';
import type { PicklistValue, Schema } from '../schema/types';
import type { OrgValue } from '../values';
import { SoqlEngine } from './engine';
import {
  columnValue,
  SYSTEM_ACCESS,
  type FormulaTranslator,
  type ParentShape,
  type QueryOptions,
  type QueryResult,
  type ResultColumn
} from './types';

const picklist = (
  ...values: readonly (string | readonly [value: string, label: string])[]
): { restricted: boolean; values: PicklistValue[] } => ({
  restricted: false,
  values: values.map((value) => ({
    value: typeof value === 'string' ? value : value[0],
    label: typeof value === 'string' ? value : value[1],
    active: true,
    isDefault: false
  }))
});

/** A few objects with every kind of field that SOQL treats in its own way. */
const TEST_SCHEMA: Schema = testSchema({
  Account: {
    keyPrefix: '001',
    fields: {
      Name: { type: 'string', nameField: true },
      Industry: { type: 'picklist', picklist: picklist('Retail', 'Banking', 'Apparel') },
      AnnualRevenue: { type: 'currency' },
      ParentId: { type: 'reference', referenceTo: ['Account'], relationshipName: 'Parent', children: 'ChildAccounts' },
      BillingCity: { type: 'string', compoundField: 'BillingAddress' },
      BillingStreet: { type: 'textarea', compoundField: 'BillingAddress' },
      BillingAddress: { type: 'address', filterable: false }
    }
  },
  Contact: {
    keyPrefix: '003',
    fields: {
      Name: { type: 'string', nameField: true },
      Email: { type: 'email' },
      AccountId: { type: 'reference', referenceTo: ['Account'], relationshipName: 'Account', children: 'Contacts' }
    }
  },
  Lead: {
    keyPrefix: '00Q',
    fields: {
      Name: { type: 'string', nameField: true },
      Company: { type: 'string' },
      Status: { type: 'picklist', picklist: picklist(['Open', 'Offen'], 'Working', ['Closed', 'Geschlossen']) },
      Interests__c: { type: 'multipicklist', picklist: picklist('Red', 'Green', 'Blue'), sortable: false },
      Amount__c: { type: 'currency' },
      Count__c: { type: 'int' },
      Active__c: { type: 'boolean' },
      Due__c: { type: 'date' },
      At__c: { type: 'datetime' },
      Time__c: { type: 'time' },
      Code__c: { type: 'string', unique: true, caseSensitive: true, externalId: true },
      Description: { type: 'textarea', length: 32000 },
      Double_Amount__c: { type: 'double', formula: { expression: 'Amount__c * 2', treatBlanksAs: 'BlankAsZero' } },
      Account__c: { type: 'reference', referenceTo: ['Account'], relationshipName: 'Account__r', children: 'Leads__r' }
    }
  },
  Task: {
    keyPrefix: '00T',
    fields: {
      Subject: { type: 'string', nameField: true },
      WhoId: { type: 'reference', referenceTo: ['Contact', 'Lead'], relationshipName: 'Who', children: 'Tasks' },
      WhatId: { type: 'reference', referenceTo: ['Account'], relationshipName: 'What', children: 'Tasks' }
    }
  },
  User: {
    keyPrefix: '005',
    fields: {
      Name: { type: 'string', nameField: true },
      Username: { type: 'string' },
      Email: { type: 'email' },
      UserRoleId: { type: 'reference', referenceTo: ['UserRole'], relationshipName: 'UserRole' }
    }
  },
  UserRole: { keyPrefix: '00E', fields: { Name: { type: 'string', nameField: true } } },
  Group: { keyPrefix: '00G', fields: { Name: { type: 'string', nameField: true }, Email: { type: 'email' } } },
  Organization: {
    keyPrefix: '00D',
    fields: { FiscalYearStartMonth: { type: 'int' }, UsesStartDateAsFiscalYearName: { type: 'boolean' } }
  },
  FiscalYearSettings: { keyPrefix: '022', fields: { IsStandardYear: { type: 'boolean' } } },
  Period: {
    keyPrefix: '026',
    fields: {
      FiscalYearSettingsId: { type: 'reference', referenceTo: ['FiscalYearSettings'] },
      Type: { type: 'picklist', picklist: picklist('Month', 'Quarter', 'Week', 'Year') },
      StartDate: { type: 'date' },
      EndDate: { type: 'date' }
    }
  }
});

/** Knows the one formula of the schema. */
const formulas: FormulaTranslator = {
  translate: (field, scope) => {
    const amount = scope.object.field('Amount__c');
    if (!amount) throw new Error(`unknown formula ${field.apiName}`);
    const column = scope.field(amount);
    return { sql: `coalesce(${column.sql}, 0) * ?`, params: [...column.params, 2] };
  }
};

const NOW = Date.parse('2026-11-22T10:00:00Z');

const USER: RunningUser = {
  id: formatId('005', 1),
  username: 'rep@lockstep.local',
  name: 'Rep',
  email: 'rep@lockstep.local',
  profileId: formatId('00e', 1),
  roleId: null,
  timeZone: 'Europe/Berlin',
  locale: 'en_US',
  language: 'en_US'
};

export interface PlainRecord {
  readonly [name: string]: OrgValue | PlainRecord | readonly PlainRecord[];
}

/** An org in memory with the schema above and nothing else, to ask in SOQL and to get plain objects from. */
export class TestOrg {
  readonly db: Database = openDatabase({ file: ':memory:' });
  readonly engine = new SoqlEngine(TEST_SCHEMA, formulas);
  user: RunningUser = USER;
  now = NOW;
  limits = new Limits();
  private counter = 0;

  constructor() {
    createTables(this.db, TEST_SCHEMA);
  }

  /** @returns the new id */
  insert(object: string, values: Readonly<Record<string, OrgValue>> = {}): string {
    const def = TEST_SCHEMA.object(object);
    if (!def) throw new Error(`no object ${object}`);
    const id = typeof values['Id'] === 'string' ? values['Id'] : formatId(def.keyPrefix, ++this.counter);
    const row = { Id: id, OwnerId: this.user.id, ...values };
    const names = Object.keys(row);
    this.db.run(
      `INSERT INTO ${quoteName(object)} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      Object.values(row).map((value) => (typeof value === 'boolean' ? Number(value) : value))
    );
    return id;
  }

  run(text: string, options: Partial<QueryOptions> = {}): QueryResult {
    const context = { clock: { now: () => this.now }, user: this.user, limits: this.limits };
    return rehearseTransaction(this.db, context, (tx: Transaction) => this.engine.execute(tx, text, { access: SYSTEM_ACCESS, ...options }));
  }

  /** Records as a client would see them, parents and children nested. */
  query(text: string, options: Partial<QueryOptions> = {}): PlainRecord[] {
    const result = this.run(text, options);
    return plainRecords(result.rows, result);
  }

  /** Values of the first column. */
  list(text: string, options: Partial<QueryOptions> = {}): unknown[] {
    return this.query(text, options).map((record) => Object.values(record)[0]);
  }

  close(): void {
    this.db.close();
  }
}

function plainRecords(rows: readonly SqlRow[], result: Pick<QueryResult, 'shape' | 'children'>): PlainRecord[] {
  return rows.map((row, index) => ({
    ...columnsOf(row, result.shape.columns),
    ...Object.fromEntries(result.shape.parents.map((parent) => [parent.relationshipName, parentOf(row, parent)])),
    ...Object.fromEntries(
      result.children.map((child) => {
        const before = child.rowsByParent.slice(0, index).reduce((sum, list) => sum + list.length, 0);
        const own = child.rowsByParent[index] ?? [];
        const grandchildren = child.children.map((grandchild) => ({
          ...grandchild,
          rowsByParent: grandchild.rowsByParent.slice(before, before + own.length)
        }));
        return [child.relationshipName, plainRecords(own, { shape: child.shape, children: grandchildren })];
      })
    )
  }));
}

function columnsOf(row: SqlRow, columns: readonly ResultColumn[]): Record<string, OrgValue> {
  return Object.fromEntries(columns.map((column) => [column.path.at(-1) ?? '', columnValue(row, column)]));
}

function parentOf(row: SqlRow, shape: ParentShape): PlainRecord | null {
  if (row[shape.idKey] === null) return null;
  const type = shape.typeKey === undefined ? shape.object.apiName : row[shape.typeKey];
  const variant = shape.variants?.find((candidate) => candidate.object.apiName === type);
  return {
    ...columnsOf(row, variant?.columns ?? shape.columns),
    ...Object.fromEntries(shape.parents.map((parent) => [parent.relationshipName, parentOf(row, parent)]))
  };
}
