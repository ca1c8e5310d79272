import fc from 'fast-check';
import { Limits } from '../database';
import {
  checkbox,
  currency,
  date,
  datetime,
  lookup,
  multiPicklist,
  number,
  percent,
  picklist,
  schemaWith,
  text,
  textArea
} from '../schema/testing';
import { SYSTEM_ACCESS, type AccessPolicy } from '../soql/types';
import { firstError, TEST_USER, TestOrg, type Values } from './testing';

const RULES = [
  {
    fullName: 'Ends_after_start',
    active: true,
    errorConditionFormula: 'End__c < Start__c',
    errorMessage: 'Ends before it starts.',
    errorDisplayField: 'End__c'
  },
  { fullName: 'Locked', active: true, errorConditionFormula: 'AND(NOT(ISNEW()), ISCHANGED(Code__c))', errorMessage: 'The code is locked.' },
  { fullName: 'Off', active: false, errorConditionFormula: 'true', errorMessage: 'never' }
];

const schema = schemaWith([
  {
    apiName: 'Thing__c',
    autoNumber: 'T-{0000}',
    validationRules: RULES,
    fields: [
      text('Code__c', 10, { unique: true, externalId: true }),
      text('Key__c', 10, { externalId: true }),
      number('Amount__c', 5, 2),
      percent('Share__c', 5, 2),
      currency('Price__c', 18, 2),
      date('Start__c', { defaultValue: 'TODAY()' }),
      date('End__c'),
      datetime('At__c'),
      checkbox('Flag__c', { defaultValue: 'true' }),
      picklist('Size__c', ['Small', '*Medium', 'Large'], { restricted: true }),
      picklist('Colour__c', ['Red', 'Blue']),
      multiPicklist('Tags__c', ['a', 'b', 'c'], { restricted: true }),
      textArea('Note__c', 255, { defaultValue: '"for " & $User.Username' }),
      lookup('Lead__c', 'Lead', 'Things')
    ]
  },
  { apiName: 'Settings__c', customSettingsType: 'Hierarchy', fields: [number('Days__c', 4, 0)] },
  { apiName: 'Alarm__e', fields: [text('Word__c', 5)] },
  { apiName: 'Owner_Less__c', fields: [text('Word__c', 5, { nillable: false })] }
]);

