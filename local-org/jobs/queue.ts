import type { IdGenerator } from '../database/ids';
import { insertRow, updateRow } from '../database/rows';
import type { Clock, Database, SqlRow, Transaction } from '../database/types';
import { OrgException } from '../errors';
import type { ObjectDef, Schema } from '../schema/types';
import { CronExpression } from './cron';
import type { JobExecutor, JobQueue, JobRequest } from './types';

/** What the queue needs of the org around it. */
export interface JobHost {
  readonly db: Database;
  readonly schema: Schema;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  /** Runs `work` as this user in a transaction of its own with the limits of asynchronous Apex. */
  transact<T>(userId: string, work: (tx: Transaction) => T): T;
  executor(): JobExecutor;
}

const MAXIMUM_SCHEDULED_JOBS = 100;

/**
 * Asynchronous Apex over two tables beside the AsyncApexJob and CronTrigger rows that people query. Jobs are stored with the transaction
 * that enqueues them, so they vanish when it rolls back and survive a restart when it commits.
 */
export class DatabaseJobQueue implements JobQueue {
  private running = false;

  constructor(private readonly host: JobHost) {
    host.db.exec(`
      CREATE TABLE IF NOT EXISTS _Job (
        Sequence INTEGER PRIMARY KEY, Id TEXT NOT NULL UNIQUE, Kind TEXT NOT NULL, UserId TEXT NOT NULL, Payload TEXT NOT NULL,
        DueAt INTEGER NOT NULL, Phase TEXT NOT NULL, State TEXT NOT NULL DEFAULT '');
      CREATE TABLE IF NOT EXISTS _JobScope (JobId TEXT NOT NULL, Position INTEGER NOT NULL, Scope TEXT NOT NULL, PRIMARY KEY (JobId, Position));
      CREATE TABLE IF NOT EXISTS _Schedule (
        Id TEXT PRIMARY KEY, UserId TEXT NOT NULL, TimeZone TEXT NOT NULL, Payload TEXT NOT NULL, ApexClassName TEXT NOT NULL, DueAt INTEGER NOT NULL);`);
  }

