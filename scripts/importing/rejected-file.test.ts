import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { planRejectedFiles, writeRejectedRows } from './rejected-file';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-rejected-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const names = (files: readonly string[]): string[] => planRejectedFiles(files, folder).map((file) => path.basename(file));

describe('files of rejected rows', () => {
  it('have one place each, whatever the imported files are called', () => {
    expect(names(['a/leads.csv', 'b/leads.csv', 'c/Leads.txt', 'other.csv'])).toEqual([
      'leads.rejected.csv',
      'leads.rejected-2.csv',
      'Leads.rejected-3.csv',
      'other.rejected.csv'
    ]);
  });

  it('never take the place of an imported file', () => {
    const rejectedBefore = path.join(folder, 'leads.rejected.csv');
    fs.writeFileSync(rejectedBefore, 'kept');
    expect(names(['leads.csv', rejectedBefore])).toEqual(['leads.rejected-2.csv', 'leads.rejected.rejected.csv']);
    expect(fs.readFileSync(rejectedBefore, 'utf8')).toBe('kept');
  });

  it('are not left from an earlier run', () => {
    for (const name of ['leads.rejected.csv', 'leads.rejected-2.csv', 'leads.rejected-old.csv', 'other.rejected.csv'])
      fs.writeFileSync(path.join(folder, name), '');
    names(['leads.csv']);
    expect(fs.readdirSync(folder).sort()).toEqual(['leads.rejected-old.csv', 'other.rejected.csv']);
  });

  it('need a folder', () => {
    expect(() => planRejectedFiles(['leads.csv'], path.join(folder, 'none'))).toThrow(/There is no folder .*none/);
  });

  it('have line and reason, then every cell as it came', () => {
    const file = path.join(folder, 'x.csv');
    writeRejectedRows(
      file,
      ['Id', 'Name', 'Reason'],
      [
        { line: 4, reason: 'Id is empty', cells: ['', 'x,y', 'z'] },
        { line: 6, reason: 'too long', cells: ['a', 'b', 'c', 'd'] },
        { line: 7, reason: 'too short', cells: ['a'] }
      ]
    );
    expect(fs.readFileSync(file, 'utf8')).toBe(
      'Row,Rejected Reason,Id,Name,Reason,Column 4\n4,Id is empty,,"x,y",z,\n6,too long,a,b,c,d\n7,too short,a,,,\n'
    );
  });
});
