import type { LocalOrg } from '../../local-org/open';
import type { Benchmark, Measurement } from './benchmark';
import { apex, CHUNK, clocksThatAre, importHandOffs, moveClock, noticesOwed, rate, withHandOffOrg, writeLeads } from './hand-off-org';

/** One in so many is handed off two hours before the others, and so is due two hours before them. */
const EARLY = 5;

/** Many open hand-offs: a fifth of them falls due, then all others do while nobody looks, as when jobs were off. */
export const manyHandOffs: Benchmark = {
  name: 'many-hand-offs',
  title: '100,000 open hand-offs',
  onlyByName: true,
  run: ({ quick, onProgress }) =>
    withHandOffOrg(async ({ org, url }) => {
      const count = quick ? 2000 : 100_000;
      const few = count / EARLY;
      onProgress(`Writing ${count} leads`);
      const leadIds = writeLeads(org, count);
      onProgress(`Importing ${few} hand-offs, and two hours later ${count - few}`);
      const first = await importHandOffs(org, url, leadIds.slice(0, few));
      moveClock(org, 2);
      const others = await importHandOffs(org, url, leadIds.slice(few));
      onProgress(`Moving the clock past the warning and the breach of ${few}`);
      const warned = rate(`${named(few)} of them at risk`, few, moveClock(org, 3.5), `in batches of ${CHUNK}`);
      expectClocks(org, 'At Risk', few);
      const breached = rate(
        `${named(few)} of them breached`,
        few,
        moveClock(org, 4.5),
        'owner and manager notified, hand-off offered to the next rep'
      );
      expectClocks(org, 'Breached', few);
      onProgress('Moving the clock past those of all others without a sweep, then sweeping again');
      apex(org, 'LockstepSweep.unschedule();');
      moveClock(org, 6.6);
      apex(org, 'LockstepSweep.schedule();');
      const caughtUp = rate(
        `Catching up: ${named(count)} due at once`,
        count,
        moveClock(org, 7),
        `${named(count - few)} breached, the others at risk at the rep who was next`
      );
      expectClocks(org, 'Breached', count);
      expectClocks(org, 'At Risk', few);
      return [first, others, warned, breached, caughtUp, noticesOwed(org), memory()];
    })
};

const named = (count: number): string => count.toLocaleString('en');

function expectClocks(org: LocalOrg, state: string, expected: number): void {
  const found = clocksThatAre(org, state);
  if (found !== expected) throw new Error(`${found} clocks are ${state}, not ${expected}`);
}

/** If the process kept what it has already processed, this number would show it. */
function memory(): Measurement {
  return { what: 'Memory of the process at the end', result: `${Math.round(process.memoryUsage.rss() / 1e6)} MB` };
}
