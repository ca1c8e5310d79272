import type { Clock } from '../../database/types';
import { HttpRefusal } from '../http/errors';

const DAY_MS = 86_400_000;

/** Counts API calls of the last 24 hours of the org's clock, in buckets of an hour. */
export class RequestMeter {
  private readonly hours = new Map<number, number>();

  constructor(
    private readonly clock: Clock,
    readonly allowed: number
  ) {}

  get used(): number {
    const oldest = this.hour() - DAY_MS / 3_600_000;
    let sum = 0;
    for (const [hour, count] of this.hours) {
      if (hour <= oldest) this.hours.delete(hour);
      else sum += count;
    }
    return sum;
  }

  /** @throws HttpRefusal 403 REQUEST_LIMIT_EXCEEDED */
  count(): void {
    if (this.used >= this.allowed) throw new HttpRefusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    const hour = this.hour();
    this.hours.set(hour, (this.hours.get(hour) ?? 0) + 1);
  }

  /** Value of the `Sforce-Limit-Info` header. */
  header(): string {
    return `api-usage=${this.used}/${this.allowed}`;
  }

  private hour(): number {
    return Math.floor(this.clock.now() / 3_600_000);
  }
}
