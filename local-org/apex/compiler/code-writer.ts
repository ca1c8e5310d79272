import type { Point } from '../syntax/ast';

/** One emitted line and the Apex it stands for. */
export interface CodeLine {
  readonly text: string;
  /** Index into the places of the script (`Class.Foo.bar`), or -1 for lines that stand for no Apex. */
  readonly place: number;
  readonly line: number;
}

/** Collects emitted lines with the places they come from: the line map of stack traces. */
export class CodeWriter {
  readonly lines: CodeLine[] = [];
  readonly places: { readonly name: string; readonly file: string }[] = [];
  private place = -1;
  private at: Point | null = null;
  private depth = 0;

  /** Lines that follow belong to this place. @param name `Class.LeadScorer.score` */
  enter(name: string, file: string, at: Point): void {
    const known = this.places.findIndex((place) => place.name === name && place.file === file);
    this.place = known >= 0 ? known : this.places.push({ name, file }) - 1;
    this.at = at;
  }

  leave(): void {
    this.place = -1;
    this.at = null;
  }

  /** Adds one line; `at` says where its Apex is and holds for the lines behind it. */
  line(text: string, at?: Point): void {
    if (at) this.at = at;
    if (text.startsWith('}')) this.depth--;
    this.lines.push({ text: '  '.repeat(Math.max(this.depth, 0)) + text, place: this.place, line: this.at?.line ?? 0 });
    if (text.endsWith('{')) this.depth++;
  }

  /** Where a line may be put in later, for declarations whose need shows only afterwards. */
  mark(): number {
    return this.lines.length;
  }

  insert(mark: number, text: string): void {
    this.lines.splice(mark, 0, { text: '  '.repeat(this.depth) + text, place: -1, line: 0 });
  }
}
