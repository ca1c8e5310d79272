import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { property, relativeTo, type Finding, type Gate } from '../gate';
import { TOOLS, runNode } from '../process';

const REPORT = 'slds-linter-report.sarif';

/** Styles and templates of components against Salesforce's design system: hooks for values, names that are still there. */
export const slds: Gate = {
  name: 'slds',
  about: 'Styles and templates against the design system (slds-linter)',
  run: async (project) => {
    const findings: Finding[] = [];
    for (const directory of project.directories) findings.push(...(await lint(project.root, directory)));
    return findings.map((finding) => ({ ...finding, file: relativeTo(project, finding.file) }));
  }
};

async function lint(root: string, directory: string): Promise<Finding[]> {
  const output = await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-slds-'));
  try {
    const cli = path.join(TOOLS, '@salesforce-ux', 'slds-linter', 'build', 'index.js');
    const { stdout, stderr } = await runNode(cli, ['report', directory, '--format', 'sarif', '--output', output], root);
    const report = await fs.readFile(path.join(output, REPORT), 'utf8').catch(() => {
      throw new Error(`slds-linter wrote no report: ${stdout}${stderr}`.slice(0, 2000));
    });
    return readSarif(JSON.parse(report));
  } finally {
    await fs.rm(output, { recursive: true, force: true });
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readSarif(report: unknown): Finding[] {
  return list(property(report, 'runs')).flatMap((run) =>
    list(property(run, 'results')).map((result): Finding => {
      const place = property(list(property(result, 'locations'))[0], 'physicalLocation');
      const region = property(place, 'region');
      return {
        file: String(property(property(place, 'artifactLocation'), 'uri')),
        line: Number(property(region, 'startLine') ?? 1),
        column: Number(property(region, 'startColumn') ?? 1),
        rule: String(property(result, 'ruleId')),
        message: messageOf(String(property(property(result, 'message'), 'text')))
      };
    })
  );
}

/** Some messages come as JSON with suggestions, and the rule's name behind it. */
function messageOf(text: string): string {
  const json = /^\{.*\}(?= \()/s.exec(text)?.[0];
  const message = json === undefined ? text : property(JSON.parse(json), 'message');
  return String(message).replace(/\s+/g, ' ');
}
