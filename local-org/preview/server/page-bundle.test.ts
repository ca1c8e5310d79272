import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LwcBundle, OrgMetadata } from '../../metadata/types';
import { openFixtureOrg, temporaryFolder } from '../testing';
import { importableNames, PageBundle } from './page-bundle';

const COLD = 120_000;

describe('the scripts of the pages while watching', () => {
  const folder = temporaryFolder();
  const org = openFixtureOrg();
  const metadata = org.metadata;
  afterAll(() => {
    org.close();
    folder.remove();
  });

  it('lets components import exactly what the project has', () => {
    const names = importableNames(metadata);
    expect(names.labels['Probe_Title']).toEqual({ en_US: 'Probe & more' });
    expect(names.objects['Lead']?.fields).toContain('Points__c');
    expect(names.objects['Gadget__c']?.relationships['Lead__r']).toEqual(['Lead']);
  });

  it(
    'are built again when a component changes, and the pages that wait are told',
    async () => {
      const probe = metadata.lwc.find(({ name }) => name === 'probe');
      if (!probe) throw new Error('The fixture has no probe.');
      const directory = join(folder.path, 'lwc/probe');
      cpSync(probe.directory, directory, { recursive: true });
      const copied: LwcBundle = { ...probe, directory };
      const watched: OrgMetadata = { ...metadata, lwc: [copied] };
      const bundle = new PageBundle(watched, {
        home: process.cwd(),
        cacheDirectory: join(process.cwd(), '.local-org/cache/lwc'),
        watch: true
      });
      try {
        bundle.start();
        const before = await bundle.current();
        const told = bundle.changed(before.scripts);
        writeFileSync(join(directory, 'probe.html'), '<template><p>changed</p></template>');
        expect(await told).toBe(true);
        expect((await bundle.current()).scripts).not.toBe(before.scripts);
        expect(await bundle.changed(before.scripts)).toBe(true);
      } finally {
        bundle.close();
        rmSync(directory, { recursive: true, force: true });
      }
    },
    COLD
  );
});
