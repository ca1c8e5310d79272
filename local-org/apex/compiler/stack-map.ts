import type { ApexFrame } from '../values/exception';
import type { CompiledScript } from './compile';

const FRAME = /(apex:[^\s():]+):(\d+):\d+/g;
/** Frames V8 keeps: Apex's own limit is far higher, but the innermost say what is wanted. */
const STACK_DEPTH = 64;
/** The platform's traces name the statement's line and always column 1. */
const PLATFORM_COLUMN = 1;

/** Reads JavaScript stacks of emitted scripts as Apex stacks. */
export class StackMap {
  private readonly scripts = new Map<string, Pick<CompiledScript, 'lineMap' | 'places'>>();

  constructor() {
    Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_DEPTH);
  }

  add(name: string, { lineMap, places }: Pick<CompiledScript, 'lineMap' | 'places'>): void {
    this.scripts.set(name, { lineMap, places });
  }

  remove(name: string): void {
    this.scripts.delete(name);
  }

  /** Innermost first. Frames of the host and of connecting code are left out. */
  read(javascriptStack: string): ApexFrame[] {
    const frames: ApexFrame[] = [];
    for (const [, script = '', emittedLine = ''] of javascriptStack.matchAll(FRAME)) {
      const map = this.scripts.get(script);
      if (!map) continue;
      const at = (Number(emittedLine) - 1) * 2;
      const place = map.places[map.lineMap[at] ?? -1];
      const line = map.lineMap[at + 1];
      if (place && line !== undefined) frames.push({ place: place.name, line, column: PLATFORM_COLUMN });
    }
    return frames;
  }
}
