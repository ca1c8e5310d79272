import { property, type Finding } from './gate';

/** A finding that is allowed for a reason. */
export interface Suppression {
  readonly gate: string;
  readonly rule: string;
  readonly file: string;
  /** Part of the finding's message; absent: all findings of this rule in this file. */
  readonly message?: string;
  readonly reason: string;
}

/** The file of suppressions, from the repository's root. */
export const SUPPRESSIONS_FILE = 'checks/suppressions.json';

/** @throws Error for an incomplete entry, such as a suppression without its reason */
export function readSuppressions(source: string): Suppression[] {
  const content: unknown = JSON.parse(source);
  if (!Array.isArray(content)) throw new Error(`${SUPPRESSIONS_FILE} must hold a list`);
  return content.map((entry: unknown, index) => {
    const text = (name: string): string => {
      const value = property(entry, name);
      if (typeof value !== 'string' || value.trim() === '') throw new Error(`${SUPPRESSIONS_FILE}: entry ${index + 1} has no ${name}`);
      return value;
    };
    const required = { gate: text('gate'), rule: text('rule'), file: text('file'), reason: text('reason') };
    return property(entry, 'message') === undefined ? required : { ...required, message: text('message') };
  });
}

/** What is left of a gate's findings, with a finding for every suppression of that gate that suppressed nothing. */
export function applySuppressions(gate: string, findings: readonly Finding[], suppressions: readonly Suppression[]): Finding[] {
  const own = suppressions.filter((suppression) => suppression.gate === gate);
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    const matching = own.filter((suppression) => covers(suppression, finding));
    matching.forEach((suppression) => used.add(suppression));
    return matching.length === 0;
  });
  const unused = own.filter((suppression) => !used.has(suppression));
  return [...left, ...unused.map(toFinding)];
}

function covers({ rule, file, message }: Suppression, finding: Finding): boolean {
  return rule === finding.rule && file === finding.file && (message === undefined || finding.message.includes(message));
}

function toFinding({ rule, file, message }: Suppression): Finding {
  const what = message === undefined ? rule : `${rule} (${message})`;
  return { file: SUPPRESSIONS_FILE, line: 1, column: 1, rule: 'unused-suppression', message: `nothing to suppress in ${file}: ${what}` };
}
