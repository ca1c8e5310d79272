/**
 * Runs one of the project's commands: makes sure that what it needs is installed, bundles its source
 * (TypeScript is not something Node 20 runs by itself) and starts it. Plain JavaScript, because it must run before
 * anything is installed.
 * Scripts find the project's root in `process.cwd()` and their options from `process.argv[2]` on.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const outputDirectory = path.join(root, '.local-org', 'cache', 'scripts');

/** Commands that need the development packages too; the others run on what `npm ci --omit=dev` gives. */
const DEVELOPMENT_COMMANDS = new Set(['test', 'check', 'bench', 'torture', 'lint', 'format']);

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Whether this package of the lockfile is meant for this operating system and processor. */
function fits(entry) {
  const allows = (list, value) =>
    !list || ((list.some((item) => item === value) || !list.some((item) => !item.startsWith('!'))) && !list.includes(`!${value}`));
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch);
}

/** These commands run or describe tests; every other one is `scripts/<command>.ts`. */
const BESIDE_TESTS = {
  bench: 'tests/benchmarks/bench.ts',
  torture: 'tests/torture/torture.ts',
  'support-table': 'tests/sf/write-support-table.ts'
};

function sourceOf(command) {
  return path.join(root, BESIDE_TESTS[command] ?? `scripts/${command}.ts`);
}

/** Compares the lockfile with what npm says it installed. */
function missingPackages(withDevelopment) {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.entries(wanted).filter(([location, entry]) => {
    if (location === '' || entry.link || entry.optional || entry.devOptional || !fits(entry)) return false;
    if (entry.dev && !withDevelopment) return false;
    return installed[location]?.version !== entry.version;
  });
}

function ensureInstalled(command) {
  const withDevelopment = DEVELOPMENT_COMMANDS.has(command);
  const missing = missingPackages(withDevelopment);
  if (missing.length === 0) return;
  const hasDevelopment = fs.existsSync(path.join(root, 'node_modules', 'jest'));
  const fresh = !fs.existsSync(path.join(root, 'node_modules'));
  const scope = withDevelopment || hasDevelopment ? '--include=dev' : '--omit=dev';
  console.log(`Installing ${missing.length} packages (once, and again when the lockfile changes) …`);
  const { status, error } = spawnSync('npm', [fresh ? 'ci' : 'install', scope, '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32'
  });
  if (status === 0) return;
  console.error(`npm could not install what "npm run ${command}" needs${error ? `: ${error.message}` : '; its reasons are above'}.`);
  process.exit(1);
}

function stamp(file) {
  const stat = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
  return stat ? `${stat.size}:${stat.mtimeMs}` : 'gone';
}

/** Bundles the command's script unless the files that went into the last bundle are unchanged. */
async function bundle(command) {
  const output = path.join(outputDirectory, `${command}.cjs`);
  const inputsFile = path.join(outputDirectory, `${command}.inputs.json`);
  const known = readJson(inputsFile);
  const lock = stamp('package-lock.json');
  if (known?.lock === lock && fs.existsSync(output) && Object.entries(known.inputs).every(([file, was]) => stamp(file) === was))
    return output;
  const esbuild = require('esbuild');
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [sourceOf(command)],
    outfile: output,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    // The sources stand beside it; leaving them out halves what every start has to read.
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning'
  });
  const inputs = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, stamp(file)]));
  fs.writeFileSync(inputsFile, JSON.stringify({ lock, inputs }));
  return output;
}

const command = process.argv[2];
if (!command || !fs.existsSync(sourceOf(command))) {
  const commands = fs
    .readdirSync(path.join(root, 'scripts'))
    .flatMap((file) => (/^[a-z]+\.ts$/.test(file) ? [path.basename(file, '.ts')] : []));
  commands.push(...Object.keys(BESIDE_TESTS));
  console.error(`Usage: node scripts/run.mjs COMMAND [options], where COMMAND is one of: ${commands.join(', ')}`);
  process.exit(2);
}
ensureInstalled(command);
const script = await bundle(command);
process.chdir(root);
process.argv.splice(2, 1);
process.setSourceMapsEnabled(true);
// Not import(): that would first scan the whole bundle for names it exports.
require(script);
