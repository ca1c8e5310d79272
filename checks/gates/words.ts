import fs from 'node:fs';
import path from 'node:path';
import { filesIn, positionAt, readText, type Finding, type Gate, type Project } from '../gate';
import { findWords } from '../words/find-words';

/** What people read: pages, labels and descriptions, templates, comments, messages, names of tests, sample data. */
const READ = /\.(md|xml|html|css|cls|trigger|apex|ts|mjs|cjs|js|java|json|yml)$/;
const FOLDERS = ['.github', 'checks', 'config', 'data', 'docs', 'examples', 'force-app', 'local-org', 'scripts', 'tests'];
/** The list itself, what proves it, and files that tools write. */
const LEFT_OUT = /^checks\/words\/|^checks\/gates\/words\.test\.ts$|(^|\/)package(-lock)?\.json$/;

/** The style page's words that must not come back, wherever a person reads. */
export const words: Gate = {
  name: 'words',
  about: 'Labels, messages, docs and comments avoid the words that docs/style.md rules out',
  run: (project) => Promise.resolve(filesToRead(project).flatMap((file) => findingsIn(project, file)))
};

function filesToRead(project: Project): string[] {
  const folders = FOLDERS.filter((folder) => fs.existsSync(path.join(project.root, folder)));
  const pages = fs.readdirSync(project.root).filter((file) => file.endsWith('.md'));
  return [...pages, ...filesIn(project, folders, { withTests: true })].filter((file) => READ.test(file) && !LEFT_OUT.test(file));
}

function findingsIn(project: Project, file: string): Finding[] {
  const text = readText(project, file);
  return findWords(file, text).map((found) => ({
    file,
    ...positionAt(text, found.offset),
    rule: 'avoided-word',
    message: `"${found.text}": write ${found.say}`
  }));
}
