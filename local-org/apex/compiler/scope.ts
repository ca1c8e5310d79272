import type { ApexType } from './types';

export interface Variable {
  readonly name: string;
  readonly js: string;
  readonly type: ApexType;
  readonly isFinal: boolean;
  /** Every value ever given to it is known not to be null. */
  readonly nonNull: boolean;
}

/** The local variables in sight, innermost block last. */
export class Scope {
  private readonly variables = new Map<string, Variable>();

  constructor(private readonly outer: Scope | null = null) {}

  find(name: string): Variable | undefined {
    return this.variables.get(name.toLowerCase()) ?? this.outer?.find(name);
  }

  add(variable: Variable): void {
    this.variables.set(variable.name.toLowerCase(), variable);
  }

  /** All in sight; inner ones first. */
  all(): Variable[] {
    return [...this.variables.values(), ...(this.outer?.all() ?? [])];
  }
}
