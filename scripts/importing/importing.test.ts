import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { differs } from './bulk-upsert';
import { writeRejectedRows } from './import-file';
import { MappingError, readMapping, sourceFor, type SourceMapping } from './mapping';
import { sameValue, toRecord } from './row';
import { readSourceFile } from './source-file';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-import-'));
const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};

const SOURCE: SourceMapping = {
  name: 'leads',
  object: 'Lead',
  externalId: 'Ext__c',
  fields: [
    { field: 'Ext__c', column: 'Id', required: true },
    { field: 'LastName', template: 'Prospect {Number}' },
    { field: 'Visits__c', column: 'Visits', type: 'number' },
    { field: 'City', column: 'City', blank: ['Select'] },
    { field: 'DoNotCall', column: 'No calls', values: { Yes: true, No: false } },
    { field: 'Company', constant: 'unknown' },
    { field: 'Won_At__c', column: 'Won', type: 'datetime' },
    { field: 'First__c', column: 'First', type: 'date' }
  ]
};
const ROW = { Id: ' a1 ', Number: '7', Visits: '3', City: 'Select', 'No calls': 'No', Won: '2018-02-26 19:58:54', First: '2018-02-01' };

describe('a row becomes a record', () => {
  it('by column, template and constant, typed, with blanks empty', () => {
    expect(toRecord(SOURCE, ROW)).toEqual({
      Ext__c: 'a1',
      LastName: 'Prospect 7',
      Visits__c: 3,
      City: null,
      DoNotCall: false,
      Company: 'unknown',
      Won_At__c: '2018-02-26T19:58:54.000Z',
      First__c: '2018-02-01'
    });
  });

  it.each([
    ['Id', '', 'Id is empty'],
    ['Visits', 'many', 'Visits is not a number: "many"'],
    ['No calls', 'Maybe', 'No calls has the value "Maybe", which the mapping does not know'],
    ['First', '2018-02-30', 'First is not a date: "2018-02-30"'],
    ['Won', 'yesterday', 'Won is not a date and time: "yesterday"']
  ])('or is refused: %s = "%s"', (column, value, reason) => {
    expect(() => toRecord(SOURCE, { ...ROW, [column]: value })).toThrow(reason);
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

describe('a CSV file', () => {
  it('gives its rows with their lines, and the broken ones apart', async () => {
    const file = write('leads.csv', '\ufeffId,Name\na1,"Two\nlines"\na2\na3,Plain\n');
    const contents = await readSourceFile(file);
    expect(contents.header).toEqual(['Id', 'Name']);
    expect(contents.rows).toEqual([
      { line: 2, values: { Id: 'a1', Name: 'Two\nlines' } },
      { line: 5, values: { Id: 'a3', Name: 'Plain' } }
    ]);
    expect(contents.broken).toEqual([{ line: 4, reason: expect.stringContaining('Invalid Record Length') }]);
  });

  it('must be there and must have a header', async () => {
    await expect(readSourceFile(path.join(folder, 'none.csv'))).rejects.toThrow('There is no file');
    await expect(readSourceFile(write('empty.csv', ''))).rejects.toThrow('its first line must name the columns');
  });

  it('comes back with line and reason for what was rejected', () => {
    const file = writeRejectedRows('in/leads.csv', [{ line: 4, reason: 'Id is empty', values: { Id: '', Name: 'x,y' } }], folder);
    expect(fs.readFileSync(file, 'utf8')).toBe('Row,Reason,Id,Name\n4,Id is empty,,"x,y"\n');
  });
});

describe('a mapping', () => {
  const mappingWith = (source: unknown): string => write('mapping.json', JSON.stringify({ sources: [source] }));

  it.each([
    [{ ...SOURCE, externalId: 'Other__c' }, '"externalId" Other__c must be mapped and "required"'],
    [{ ...SOURCE, fields: [...SOURCE.fields, { field: 'City', column: 'Town' }] }, 'City is mapped twice'],
    [{ ...SOURCE, fields: [{ field: 'City', column: 'A', constant: 'b' }] }, 'City needs exactly one of'],
    [{ ...SOURCE, fields: [...SOURCE.fields, { field: 'X__c', column: 'X', type: 'money' }] }, 'X__c has the unknown type "money"']
  ])('is refused with its place (%#)', (source, problem) => {
    expect(() => readMapping(mappingWith(source))).toThrow(problem);
    expect(() => readMapping(mappingWith(source))).toThrow(MappingError);
  });

  it('finds its source by the columns, or says which are missing', () => {
    const mapping = readMapping(mappingWith(SOURCE));
    expect(sourceFor(mapping, [...Object.keys(ROW), 'More']).name).toBe('leads');
    expect(() => sourceFor(mapping, ['Id', 'Number'])).toThrow('leads misses "Visits", "City"');
  });

  it.each(['xeducation', 'olist'])('of the example %s is sound', (example) => {
    expect(readMapping(path.join('examples', example, 'mapping.json')).sources.length).toBeGreaterThan(0);
  });
});
