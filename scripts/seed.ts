import path from 'node:path';
import { endInFailure } from './command-failure';
import { sampleCompany } from './sample/company';
import { readDefinition } from './sample/definition';
import { SeedManifest } from './seeding/manifest';
import { OrgWriter } from './seeding/org-writer';
import { seedOrg } from './seeding/seed-org';
import { connectToTarget, TARGET_USAGE, timeZoneOf } from './seeding/target';

const USAGE = `Usage: npm run seed -- [options]

Writes sample campaigns, leads and engagements to an org that has the package, and a proposed definition unless it has an agreed one.
What is written is noted in .local-org/seeded, so that \`npm run unseed\` removes exactly that.

${TARGET_USAGE}`;

async function main(): Promise<void> {
  const connection = await connectToTarget();
  if (!connection) return console.log(USAGE);
  const { organization_id: organizationId, user_id: userId } = await connection.identity();
  const manifest = SeedManifest.of(organizationId);
  if (manifest.records.length > 0)
    throw new Error(`This org has been seeded already (${manifest.records.length} records). Run \`npm run unseed\` first.`);
  const now = Date.now();
  const { leads, engagements, campaigns, scoredBy } = await seedOrg(
    new OrgWriter(connection, manifest),
    sampleCompany(now),
    readDefinition(path.join('data', 'lead-definition.json')),
    { now, timeZone: await timeZoneOf(connection, userId) }
  );
  const scored = {
    org: 'They are scored by the definition that the org has agreed.',
    'nobody yet':
      'The sample’s definition is proposed and waits for two signatures: one of Marketing, one of Sales. From then on it scores everybody in the org.'
  };
  console.log(`Seeded ${leads} leads with ${engagements} engagements and ${campaigns} campaigns. ${scored[scoredBy]}`);
}

main().catch((error: unknown) => endInFailure(error));
