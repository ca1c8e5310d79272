import { Zone } from '../values/zone';

const two = (value: number): string => String(value).padStart(2, '0');

/** `System.debug` output, one line per call, as the platform's log writes it. */
export class DebugLog {
  private readonly lines: string[] = [];
  private readonly started: number;

  /** @param now the org's clock */
  constructor(private readonly now: () => number) {
    this.started = now();
  }

  /** `03:04:05.0 (0)|USER_DEBUG|[12]|DEBUG|text` */
  debug(level: string, line: number, message: string): void {
    const at = this.now();
    const { hour, minute, second, millisecond } = Zone.GMT.civil(at);
    const nanoseconds = (at - this.started) * 1_000_000;
    this.lines.push(`${two(hour)}:${two(minute)}:${two(second)}.${millisecond} (${nanoseconds})|USER_DEBUG|[${line}]|${level}|${message}`);
  }

  toString(): string {
    return this.lines.join('\n');
  }
}
