import type { DefinitionFile } from '../../scripts/sample/definition';
import { NextChange, readRules, type Line, type Rule } from './criterion-rules';
import type { FactoryLead } from './lead-factory';

/** What a definition says about a lead. Points are in hundredths. */
export interface HandScore {
  readonly fit: number;
  readonly interest: number;
  readonly grade: string;
  readonly level: number;
  readonly nextChange: number | null;
  readonly lines: readonly Line[];
}

interface Settled {
  readonly points: number;
  readonly line: Line | null;
}

/** The rules of a definition as a loop written by hand: no Apex, no records, plain numbers. */
export class HandScorer {
  readonly rules: readonly Rule[];
  private readonly groupCaps: ReadonlyMap<string, number>;
  private readonly limit: (field: string) => number;

  constructor(
    file: DefinitionFile,
    private readonly now: number
  ) {
    this.limit = (field) => Number(file.definition[field]) * 100;
    this.rules = readRules(file.criteria, Number(file.definition['Default_Half_Life_Days__c']), now);
    this.groupCaps = new Map(file.groups.map((group) => [`${group['Dimension__c']}|${group['Name']}`, Number(group['Cap__c']) * 100]));
  }

  score(lead: FactoryLead): HandScore {
    const change = new NextChange(this.now);
    const lines: Line[] = [];
    let qualifies = true;
    for (const rule of this.rules) {
      const line = rule.evaluate(lead, change);
      if (line) lines.push(line);
      else if (rule.mustHave) qualifies = false;
    }
    return this.settle(lines, qualifies, change);
  }

  /** Applies caps and thresholds to the lines of the criteria that are met. */
  settle(lines: Line[], qualifies: boolean, change: NextChange): HandScore {
    this.applyGroupCaps(lines);
    const fit = this.settleDimension('Fit', lines);
    const interest = this.settleDimension('Interest', lines);
    for (const { line } of [fit, interest]) if (line) lines.push(line);
    const { limit } = this;
    const grade =
      !qualifies || fit.points < limit('Grade_C_From__c')
        ? 'D'
        : fit.points < limit('Grade_B_From__c')
          ? 'C'
          : fit.points < limit('Grade_A_From__c')
            ? 'B'
            : 'A';
    const level = [1, 2, 3].find((step) => interest.points >= limit(`Level_${step}_From__c`)) ?? 4;
    return {
      fit: fit.points,
      interest: interest.points,
      grade,
      level: this.guard(fit.points, level),
      nextChange: change.at,
      lines
    };
  }

  private applyGroupCaps(lines: Line[]): void {
    const sums = new Map<string, number>();
    for (const { dimension, group, points } of lines) {
      if (group !== null) sums.set(`${dimension}|${group}`, (sums.get(`${dimension}|${group}`) ?? 0) + points);
    }
    for (const [key, sum] of sums) {
      const cap = this.groupCaps.get(key) ?? Infinity;
      const capped = Math.max(-cap, Math.min(cap, sum));
      const [dimension = '', group = ''] = key.split('|');
      if (capped !== sum) lines.push({ key: group, dimension, group, points: capped - sum });
    }
  }

  private settleDimension(dimension: string, lines: readonly Line[]): Settled {
    const cap = this.limit(`${dimension}_Cap__c`);
    let sum = 0;
    for (const line of lines) if (line.dimension === dimension) sum += line.points;
    const points = Math.max(0, Math.min(cap, sum));
    return { points, line: points === sum ? null : { key: dimension, dimension, group: null, points: points - sum } };
  }

  /** The literature guard: interest alone makes nobody ready. Level 1 never stays below grade C; no cell of a grade D is handed off. */
  private guard(fit: number, level: number): number {
    return fit < this.limit('Grade_C_From__c') ? Math.max(level, 2) : level;
  }
}
