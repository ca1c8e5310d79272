import fs from 'node:fs';
import path from 'node:path';
import { relativeTo, type Finding, type Gate } from '../gate';
import { ownTool, runNode } from '../process';

/** Everything that is TypeScript: the embedded org and scripts, components, the page of the preview, and the gates. */
const CONFIGURATIONS = ['tsconfig.json', 'config/lwc/tsconfig.json', 'local-org/preview/client/tsconfig.json', 'checks/tsconfig.json'];

/** The type check, the components' against the types generated from the package's Apex, fields and labels. */
export const types: Gate = {
  name: 'types',
  about: 'The type check of all TypeScript (tsc)',
  run: async (project) => {
    const present = CONFIGURATIONS.filter((file) => fs.existsSync(path.join(project.root, file)));
    if (present.length === 0) throw new Error('there is no tsconfig.json');
    const findings = new Map<string, Finding>();
    for (const configuration of present) {
      for (const finding of await check(project.root, configuration)) {
        const file = relativeTo(project, finding.file);
        findings.set(`${file}:${finding.line}:${finding.column}:${finding.rule}`, { ...finding, file });
      }
    }
    return [...findings.values()];
  }
};

async function check(root: string, configuration: string): Promise<Finding[]> {
  const { status, stdout, stderr } = await runNode(ownTool('typescript', 'bin', 'tsc'), ['-p', configuration, '--pretty', 'false'], root);
  const findings = stdout.split('\n').flatMap((line): Finding[] => {
    const placed = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    if (placed) {
      const [, file = '', row, column, rule = '', message = ''] = placed;
      return [{ file, line: Number(row), column: Number(column), rule, message }];
    }
    const general = /^error (TS\d+): (.*)$/.exec(line);
    return general ? [{ file: configuration, line: 1, column: 1, rule: general[1] ?? '', message: general[2] ?? '' }] : [];
  });
  if (status !== 0 && findings.length === 0) throw new Error(`tsc -p ${configuration} ended with ${status}: ${stdout}${stderr}`);
  return findings;
}
