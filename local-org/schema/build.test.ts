import { lookup, masterDetail, number, schemaWith, text } from './testing';

describe('buildSchema', () => {
  it('knows the standard objects without any project', () => {
    const schema = schemaWith();
    expect(schema.objectByPrefix('00Q')?.apiName).toBe('Lead');
    expect(schema.object('lead')?.field('COMPANY')).toMatchObject({ apiName: 'Company', required: true, length: 255 });
    expect(schema.object('Lead')?.nameField).toMatchObject({ createable: false, updateable: false });
    expect(schema.object('Lead')?.parentRelationship('owner')?.referenceTo).toEqual(['Group', 'User']);
    expect(schema.object('Contact')?.childRelationship('tasks')?.field.apiName).toBe('WhoId');
  });

  it('gives a custom object its system fields, its key prefix and its relationships', () => {
    const schema = schemaWith([
      { apiName: 'Definition__c', fields: [text('Version__c', 10)] },
      {
        apiName: 'Criterion__c',
        autoNumber: 'CR-{0000}',
        fields: [masterDetail('Definition__c', 'Definition__c', 'Criteria'), number('Points__c', 3, 0)]
      },
      { apiName: 'Engagement__c', sharingModel: 'Private', fields: [lookup('Lead__c', 'Lead', 'Engagements')] }
    ]);
    const criterion = schema.object('Criterion__c');
    expect(criterion).toMatchObject({ keyPrefix: 'a00', sharingModel: 'ControlledByParent', kind: 'custom' });
    expect(criterion?.field('OwnerId')).toBeUndefined();
    expect(schema.object('Definition__c')?.field('OwnerId')).toBeDefined();
    expect(schema.object('Definition__c')?.childRelationship('Criteria__r')).toMatchObject({
      childObject: 'Criterion__c',
      cascadeDelete: true
    });
    expect(schema.object('Engagement__Share')?.parentRelationship('Parent')?.referenceTo).toEqual(['Engagement__c']);
    expect(schema.object('Lead')?.childRelationship('Engagements__r')?.field.object.apiName).toBe('Engagement__c');
  });
});
