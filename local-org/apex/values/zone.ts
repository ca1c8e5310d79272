import { offsetAt } from '../../soql/time-zone';

/** Wall-clock fields; `month` is 1 to 12. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const zones = new Map<string, Zone>();

/** A time zone with its daylight saving rules, from the runtime's own copy of the IANA database. */
export class Zone {
  private readonly isUtc: boolean;

  private constructor(readonly id: string) {
    this.isUtc = isUtc(id);
  }

  /** @param id IANA name or `GMT`; an unknown one is GMT, as `TimeZone.getTimeZone` has it */
  static of(id: string): Zone {
    const known = zones.get(id);
    if (known) return known;
    const zone = Zone.isKnown(id) ? new Zone(id) : Zone.GMT;
    zones.set(id, zone);
    return zone;
  }

  static readonly GMT = new Zone('GMT');

  static isKnown(id: string): boolean {
    if (isUtc(id)) return true;
    try {
      return new Intl.DateTimeFormat('en-US', { timeZone: id }).resolvedOptions().timeZone.length > 0;
    } catch {
      return false;
    }
  }

  /** Milliseconds to add to UTC at this instant. */
  offset(instant: number): number {
    return this.isUtc ? 0 : offsetAt(instant, this.id);
  }

  civil(instant: number): CivilTime {
    const local = new Date(instant + this.offset(instant));
    return {
      year: local.getUTCFullYear(),
      month: local.getUTCMonth() + 1,
      day: local.getUTCDate(),
      hour: local.getUTCHours(),
      minute: local.getUTCMinutes(),
      second: local.getUTCSeconds(),
      millisecond: local.getUTCMilliseconds()
    };
  }

  /** The instant of a wall-clock time given as if it were UTC. In a gap the clock is moved on; when ambiguous the earlier instant is taken. */
  instant(local: number): number {
    const before = local - this.offset(local - 86_400_000);
    if (this.offset(before) + before === local) return before;
    const after = local - this.offset(local + 86_400_000);
    return this.offset(after) + after === local ? after : before;
  }

  /** `Pacific Daylight Time`, or `PDT` where the short form is asked for. */
  displayName(instant: number, style: 'short' | 'long'): string {
    if (this.isUtc) return style === 'short' ? 'GMT' : 'Greenwich Mean Time';
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: this.id, timeZoneName: style }).formatToParts(instant);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? this.id;
  }
}

function isUtc(id: string): boolean {
  return id === 'GMT' || id === 'UTC' || id === 'Etc/UTC' || id === 'Etc/GMT';
}
