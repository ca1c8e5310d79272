import { currency, date, lookup, masterDetail, number, percent, schemaWith, text } from '../schema/testing';
import type { RollupDef } from '../schema/types';
import { firstError, TestOrg } from './testing';

const sums = (operation: RollupDef['operation'], summarizedField?: string, filters: RollupDef['filters'] = []) => ({
  rollup: {
    operation,
    childObject: 'Line__c',
    childField: 'Order__c',
    filters,
    ...(summarizedField === undefined ? {} : { summarizedField })
  },
  createable: false,
  updateable: false
});

const schema = schemaWith([
  {
    apiName: 'Order__c',
    fields: [
      number('Lines__c', 18, 0, sums('count')),
      currency('Total__c', 18, 2, sums('sum', 'Value__c')),
      currency('Big__c', 18, 2, sums('sum', 'Value__c', [{ field: 'Value__c', operation: 'greaterOrEqual', value: '100' }])),
      date('First__c', sums('min', 'Day__c')),
      date('Last__c', sums('max', 'Day__c', [{ field: 'Kind__c', operation: 'equals', value: 'a, b' }])),
      lookup('Boss__c', 'Order__c', 'Orders')
    ],
    validationRules: [{ fullName: 'Cap', active: true, errorConditionFormula: 'Total__c > 1000', errorMessage: 'The order is too large.' }]
  },
  {
    apiName: 'Line__c',
    fields: [
      masterDetail('Order__c', 'Order__c', 'Lines', { updateable: true, reparentable: true }),
      currency('Price__c', 18, 2),
      percent('Discount__c', 5, 2),
      currency('Value__c', 18, 2, {
        formula: { expression: 'Price__c * (1 - Discount__c)', treatBlanksAs: 'BlankAsZero' },
        createable: false,
        updateable: false
      }),
      date('Day__c'),
      text('Kind__c', 10)
    ]
  }
]);

describe('roll-ups', () => {
  let org: TestOrg;
  let orders: string[];
  beforeEach(() => {
    org = new TestOrg(schema);
    orders = org.insert('Order__c', [{ Name: 'o1' }, { Name: 'o2' }]);
  });
  afterEach(() => org.close());

  const line = (order: number, price: number, more = {}) => ({ Name: 'l', Order__c: orders[order] ?? null, Price__c: price, ...more });

  it('follow inserts, updates, moves, deletes and undeletes of their rows', () => {
    const lines = org.insert('Line__c', [
      line(0, 100, { Day__c: '2026-03-01', Kind__c: 'a' }),
      line(0, 50, { Discount__c: 10, Day__c: '2026-01-05', Kind__c: 'z' }),
      line(1, 7)
    ]);
    expect(org.row('Order__c', orders[0])).toMatchObject({
      Lines__c: 2,
      Total__c: 145,
      Big__c: 100,
      First__c: '2026-01-05',
      Last__c: '2026-03-01'
    });
    org.dml('update', 'Line__c', [{ Id: lines[0] ?? null, Order__c: orders[1] ?? null }]);
    expect(org.row('Order__c', orders[0])).toMatchObject({ Lines__c: 1, Total__c: 45, Big__c: 0, Last__c: null });
    expect(org.row('Order__c', orders[1])).toMatchObject({ Lines__c: 2, Total__c: 107 });
    org.dml('delete', 'Line__c', [{ Id: lines[2] ?? null }]);
    expect(org.row('Order__c', orders[1])).toMatchObject({ Lines__c: 1, Total__c: 100 });
    org.dml('undelete', 'Line__c', [{ Id: lines[2] ?? null }]);
    expect(org.row('Order__c', orders[1])).toMatchObject({ Lines__c: 2, Total__c: 107 });
  });

  it('start at zero for counts and sums', () => {
    expect(org.row('Order__c', orders[0])).toMatchObject({ Lines__c: 0, Total__c: 0, First__c: null });
    org.insert('Line__c', [{ Name: 'l', Order__c: orders[0] ?? null }]);
    expect(org.row('Order__c', orders[0])).toMatchObject({ Lines__c: 1, Total__c: 0, First__c: null });
  });

  it('run the triggers of parents whose sums change, once per chunk', () => {
    org.triggers.on('Order__c', 'before', 'update').on('Order__c', 'after', 'update');
    org.insert(
      'Line__c',
      Array.from({ length: 200 }, (_, i) => line(i % 2, 1))
    );
    expect(org.triggers.log).toEqual(['Order__c before update 2', 'Order__c after update 2']);
  });

  it("refuse the rows whose parent's rules refuse the sum, and save the others", () => {
    const results = org.dml('insert', 'Line__c', [line(0, 2000), line(1, 5)]);
    expect(firstError(results[0])).toMatchObject({ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'The order is too large.' });
    expect(results[1]?.success).toBe(true);
    expect(org.row('Order__c', orders[0])['Lines__c']).toBe(0);
    expect(org.row('Order__c', orders[1])['Total__c']).toBe(5);
  });
});
