import fc from 'fast-check';
import { parseQuery } from './index';
import type { Condition, Value } from './ast';
import { TestOrg } from './test-org';
import type { OrgValue } from '../values';

type Row = Readonly<Record<'Name' | 'Company' | 'Count__c' | 'Active__c' | 'Due__c' | 'Interests__c', OrgValue>>;

/** What a condition means for one row, said again in plain JavaScript. */
function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.operands.every((operand) => holds(operand, row));
    case 'or':
      return condition.operands.some((operand) => holds(operand, row));
    case 'not':
      return !holds(condition.operand, row);
    case 'comparison':
      return compares(valueOf(condition.left, row), condition.operator, literalOf(condition.value), condition.value);
    case 'in': {
      const list = (condition.values as readonly Value[]).map((value) => comparable(literalOf(value)));
      return list.includes(comparable(valueOf(condition.left, row))) !== condition.negated;
    }
    case 'includes': {
      const chosen = String(valueOf(condition.left, row) ?? '').split(';');
      const any = (condition.values as readonly Value[]).some((value) =>
        String(literalOf(value))
          .split(';')
          .every((part) => chosen.includes(part))
      );
      return any !== condition.negated;
    }
    case 'semiJoin':
      throw new Error('not generated');
  }
}

function valueOf(left: Extract<Condition, { kind: 'comparison' }>['left'], row: Row): OrgValue {
  if (left.kind !== 'field') throw new Error('not generated');
  return row[left.path[0] as keyof Row];
}

function literalOf(value: Value): OrgValue {
  if (value.kind === 'null') return null;
  if (value.kind === 'bind' || value.kind === 'dateLiteral') throw new Error('not generated');
  return value.value;
}

const comparable = (value: OrgValue): OrgValue => (typeof value === 'string' ? value.toLowerCase() || null : value);

function compares(left: OrgValue, operator: string, right: OrgValue, literal: Value): boolean {
  const [a, b] = [comparable(left), comparable(right)];
  if (operator === '=') return a === b;
  if (operator === '!=') return a !== b;
  if (a === null || b === null) return false;
  if (operator === 'LIKE') return likePattern(literal).test(String(left));
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function likePattern(literal: Value): RegExp {
  const pattern = literal.kind === 'string' ? literal.pattern : '';
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '\\') source += escape(pattern.charAt(++i));
    else source += char === '%' ? '[\\s\\S]*' : char === '_' ? '[\\s\\S]' : escape(char);
  }
  return new RegExp(`^${source}$`, 'i');
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const texts = fc.oneof(
  fc.constantFrom('a', 'A', 'ab', 'Ä', 'ä', 'äb', 'a_b', 'a%', "o'x", '\\', 'zz'),
  fc.string({ unit: fc.constantFrom('a', 'B', 'Ö', '_', '%'), minLength: 1, maxLength: 3 })
);
const rows = fc.array(
  fc.record({
    Name: texts,
    Company: fc.option(texts),
    Count__c: fc.option(fc.integer({ min: -3, max: 3 })),
    Active__c: fc.boolean(),
    Due__c: fc.option(fc.constantFrom('2026-01-01', '2026-06-30', '2027-01-01')),
    Interests__c: fc.option(fc.subarray(['Red', 'Green', 'Blue'], { minLength: 1 }).map((values) => values.join(';')))
  }),
  { maxLength: 12 }
);

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const textLiteral = fc.oneof(texts.map(quote), fc.constantFrom('null', "''"));
const pattern = fc.array(fc.constantFrom('a', 'B', 'ä', '%', '_', '\\_', '\\%'), { maxLength: 4 }).map((parts) => `'${parts.join('')}'`);
const numberLiteral = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), fc.constant('null'));
const dateLiteral = fc.constantFrom('2026-01-01', '2026-06-30', '2026-07-01', 'null');
const equality = fc.constantFrom('=', '!=');
const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const list = (literal: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('IN', 'NOT IN'), fc.array(literal, { minLength: 1, maxLength: 3 }))
    .map(([operator, items]) => `${operator} (${items.join(', ')})`);
