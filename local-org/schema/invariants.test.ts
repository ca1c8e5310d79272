import { schemaWith } from './testing';
import type { FieldDef } from './types';
import { USER_PERMISSIONS } from './standard/users';

const schema = schemaWith();
const fields = schema.objects.flatMap((object) => [...object.fields]);
const named = (field: FieldDef): string => `${field.object.apiName}.${field.apiName}`;
const values = (object: string, field: string) => schema.object(object)?.field(field)?.picklist?.values ?? [];

describe('every object of the catalogue', () => {
  it('has an id first, and fields numbered in order', () => {
    for (const object of schema.objects) {
      expect(object.fields[0]?.apiName).toBe('Id');
      expect(object.fields.map((field) => field.ordinal)).toEqual(object.fields.map((_field, index) => index));
      expect(object.fields.every((field) => field.object === object)).toBe(true);
    }
  });

  it('is in alphabetical order with a key prefix that only rows of value sets share, and only what has no rows lacks', () => {
    const names = schema.objects.map((object) => object.apiName);
    expect(names).toEqual([...names].sort());
    const prefixes = schema.objects.map((object) => object.keyPrefix).filter((prefix) => prefix !== '01J' && prefix !== '');
    expect(schema.objects.filter((object) => object.keyPrefix === '').map((object) => object.apiName)).toEqual(['UserRecordAccess']);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(prefixes.every((prefix) => /^[0-9A-Za-z]{3}$/.test(prefix))).toBe(true);
  });

  it('can be undeleted only if it has IsDeleted', () => {
    const wrong = schema.objects.filter((object) => object.undeletable && !object.field('IsDeleted')).map((object) => object.apiName);
    expect(wrong).toEqual([]);
  });
});

describe('every field', () => {
  it('points to objects that exist if it is a reference, and to none otherwise', () => {
    for (const field of fields) {
      expect([named(field), field.referenceTo.length > 0]).toEqual([named(field), field.type === 'reference']);
      for (const target of field.referenceTo) expect(schema.object(target)).toBeDefined();
    }
  });

  it('has a label, and a picklist exactly where it chooses', () => {
    const choosing = ['picklist', 'multipicklist', 'combobox'];
    const wrong = fields.filter((field) => field.label === '' || (field.picklist !== undefined) !== choosing.includes(field.type));
    expect(wrong.map(named)).toEqual([]);
  });

  it('has a length exactly where it holds text', () => {
    const texts = ['string', 'textarea', 'picklist', 'multipicklist', 'combobox', 'email', 'phone', 'url', 'id', 'reference'];
    expect(fields.filter((field) => field.length > 0 !== texts.includes(field.type)).map(named)).toEqual([]);
  });

  it('is required only if it can be given and has no default', () => {
    const wrong = fields.filter((field) => field.required && (field.nillable || !field.createable || field.defaultValue !== undefined));
    expect(wrong.map(named)).toEqual([]);
  });

  it('is part of a compound field that exists', () => {
    const wrong = fields.filter((field) => field.compoundField !== undefined && !field.object.field(field.compoundField));
    expect(wrong.map(named)).toEqual([]);
  });

  it('is derived from a property that every value of the picklist has', () => {
    for (const field of fields) {
      if (!field.derived) continue;
      const { picklist, property } = field.derived;
      const properties = values(field.object.apiName, picklist).map((value) => value.properties?.[property]);
      expect(properties.length).toBeGreaterThan(0);
      expect(properties).not.toContain(undefined);
    }
  });
});

describe('standard values', () => {
  it.each([
    ['Lead', 'Status', 'Open - Not Contacted'],
    ['Task', 'Status', 'Not Started'],
    ['Task', 'Priority', 'Normal'],
    ['Campaign', 'Status', 'Planned'],
    ['CampaignMember', 'Status', 'Sent']
  ])('%s.%s has one default: %s', (object, field, value) => {
    expect(
      values(object, field)
        .filter((candidate) => candidate.isDefault)
        .map((candidate) => candidate.value)
    ).toEqual([value]);
  });

  it('says which lead status means converted', () => {
    expect(
      values('Lead', 'Status')
        .filter((value) => value.properties?.['converted'])
        .map((value) => value.value)
    ).toEqual(['Closed - Converted']);
  });

  it('gives closed stages a probability of 0 or 100', () => {
    const stages = values('Opportunity', 'StageName').map((stage) => stage.properties);
    expect(stages).toHaveLength(10);
    for (const stage of stages) {
      if (stage?.['closed']) expect(stage['probability']).toBe(stage['won'] ? 100 : 0);
      else expect(stage?.['won']).toBe(false);
    }
  });

  it('keeps stages, statuses and their forecast categories among the values of their fields', () => {
    const categories = values('Opportunity', 'ForecastCategory').map((value) => value.value);
    const labels = values('Opportunity', 'ForecastCategoryName').map((value) => value.value);
    for (const stage of values('Opportunity', 'StageName')) {
      expect(categories).toContain(stage.properties?.['forecastCategory']);
      expect(labels).toContain(stage.properties?.['forecastCategoryName']);
    }
  });

  it('has a checkbox for each user permission on profiles and permission sets', () => {
    for (const permission of USER_PERMISSIONS) {
      for (const object of ['Profile', 'PermissionSet'])
        expect(schema.object(object)?.field(`Permissions${permission}`)?.type).toBe('boolean');
    }
  });
});
