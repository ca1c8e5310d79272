import fs from 'node:fs';
import path from 'node:path';
import type { Connection } from 'jsforce';
import { importFile, prepareFiles, type ImportProgress } from '../../scripts/importing/import-file';
import { readMapping } from '../../scripts/importing/mapping';
import { Random } from '../../scripts/sample/random';
import { duration, type Benchmark, type Measurement } from './benchmark';
import { inTemporaryFolder, ServedOrg } from './served-org';

const EXAMPLE = 'xeducation';
const SEED = 20_270_105;
/** Rows a second. */
const AIM = 1500;
const SILENT: ImportProgress = { start: () => undefined, processed: () => undefined, stop: () => undefined };

export const imports: Benchmark = {
  name: 'imports',
  title: 'Importing a CSV with `npm run import`, scoring on',
  run: ({ quick, onProgress }) =>
    inTemporaryFolder(async (folder) => {
      const count = quick ? 1000 : 20_000;
      const options = ['--empty', '--example', EXAMPLE];
      const served = await ServedOrg.start({ project: process.cwd(), database: path.join(folder, 'org.db'), options });
      try {
        const connection = await served.connect();
        const measurements: Measurement[] = [];
        for (const [index, state] of ['a new org', `an org that holds ${count.toLocaleString('en')} leads`].entries()) {
          const file = path.join(folder, `leads-${index}.csv`);
          fs.writeFileSync(file, rows(index * count, count));
          onProgress(`Importing ${count} rows into ${state}`);
          measurements.push(await measure(connection, file, count, state));
        }
        return measurements;
      } finally {
        await served.stop();
      }
    })
};

/** From the file on the disk to the last answer of the org, as the command does it. */
async function measure(connection: Connection, file: string, count: number, state: string): Promise<Measurement> {
  const from = performance.now();
  const [prepared] = await prepareFiles(connection, readMapping(path.join('examples', EXAMPLE, 'mapping.json')), [file]);
  if (!prepared) throw new Error('A file was not read');
  const { written, rejected } = await importFile(connection, prepared, SILENT);
  const time = performance.now() - from;
  if (written !== count) throw new Error(`${written} of ${count} rows were written: ${JSON.stringify(rejected[0])}`);
  const rate = Math.round((count * 1000) / time);
  return {
    what: `Import ${count.toLocaleString('en')} rows of the X Education example into ${state}`,
    result: duration(time),
    repetitions: 1,
    remark: `${rate} rows a second, each with its score and its stage`,
    aim: { text: `≥ ${AIM} a second`, met: rate >= AIM }
  };
}

/** Rows as that example's file has them: a lead each, with as many different values. */
function rows(from: number, count: number): string {
  const random = new Random(SEED + from);
  const columns: readonly (readonly [name: string, value: (index: number) => string | number])[] = [
    ['Prospect ID', (index) => `prospect-${String(index).padStart(8, '0')}-0000-4000`],
    ['Lead Number', (index) => 1_000_000 + index],
    ['Lead Origin', () => random.pick(['API', 'Landing Page Submission', 'Lead Add Form', 'Lead Import'])],
    ['Lead Source', () => random.pick(['Google', 'Direct Traffic', 'Olark Chat', 'Organic Search', 'Reference', ''])],
    ['Do Not Email', () => (random.chance(0.08) ? 'Yes' : 'No')],
    ['Do Not Call', () => 'No'],
    ['Converted', () => (random.chance(0.38) ? 1 : 0)],
    ['TotalVisits', () => random.integer(0, 12)],
    ['Total Time Spent on Website', () => random.integer(0, 2000)],
    ['Page Views Per Visit', () => random.integer(0, 900) / 100],
    ['Country', () => random.pick(['India', 'United States', 'Singapore', ''])],
    ['Specialization', () => random.pick(['Select', 'Finance Management', 'Marketing Management', 'Travel and Tourism', ''])],
    ['How did you hear about X Education', () => random.pick(['Select', 'Online Search', 'Word Of Mouth', ''])],
    ['What is your current occupation', () => random.pick(['Unemployed', 'Working Professional', 'Student', ''])],
    ['What matters most to you in choosing a course', () => random.pick(['Better Career Prospects', ''])],
    ['City', () => random.pick(['Select', 'Mumbai', 'Thane & Outskirts', 'Other Cities', ''])],
    ['A free copy of Mastering The Interview', () => (random.chance(0.3) ? 'Yes' : 'No')]
  ];
  const lines = Array.from({ length: count }, (_, index) => columns.map(([, value]) => value(from + index)).join(','));
  return `${[columns.map(([name]) => name).join(','), ...lines].join('\n')}\n`;
}
