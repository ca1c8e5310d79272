import fs from 'node:fs';
import path from 'node:path';
import { filesIn, relativeTo, type Finding, type Gate } from '../gate';
import { CACHE, REPOSITORY, javaLibrary, run } from '../process';

/**
 * Classes of message that mean nothing here: the front end comes without the platform's types, objects and labels, so that whatever
 * uses one is unknown to it, and what follows from an unknown type is noise. apex-ls and our own reference check know those names.
 * Everything else it says is a finding.
 */
const NEEDS_PLATFORM: ReadonlySet<string> = new Set([
  'variable.does.not.exist',
  'external.string.does.not.exist',
  'invalid.unresolved.type',
  'invalid.method.not.found',
  'invalid.dml.type',
  'invalid.trigger.object',
  'invalid.catch.exception',
  'invalid.throw.exception',
  'invalid.map.initializer',
  'invalid.list.initial.expression.type',
  'invalid.set.initial.expression.type',
  'illegal.switch.expression.type',
  'unknown.constructor',
  'invalid.name.value.pair.constructor',
  'merge.requires.concrete.type',
  'invalid.runas'
]);

/** The compiler itself gives every exception a `getTypeName` that, without the platform's Exception, overrides nothing. */
const GENERATED = /^@Override specified for non-overriding method: String [\w.]*Exception\.getTypeName\(\)$/;

const SOURCE = path.join(REPOSITORY, 'checks', 'java', 'ApexFrontEnd.java');

/** Salesforce's own compiler, as far as it goes without an org: syntax, modifiers, visibility, annotations, flow of control. */
export const apexCompiler: Gate = {
  name: 'apex-compiler',
  about: "Apex through Salesforce's compiler front end (jorje)",
  run: async (project) => {
    const classPath = [path.join(javaLibrary('sfge'), '*'), await compileRunner()].join(path.delimiter);
    const files = filesIn(project, project.directories).filter((file) => /\.(cls|trigger)$/.test(file));
    if (files.length === 0) return [];
    const paths = files.map((file) => path.join(project.root, file));
    const { status, stdout, stderr } = await run('java', ['-cp', classPath, 'ApexFrontEnd', ...paths], project.root);
    const lines = stdout.split('\n').filter((line) => line !== '');
    const [last, checked] = lines.pop()?.split('\t') ?? [];
    if (status !== 0 || last !== 'checked') throw new Error(`the compiler front end failed: ${stderr.slice(0, 2000)}`);
    if (Number(checked) < files.length) throw new Error(`the compiler front end looked at ${checked} of ${files.length} files`);
    return lines.flatMap((line): Finding[] => {
      const [file = '', row = '1', column = '1', rule = 'unknown', ...message] = line.split('\t');
      const text = message.join(' ');
      if (NEEDS_PLATFORM.has(rule) || GENERATED.test(text)) return [];
      return [
        { file: relativeTo(project, file), line: Math.max(1, Number(row)), column: Math.max(1, Number(column)), rule, message: text }
      ];
    });
  }
};

/** Compiles the Java that drives the front end, once. @returns the folder of its class */
async function compileRunner(): Promise<string> {
  const classes = path.join(CACHE, 'java');
  const compiled = fs.statSync(path.join(classes, 'ApexFrontEnd.class'), { throwIfNoEntry: false });
  if (compiled && compiled.mtimeMs > fs.statSync(SOURCE).mtimeMs) return classes;
  fs.mkdirSync(classes, { recursive: true });
  const library = path.join(javaLibrary('sfge'), '*');
  const { status, stderr } = await run('javac', ['-nowarn', '-d', classes, '-cp', library, SOURCE], REPOSITORY);
  if (status !== 0) throw new Error(`${SOURCE} does not compile: ${stderr}`);
  return classes;
}
