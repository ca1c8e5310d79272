import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** These hand their arguments to other tools. */
const FORWARDING = ['check', 'test'];
const { scripts }: { scripts: Record<string, string> } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const COMMANDS = Object.keys(scripts).filter((command) => !FORWARDING.includes(command));

function run(command: string, ...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', command, ...args], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe.each(COMMANDS)('npm run %s', (command) => {
  it('ends with 2 and a sentence where an option is not known', () => {
    const { status, output } = run(command, '--nonsense');
    expect([status, output]).toEqual([2, expect.stringMatching(/^Unknown option '--nonsense'/)]);
    expect(output).not.toMatch(/^ {4}at /m);
  });

  it('says what it does', () => {
    expect(run(command, '--help')).toEqual({ status: 0, output: expect.stringMatching(/^Usage: npm /) });
  });
});

describe('wrong values of options', () => {
  it.each([
    ['import', ['--example', 'nope', '--file', 'x.csv'], 'There is no example named nope'],
    ['import', ['--example', 'olist', '--mapping', 'x.json', '--file', 'x.csv'], '--example and --mapping cannot be used together'],
    ['import', ['--example', 'olist'], '--file is missing'],
    ['import', ['--file', 'x.csv'], '--example or --mapping is missing'],
    ['import', ['--example', 'olist', '--file', 'x.csv', '--rejected', 'nowhere'], 'There is no folder nowhere'],
    ['replay', ['--example', 'nope', '--mqls', 'a', '--deals', 'b'], 'There is no example named nope'],
    ['replay', ['--example', 'olist'], '--example, --mqls and --deals are needed'],
    ['start', ['--port', '70000'], '--port must be a whole number'],
    ['start', ['--example', 'nope'], 'There is no example named nope'],
    ['deploy', [], '--target-org is missing'],
    ['deploy', ['--target-org', 'x', '--test-level', 'Some'], '--test-level must be one of'],
    ['scratch', ['--days', '31'], '--days must be a whole number from 1 to 30'],
    ['seed', ['--target-org', 'x', '--username', 'y'], '--target-org cannot be used together'],
    ['bench', ['nope'], 'There is no benchmark nope']
  ])('end npm run %s %j with 2 and a sentence', (command, args, sentence) => {
    const { status, output } = run(command, ...args);
    expect([status, output]).toEqual([2, expect.stringContaining(sentence)]);
    expect(output).not.toMatch(/^ {4}at /m);
  });
});
