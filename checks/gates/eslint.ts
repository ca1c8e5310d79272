import { property, relativeTo, type Finding, type Gate } from '../gate';
import { ownTool, runNode } from '../process';

/** The project's own ESLint rules; a warning counts as much as an error. */
export const eslint: Gate = {
  name: 'eslint',
  about: 'TypeScript against ESLint with the rules for components',
  run: async (project) => {
    const { stdout, stderr } = await runNode(ownTool('eslint', 'bin', 'eslint.js'), ['.', '--format', 'json'], project.root);
    let report: unknown;
    try {
      report = JSON.parse(stdout);
    } catch {
      throw new Error(`ESLint did not run: ${stderr || stdout}`.slice(0, 2000));
    }
    if (!Array.isArray(report)) throw new Error('ESLint reported no files');
    return report.flatMap((file: unknown): Finding[] => {
      const messages = property(file, 'messages');
      return (Array.isArray(messages) ? messages : []).map((message: unknown) => ({
        file: relativeTo(project, String(property(file, 'filePath'))),
        line: Number(property(message, 'line') ?? 1),
        column: Number(property(message, 'column') ?? 1),
        rule: String(property(message, 'ruleId') ?? 'syntax'),
        message: String(property(message, 'message'))
      }));
    });
  }
};
