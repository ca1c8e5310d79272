import type { ApexSource } from '../../metadata/types';
import type { ApexTestOutcome } from '../types';

const FRAME = /^(?:Class\.(?<type>[\w.]+)\.[\w<>]+|Trigger\.(?<trigger>\w+)): line (?<line>\d+), column (?<column>\d+)$/;

/** A failed Apex test as an error whose stack leads into the `.cls`, so that Jest shows the line. */
export function failure(outcome: ApexTestOutcome, sources: readonly ApexSource[]): Error {
  const error = new Error(outcome.message ?? `Apex test did not run: ${outcome.outcome}`);
  error.name = `Apex ${outcome.outcome}`;
  const frames = (outcome.stackTrace ?? '').split('\n').flatMap((line) => frame(line, sources));
  error.stack = [`${error.message}`, ...frames].join('\n');
  return error;
}

function frame(text: string, sources: readonly ApexSource[]): string[] {
  const found = FRAME.exec(text)?.groups;
  if (!found) return text === '' ? [] : [`    at ${text}`];
  const { type, trigger, line, column } = found;
  const name = (type?.split('.')[0] ?? trigger ?? '').toLowerCase();
  const source = sources.find(
    ({ fullName, kind }) => fullName.toLowerCase() === name && kind === (trigger === undefined ? 'class' : 'trigger')
  );
  return source ? [`    at ${type ?? trigger} (${source.path}:${line}:${column})`] : [`    at ${text}`];
}
