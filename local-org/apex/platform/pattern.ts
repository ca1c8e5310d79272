import { throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { RuntimeType } from '../runtime/runtime-type';
import { refusingNull } from './arguments';
import type { PlatformType } from './contract';
import { anchoredRegex, javaRegex, matchesWhole, replaceByRegex, splitByRegex } from './regex';
import { matchForApex } from './regex-match';

/** `System.Pattern`. */
class Pattern {
  constructor(readonly source: string) {
    javaRegex(source);
  }

  toString(): string {
    return this.source;
  }
}

/** `System.Matcher`: a pattern at work on one text. */
class Matcher {
  private match: RegExpExecArray | null = null;
  private position = 0;
  private started = false;
  private regionStart = 0;
  private regionEnd: number;

  constructor(
    public pattern: Pattern,
    private input: string
  ) {
    this.regionEnd = input.length;
  }

  find(): boolean {
    const from = this.match ? this.match.index + Math.max(this.match[0].length, 0) : this.position;
    const empty = this.match?.[0].length === 0 && this.match.index === from;
    return this.search(empty ? from + 1 : from);
  }

  findFrom(index: number): boolean {
    if (index < 0 || index > this.input.length) throwApex('System.StringException', `Illegal start index ${index}`);
    this.reset();
    return this.search(index);
  }

  matches(): boolean {
    return this.anchored((match) => match[0].length === this.regionEnd - this.regionStart, true);
  }

  lookingAt(): boolean {
    return this.anchored(() => true, false);
  }

  group(group: number): string | null {
    const match = this.current();
    if (group < 0 || group >= match.length) throwApex('System.StringException', `No group ${group}`);
    return match[group] ?? null;
  }

  start(group: number): number {
    return this.indices(group)?.[0] ?? -1;
  }

  end(group: number): number {
    return this.indices(group)?.[1] ?? -1;
  }

  groupCount(): number {
    return (new RegExp(`${javaRegex(this.pattern.source).source}|`, 'u').exec('')?.length ?? 1) - 1;
  }

  hitEnd(): boolean {
    return this.started && (this.match === null || this.match.index + this.match[0].length === this.regionEnd);
  }

  reset(input?: string): this {
    if (input !== undefined) this.input = input;
    this.match = null;
    this.position = 0;
    this.started = false;
    this.regionStart = 0;
    this.regionEnd = this.input.length;
    return this;
  }

  region(start: number, end: number): this {
    if (start < 0 || end > this.input.length || start > end) throwApex('System.StringException', 'Illegal region');
    this.reset();
    this.regionStart = this.position = start;
    this.regionEnd = end;
    return this;
  }

  get bounds(): readonly [number, number] {
    return [this.regionStart, this.regionEnd];
  }

  replace(replacement: string, all: boolean): string {
    const result = replaceByRegex(this.input, this.pattern.source, replacement, all);
    this.reset();
    return result;
  }

  private search(from: number): boolean {
    this.started = true;
    const regex = javaRegex(this.pattern.source);
    const input = this.input.slice(0, this.regionEnd);
    this.match =
      from > this.regionEnd
        ? null
        : matchForApex(regex, input.length - from, () => {
            regex.lastIndex = from;
            return regex.exec(input);
          });
    this.position = this.match ? this.match.index : this.regionEnd + 1;
    return this.match !== null;
  }

  private anchored(accept: (match: RegExpExecArray) => boolean, whole: boolean): boolean {
    this.started = true;
    const regex = anchoredRegex(this.pattern.source, whole);
    const input = this.input.slice(this.regionStart, this.regionEnd);
    const match = matchForApex(regex, input.length, () => regex.exec(input));
    this.match = match && accept(match) ? match : null;
    if (this.match) this.match.index += this.regionStart;
    return this.match !== null;
  }

  private indices(group: number): readonly [number, number] | undefined {
    const match = this.current();
    if (group < 0 || group >= match.length) throwApex('System.StringException', `No group ${group}`);
    return match.indices?.[group];
  }

  private current(): RegExpExecArray {
    return this.match ?? throwApex('System.StringException', 'No match found');
  }
}

export const PATTERN_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Pattern',
    kind: 'class',
    isInstance: (value) => value instanceof Pattern,
    methods: refusingNull({
      'System.Matcher matcher(String input)': (pattern: Pattern, input: string) => new Matcher(pattern, input),
      'String pattern()': (pattern: Pattern) => pattern.source,
      'List<String> split(String input)': (pattern: Pattern, input: string) =>
        new ApexList(RuntimeType.of('String'), splitByRegex(input, pattern.source, 0)),
      'List<String> split(String input, Integer limit)': (pattern: Pattern, input: string, limit: number) =>
        new ApexList(RuntimeType.of('String'), splitByRegex(input, pattern.source, limit))
    }),
    staticMethods: refusingNull({
      'System.Pattern compile(String regularExpression)': (source: string) => new Pattern(source),
      'Boolean matches(String regularExpression, String input)': (source: string, input: string) => matchesWhole(input, source),
      'String quote(String input)': (input: string) => `\\Q${input.replaceAll('\\E', '\\E\\\\E\\Q')}\\E`
    })
  },
  {
    name: 'System.Matcher',
    kind: 'class',
    isInstance: (value) => value instanceof Matcher,
    methods: refusingNull({
      'Integer end()': (matcher: Matcher) => matcher.end(0),
      'Integer end(Integer groupIndex)': (matcher: Matcher, group: number) => matcher.end(group),
      'Boolean find()': (matcher: Matcher) => matcher.find(),
      'Boolean find(Integer start)': (matcher: Matcher, start: number) => matcher.findFrom(start),
      'String group()': (matcher: Matcher) => matcher.group(0),
      'String group(Integer groupIndex)': (matcher: Matcher, group: number) => matcher.group(group),
      'Integer groupCount()': (matcher: Matcher) => matcher.groupCount(),
      'Boolean hitEnd()': (matcher: Matcher) => matcher.hitEnd(),
      'Boolean lookingAt()': (matcher: Matcher) => matcher.lookingAt(),
      'Boolean matches()': (matcher: Matcher) => matcher.matches(),
      'System.Pattern pattern()': (matcher: Matcher) => matcher.pattern,
      'System.Matcher region(Integer start, Integer end)': (matcher: Matcher, start: number, end: number) => matcher.region(start, end),
      'Integer regionEnd()': (matcher: Matcher) => matcher.bounds[1],
      'Integer regionStart()': (matcher: Matcher) => matcher.bounds[0],
      'String replaceAll(String replacement)': (matcher: Matcher, replacement: string) => matcher.replace(replacement, true),
      'String replaceFirst(String replacement)': (matcher: Matcher, replacement: string) => matcher.replace(replacement, false),
      'System.Matcher reset()': (matcher: Matcher) => matcher.reset(),
      'System.Matcher reset(String input)': (matcher: Matcher, input: string) => matcher.reset(input),
      'Integer start()': (matcher: Matcher) => matcher.start(0),
      'Integer start(Integer groupIndex)': (matcher: Matcher, group: number) => matcher.start(group)
    }),
    staticMethods: refusingNull({
      'String quoteReplacement(String inputString)': (input: string) => input.replace(/[\\$]/g, '\\$&')
    })
  }
];
