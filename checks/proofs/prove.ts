import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { openProject, type Finding, type Gate } from '../gate';
import { REPOSITORY } from '../process';

/** Text by path from the project's root. */
export type Files = Readonly<Record<string, string>>;

/** What is wrong on purpose, and what the gate must say of it. */
export interface Defect {
  /** Files that replace or join those of the clean project; each defect has its own. */
  readonly files: Files;
  readonly file: string;
  readonly rule: string;
  readonly line?: number;
  readonly message?: RegExp;
}

const PROJECT_FILE = `{
  "packageDirectories": [{ "path": "force-app", "default": true }],
  "namespace": "",
  "sourceApiVersion": "68.0"
}
`;

/**
 * Proves a gate: it finds nothing in a clean project, and each of the defects when the project has all of them. The project has the
 * repository's packages and tool configurations.
 */
export function prove(gate: Gate, clean: Files, defects: Readonly<Record<string, Defect>>): void {
  describe(gate.name, () => {
    let findings: readonly Finding[] = [];
    before(async () => {
      findings = await runOn(gate, Object.assign({}, clean, ...Object.values(defects).map(({ files }) => files)));
    });

    it(`${gate.name} finds nothing in a clean project`, async () => {
      assert.deepEqual(await runOn(gate, clean), []);
    });

    for (const [title, defect] of Object.entries(defects)) {
      it(`${gate.name} finds ${title}`, () => {
        const found = findings.filter(
          ({ file, rule, line, message }) =>
            file === defect.file &&
            rule === defect.rule &&
            (defect.line === undefined || line === defect.line) &&
            (defect.message === undefined || defect.message.test(message))
        );
        const inFile = findings.filter(({ file }) => file === defect.file);
        assert.ok(found.length > 0, `expected ${defect.rule} in ${defect.file}; of that file there is ${JSON.stringify(inFile)}`);
      });
    }
  });
}

/** Runs a gate on a project of these files, in a temporary folder that is gone afterwards. */
async function runOn(gate: Gate, files: Files): Promise<readonly Finding[]> {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'lockstep-gate-'));
  try {
    for (const [file, text] of Object.entries({ 'sfdx-project.json': PROJECT_FILE, ...files })) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), text);
    }
    fs.symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(root, 'node_modules'));
    return await gate.run(openProject(root));
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** A file of the repository, for a project that needs the same configuration. */
export function own(file: string): string {
  return fs.readFileSync(path.join(REPOSITORY, file), 'utf8');
}