describe('saving', () => {
  let org: TestOrg;
  beforeEach(() => (org = new TestOrg(schema)));
  afterEach(() => org.close());

  const save = (values: Values) => org.dml('insert', 'Thing__c', [values])[0];
  const saved = (values: Values) => org.row('Thing__c', org.insert('Thing__c', [values])[0]);

  it('writes a lead with defaults, owner, audit fields and a name put together', () => {
    const [id] = org.insert('Lead', [{ FirstName: ' Grace ', LastName: 'Hopper', Company: 'Navy' }]);
    expect(org.row('Lead', id)).toMatchObject({
      Name: 'Grace Hopper',
      FirstName: 'Grace',
      Status: 'Open - Not Contacted',
      OwnerId: TEST_USER.id,
      CreatedById: TEST_USER.id,
      CreatedDate: org.now,
      LastModifiedDate: org.now,
      IsConverted: false
    });
  });

  it('evaluates defaults where a field is left out, and keeps one empty that was given as null', () => {
    expect(saved({})).toMatchObject({
      Start__c: '2026-11-22',
      Flag__c: true,
      Size__c: 'Medium',
      Note__c: 'for admin@example.com',
      Name: 'T-0001'
    });
    expect(saved({ Start__c: null, Size__c: null })).toMatchObject({ Start__c: null, Size__c: null, Name: 'T-0002' });
  });

  it('brings values into the form of their field', () => {
    const row = saved({
      Amount__c: 1.005,
      Size__c: 'small',
      Colour__c: ' Green ',
      Tags__c: 'c; a;c',
      Note__c: '   ',
      At__c: 1_700_000_000_999,
      OwnerId: TEST_USER.id.slice(0, 15)
    });
    expect(row).toMatchObject({
      Amount__c: 1.01,
      Size__c: 'Small',
      Colour__c: 'Green',
      Tags__c: 'a;c',
      Note__c: null,
      At__c: 1_700_000_000_000,
      OwnerId: TEST_USER.id
    });
  });

  it.each<[string, Values, string, string]>([
    ['a text too long', { Code__c: 'x'.repeat(11) }, 'STRING_TOO_LONG', 'Code: data value too large: xxxxxxxxxxx (max length=10)'],
    [
      'a number too large',
      { Amount__c: 1000 },
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Amount: value outside of valid range on numeric field: 1000'
    ],
    [
      'a number too large after rounding',
      { Amount__c: 999.995 },
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Amount: value outside of valid range on numeric field: 999.995'
    ],
    ['a text for a number', { Amount__c: 'many' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD', 'Amount: value not of required type: many'],
    ['a number for a text', { Code__c: 5 }, 'INVALID_TYPE_ON_FIELD_IN_RECORD', 'Code: value not of required type: 5'],
    ['a text for a boolean', { Flag__c: 'yes' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD', 'Flag: value not of required type: yes'],
    [
      'a day that does not exist',
      { Start__c: '2026-02-30' },
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      'Start: value not of required type: 2026-02-30'
    ],
    [
      'an unknown restricted value',
      { Size__c: 'Huge' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Size: bad value for restricted picklist field: Huge'
    ],
    [
      'an unknown value among several',
      { Tags__c: 'a;z' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Tags: bad value for restricted picklist field: z'
    ],
    ['a malformed id', { Lead__c: 'nobody' }, 'MALFORMED_ID', 'Lead: id value of incorrect type: nobody'],
    [
      'an id of another object',
      { Lead__c: TEST_USER.id },
      'FIELD_INTEGRITY_EXCEPTION',
      `Lead: id value of incorrect type: ${TEST_USER.id}`
    ],
    ['an id of nothing', { Lead__c: '00Q000000000009EAA' }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
    ['a violated rule', { Start__c: '2026-02-01', End__c: '2026-01-01' }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Ends before it starts.'],
    ['an id on insert', { Id: 'a00000000000001AAA' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call']
  ])('refuses %s', (_what, values, errorCode, message) => {
    const error = firstError(save(values));
    expect([error.errorCode, error.message]).toEqual([errorCode, message]);
    expect(org.count('Thing__c')).toBe(0);
  });

  it('names the field a rule speaks of, and reports every problem of a record', () => {
    expect(firstError(save({ End__c: '2020-01-01' })).fields).toEqual(['End__c']);
    expect(save({ Amount__c: 'x', Code__c: 'x'.repeat(20) })?.errors.map((error) => error.errorCode)).toEqual([
      'STRING_TOO_LONG',
      'INVALID_TYPE_ON_FIELD_IN_RECORD'
    ]);
  });

  it('refuses invalid email addresses and missing required fields by name', () => {
    const [result] = org.dml('insert', 'Lead', [{ Email: 'nobody' }]);
    expect(firstError(result)).toMatchObject({
      errorCode: 'INVALID_EMAIL_ADDRESS',
      message: 'Email: invalid email address: nobody',
      fields: ['Email']
    });
    expect(firstError(org.dml('insert', 'Lead', [{}])[0])).toEqual({
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [LastName, Company]',
      fields: ['LastName', 'Company']
    });
  });

  it('refuses fields that nobody may write, by name', () => {
    const error = firstError(save({ Name: 'T-1', CreatedDate: 0 }));
    expect(error).toMatchObject({ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Name', 'CreatedDate'] });
    expect(error.message).toMatch(/^Unable to create\/update fields: Name, CreatedDate\. Please check the security settings of this field/);
  });

  it('calls custom records without a name by their id', () => {
    const [id = ''] = org.insert('Owner_Less__c', [{ Word__c: 'a' }]);
    expect(org.row('Owner_Less__c', id)['Name']).toBe(id.slice(0, 15));
    org.dml('update', 'Owner_Less__c', [{ Id: id, Name: 'named' }]);
    expect(org.row('Owner_Less__c', id)['Name']).toBe('named');
  });

  it('gives hierarchy settings to the organisation, once', () => {
    org.db.run(`INSERT INTO "Organization" (Id, Name) VALUES ('00D000000000001EAA', 'Org')`);
    const [id] = org.insert('Settings__c', [{ Days__c: 3 }]);
    expect(org.row('Settings__c', id)['SetupOwnerId']).toBe('00D000000000001EAA');
    expect(firstError(org.dml('insert', 'Settings__c', [{ Days__c: 4 }])[0]).errorCode).toBe('DUPLICATE_VALUE');
  });

  it('refuses to publish platform events, by name', () => {
    expect(() => org.dml('insert', 'Alarm__e', [{ Word__c: 'x' }])).toThrow('does not support publishing platform events (Alarm__e)');
  });

  it('lets a loader restore audit fields on insert', () => {
    const [id] = org.insert('Thing__c', [{ CreatedDate: 1_600_000_000_000 }], { auditFields: true });
    expect(org.row('Thing__c', id)['CreatedDate']).toBe(1_600_000_000_000);
  });

  it('refuses a unique value that another record has, whatever its case, and one given twice in a call', () => {
    const [first] = org.insert('Thing__c', [{ Code__c: 'abc' }]);
    const results = org.dml('insert', 'Thing__c', [{ Code__c: 'ABC' }, { Code__c: 'x' }, { Code__c: 'X' }]);
    expect(results.map((result) => result.success)).toEqual([false, true, false]);
    expect(firstError(results[0])).toMatchObject({
      errorCode: 'DUPLICATE_VALUE',
      message: `duplicate value found: Code__c duplicates value on record with id: ${first?.slice(0, 15)}`
    });
  });

  it('changes only what an update gives, and keeps ISCHANGED rules', () => {
    const [id] = org.insert('Thing__c', [{ Code__c: 'a', Amount__c: 1 }]);
    org.now += 5000;
    expect(org.dml('update', 'Thing__c', [{ Id: id?.slice(0, 15) ?? null, Amount__c: 2 }])[0]).toEqual({
      id,
      success: true,
      created: false,
      errors: []
    });
    expect(org.row('Thing__c', id)).toMatchObject({ Code__c: 'a', Amount__c: 2, LastModifiedDate: org.now, CreatedDate: org.now - 5000 });
    expect(firstError(org.dml('update', 'Thing__c', [{ Id: id ?? null, Code__c: 'b' }])[0])).toEqual({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'The code is locked.',
      fields: []
    });
  });

  it('refuses updates without id, of nothing, of deleted records and of one record twice', () => {
    const [id = '', gone = ''] = org.insert('Thing__c', [{}, {}]);
    org.dml('delete', 'Thing__c', [{ Id: gone }]);
    const rows = [{}, { Id: 'rubbish' }, { Id: 'a00000000000999' }, { Id: gone }, { Id: id }, { Id: id }];
    expect(org.dml('update', 'Thing__c', rows).map((result) => result.errors[0]?.errorCode)).toEqual([
      'MISSING_ARGUMENT',
      'MALFORMED_ID',
      'INVALID_CROSS_REFERENCE_KEY',
      'ENTITY_IS_DELETED',
      undefined,
      'DUPLICATE_VALUE'
    ]);
  });

  it('asks the access policy for objects, fields and rows', () => {
    const [id = ''] = org.insert('Thing__c', [{}]);
    const policy = (changes: Partial<AccessPolicy>): AccessPolicy => ({ ...SYSTEM_ACCESS, ...changes });
    const codes = (operation: 'insert' | 'update' | 'delete', values: Values, changes: Partial<AccessPolicy>) =>
      org.dml(operation, 'Thing__c', [values], { access: policy(changes) })[0]?.errors.map((error) => error.errorCode);
    expect(codes('insert', {}, { canCreateObject: () => false })).toEqual(['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY']);
    expect(codes('insert', { Key__c: 'k' }, { canCreateField: (field) => field.apiName !== 'Key__c' })).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE'
    ]);
    expect(codes('update', { Id: id, Key__c: 'k' }, { canEditField: () => false })).toEqual(['INVALID_FIELD_FOR_INSERT_UPDATE']);
    expect(codes('update', { Id: id }, { canEditObject: () => false })).toEqual(['INSUFFICIENT_ACCESS_OR_READONLY']);
    const readOnly: Partial<AccessPolicy> = { accessible: (_tx, _object, ids, level) => new Set(level === 'read' ? ids : []) };
    expect(codes('update', { Id: id }, readOnly)).toEqual(['INSUFFICIENT_ACCESS_OR_READONLY']);
    expect(codes('update', { Id: id }, { accessible: () => new Set() })).toEqual(['INVALID_CROSS_REFERENCE_KEY']);
    expect(codes('delete', { Id: id }, { canDeleteObject: () => false })).toEqual(['INSUFFICIENT_ACCESS_OR_READONLY']);
    const blind: Partial<AccessPolicy> = { canEditObject: () => false, canDeleteObject: () => false, accessible: () => new Set() };
    expect([codes('update', { Id: id }, blind), codes('delete', { Id: id }, blind)]).toEqual([
      ['INVALID_CROSS_REFERENCE_KEY'],
      ['INVALID_CROSS_REFERENCE_KEY']
    ]);
  });

  it('refuses references to records that the caller may not use, but not what triggers put in', () => {
    const [hidden = '', seen = ''] = org.insert('Lead', [
      { LastName: 'Hidden', Company: 'c' },
      { LastName: 'Seen', Company: 'c' }
    ]);
    const asked: string[] = [];
    const access: AccessPolicy = {
      ...SYSTEM_ACCESS,
      accessible: (_tx, object, ids, level) => {
        asked.push(`${object.apiName} ${level}`);
        return new Set(ids.filter((id) => id !== hidden));
      }
    };
    const results = org.dml('insert', 'Thing__c', [{ Lead__c: hidden }, { Lead__c: seen }, {}], { access });
    expect(results.map((result) => result.errors[0]?.errorCode)).toEqual(['INVALID_CROSS_REFERENCE_KEY', undefined, undefined]);
    const share = { UserOrGroupId: TEST_USER.id, LeadAccessLevel: 'Edit' };
    expect(firstError(org.dml('insert', 'LeadShare', [{ LeadId: hidden, ...share }], { access })[0]).errorCode).toBe(
      'INVALID_CROSS_REFERENCE_KEY'
    );
    expect(asked).toEqual(['Lead read', 'Lead delete', 'Lead read']);
    org.triggers.on('Thing__c', 'before', 'insert', (_tx, event) => {
      for (const record of event.newRecords ?? []) record.set('Lead__c', hidden);
    });
    expect(org.dml('insert', 'Thing__c', [{}], { access })[0]?.success).toBe(true);
  });

  it('lets Apex save a record it has read, with fields it may not write', () => {
    const [id = ''] = org.insert('Thing__c', [{}]);
    const read = org.row('Thing__c', id);
    const access = { ...SYSTEM_ACCESS, canEditField: () => false };
    expect(org.dml('update', 'Thing__c', [read], { access, inApex: true })[0]?.success).toBe(true);
    expect(firstError(org.dml('update', 'Thing__c', [{ ...read, Key__c: 'new' }], { access, inApex: true })[0]).fields).toEqual(['Key__c']);
  });

  it('counts statements and rows', () => {
    const limits = new Limits();
    org.transact((tx) => org.insert('Thing__c', [{}, {}, {}], {}, tx), limits);
    expect([limits.used('dmlStatements'), limits.used('dmlRows')]).toEqual([1, 3]);
  });
});

describe('all or none', () => {
  const org = new TestOrg(schema);
  afterAll(() => org.close());
  const good = { LastName: 'ok', Company: 'c' };

  it('undoes everything on the first failure and leaves no ids behind', () => {
    const records = [good, {}, good].map((values) => ({ record: org.record('Lead', values) }));
    const results = org.transact((tx) =>
      org.engine.execute(tx, 'insert', org.object('Lead'), records, { access: SYSTEM_ACCESS, allOrNone: true })
    );
    expect(results.map((result) => result.errors[0]?.errorCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK'
    ]);
    expect(records.map(({ record }) => record.id)).toEqual([null, null, null]);
    expect(org.count('Lead')).toBe(0);
  });

  it('saves 200 but one where partial success is asked for, results in order', () => {
    const rows = Array.from({ length: 200 }, (_, i) => (i === 77 ? { Company: 'c' } : { LastName: `L${i}`, Company: 'c' }));
    const results = org.dml('insert', 'Lead', rows);
    expect(results.map((result) => result.success)).toEqual(rows.map((_, i) => i !== 77));
    expect(org.count('Lead')).toBe(199);
    expect(org.row('Lead', results[78]?.id ?? '')['LastName']).toBe('L78');
  });

  it('gives each record its own outcome, independent of its neighbours and their order', () => {
    const candidate = fc.record({
      LastName: fc.constantFrom('a', '', 'x'.repeat(90)),
      Company: fc.constantFrom('c', ''),
      Email: fc.constantFrom(null, 'a@b.de', 'nonsense')
    });
    const outcome = (values: Values) => org.dml('insert', 'Lead', [values])[0]?.errors.map((error) => error.errorCode);
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 12 }), (rows) => {
        const together = org.dml('insert', 'Lead', rows).map((result) => result.errors.map((error) => error.errorCode));
        const reversed = org
          .dml('insert', 'Lead', [...rows].reverse())
          .map((result) => result.errors.map((error) => error.errorCode))
          .reverse();
        expect(together).toEqual(rows.map(outcome));
        expect(reversed).toEqual(together);
      }),
      { numRuns: 30 }
    );
  });
});

it('needs the same number of queries for one record as for 200', () => {
  const org = new TestOrg(schema);
  const queries = jest.spyOn(org.db, 'all');
  let codes = 0;
  const countFor = (n: number): number => {
    queries.mockClear();
    org.insert(
      'Thing__c',
      Array.from({ length: n }, () => ({ Code__c: `c${++codes}` }))
    );
    return queries.mock.calls.length;
  };
  countFor(1);
  expect(countFor(200)).toBe(countFor(1));
  org.close();
});
