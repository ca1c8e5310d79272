import type { CustomLabel } from '../../metadata/types';
import { throwApex } from '../values/exception';
import { isRunning, current } from './execution';

/** Looks custom labels up by name, in the running user's language where there is a translation. */
export function labelReader(labels: readonly CustomLabel[]): (name: string) => string | undefined {
  const byName = new Map<string, CustomLabel[]>();
  for (const label of labels) {
    const key = label.fullName.toLowerCase();
    const known = byName.get(key);
    if (known) known.push(label);
    else byName.set(key, [label]);
  }
  return (name) => {
    const candidates = byName.get(name.toLowerCase());
    const language = isRunning() ? current().user.language : 'en_US';
    return (candidates?.find((label) => label.language === language) ?? candidates?.[0])?.value;
  };
}

const readers = new WeakMap<readonly CustomLabel[], (name: string) => string | undefined>();

/** A label of the running org. @throws IllegalArgumentException if there is none of that name */
export function namedLabel(name: string): string {
  const { labels } = current().services.metadata;
  const reader = readers.get(labels) ?? labelReader(labels);
  readers.set(labels, reader);
  return reader(name) ?? throwApex('System.IllegalArgumentException', `External string does not exist: ${name}`);
}