const words = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((items) => items.join(' '));

const simple = fc.oneof(
  words('Company', equality, textLiteral),
  words('Company LIKE', pattern),
  words('Company', list(textLiteral)),
  words('Count__c', order, numberLiteral),
  words('Count__c', list(numberLiteral)),
  words('Active__c', equality, fc.constantFrom('true', 'false')),
  words('Due__c', order, dateLiteral),
  words('Interests__c', fc.constantFrom('INCLUDES', 'EXCLUDES'), fc.constantFrom("('Red')", "('Red;Blue', 'Green')", "('Blue;Red')"))
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition'))
      .map(([left, joiner, right]) => `(${left}) ${joiner} (${right})`),
    tie('condition').map((inner) => `NOT (${inner})`)
  )
}));

describe('any filter over any rows', () => {
  it('finds what the same condition finds in plain JavaScript', () => {
    const org = new TestOrg();
    fc.assert(
      fc.property(rows, fc.array(condition, { minLength: 1, maxLength: 8 }), (records, conditions) => {
        org.db.run('DELETE FROM "Lead"');
        const ids = records.map((record) => org.insert('Lead', record));
        for (const where of conditions) {
          const text = `SELECT Id FROM Lead WHERE ${where} ORDER BY Id`;
          const parsed = parseQuery(text).where;
          const expected = ids.filter((_, index) => parsed && holds(parsed, records[index] as Row));
          expect({ where, ids: org.list(text) }).toEqual({ where, ids: [...expected].sort() });
        }
      }),
      { numRuns: 300 }
    );
    org.close();
  });

  it('finds the same with values bound as with values written', () => {
    const org = new TestOrg();
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.option(texts), { maxLength: 3 }),
        fc.option(fc.integer({ min: -3, max: 3 })),
        (records, list_, number) => {
          org.db.run('DELETE FROM "Lead"');
          for (const record of records) org.insert('Lead', record);
          const written = (value: string | number | null): string => (typeof value === 'string' ? quote(value) : String(value));
          const same = (bound: string, plain: string): void => {
            const binds = { binds: (name: string) => (name === 'list' ? list_ : name === 'one' ? (list_[0] ?? null) : number) };
            expect(org.list(`SELECT Id FROM Lead WHERE ${bound} ORDER BY Id`, binds)).toEqual(
              org.list(`SELECT Id FROM Lead WHERE ${plain} ORDER BY Id`)
            );
          };
          const one = written(list_[0] ?? null);
          same('Company = :one', `Company = ${one}`);
          same('Company != :one', `Company != ${one}`);
          same('Company < :one', `Company < ${one}`);
          same('Count__c >= :number', `Count__c >= ${number}`);
          same('Count__c != :number', `Count__c != ${number}`);
          if (list_.length === 0) return;
          same('Company IN :list', `Company IN (${list_.map(written).join(', ')})`);
          same('Company NOT IN :list', `Company NOT IN (${list_.map(written).join(', ')})`);
        }
      )
    );
    org.close();
  });
});

describe('any groups', () => {
  it('add up to the whole', () => {
    const org = new TestOrg();
    fc.assert(
      fc.property(rows, (records) => {
        org.db.run('DELETE FROM "Lead"');
        for (const record of records) org.insert('Lead', record);
        const groups = org.query('SELECT Active__c, COUNT(Id) n, SUM(Count__c) s FROM Lead GROUP BY Active__c');
        const sum = (name: string): number => groups.reduce((total, group) => total + Number(group[name] ?? 0), 0);
        expect(sum('n')).toBe(records.length);
        expect(sum('s')).toBe(records.reduce((total, record) => total + (record.Count__c ?? 0), 0));
        const rollup = org.query('SELECT COUNT(Id) n FROM Lead GROUP BY ROLLUP(Active__c) HAVING GROUPING(Active__c) = 1');
        expect(rollup).toEqual(records.length === 0 ? [] : [{ n: records.length }]);
      })
    );
    org.close();
  });
});
