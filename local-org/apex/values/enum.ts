import type { ClassInfo } from '../runtime/classes';

/** One constant of an enum, written in Apex or of the platform. Equality is identity. */
export class ApexEnumValue {
  /** Set on constants of enums written in Apex. */
  readonly $class: ClassInfo | undefined;

  constructor(
    /** Canonical name of the enum, for example `ScoringCriterion.Op` or `System.LoggingLevel`. */
    readonly enumName: string,
    /** As declared. */
    readonly name: string,
    readonly ordinal: number,
    info?: ClassInfo
  ) {
    this.$class = info;
    Object.freeze(this);
  }

  toString(): string {
    return this.name;
  }
}
