import fs from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { property, type Finding, type Gate } from '../gate';
import { CACHE } from '../process';

/** Every gate against projects with defects made for it: a gate that catches nothing is a defect itself. */
export const proofs: Gate = {
  name: 'proofs',
  about: 'Each gate finds the defects seeded for it',
  run: async () => {
    const folder = path.join(CACHE, 'gates', 'gates');
    const files = fs.readdirSync(folder).filter((file) => file.endsWith('.test.cjs'));
    if (files.length === 0) throw new Error(`there are no proofs in ${folder}`);
    const findings: Finding[] = [];
    let passed = 0;
    const events = run({ files: files.map((file) => path.join(folder, file)), concurrency: 1 });
    for await (const { type, data } of events as AsyncIterable<{ readonly type: string; readonly data: unknown }>) {
      const name = String(property(data, 'name'));
      // A whole file counts only if it fails by itself.
      if (type === 'test:pass') passed++;
      if (type !== 'test:fail') continue;
      const error = property(property(data, 'details'), 'error');
      const cause = property(error, 'cause') ?? error;
      const message = cause instanceof Error ? cause.message : String(cause);
      if (property(error, 'failureType') === 'subtestsFailed') continue;
      findings.push({ file: 'checks/gates', line: 1, column: 1, rule: 'proof', message: `${name}: ${message}` });
    }
    if (passed === 0 && findings.length === 0) throw new Error('no proof ran');
    return findings;
  }
};
