import type { CodeLine } from './code-writer';
import { COUNTED, limitFrames } from './limit-frames';
import type { CodeWriter } from './code-writer';

/** One emitted body of code, as far as sharing is concerned. */
interface Body {
  readonly key: string;
  /** Code that enters with a say of its own, or null where the class leaves sharing to its callers. */
  readonly caller: string | null;
  readonly calls: Set<string>;
  touchesData: boolean;
  readonly enter: CodeLine;
  readonly leave: CodeLine;
}

const PLACEHOLDER = '$sharingFrame';

/**
 * Decides which bodies must announce their class's sharing to the host: those of a class with a keyword from which code of a class
 * without one, that reads or writes data, can be reached. All others go without, so that calls stay cheap.
 * Calls are told apart by emitted method name alone, which finds too many rather than too few.
 */
export class SharingFrames {
  private readonly bodies: Body[] = [];
  private current: Body | null = null;

  constructor(private readonly writer: CodeWriter) {}

  /** Begins a body. @param caller code of the class's description; null: `inherited sharing` or no keyword */
  begin(key: string, caller: string | null): void {
    this.writer.line(PLACEHOLDER);
    const enter = this.writer.lines[this.writer.lines.length - 1];
    if (!enter) throw new RangeError('A line was just written');
    this.current = { key, caller, calls: new Set(), touchesData: false, enter, leave: enter };
  }

  end(): void {
    if (!this.current) return;
    this.writer.line(PLACEHOLDER);
    const leave = this.writer.lines[this.writer.lines.length - 1];
    if (leave) this.bodies.push({ ...this.current, leave });
    this.current = null;
  }

  noteCall(jsName: string): void {
    this.current?.calls.add(jsName);
  }

  noteData(): void {
    if (this.current) this.current.touchesData = true;
  }

  /**
   * The lines with frames put in where needed: for sharing, and for the limits of `limitFrames`.
   * @param calledFromElsewhere whether code of other scripts may call these bodies back, so that each may call itself
   */
  resolve(lines: readonly CodeLine[], calledFromElsewhere: boolean): CodeLine[] {
    const reaching = this.reachingKeys();
    const limits = calledFromElsewhere ? null : limitFrames(this.bodies);
    const replaced = new Map<CodeLine, string | null>();
    for (const { key, caller, calls, enter, leave } of this.bodies) {
      const needed = caller !== null && [...calls].some((call) => reaching.has(call));
      const limit = limits ? limits.get(key) : COUNTED;
      const opening = [limit?.enter ?? '', needed ? `const $frame = $host.enter(${caller}); try {` : ''];
      const closing = [needed ? '} finally { $host.leave($frame); }' : '', limit?.leave ?? ''];
      replaced.set(enter, opening.join(' ').trim() || null);
      replaced.set(leave, closing.join(' ').trim() || null);
    }
    return lines.flatMap((line) => {
      if (!line.text.endsWith(PLACEHOLDER)) return [line];
      const text = replaced.get(line);
      return text === null || text === undefined ? [] : [{ ...line, text: line.text.replace(PLACEHOLDER, () => text) }];
    });
  }

  /** Names of methods from which data can be touched on a caller's behalf. */
  private reachingKeys(): ReadonlySet<string> {
    const reaching = new Set(this.bodies.filter(({ caller, touchesData }) => caller === null && touchesData).map(({ key }) => key));
    for (let grown = reaching.size > 0; grown;) {
      grown = false;
      for (const { key, calls } of this.bodies) {
        if (reaching.has(key) || ![...calls].some((call) => reaching.has(call))) continue;
        reaching.add(key);
        grown = true;
      }
    }
    return reaching;
  }
}
