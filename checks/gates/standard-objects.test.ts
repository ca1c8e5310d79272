import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema } from '../../local-org/schema/build';
import type { FieldDef, ObjectDef } from '../../local-org/schema/types';
import { javaLibrary } from '../process';
import { compareWithTyped } from '../standard-objects/compare';
import { readTypedObjects } from '../standard-objects/typed-objects';

const schema = buildSchema({ custom: [], extensions: [] });
const typed = readTypedObjects(javaLibrary('pmd'), ['Lead', 'Task', 'Account', 'User']);

function lead(change: (fields: readonly FieldDef[]) => readonly FieldDef[]): ObjectDef {
  const found = schema.object('Lead');
  assert.ok(found);
  return { ...found, fields: change(found.fields), childRelationships: [] };
}

const alter = (name: string, to: Partial<FieldDef>) =>
  lead((fields) => fields.map((field) => (field.apiName === name ? { ...field, ...to } : field)));

const rules = (object: ObjectDef, exceptions = {}): string[] =>
  compareWithTyped([object], typed, exceptions).map(({ rule, message }) => `${rule}: ${message}`);

describe('standard-objects', () => {
  it('standard-objects reads what the library says of a lead', () => {
    const found = typed.get('Lead');
    assert.equal(found?.fields.get('Company'), 'String');
    assert.equal(found?.fields.get('AnnualRevenue'), 'Decimal');
    assert.equal(found?.fields.get('Address'), 'Address');
    assert.equal(found?.parents.get('ConvertedAccount'), 'Account');
    assert.equal(found?.children.get('Tasks'), 'Task');
  });

  it('standard-objects finds nothing in the lead of the catalogue', () => {
    assert.deepEqual(rules(lead((fields) => fields)), []);
  });

  it('standard-objects finds a field that there is not', () => {
    assert.deepEqual(rules(alter('Company', { apiName: 'Firm' })), ['field: Lead.Firm is no field there']);
  });

  it('standard-objects finds a field of another type', () => {
    assert.deepEqual(rules(alter('AnnualRevenue', { type: 'date' })), [
      'field-type: Lead.AnnualRevenue is of the type date here and Decimal there'
    ]);
  });

  it('standard-objects finds a relationship that leads elsewhere', () => {
    assert.deepEqual(rules(alter('ConvertedAccountId', { referenceTo: ['Contact'] })), [
      'parent-relationship: Lead.ConvertedAccount leads to Contact here and to Account there'
    ]);
  });

  it('standard-objects finds an object that there is not', () => {
    const object = { ...lead((fields) => fields), apiName: 'Prospect' };
    assert.deepEqual(rules(object), ['object: Prospect is no object there']);
  });

  it('standard-objects finds children that there are not', () => {
    const found = schema.object('Lead');
    const [tasks] = found?.childRelationships.filter(({ relationshipName }) => relationshipName === 'Tasks') ?? [];
    assert.ok(found && tasks);
    const object = { ...lead((fields) => fields), childRelationships: [{ ...tasks, relationshipName: 'Chores' }] };
    assert.deepEqual(rules(object), ['child-relationship: Lead.Chores is no relationship to children there']);
  });

  it('standard-objects takes an exception for what it is, and names one that is none', () => {
    const firm = alter('Company', { apiName: 'Firm' });
    assert.deepEqual(rules(firm, { 'Lead.Firm': 'for the sake of the test' }), []);
    assert.deepEqual(rules(firm, { 'Lead.Firm': 'yes', 'Lead.Title': 'no' }), ['unused-exception: Lead.Title is no exception']);
  });
});
