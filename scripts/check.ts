import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * `npm run check [-- GATE… --all]`: the package and the code through Salesforce's own tools and ours, with one table at the end; then,
 * unless gates are named, the sf command line against the embedded org.
 */
const ROOT = process.cwd();
const CHECKS = path.join(ROOT, 'checks');
const INSTALLED = path.join(CHECKS, 'node_modules', '.lockstep-lock.json');
const OUTPUT = path.join(CHECKS, 'node_modules', '.cache', 'lockstep');
const NEEDED_JAVA = 17;

/** The version in what `java -version` and `javac -version` print; 0 where there is no such program. */
function javaVersion(program: 'java' | 'javac'): number {
  const { stdout, stderr } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  const [, major] = /(?:version "|javac )(?:1\.)?(\d+)/.exec(`${stdout}${stderr}`) ?? [];
  return Number(major ?? 0);
}

function checkJava(): void {
  const missing = (['java', 'javac'] as const).filter((program) => javaVersion(program) < NEEDED_JAVA);
  if (missing.length === 0) return;
  console.error(
    `npm run check needs a Java Development Kit, version ${NEEDED_JAVA} or later, for Salesforce's Apex tools. ` +
      `Missing or older: ${missing.join(', ')}. On Debian and Ubuntu: apt-get install openjdk-17-jdk-headless. npm test needs no Java.`
  );
  process.exit(2);
}

/** Installs the official tools unless they are there as the lockfile states them. */
function installTools(): void {
  const lock = fs.readFileSync(path.join(CHECKS, 'package-lock.json'), 'utf8');
  if (fs.existsSync(INSTALLED) && fs.readFileSync(INSTALLED, 'utf8') === lock) return;
  console.log(
    'Installing the official Salesforce tools into checks/node_modules: about 1,300 packages, 620 MB on disk, one minute or more.'
  );
  console.log('This is done once, and again when checks/package-lock.json changes; nothing outside that folder is touched.');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: CHECKS,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32'
  });
  fs.writeFileSync(INSTALLED, lock);
}

/** Bundles the gates to where they find the tools beside them, and the development packages of the project above. */
async function bundleGates(): Promise<string> {
  fs.rmSync(path.join(OUTPUT, 'gates'), { recursive: true, force: true });
  const proofs = fs.readdirSync(path.join(CHECKS, 'gates')).filter((file) => file.endsWith('.test.ts'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['main.ts', ...proofs.map((file) => path.posix.join('gates', file))].map((file) => path.join(CHECKS, file)),
    outdir: path.join(OUTPUT, 'gates'),
    outbase: CHECKS,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning'
  });
  return path.join(OUTPUT, 'gates', 'main.cjs');
}

async function main(): Promise<void> {
  checkJava();
  installTools();
  execFileSync(process.execPath, [path.join('scripts', 'run.mjs'), 'build'], { cwd: ROOT, stdio: 'inherit' });
  const gates = await bundleGates();
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', gates, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit'
  });
  const named = process.argv.slice(2).some((argument) => argument !== '--all');
  const commands = named ? 0 : checkCommandLine();
  process.exitCode = status === 0 ? commands : (status ?? 1);
}

/** The official command line against the embedded org. @returns the exit status */
function checkCommandLine(): number {
  console.log('\nThe sf command line against the embedded org:');
  const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--ci', '--config', path.join('tests', 'sf', 'jest.config.cjs'), '--runInBand'], {
    cwd: ROOT,
    stdio: 'inherit'
  });
  return status ?? 1;
}

void main();