  enqueue(tx: Transaction, request: JobRequest): string {
    const id = this.insertJobRow(request.userId, request.kind, request.apexClassName, request.methodName ?? null, 'Queued', tx.clock.now());
    this.host.db.run('INSERT INTO _Job (Id, Kind, UserId, Payload, DueAt, Phase) VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      request.kind,
      request.userId,
      request.payload,
      request.notBefore ?? tx.clock.now(),
      'Queued'
    ]);
    return id;
  }

  schedule(tx: Transaction, name: string, cron: string, request: JobRequest): string {
    const { db, ids } = this.host;
    const waiting = Number(db.get('SELECT COUNT(*) AS n FROM _Schedule')?.['n']);
    if (waiting >= MAXIMUM_SCHEDULED_JOBS)
      throw new OrgException('LIMIT_EXCEEDED', 'You have exceeded the maximum number (100) of Apex scheduled jobs.');
    const taken = db.get(
      'SELECT t.Id AS id FROM CronTrigger t JOIN CronJobDetail d ON d.Id = t.CronJobDetailId JOIN _Schedule s ON s.Id = t.Id WHERE d.Name = ?',
      [name]
    );
    if (taken) throw new OrgException('INVALID_OPERATION', `The Apex job named "${name}" is already scheduled for execution.`);
    const timeZone = tx.user.timeZone;
    const due = new CronExpression(cron, timeZone).next(tx.clock.now());
    if (due === null)
      throw new OrgException('INVALID_OPERATION', `Based on configured schedule, the given trigger '${name}' will never fire.`);
    const detail = this.object('CronJobDetail');
    const trigger = this.object('CronTrigger');
    const detailId = ids.next(detail.keyPrefix);
    const id = ids.next(trigger.keyPrefix);
    insertRow(db, detail, { Id: detailId, Name: name, JobType: '7' });
    insertRow(db, trigger, {
      Id: id,
      CronJobDetailId: detailId,
      CronExpression: cron,
      State: 'WAITING',
      TimesTriggered: 0,
      NextFireTime: due,
      StartTime: tx.clock.now(),
      TimeZoneSidKey: timeZone,
      OwnerId: request.userId,
      CreatedById: request.userId,
      CreatedDate: tx.clock.now(),
      LastModifiedById: request.userId
    });
    db.run('INSERT INTO _Schedule (Id, UserId, TimeZone, Payload, ApexClassName, DueAt) VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      request.userId,
      timeZone,
      request.payload,
      request.apexClassName,
      due
    ]);
    const jobId = this.insertJobRow(request.userId, 'ScheduledApex', request.apexClassName, null, 'Queued', tx.clock.now());
    updateRow(db, this.object('AsyncApexJob'), jobId, { CronTriggerId: id });
    return id;
  }

  /** Ends the job row that `schedule` made beside the trigger. */
  private endSchedule(cronTriggerId: string, status: 'Aborted' | 'Completed'): void {
    this.host.db.run(
      "UPDATE AsyncApexJob SET Status = ?, CompletedDate = ? WHERE CronTriggerId = ? AND JobType = 'ScheduledApex' AND Status = 'Queued'",
      [status, this.host.clock.now(), cronTriggerId]
    );
  }

  abort(_tx: Transaction, id: string): void {
    const { db, clock } = this.host;
    if (db.run('DELETE FROM _Schedule WHERE Id = ?', [id]) > 0) {
      this.endSchedule(id, 'Aborted');
      db.run('DELETE FROM CronJobDetail WHERE Id = (SELECT CronJobDetailId FROM CronTrigger WHERE Id = ?)', [id]);
      db.run('DELETE FROM CronTrigger WHERE Id = ?', [id]);
      return;
    }
    if (db.run('DELETE FROM _Job WHERE Id = ?', [id]) === 0)
      throw new OrgException('INVALID_CROSS_REFERENCE_KEY', `Job does not exist or is already aborted: ${id}`);
    db.run('DELETE FROM _JobScope WHERE JobId = ?', [id]);
    updateRow(db, this.object('AsyncApexJob'), id, { Status: 'Aborted', CompletedDate: clock.now() });
  }

  nextDue(): number | null {
    const due = this.host.db.get('SELECT MIN(DueAt) AS due FROM (SELECT DueAt FROM _Job UNION ALL SELECT DueAt FROM _Schedule)')?.['due'];
    return due === null || due === undefined ? null : Number(due);
  }

  runDue(): number {
    if (this.running) return 0;
    this.running = true;
    let steps = 0;
    try {
      while (this.runNext()) steps++;
    } finally {
      this.running = false;
    }
    return steps;
  }

  private runNext(): boolean {
    const { db, clock } = this.host;
    const job = db.get('SELECT * FROM _Job WHERE DueAt <= ? ORDER BY DueAt, Sequence LIMIT 1', [clock.now()]);
    const schedule = db.get('SELECT * FROM _Schedule WHERE DueAt <= ? ORDER BY DueAt, Id LIMIT 1', [clock.now()]);
    if (schedule && (!job || Number(schedule['DueAt']) <= Number(job['DueAt']))) this.fire(schedule);
    else if (job) this.step(job);
    else return false;
    return true;
  }

  /** The trigger moves on first, in the same transaction as the run: a run that throws is recorded and not repeated. */
  private fire(schedule: SqlRow): void {
    const { host } = this;
    const id = String(schedule['Id']);
    const userId = String(schedule['UserId']);
    const advance = (): void => {
      const trigger = host.db.get('SELECT CronExpression, TimesTriggered FROM CronTrigger WHERE Id = ?', [id]);
      const due = new CronExpression(String(trigger?.['CronExpression']), String(schedule['TimeZone'])).next(host.clock.now());
      updateRow(host.db, this.object('CronTrigger'), id, {
        TimesTriggered: Number(trigger?.['TimesTriggered']) + 1,
        PreviousFireTime: Number(schedule['DueAt']),
        NextFireTime: due,
        State: due === null ? 'DELETED' : 'WAITING'
      });
      if (due === null) {
        host.db.run('DELETE FROM _Schedule WHERE Id = ?', [id]);
        this.endSchedule(id, 'Completed');
      } else host.db.run('UPDATE _Schedule SET DueAt = ? WHERE Id = ?', [due, id]);
    };
    this.recorded(
      userId,
      (tx) => {
        advance();
        host.executor().runScheduled(tx, id, String(schedule['Payload']));
      },
      (message) => {
        advance();
        const jobId = this.insertJobRow(userId, 'ScheduledApex', String(schedule['ApexClassName']), null, 'Failed');
        updateRow(host.db, this.object('AsyncApexJob'), jobId, {
          ExtendedStatus: message,
          CronTriggerId: id,
          CompletedDate: host.clock.now()
        });
      }
    );
  }

  private step(job: SqlRow): void {
    const id = String(job['Id']);
    const userId = String(job['UserId']);
    const payload = String(job['Payload']);
    const fail = (message: string): void => this.finish(id, 'Failed', message);
    if (job['Kind'] === 'Queueable' || job['Kind'] === 'Future') {
      const method = job['Kind'] === 'Queueable' ? 'runQueueable' : 'runFuture';
      this.recorded(
        userId,
        (tx) => {
          this.host.executor()[method](tx, id, payload);
          this.finish(id, 'Completed', null);
        },
        fail
      );
    } else if (job['Phase'] === 'Queued') this.recorded(userId, (tx) => this.startBatch(tx, id, payload), fail);
    else this.continueBatch(job, id, userId, payload);
  }

  private startBatch(tx: Transaction, id: string, payload: string): void {
    const { scopes, state } = this.host.executor().startBatch(tx, id, payload);
    scopes.forEach((scope, position) => this.host.db.run('INSERT INTO _JobScope VALUES (?, ?, ?)', [id, position, scope]));
    this.host.db.run("UPDATE _Job SET Phase = 'Processing', State = ? WHERE Id = ?", [state, id]);
    updateRow(this.host.db, this.object('AsyncApexJob'), id, { Status: 'Processing', TotalJobItems: scopes.length });
  }

  private continueBatch(job: SqlRow, id: string, userId: string, payload: string): void {
    const { db } = this.host;
    const state = String(job['State']);
    const scope = db.get('SELECT Position, Scope FROM _JobScope WHERE JobId = ? ORDER BY Position LIMIT 1', [id]);
    if (!scope) {
      this.recorded(
        userId,
        (tx) => {
          this.host.executor().finishBatch(tx, id, payload, state);
          this.finish(id, 'Completed', null);
        },
        (message) => this.finish(id, 'Failed', message)
      );
      return;
    }
    const done = (failed: boolean, message: string | null): void => {
      db.run('DELETE FROM _JobScope WHERE JobId = ? AND Position = ?', [id, Number(scope['Position'])]);
      db.run(
        `UPDATE AsyncApexJob SET JobItemsProcessed = COALESCE(JobItemsProcessed, 0) + 1, NumberOfErrors = COALESCE(NumberOfErrors, 0) + ?,
           ExtendedStatus = COALESCE(ExtendedStatus, ?) WHERE Id = ?`,
        [failed ? 1 : 0, message, id]
      );
    };
    this.recorded(
      userId,
      (tx) => {
        const next = this.host.executor().executeBatch(tx, id, payload, String(scope['Scope']), state);
        db.run('UPDATE _Job SET State = ? WHERE Id = ?', [next.state, id]);
        done(false, null);
      },
      (message) => done(true, message)
    );
  }

  /** Runs a step; if it throws, its work is rolled back and the failure is recorded in a transaction of its own. */
  private recorded(userId: string, work: (tx: Transaction) => void, onFailure: (message: string) => void): void {
    try {
      this.host.transact(userId, work);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.host.transact(userId, () => onFailure(message));
    }
  }

  private finish(id: string, status: 'Completed' | 'Failed', message: string | null): void {
    const { db, clock } = this.host;
    db.run('DELETE FROM _Job WHERE Id = ?', [id]);
    db.run('DELETE FROM _JobScope WHERE JobId = ?', [id]);
    const result = message === null ? {} : { ExtendedStatus: message.slice(0, 255), NumberOfErrors: 1 };
    updateRow(db, this.object('AsyncApexJob'), id, { Status: status, CompletedDate: clock.now(), ...result });
  }

  private insertJobRow(
    userId: string,
    kind: string,
    className: string,
    methodName: string | null,
    status: string,
    at = this.host.clock.now()
  ): string {
    const { db, ids } = this.host;
    const object = this.object('AsyncApexJob');
    const id = ids.next(object.keyPrefix);
    const apexClass = db.get('SELECT Id FROM ApexClass WHERE Name = ?', [className.split('.')[0] ?? className]);
    insertRow(db, object, {
      Id: id,
      JobType: kind,
      Status: status,
      ApexClassId: typeof apexClass?.['Id'] === 'string' ? apexClass['Id'] : null,
      MethodName: methodName,
      JobItemsProcessed: 0,
      TotalJobItems: 0,
      NumberOfErrors: 0,
      CreatedById: userId,
      CreatedDate: at
    });
    return id;
  }

  private object(name: string): ObjectDef {
    const object = this.host.schema.object(name);
    if (!object) throw new Error(`The schema lacks ${name}`);
    return object;
  }
}
