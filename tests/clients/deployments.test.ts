import fc from 'fast-check';
import { anyLife, type Step } from '../support/deployment-life/steps';
import { World } from '../support/deployment-life/world';

/** The same lives every time, unless others are asked for. */
const SEED = Number(process.env['FC_SEED'] ?? 2026);
const LIVES = Number(process.env['DEPLOYMENT_LIVES'] ?? 6);
const STEPS = 12;

/** What came to pass: lives in which every deployment is refused would prove nothing. */
const done = new Map<string, number>();

async function live(steps: readonly Step[]): Promise<void> {
  const world = new World();
  try {
    for (const step of steps) {
      const outcome = await world.take(step);
      done.set(outcome, (done.get(outcome) ?? 0) + 1);
    }
    await world.end();
  } finally {
    world.dispose();
  }
}

describe('an org with a project’s package', () => {
  it(`serves its pages, starts again and takes the next deployment, whatever was deployed, in ${LIVES} lives`, async () => {
    console.log(`Seed ${SEED}; FC_SEED=${SEED} DEPLOYMENT_LIVES=${LIVES} repeats it.`);
    await fc.assert(fc.asyncProperty(anyLife(STEPS), live), { numRuns: LIVES, seed: SEED });
    console.log([...done].map(([what, times]) => `${what}: ${times}`).join(', '));
    expect([...done.keys()]).toEqual(expect.arrayContaining(['deployed', 'refused', 'restart', 'kill']));
  }, 3_600_000);
});
