import { Engine } from 'json-rules-engine';
import { NextChange, type Line, type Rule } from './criterion-rules';
import type { HandScore, HandScorer } from './hand-scorer';
import type { FactoryLead } from './lead-factory';

/** The operator by which a condition asks a rule whether it holds for the fact `lead`. */
const HOLDS = 'holds';
const LEAD = 'lead';

/**
 * The same rules in json-rules-engine: it finds out which criteria hold, with one rule and one condition each; points, caps and thresholds,
 * which it does not support, come from the hand-written loop.
 */
export class RulesEngineScorer {
  private readonly engine = new Engine();

  constructor(
    private readonly hand: HandScorer,
    private readonly now: number
  ) {
    this.engine.addOperator<FactoryLead, number>(HOLDS, (lead, index) => this.rule(index).holds(lead));
    hand.rules.forEach((rule, index) => {
      this.engine.addRule({
        name: rule.key,
        conditions: { all: [{ fact: LEAD, operator: HOLDS, value: index }] },
        event: { type: String(index) }
      });
    });
  }

  async score(lead: FactoryLead): Promise<HandScore> {
    const { events } = await this.engine.run({ [LEAD]: lead });
    const met = new Set(events.map(({ type }) => Number(type)));
    const change = new NextChange(this.now);
    const lines: Line[] = [];
    let qualifies = true;
    this.hand.rules.forEach((rule, index) => {
      const line = met.has(index) ? rule.evaluate(lead, change) : null;
      if (line) lines.push(line);
      else if (rule.mustHave) qualifies = false;
    });
    return this.hand.settle(lines, qualifies, change);
  }

  private rule(index: number): Rule {
    const rule = this.hand.rules[index];
    if (!rule) throw new RangeError(`There is no rule ${index}`);
    return rule;
  }
}
