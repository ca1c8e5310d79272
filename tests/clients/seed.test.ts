import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connect } from '../../scripts/importing/connection';
import { sampleCompany } from '../../scripts/sample/company';
import { readDefinition } from '../../scripts/sample/definition';
import { setUpHandOffs, readHandOffSetup } from '../../scripts/sample/hand-off-setup';
import { signAsBothSides } from '../../scripts/sample/signatures';
import { SeedManifest } from '../../scripts/seeding/manifest';
import { OrgWriter } from '../../scripts/seeding/org-writer';
import { seedOrg, unseedOrg } from '../../scripts/seeding/seed-org';
import { timeZoneOf } from '../../scripts/seeding/target';
import { ADMIN, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';

const definition = readDefinition(path.join('data', 'lead-definition.json'));
const OBJECTS = [
  'Lead',
  'Campaign',
  'CampaignMember',
  'Engagement__c',
  'Engagement_Tally__c',
  'Person_Score__c',
  'Funnel_Stage__c',
  'Stage_Stay__c',
  'Hand_Off__c',
  'Hand_Off_Offer__c',
  'Lockstep_Notice__c',
  'Lead_Definition__c',
  'Lead_Criterion__c',
  'Lead_Criterion_Group__c'
];

describe('the sample of any org', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seeded-'));
  let running: RunningOrg;
  const counts = (): Record<string, number> =>
    Object.fromEntries(
      OBJECTS.map((object) => {
        const deleted = running.org.schema.object(object)?.field('IsDeleted') ? ' WHERE IsDeleted = 0' : '';
        return [object, Number(running.org.db.get(`SELECT count(*) AS n FROM ${object}${deleted}`)?.['n'])];
      })
    );

  beforeAll(async () => {
    running = await startOrg();
  });
  afterAll(async () => {
    await running.stop();
    fs.rmSync(folder, { recursive: true });
  });

  test('is written, scored once both sides have signed, and removed but for what they signed', async () => {
    const connection = await connect({ instanceUrl: running.url, username: ADMIN, password: PASSWORD });
    const { organization_id: organizationId, user_id: userId } = await connection.identity();
    const before = counts();

    const manifest = SeedManifest.of(organizationId, folder);
    const now = running.org.clock.now();
    const summary = await seedOrg(new OrgWriter(connection, manifest), sampleCompany(now), definition, {
      now,
      timeZone: await timeZoneOf(connection, userId)
    });
    running.org.jobs.runDue();
    expect(summary).toMatchObject({ leads: 60, scoredBy: 'nobody yet' });
    expect(counts()['Lead']).toBe((before['Lead'] ?? 0) + 60);
    expect(counts()).toMatchObject({ Person_Score__c: 0, Funnel_Stage__c: 9, Stage_Stay__c: 60 });

    const [definitionId = ''] = manifest.ids('Lead_Definition__c');
    signAsBothSides(running.org, 'Lead_Definition__c', definitionId);
    running.org.jobs.runDue();
    const scored = await connection.query<{ Lockstep_Score__c: number }>('SELECT Lockstep_Score__c FROM Lead WHERE Lockstep_Score__c > 0');
    expect(scored.totalSize).toBeGreaterThan(30);
    expect(counts()['Stage_Stay__c']).toBeGreaterThan(90);

    setUpHandOffs(running.org, readHandOffSetup(path.join('data', 'hand-offs.json')), ADMIN);
    const [leadId = ''] = manifest.ids('Lead');
    await connection.sobject('Hand_Off__c').create({ Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: 'Tried out' });
    running.org.jobs.runDue();
    expect(counts()).toMatchObject({ Hand_Off__c: 1, Hand_Off_Offer__c: 1 });

    const again = SeedManifest.of(organizationId, folder);
    expect(again.records).toHaveLength(manifest.records.length);
    const kept = await unseedOrg(new OrgWriter(connection, again), again);
    running.org.jobs.runDue();
    expect(kept).toEqual([
      `${definitionId}: this definition has been signed, so it stays; retire it when you have agreed on one of your own`
    ]);
    expect(new Set(again.records.map(({ object }) => object))).toEqual(
      new Set(['Lead_Definition__c', 'Lead_Criterion__c', 'Lead_Criterion_Group__c'])
    );
    const left = counts();
    expect({ ...left, Lead_Definition__c: 0, Lead_Criterion__c: 0, Lead_Criterion_Group__c: 0 }).toEqual(before);
    expect(left['Lead_Definition__c']).toBe(1);
  });

  test('does not score people of the org’s own by a definition that nobody signed, and is removed to the last record', async () => {
    const own = await startOrg();
    const connection = await connect({ instanceUrl: own.url, username: ADMIN, password: PASSWORD });
    const { organization_id: organizationId, user_id: userId } = await connection.identity();
    await connection.sobject('Lead').create({ LastName: 'Own', Company: 'Own' });
    const manifest = SeedManifest.of(organizationId, path.join(folder, 'own'));
    const at = { now: own.org.clock.now(), timeZone: await timeZoneOf(connection, userId) };
    expect(await seedOrg(new OrgWriter(connection, manifest), sampleCompany(at.now), definition, at)).toMatchObject({
      scoredBy: 'nobody yet'
    });
    own.org.jobs.runDue();
    expect(own.org.db.get('SELECT count(*) AS n FROM Person_Score__c')).toEqual({ n: 0 });
    expect(await unseedOrg(new OrgWriter(connection, manifest), manifest)).toEqual([]);
    expect(manifest.records).toEqual([]);
    expect(await connection.query('SELECT Id FROM Lead')).toMatchObject({ totalSize: 1 });
    expect(await connection.query('SELECT Id FROM Lead_Definition__c')).toMatchObject({ totalSize: 0 });
    await own.stop();
  });
});
