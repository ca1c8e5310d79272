import { parseArgs } from 'node:util';
import { endInFailure } from '../command-failure';

/** For commands without options: prints what they do where that is asked for, and ends with a sentence on anything else. */
export function takeNoOptions(usage: string): void {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
    if (!values.help) return;
  } catch (error) {
    endInFailure(error);
  }
  console.log(usage);
  process.exit(0);
}
