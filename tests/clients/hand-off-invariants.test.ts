import fc from 'fast-check';
import { take } from '../support/hand-off-life/doing';
import { Laws } from '../support/hand-off-life/laws';
import { anyLife, type Step } from '../support/hand-off-life/steps';
import { anyTerms } from '../support/hand-off-life/terms';
import { World } from '../support/hand-off-life/world';

/** The same lives every time, unless others are asked for. */
const SEED = Number(process.env['FC_SEED'] ?? 2026);
const LIVES = Number(process.env['HAND_OFF_LIVES'] ?? 12);
const STEPS = 24;
/** What a trigger says that broke down instead of refusing. */
const BREAKDOWN = /CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|UNKNOWN_EXCEPTION|APEX_ERROR|LimitException|NullPointer|^500/;

let world: World;
/** What came to pass: lives in which nothing is ever allowed would prove nothing. */
const done = new Set<string>();

beforeAll(async () => {
  const [terms] = fc.sample(anyTerms, { seed: SEED, numRuns: 1 });
  if (!terms) throw new Error('No terms');
  world = await World.start(terms);
});
afterAll(() => world.stop());

async function happen(laws: Laws, step: Step): Promise<void> {
  const before = world.everything();
  const outcome = await take(world, step);
  if (outcome === null) return;
  world.runJobs();
  if (outcome.refusal === null) done.add(step.do);
  else {
    expect({ step, refusal: outcome.refusal }).toEqual({ step, refusal: expect.not.stringMatching(BREAKDOWN) });
    const changed = outcome.partly !== true && world.everything() !== before;
    expect(changed ? `Refused, and yet something changed: ${outcome.refusal}` : 'Nothing changed').toBe('Nothing changed');
  }
  laws.check(step.do === 'wait');
}

async function live(steps: readonly Step[]): Promise<void> {
  await world.begin();
  const laws = new Laws(world);
  for (const step of steps) await happen(laws, step);
}

describe('the life of hand-offs', () => {
  it(`keeps its laws whatever happens, in ${LIVES} lives`, async () => {
    console.log(`Seed ${SEED}; FC_SEED=${SEED} HAND_OFF_LIVES=${LIVES} repeats it.`);
    let lives = 0;
    const property = fc.asyncProperty(anyLife(STEPS), (steps) => {
      lives++;
      return live(steps);
    });
    await fc.assert(property, { numRuns: LIVES, seed: SEED });
    expect(lives).toBe(LIVES);
    expect([...done]).toEqual(expect.arrayContaining(['hand off', 'decide', 'convert', 'merge', 'deal', 'touch', 'reroute', 'wait']));
  }, 3_600_000);
});
