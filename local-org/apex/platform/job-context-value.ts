/** `QueueableContext`, `SchedulableContext` and `Database.BatchableContext`. */
export class JobContextValue {
  constructor(
    /** Full name of the interface it stands for. */
    readonly typeName: string,
    /** Id of the AsyncApexJob or CronTrigger. */
    readonly jobId: string
  ) {}
}
