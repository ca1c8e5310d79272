import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MappingError, readMapping, sourceFor } from './mapping';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-mapping-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(mapping: unknown): string {
  const file = path.join(folder, 'mapping.json');
  fs.writeFileSync(file, typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
  return file;
}

const KEY = { field: 'Ext__c', column: 'Id', required: true };
const SOURCE = { name: 'leads', object: 'Lead', externalId: 'Ext__c', fields: [KEY, { field: 'City', column: 'City' }] };
const withField = (field: unknown): unknown => ({ ...SOURCE, fields: [KEY, field] });

describe('a mapping', () => {
  it.each<[unknown, string]>([
    [null, 'is not an object'],
    [{ ...SOURCE, object: undefined }, 'needs "name", "object" and "externalId"'],
    [{ ...SOURCE, fields: null }, '"fields" must be a list'],
    [{ ...SOURCE, updateOnly: 'no' }, '"updateOnly" must be true or false'],
    [{ ...SOURCE, updateonly: true }, '"updateonly" is not known'],
    [{ ...SOURCE, externalId: 'Other__c' }, '"externalId" Other__c must be mapped and "required"'],
    [withField(null), 'a field mapping has no "field"'],
    [withField({ field: 'ext__c', column: 'Town' }), 'ext__c is mapped twice'],
    [withField({ field: 'City', column: 'A', constant: 'b' }), 'City needs exactly one of'],
    [withField({ field: 'City', colum: 'A' }), 'City has the unknown "colum"'],
    [withField({ field: 'City', column: 7 }), 'City needs the name of a column'],
    [withField({ field: 'City', template: 'always' }), 'City has a template without a {column}'],
    [withField({ field: 'City', constant: '\ud83d' }), 'City needs a text, a number, true or false as constant'],
    [withField({ field: 'X__c', column: 'X', type: 'money' }), 'X__c has the unknown type "money"'],
    [withField({ field: 'City', column: 'A', truncate: -1 }), 'City has a "truncate" that is no whole number'],
    [withField({ field: 'City', column: 'A', blank: 'Select' }), 'City has a "blank" that is not a list'],
    [withField({ field: 'City', column: 'A', values: { a: {} } }), 'City has "values" that are not']
  ])('is refused with its place: %j', (source, problem) => {
    const file = write({ sources: [source] });
    expect(() => readMapping(file)).toThrow(MappingError);
    expect(() => readMapping(file)).toThrow(problem);
  });

  it.each(['null', '[]', '{"sources": []}', '{"sources": 7}', '{'])('is refused whole: %s', (text) => {
    expect(() => readMapping(write(text))).toThrow(MappingError);
  });

  it('finds its source by the columns, or says which are missing', () => {
    const mapping = readMapping(write({ sources: [SOURCE] }));
    expect(sourceFor(mapping, ['Id', 'City', 'More'], 'leads.csv').name).toBe('leads');
    expect(() => sourceFor(mapping, ['Id', 'Town'], 'leads.csv')).toThrow(
      'The columns of leads.csv fit no source of the mapping: leads misses "City"'
    );
  });

  it.each(['xeducation', 'olist'])('of the example %s is sound', (example) => {
    expect(readMapping(path.join('examples', example, 'mapping.json')).sources.length).toBeGreaterThan(0);
  });
});
