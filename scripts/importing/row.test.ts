import fc from 'fast-check';
import { differs } from './existing-records';
import type { SourceMapping } from './mapping';
import { readNumber } from './number-text';
import type { FieldFacts } from './org-fields';
import { RowMapper, sameValue, type ImportRecord } from './row';
import { cutText, isWellFormed } from './sound-text';

const SOURCE: SourceMapping = {
  name: 'leads',
  object: 'Lead',
  externalId: 'Ext__c',
  fields: [
    { field: 'Ext__c', column: 'Id', required: true },
    { field: 'LastName', template: 'Prospect {Number}', truncate: 12 },
    { field: 'Visits__c', column: 'Visits', type: 'number' },
    { field: 'City', column: 'City', blank: ['Select'] },
    { field: 'DoNotCall', column: 'No calls', values: { Yes: true, No: false } },
    { field: 'Company', constant: 'unknown' },
    { field: 'Won_At__c', column: 'Won', type: 'datetime' },
    { field: 'First__c', column: 'First', type: 'date' },
    { field: 'Rating__c', column: 'Rating' },
    { field: 'Active__c', column: 'Active' }
  ]
};
const ROW: Readonly<Record<string, string>> = {
  Id: ' a1 ',
  Number: '7',
  Visits: '3',
  City: 'Select',
  'No calls': 'No',
  Won: '2018-02-26 19:58:54',
  First: '2018-02-01',
  Rating: '2.50',
  Active: 'yes'
};
const text: FieldFacts = { type: 'string', precision: 0, scale: 0, caseSensitive: false };
const FIELDS = new Map<string, FieldFacts>([
  ['Visits__c', { ...text, type: 'double', precision: 6, scale: 0 }],
  ['Rating__c', { ...text, type: 'double', precision: 4, scale: 2 }],
  ['Active__c', { ...text, type: 'boolean' }],
  ['City', text]
]);

const record = (change: Readonly<Record<string, string>> = {}, source = SOURCE): ImportRecord => {
  const row = { ...ROW, ...change };
  return new RowMapper(source, Object.keys(row), FIELDS).record(Object.values(row));
};

describe('a row becomes a record', () => {
  it('by column, template and constant, typed by the mapping or the field, with blanks empty', () => {
    expect(record()).toEqual({
      Ext__c: 'a1',
      LastName: 'Prospect 7',
      Visits__c: 3,
      City: null,
      DoNotCall: false,
      Company: 'unknown',
      Won_At__c: '2018-02-26T19:58:54.000Z',
      First__c: '2018-02-01',
      Rating__c: 2.5,
      Active__c: true
    });
  });

  it.each([
    ['Id', '', 'Id is empty'],
    ['Visits', 'many', 'Visits is not a number: "many"'],
    ['Visits', '0x10', 'Visits is not a number: "0x10"'],
    ['Visits', '1,5', 'Visits is not a number: "1,5"'],
    ['Visits', '2.5', 'Visits would change: the field keeps 0 decimal places: "2.5"'],
    ['Visits', '1000000', 'Visits is too large: the field keeps 6 digits before the decimal point: "1000000"'],
    ['Visits', '0.1234567890123456789', 'Visits has more digits than a number keeps'],
    ['Visits', '1e999', 'Visits has more digits than a number keeps'],
    ['Rating', '1.005', 'Rating would change: the field keeps 2 decimal places: "1.005"'],
    ['Active', 'perhaps', 'Active is neither true nor false: "perhaps"'],
    ['No calls', 'Maybe', 'No calls has the value "Maybe", which the mapping does not know'],
    ['No calls', 'constructor', 'No calls has the value "constructor", which the mapping does not know'],
    ['First', '2018-02-30', 'First is not a date: "2018-02-30"'],
    ['First', '2018-00-10', 'First is not a date: "2018-00-10"'],
    ['Won', 'yesterday', 'Won is not a date and time: "yesterday"'],
    ['Won', '2018-02-30 10:00:00', 'Won is not a date and time: "2018-02-30 10:00:00"'],
    ['Won', '2018-02-28 24:00:00', 'Won is not a date and time: "2018-02-28 24:00:00"'],
    ['City', 'A\0B', 'City has a NUL character'],
    ['City', 'Montr\ufffdal', 'City has the sign U+FFFD'],
    ['City', 'x\ud83d', 'City has half of a character'],
    ['City', '#N/A', 'City is "#N/A", a missing value of a spreadsheet'],
    ['City', 'x'.repeat(131_073), 'City has 131073 characters; no field holds more than 131072']
  ])('or is refused: %s = %j', (column, value, reason) => {
    expect(() => record({ [column]: value })).toThrow(reason);
  });

  it('or is refused where a number would lose its zeros in a field of text', () => {
    const source: SourceMapping = { ...SOURCE, fields: [...SOURCE.fields.slice(0, 1), { field: 'City', column: 'City', type: 'number' }] };
    expect(record({ City: '501' }, source)).toMatchObject({ City: 501 });
    expect(() => record({ City: '00501' }, source)).toThrow('City would change: "00501" is the number 501');
  });

  it('and is cut between signs', () => {
    expect(record({ Number: 'ab😀' })).toMatchObject({ LastName: 'Prospect ab' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (value, length) => {
        const cut = cutText(value, length);
        expect(value.startsWith(cut) && cut.length <= length && isWellFormed(cut)).toBe(true);
      })
    );
  });
});

describe('a number', () => {
  it('is the one that the text says, or is refused', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        const value = readNumber(`${whole}.${fraction}`);
        if (typeof value !== 'number') return;
        const scaled = BigInt(whole + fraction);
        expect(Number(scaled) / 10 ** fraction.length).toBeCloseTo(value);
        expect(readNumber(String(value))).toBe(value);
      })
    );
  });

  it.each([
    ['1e3', 1000],
    ['-0', -0],
    ['007', 7],
    ['+1.50', 1.5],
    ['.5', 0.5],
    ['12e-1', 1.2]
  ])('may be written as %s', (written, value) => {
    expect(readNumber(written)).toBeCloseTo(value);
  });
});

describe('a record is sent only if the org holds something else', () => {
  it.each([
    [3, 3, true],
    [null, null, true],
    ['', null, true],
    ['2018-02-26T19:58:54.000Z', '2018-02-26T19:58:54.000+0000', true],
    ['Google', 'google', false],
    [false, true, false],
    [3, null, false]
  ])('%p against %p', (wanted, stored, same) => {
    expect(sameValue(wanted, stored)).toBe(same);
  });

  it('or holds nothing', () => {
    expect(differs({ A__c: 1 }, undefined)).toBe(true);
    expect(differs({ A__c: 1 }, { A__c: 1, B__c: 2 })).toBe(false);
  });
});
