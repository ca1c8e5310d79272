import fc from 'fast-check';
import { MetadataError } from '../errors';
import { buildSchema } from './build';
import { allocatedPrefixes } from './key-prefixes';
import { checkbox, currency, date, formula, lookup, masterDetail, number, picklist, schemaWith, text } from './testing';
import type { CustomObjectNotation, ExtensionNotation } from './testing';

const at = { file: 'objects/X.field-meta.xml', line: 7, column: 3 };
const refused = (objects: readonly (CustomObjectNotation | ExtensionNotation)[]): string => {
  try {
    schemaWith(objects);
  } catch (error) {
    if (error instanceof MetadataError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('standard objects', () => {
  const schema = schemaWith();

  it('are found by name without regard to case, and by the first three characters of their ids', () => {
    expect(schema.objectByPrefix('00Q')?.apiName).toBe('Lead');
    expect(schema.object('lead')?.field('COMPANY')).toMatchObject({ apiName: 'Company', required: true, length: 255 });
    expect(schema.object('Nothing')).toBeUndefined();
    expect(schema.objectByPrefix('zzz')).toBeUndefined();
  });

  it('have parent and child names, also where a reference can point to several objects', () => {
    expect(schema.object('Lead')?.parentRelationship('owner')?.referenceTo).toEqual(['Group', 'User']);
    expect(schema.object('Contact')?.childRelationship('tasks')?.field.apiName).toBe('WhoId');
    expect(schema.object('Opportunity')?.childRelationship('Tasks')?.field.apiName).toBe('WhatId');
    expect(schema.object('Account')?.childRelationship('Contacts')).toMatchObject({ childObject: 'Contact', cascadeDelete: true });
  });

  it('do not let clients write the compound name of a person', () => {
    for (const name of ['Lead', 'Contact', 'User']) {
      expect(schema.object(name)?.nameField).toMatchObject({ apiName: 'Name', createable: false, updateable: false, required: false });
      expect(schema.object(name)?.field('LastName')).toMatchObject({ required: true, compoundField: 'Name' });
    }
  });
});

describe('custom objects', () => {
  const schema = schemaWith([
    { apiName: 'Definition__c', fields: [text('Version__c', 10)] },
    {
      apiName: 'Criterion__c',
      autoNumber: 'CR-{0000}',
      fields: [masterDetail('Definition__c', 'Definition__c', 'Criteria'), number('Points__c', 3, 0)]
    },
    { apiName: 'Engagement__c', sharingModel: 'Private', enableActivities: true, fields: [lookup('Lead__c', 'Lead', 'Engagements')] },
    { apiName: 'Handler__mdt', fields: [text('Class__c', 80)] },
    { apiName: 'Switches__c', customSettingsType: 'Hierarchy', fields: [checkbox('Off__c')] },
    { apiName: 'Scored__e', fields: [text('Lead__c', 18)] }
  ]);

  it('get key prefixes in order of their names, by kind', () => {
    const prefixes = ['Criterion__c', 'Definition__c', 'Engagement__c', 'Switches__c', 'Handler__mdt', 'Scored__e'].map(
      (name) => schema.object(name)?.keyPrefix
    );
    expect(prefixes).toEqual(['a00', 'a01', 'a02', 'a03', 'm00', 'e00']);
  });

  it('have system fields; a detail has no owner, its master has', () => {
    const criterion = schema.object('Criterion__c');
    expect(criterion).toMatchObject({ sharingModel: 'ControlledByParent', kind: 'custom' });
    expect(criterion?.fields.map((field) => field.apiName)).toEqual([
      'Id',
      'IsDeleted',
      'Name',
      'CreatedDate',
      'CreatedById',
      'LastModifiedDate',
      'LastModifiedById',
      'SystemModstamp',
      'Definition__c',
      'Points__c'
    ]);
    expect(schema.object('Definition__c')?.field('OwnerId')).toMatchObject({ nillable: false, required: false });
    expect(schema.object('Definition__c')?.childRelationship('Criteria__r')).toMatchObject({
      childObject: 'Criterion__c',
      cascadeDelete: true
    });
  });

  it('have a text name or an auto-number, which cannot be written', () => {
    expect(schema.object('Criterion__c')?.nameField).toMatchObject({
      autoNumber: { displayFormat: 'CR-{0000}', startingNumber: 1 },
      createable: false
    });
    expect(schema.object('Definition__c')?.nameField).toMatchObject({ createable: true, required: false });
  });

  it('have a share object exactly where not everybody sees everything', () => {
    expect(schema.object('Engagement__Share')?.parentRelationship('Parent')?.referenceTo).toEqual(['Engagement__c']);
    expect(schema.object('Engagement__c')?.childRelationship('Shares')?.childObject).toBe('Engagement__Share');
    expect(schema.object('Definition__Share')).toBeUndefined();
    expect(schema.object('Criterion__Share')).toBeUndefined();
  });

  it('can be what an activity is about if they have activities', () => {
    expect(schema.object('Task')?.field('WhatId')?.referenceTo).toEqual(['Account', 'Campaign', 'Opportunity', 'Engagement__c']);
    expect(schema.object('Engagement__c')?.childRelationship('Events')?.childObject).toBe('Event');
    expect(schema.object('Engagement__c')?.field('LastActivityDate')).toBeDefined();
    expect(schema.object('Definition__c')?.childRelationship('Tasks')).toBeUndefined();
  });

  it('of other kinds can do less', () => {
    expect(schema.object('Handler__mdt')).toMatchObject({
      createable: false,
      updateable: false,
      triggerable: false,
      kind: 'customMetadata'
    });
    expect(schema.object('Handler__mdt')?.field('Class__c')).toMatchObject({ createable: false });
    expect(schema.object('Switches__c')?.field('SetupOwnerId')?.referenceTo).toEqual(['Organization', 'Profile', 'User']);
    expect(schema.object('Scored__e')).toMatchObject({ queryable: false, triggerable: true, updateable: false });
  });
});

describe('history', () => {
  it('has an object of its own where an object keeps it and a field is tracked', () => {
    const schema = schemaWith([
      { apiName: 'Goal__c', enableHistory: true, fields: [number('Target__c', 5, 0, { trackHistory: true }), text('Note__c', 50)] },
      { apiName: 'Quiet__c', enableHistory: true, fields: [text('Note__c', 50)] },
      { extend: 'Opportunity', enableHistory: true, trackedFields: ['Amount'] }
    ]);
    const history = schema.object('Goal__History');
    expect(history?.field('Field')?.picklist?.values.map((value) => value.value)).toEqual(['created', 'Target__c']);
    expect(schema.object('Goal__c')?.childRelationship('Histories')?.field.apiName).toBe('ParentId');
    expect(schema.object('OpportunityFieldHistory')?.field('OpportunityId')).toBeDefined();
    expect(schema.object('Quiet__History')).toBeUndefined();
    expect(schema.object('LeadHistory')).toBeUndefined();
  });

  it('cannot be kept of a field that does not exist', () => {
    expect(refused([{ extend: 'Lead', enableHistory: true, trackedFields: ['Mood'] }])).toContain('Lead has no field Mood');
  });
});

describe('what does not fit is refused with its place', () => {
  it.each<[string, readonly (CustomObjectNotation | ExtensionNotation)[], string]>([
    [
      'an unknown parent',
      [{ apiName: 'A__c', fields: [lookup('B__c', 'B__c', 'As', { source: at })] }],
      'A__c.B__c refers to the unknown object B__c'
    ],
    [
      'a field stated twice',
      [{ extend: 'Lead', fields: [text('X__c', 5), text('x__c', 5, { source: at })] }],
      'Lead has two fields named x__c'
    ],
    [
      'a name down that is taken',
      [{ apiName: 'A__c', fields: [lookup('L__c', 'Lead', 'Things'), lookup('M__c', 'Lead', 'Things', { source: at })] }],
      'Lead already has a child relationship named Things__r'
    ],
    [
      'a third master',
      [
        { apiName: 'M__c' },
        {
          apiName: 'D__c',
          fields: [
            masterDetail('A__c', 'M__c', 'As'),
            masterDetail('B__c', 'M__c', 'Bs'),
            masterDetail('C__c', 'M__c', 'Cs', { source: at })
          ]
        }
      ],
      'at most two masters'
    ],
    [
      'a roll-up over a lookup',
      [
        { apiName: 'D__c', fields: [lookup('M__c', 'M__c', 'Ds')] },
        {
          apiName: 'M__c',
          fields: [
            number('N__c', 18, 0, { source: at, rollup: { operation: 'count', childObject: 'D__c', childField: 'M__c', filters: [] } })
          ]
        }
      ],
      'D__c.M__c is not a master-detail field to M__c'
    ],
    [
      'a sum of words',
      [
        { apiName: 'D__c', fields: [masterDetail('M__c', 'M__c', 'Ds'), text('T__c', 5)] },
        {
          apiName: 'M__c',
          fields: [
            number('N__c', 18, 0, {
              source: at,
              rollup: { operation: 'sum', childObject: 'D__c', childField: 'M__c', summarizedField: 'T__c', filters: [] }
            })
          ]
        }
      ],
      'sum of D__c.T__c is not possible for a field of type string'
    ],
    [
      'a validation rule without a message',
      [
        {
          apiName: 'A__c',
          validationRules: [{ fullName: 'R', active: true, errorConditionFormula: 'TRUE', errorMessage: ' ', source: at }]
        }
      ],
      'validation rule A__c.R has no error message'
    ],
    [
      'an error shown at a field that is not there',
      [
        {
          apiName: 'A__c',
          validationRules: [
            { fullName: 'R', active: true, errorConditionFormula: 'TRUE', errorMessage: 'No', errorDisplayField: 'B__c', source: at }
          ]
        }
      ],
      'A__c has no field B__c to show the error at'
    ],
    [
      'a picklist with a value twice',
      [{ apiName: 'A__c', fields: [picklist('P__c', ['One', 'one'], {}, { source: at })] }],
      'picklist A__c.P__c has the value one twice'
    ],
    [
      'a dependent picklist without a controlling field',
      [{ apiName: 'A__c', fields: [picklist('P__c', ['One'], { controllingField: 'Q__c' }, { source: at })] }],
      'depends on the unknown field Q__c'
    ],
    ['a standard object that the org does not have', [{ extend: 'Order', source: at }], 'object Order is not in'],
    ['a name without suffix', [{ apiName: 'Plain', source: at }], 'Plain is not a name for a custom object']
  ])('%s', (_what, objects, message) => {
    expect(refused(objects)).toContain(message);
    expect(refused(objects)).toContain('objects/X.field-meta.xml:7:3');
  });

  it('refuses two objects with the same name', () => {
    expect(refused([{ apiName: 'A__c' }, { apiName: 'a__c' }])).toContain('is stated twice');
  });
});

describe('key prefixes', () => {
  it('stay with their objects when others come or go', () => {
    const before = schemaWith([{ apiName: 'B__c', sharingModel: 'Private' }, { apiName: 'D__c' }]);
    const custom = ['A__c', 'B__c', 'C__c'].map((apiName) => ({
      apiName,
      label: apiName,
      pluralLabel: apiName,
      fields: [],
      sharingModel: 'Private' as const
    }));
    const after = buildSchema({ custom, extensions: [], previousPrefixes: allocatedPrefixes(before) });
    expect(after.object('B__c')?.keyPrefix).toBe(before.object('B__c')?.keyPrefix);
    expect(after.object('B__Share')?.keyPrefix).toBe(before.object('B__Share')?.keyPrefix);
    // D__c is gone, but its records' ids are not given to others.
    expect([after.object('A__c')?.keyPrefix, after.object('C__c')?.keyPrefix]).toEqual(['a02', 'a03']);
  });

  it('are never given twice, whatever objects there are', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{1,6}$/), {
      minLength: 1,
      maxLength: 40,
      selector: (name) => name.toLowerCase()
    });
    fc.assert(
      fc.property(names, names, (first, second) => {
        const objects = (list: readonly string[]): CustomObjectNotation[] =>
          list.map((name) => ({ apiName: `${name}__c`, sharingModel: 'Private' }));
        const before = schemaWith(objects(first));
        const custom = objects(second).map((object) => ({ label: 'L', pluralLabel: 'Ls', fields: [], ...object }));
        const after = buildSchema({ custom, extensions: [], previousPrefixes: allocatedPrefixes(before) });
        const own = after.objects.filter((object) => object.createable && object.kind !== 'standard').map((object) => object.keyPrefix);
        expect(new Set(own).size).toBe(own.length);
        for (const name of second.filter((candidate) => first.includes(candidate))) {
          expect(after.object(`${name}__c`)?.keyPrefix).toBe(before.object(`${name}__c`)?.keyPrefix);
        }
      }),
      { numRuns: 20 }
    );
  });

  it('last for 200 objects', () => {
    const schema = schemaWith(Array.from({ length: 200 }, (_, index) => ({ apiName: `Thing${String(index).padStart(3, '0')}__c` })));
    expect(schema.object('Thing199__c')?.keyPrefix).toBe('a3D');
    expect(schema.objectByPrefix('a3D')?.apiName).toBe('Thing199__c');
  });
});

describe('the hash', () => {
  const one = (fields: CustomObjectNotation['fields'] = []): string => schemaWith([{ apiName: 'A__c', fields }]).hash;

  it('is the same for the same schema, in any file', () => {
    expect(one([text('T__c', 5, { source: at })])).toBe(one([text('T__c', 5)]));
  });

  it('changes with anything in it', () => {
    const variants = [
      one(),
      one([text('T__c', 5)]),
      one([text('T__c', 6)]),
      one([date('T__c')]),
      one([formula('double', 'T__c', '1')]),
      one([currency('T__c', 18, 2)])
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });
});
