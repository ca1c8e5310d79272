import type { Finding } from '../gate';

/** A place in a file; line and column are 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Collects findings. */
export class Report {
  readonly findings: Finding[] = [];

  add({ file, line, column }: Place, rule: string, message: string): void {
    this.findings.push({ file, line, column, rule, message });
  }

  /** Adds a finding unless the condition is true. */
  need(holds: boolean, place: Place, rule: string, message: string): void {
    if (!holds) this.add(place, rule, message);
  }
}
