import fc from 'fast-check';
import { quoteName } from '../../database';
import { checkbox, currency, date, datetime, formula, lookup, number, percent, picklist, schemaWith, text } from '../../schema/testing';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { FormulaSql, FormulaSqlScope, FormulaTranslator } from '../../soql/types';
import { fromSql } from '../plan';
import { boundParams } from '../rollup-sql';
import { TestOrg, type Values } from '../testing';

/** Expressions by the type of their result. Between them they use every construct. */
const EXPRESSIONS: readonly ['string' | 'boolean' | 'double' | 'percent' | 'date' | 'datetime', string][] = [
  ['double', 'N__c * 3 - C__c / 7'],
  ['double', 'IF(B__c, N__c, -C__c) ^ 2'],
  ['double', 'P__c * 100 + NULLVALUE(N__c, 1)'],
  ['double', 'MAX(N__c, C__c, 3) + ROUND(C__c, 1) + MOD(N__c, 3)'],
  ['double', 'D__c - DATE(2026, 1, 1) + YEAR(D__c) + DAY(D__c)'],
  ['double', 'LEN(T__c) + FIND("b", T__c) + VALUE(LEFT(T__c, 1))'],
  ['percent', 'P__c / 2'],
  ['boolean', 'AND(N__c > 1, NOT(ISBLANK(T__c)), C__c <> 2)'],
  ['boolean', 'OR(N__c + C__c = 0.3, T__c = "", ISPICKVAL(Pick__c, "One"))'],
  ['boolean', 'NOT(N__c > C__c) && T__c < "b"'],
  ['boolean', 'CONTAINS(T__c, "A") || BEGINS(T__c, "b") || REGEX(T__c, "[a-c]+")'],
  ['string', 'CASE(Pick__c, "One", T__c, "Two", UPPER(T__c), TEXT(N__c))'],
  ['string', 'BLANKVALUE(T__c, "none") & TEXT(D__c) & TEXT(At__c) & TEXT(C__c)'],
  ['string', 'SUBSTITUTE(T__c, "a", "ä") & MID(T__c, 2, 2) & $User.Username'],
  ['string', 'Up__r.T__c & Up__r.F_11__c & IF(Up__r.B__c, "yes", "no")'],
  ['date', 'IF(ISBLANK(D__c), TODAY(), ADDMONTHS(D__c, 1) + N__c)'],
  ['date', 'DATEVALUE(At__c)'],
  ['datetime', 'At__c + C__c / 24'],
  ['string', 'IF(Up__c = Id, "self", Up__c)']
];

const schema = schemaWith([
  {
    apiName: 'Row__c',
    fields: [
      text('T__c', 255),
      number('N__c', 18, 4),
      currency('C__c', 18, 2),
      percent('P__c', 5, 2),
      checkbox('B__c'),
      date('D__c'),
      datetime('At__c'),
      picklist('Pick__c', ['One', 'Two']),
      lookup('Up__c', 'Row__c', 'Downs'),
      ...EXPRESSIONS.map(([type, expression], index) =>
        formula(type, `F_${index}__c`, expression, { formula: { expression, treatBlanksAs: index % 2 ? 'BlankAsZero' : 'BlankAsBlank' } })
      )
    ]
  }
]);

/** A row of the query, with its parents as sub-selects. */
class TestScope implements FormulaSqlScope {
  constructor(
    readonly object: ObjectDef,
    private readonly alias: string,
    private readonly formulas: FormulaTranslator,
    private readonly joins: string[]
  ) {}

  field(field: FieldDef): FormulaSql {
    return field.formula ? this.formulas.translate(field, this) : { sql: `${this.alias}.${quoteName(field.apiName)}`, params: [] };
  }

  parent(reference: FieldDef, object: ObjectDef): FormulaSqlScope {
    const alias = `j${this.joins.length}`;
    this.joins.push(`LEFT JOIN "${object.apiName}" ${alias} ON ${alias}.Id = ${this.alias}.${reference.apiName}`);
    return new TestScope(object, alias, this.formulas, this.joins);
  }
}

it('means in SQL what it means in memory, for any row', () => {
  const org = new TestOrg(schema);
  const object = org.object('Row__c');
  const fields = object.fields.filter((field) => field.formula);
  const row = fc.record({
    T__c: fc.constantFrom(null, 'abc', 'B', '7x', 'aA b'),
    N__c: fc.constantFrom(null, 0, 0.1, 2, -3.5, 7),
    C__c: fc.constantFrom(null, 0, 0.2, 2, -1.25),
    P__c: fc.constantFrom(null, 0, 12.5, 33.33),
    B__c: fc.boolean(),
    D__c: fc.constantFrom(null, '2024-02-29', '2026-12-31'),
    At__c: fc.constantFrom(null, 1_700_000_000_000, Date.UTC(2026, 10, 22, 5)),
    Pick__c: fc.constantFrom(null, 'One', 'Two', 'Three')
  });
  fc.assert(
    fc.property(row, row, (upper: Values, lower: Values) => {
      const [up = ''] = org.insert('Row__c', [{ Name: 'up', ...upper }]);
      const [id = ''] = org.insert('Row__c', [{ Name: 'low', ...lower, Up__c: up }]);
      const seen: Record<string, unknown> = {};
      org.triggers.on('Row__c', 'after', 'update', (_tx, event) => {
        for (const field of fields) seen[field.apiName] = event.newRecords?.[0]?.get(field.apiName);
      });
      expect(org.dml('update', 'Row__c', [{ Id: id }])[0]?.success).toBe(true);
      const queried = org.transact((tx) =>
        Object.fromEntries(
          fields.map((field) => {
            const joins: string[] = [];
            const { sql, params } = new TestScope(object, 't', org.engine.formulas, joins).field(field);
            const found = tx.db.get(`SELECT ${sql} AS Value FROM "Row__c" t ${joins.join(' ')} WHERE t.Id = ?`, [
              ...boundParams(params, (late) => late(tx)),
              id
            ]);
            return [field.apiName, fromSql(found?.['Value'], field)];
          })
        )
      );
      expect(queried).toEqual(seen);
    }),
    { numRuns: 60 }
  );
  org.close();
});
