import { relativeTo, type Finding, type Gate } from '../gate';
import { ownTool, runNode } from '../process';

/** Exit statuses of `prettier --check`: all formatted, some not, some not even readable. */
const STATUSES = new Set([0, 1, 2]);

/** All files are formatted by Prettier, including Apex and metadata. */
export const prettier: Gate = {
  name: 'prettier',
  about: 'Formatting, Apex and metadata included',
  run: async (project) => {
    const cli = ownTool('prettier', 'bin', 'prettier.cjs');
    const { status, stdout, stderr } = await runNode(cli, ['--check', '--log-level', 'warn', '.'], project.root);
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '');
    if (status === null || !STATUSES.has(status) || (status !== 0 && lines.length === 0)) throw new Error(`Prettier ended with ${status}`);
    return lines.flatMap((line): Finding[] => {
      const error = /^\[error\] ([^:]+\.\w+): (.*?)(?: \((\d+):(\d+)\))?$/.exec(line);
      if (error) {
        const [, file = '', message = '', row = '1', column = '1'] = error;
        return [{ file: relativeTo(project, file), line: Number(row), column: Number(column), rule: 'syntax', message }];
      }
      const file = /^\[warn\] (.+\.\w+)$/.exec(line)?.[1];
      if (file === undefined) return [];
      return [
        { file: relativeTo(project, file), line: 1, column: 1, rule: 'format', message: 'is not formatted; `npm run format` does it' }
      ];
    });
  }
};
