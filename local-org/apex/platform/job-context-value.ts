/** What jobs get as `QueueableContext`, `SchedulableContext` or `Database.BatchableContext`. Offers the bridges of these interfaces. */
export class JobContextValue {
  constructor(
    /** Full name of the interface it stands for. */
    readonly typeName: string,
    /** Id of the AsyncApexJob or CronTrigger. */
    readonly jobId: string
  ) {}

  getjobid$0(): string {
    return this.jobId;
  }

  getchildjobid$0(): string {
    return this.jobId;
  }

  gettriggerid$0(): string {
    return this.jobId;
  }
}
