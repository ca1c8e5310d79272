import path from 'node:path';
import { LocalOrg } from '../../local-org/open';
import { readDefinition } from '../../scripts/sample/definition';
import { SCOPE, scoreWithApex } from './apex-scorer';
import { atMostTimes, duration, median, timeEach, times, type Benchmark, type Measurement, type Settings } from './benchmark';
import { HandScorer, type HandScore } from './hand-scorer';
import { makeLeads, SCORED_AT, type FactoryLead } from './lead-factory';
import { RulesEngineScorer } from './rules-engine-scorer';

const DEFINITION = path.join('tests', 'benchmarks', 'definition.json');
/** Scores that a comparison gets wrong and that are shown. */
const SHOWN_DIFFERENCES = 3;

export const scoring: Benchmark = {
  name: 'scoring',
  title: 'Scoring against 30 criteria',
  run: async (settings) => {
    const org = LocalOrg.open({ project: process.cwd(), database: ':memory:' });
    try {
      return [
        ...(await measure(org, 200, settings.quick ? 5 : 40, settings)),
        ...(await measure(org, settings.quick ? 2000 : 10_000, settings.quick ? 3 : 7, settings))
      ];
    } finally {
      org.close();
    }
  }
};

async function measure(org: LocalOrg, count: number, rounds: number, { onProgress }: Settings): Promise<Measurement[]> {
  onProgress(`Scoring ${count} leads`);
  const file = readDefinition(DEFINITION);
  const leads = makeLeads(count);
  const warmUps = Math.max(2, Math.ceil(10_000 / count));
  const hand = new HandScorer(file, SCORED_AT);
  const expected = leads.map((lead) => describe(hand.score(lead)));

  const apex = scoreWithApex(org, file, leads, rounds, warmUps);
  compare(expected, apex.scores, 'Apex');
  const byHand = timeEach(rounds, warmUps, () => scoreByHand(hand, leads));
  const engine = await timeRulesEngine(hand, leads, Math.min(rounds, 5), expected);

  const [apexTime, handTime, engineTime] = [median(apex.times), median(byHand), median(engine)];
  const criteria = file.criteria.length;
  const leadsText = `${count.toLocaleString('en')} leads × ${criteria} criteria`;
  return [
    {
      what: `${leadsText}: the package’s ScoreEngine (Apex)`,
      result: duration(apexTime),
      repetitions: rounds,
      remark: `${times(apexTime / handTime)} the hand-written loop; ${perLead(apexTime, count)}`,
      aim: atMostTimes(3, apexTime, handTime)
    },
    {
      what: `${leadsText}: hand-written TypeScript loop`,
      result: duration(handTime),
      repetitions: rounds,
      remark: perLead(handTime, count)
    },
    {
      what: `${leadsText}: json-rules-engine`,
      result: duration(engineTime),
      repetitions: engine.length,
      remark: `${times(engineTime / apexTime)} as long as Apex; ${perLead(engineTime, count)}`,
      aim: { text: 'Apex ≥ 10× faster', met: engineTime >= 10 * apexTime }
    }
  ];
}

function scoreByHand(hand: HandScorer, leads: readonly FactoryLead[]): HandScore[] {
  let results: HandScore[] = [];
  for (const lead of leads) {
    if (results.length === SCOPE) results = [];
    results.push(hand.score(lead));
  }
  return results;
}

async function timeRulesEngine(
  hand: HandScorer,
  leads: readonly FactoryLead[],
  rounds: number,
  expected: readonly string[]
): Promise<number[]> {
  const engine = new RulesEngineScorer(hand, SCORED_AT);
  const spent: number[] = [];
  const scores: string[] = [];
  for (const lead of leads) scores.push(describe(await engine.score(lead)));
  compare(expected, scores, 'json-rules-engine');
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    let results: HandScore[] = [];
    for (const lead of leads) {
      if (results.length === SCOPE) results = [];
      results.push(await engine.score(lead));
    }
    spent.push(performance.now() - from);
  }
  return spent;
}

function perLead(milliseconds: number, count: number): string {
  return `${((milliseconds * 1000) / count).toFixed(1)} µs a lead`;
}

/** Everything that must be equal: both scores, grade, level, when it changes next, and the points of every line. */
function describe({ fit, interest, grade, level, nextChange, lines }: HandScore): string {
  const points = (hundredths: number): string => (hundredths / 100).toFixed(2);
  const told = lines.filter((line) => line.points !== 0).map((line) => points(line.points));
  return `${points(fit)} ${points(interest)} ${grade}${level} ${nextChange} ${told.sort().join(' ')}`;
}

/** @throws Error that shows how they differ: a fast wrong answer is worth nothing */
function compare(expected: readonly string[], given: readonly string[], who: string): void {
  const wrong = expected.flatMap((score, index) =>
    score === given[index] ? [] : [`${index}: ${score} by hand, ${given[index]} by ${who}`]
  );
  if (wrong.length > 0 || given.length !== expected.length) {
    throw new Error(`${wrong.length} of ${expected.length} scores differ:\n${wrong.slice(0, SHOWN_DIFFERENCES).join('\n')}`);
  }
}
