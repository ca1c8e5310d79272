import path from 'node:path';
import { property, relativeTo, type Finding, type Gate } from '../gate';
import { javaLibrary, run } from '../process';

/** Exit statuses of CheckForIssues: nothing found, and something found. */
const STATUSES = new Set([0, 4]);

/** Types, fields, methods and signatures of all Apex against the platform's classes and standard objects. */
export const apexLs: Gate = {
  name: 'apex-ls',
  about: 'Apex against platform types and standard objects (apex-ls)',
  run: async (project) => {
    const classPath = path.join(javaLibrary('pmd'), '*');
    const main = 'io.github.apexdevtools.apexls.CheckForIssues';
    const args = ['-cp', classPath, main, '-w', project.root, '-d', 'warnings', '-f', 'json', '-n'];
    const { status, stdout, stderr } = await run('java', args, project.root);
    if (status === null || !STATUSES.has(status))
      throw new Error(`apex-ls ended with status ${status}: ${(stderr || stdout).slice(0, 2000)}`);
    const report: unknown = JSON.parse(stdout);
    const files = property(report, 'files');
    if (!Array.isArray(files)) throw new Error(`apex-ls reported no files: ${stdout.slice(0, 500)}`);
    return files.flatMap((file: unknown): Finding[] => {
      const name = relativeTo(project, String(property(file, 'path')));
      const messages = property(file, 'messages');
      if (!Array.isArray(messages)) throw new Error(`apex-ls reported no messages for ${name}`);
      return messages.map((message: unknown) => toFinding(name, message));
    });
  }
};

function toFinding(file: string, message: unknown): Finding {
  const start = property(message, 'start');
  return {
    file,
    line: Number(property(start, 'line')),
    column: Number(property(start, 'offset')) + 1,
    rule: String(property(message, 'category')),
    message: String(property(message, 'message'))
  };
}
