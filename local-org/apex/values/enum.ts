/** One constant of an enum, written in Apex or of the platform. Equality is identity. */
export class ApexEnumValue {
  constructor(
    /** Canonical name of the enum, for example `ScoringCriterion.Op` or `System.LoggingLevel`. */
    readonly enumName: string,
    /** As declared. */
    readonly name: string,
    readonly ordinal: number
  ) {
    Object.freeze(this);
  }

  toString(): string {
    return this.name;
  }
}
