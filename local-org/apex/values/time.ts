const DAY = 86_400_000;
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** A time of day in milliseconds since midnight. Immutable; arithmetic wraps at midnight. */
export class ApexTime {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = ((milliseconds % DAY) + DAY) % DAY;
  }

  static of(hour: number, minute: number, second: number, millisecond: number): ApexTime {
    return new ApexTime(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  }

  get hour(): number {
    return Math.floor(this.milliseconds / 3_600_000);
  }

  get minute(): number {
    return Math.floor(this.milliseconds / 60_000) % 60;
  }

  get second(): number {
    return Math.floor(this.milliseconds / 1000) % 60;
  }

  get millisecond(): number {
    return this.milliseconds % 1000;
  }

  add(milliseconds: number): ApexTime {
    return new ApexTime(this.milliseconds + milliseconds);
  }

  compare(other: ApexTime): number {
    return Math.sign(this.milliseconds - other.milliseconds);
  }

  /** `13:05:00.000Z` */
  toString(): string {
    return `${pad(this.hour)}:${pad(this.minute)}:${pad(this.second)}.${pad(this.millisecond, 3)}Z`;
  }
}
