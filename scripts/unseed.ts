import { endInFailure } from './command-failure';
import { SeedManifest } from './seeding/manifest';
import { OrgWriter } from './seeding/org-writer';
import { unseedOrg } from './seeding/seed-org';
import { connectToTarget, TARGET_USAGE } from './seeding/target';

const USAGE = `Usage: npm run unseed -- [options]

Removes exactly what \`npm run seed\` wrote to an org, and the scores that the package made of it. The records go to the recycle bin.

${TARGET_USAGE}`;

async function main(): Promise<number> {
  const connection = await connectToTarget();
  if (!connection) {
    console.log(USAGE);
    return 0;
  }
  const { organization_id: organizationId } = await connection.identity();
  const manifest = SeedManifest.of(organizationId);
  const before = manifest.records.length;
  if (before === 0) {
    console.log('This org has no records that were seeded from here.');
    return 0;
  }
  const kept = await unseedOrg(new OrgWriter(connection, manifest), manifest);
  console.log(`Removed ${before - manifest.records.length} of ${before} seeded records.`);
  for (const line of kept) console.error(`  still there: ${line}`);
  return kept.length === 0 ? 0 : 1;
}

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => endInFailure(error)
);
