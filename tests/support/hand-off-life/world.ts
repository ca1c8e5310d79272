import { Connection } from 'jsforce';
import { openSession } from '../../../local-org/api/auth/login';
import { TestClient, VERSION, type TestReply } from '../../../local-org/api/testing';
import type { SqlRow } from '../../../local-org/database/types';
import type { SentNotification } from '../../../local-org/apex/runtime/outbox';
import { agree, startOrg, type RunningOrg } from '../running-org';
import { agreeOn, type Terms } from './terms';
import type { Actor } from './steps';

const MINUTE = 60_000;
const WEEK = 7 * 1440 * MINUTE;
/** A Monday, 9:00 in Los Angeles, where the sample company works from 8:00 to 18:00. */
const FIRST_MONDAY = Date.parse('2026-11-30T09:00-08:00');
const SESSION = 60 * MINUTE;

/** Everything that a life leaves behind; what nothing else depends on comes first. */
const TABLES = [
  'Lockstep_Notice__c',
  'Hand_Off_Touch__c',
  'Hand_Off_Clock__c',
  'Hand_Off_Offer__c',
  'Hand_Off_Opportunity__c',
  'Hand_Off__c',
  'Stage_Stay__c',
  'OpportunityContactRole',
  'EmailMessageRelation',
  'EmailMessage',
  'Task',
  'Event',
  'Hand_Off_Absence__c',
  'Person_Score__c',
  'Opportunity',
  'Lead',
  'Contact',
  'Account'
] as const;
export type Table = (typeof TABLES)[number];

/** The result of an attempt; `null` if there was no record for it. */
export type Outcome = { readonly refusal: string | null; readonly partly?: boolean } | null;

/** An org under some terms, in which one life after the other happens. */
export class World {
  private readonly failures: unknown[];
  private readonly sessions = new Map<Actor, { readonly client: TestClient; readonly openedAt: number }>();
  private firstMessage = 0;
  private names = 0;

  private constructor(
    private readonly running: RunningOrg,
    failures: unknown[]
  ) {
    this.failures = failures;
  }

  static async start(terms: Terms): Promise<World> {
    const failures: unknown[] = [];
    const note = (error: unknown): void => void failures.push(error);
    const running = await startOrg({ clockStandsAt: FIRST_MONDAY, onBackgroundError: note }, { onDefect: note });
    agree(running.org, 'data/lead-definition.json');
    agreeOn(running.org, terms);
    const world = new World(running, failures);
    await world.apex('FunnelLadder.install(); LockstepSweep.schedule();');
    return world;
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  get now(): number {
    return this.running.org.clock.now();
  }

  /** Leaves nothing of the life before, as in an org that was restored, and goes to the next Monday. */
  async begin(): Promise<void> {
    const { db, clock } = this.running.org;
    for (const table of TABLES) db.run(`DELETE FROM "${table}"`);
    db.run('UPDATE Hand_Off_Routing_Member__c SET Last_Offered_At__c = NULL, Last_Turn__c = NULL');
    db.run("UPDATE User SET IsActive = 1 WHERE Username LIKE '%@lockstep.local' AND IsActive = 0");
    await this.apex('LockstepSweep.unschedule();');
    clock.moveTo(FIRST_MONDAY + Math.ceil((this.now - FIRST_MONDAY) / WEEK) * WEEK);
    await this.apex('LockstepSweep.schedule();');
    this.names = 0;
    this.failures.length = 0;
    this.firstMessage = this.running.org.outbox.notifications.length;
  }

  /** Rows that are not deleted, in the order of their making. */
  rows(table: Table): SqlRow[] {
    return this.running.org.db.all(`SELECT * FROM "${table}" WHERE IsDeleted = 0 ORDER BY Id`);
  }

  deleted(table: Table): SqlRow[] {
    return this.running.org.db.all(`SELECT * FROM "${table}" WHERE IsDeleted = 1 ORDER BY Id`);
  }

  /** Everything there is, deleted or not. */
  everything(): string {
    return JSON.stringify(TABLES.map((table) => this.running.org.db.all(`SELECT * FROM "${table}" ORDER BY Id`)));
  }

  /** Notifications that were sent in this life. */
  get messages(): readonly SentNotification[] {
    return this.running.org.outbox.notifications.slice(this.firstMessage);
  }

  /** What went wrong without anybody being told: jobs that failed, errors that are not the platform's. */
  problems(): string[] {
    const jobs = this.running.org.db.all("SELECT ExtendedStatus AS why FROM AsyncApexJob WHERE Status = 'Failed' OR NumberOfErrors > 0");
    return [...this.failures.map(String), ...jobs.map((job) => `A job failed: ${String(job['why'])}`)];
  }

  newName(): string {
    return `Person ${++this.names}`;
  }

  userId(actor: Actor): string {
    return String(this.running.org.db.get('SELECT Id FROM User WHERE Username = ?', [`${actor}@lockstep.local`])?.['Id']);
  }

  queueId(name: string): string {
    return String(this.running.org.db.get('SELECT Id FROM "Group" WHERE DeveloperName = ?', [name])?.['Id']);
  }

  isActive(actor: Actor): boolean {
    return this.running.org.db.get('SELECT IsActive FROM User WHERE Id = ?', [this.userId(actor)])?.['IsActive'] === 1;
  }

  /** @returns an active user's client */
  as(actor: Actor): TestClient {
    const known = this.sessions.get(actor);
    if (known && this.now - known.openedAt < SESSION) return known.client;
    const { session } = openSession(this.running.server.services, this.running.org.user(`${actor}@lockstep.local`), 'api');
    const client = new TestClient(this.running.url, session.token);
    this.sessions.set(actor, { client, openedAt: this.now });
    return client;
  }

  jsforceAs(actor: Actor): Connection {
    return new Connection({ instanceUrl: this.running.url, accessToken: this.as(actor).token, version: '67.0' });
  }

  /** Runs Apex of an admin that must compile. @returns the message of the exception it ended with, or null */
  async apex(source: string): Promise<string | null> {
    const reply = await this.as('admin').get(`${VERSION}/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`);
    const result = reply.json as { compiled: boolean; compileProblem: string; success: boolean; exceptionMessage: string };
    if (reply.status !== 200 || !result.compiled) throw new Error(`${reply.text} of ${source}`);
    this.runJobs();
    return result.success ? null : result.exceptionMessage;
  }

  /** Runs the requested step. */
  runJobs(): void {
    this.running.org.jobs.runDue();
  }

  /** Lets time pass, with the sweep running or off until the end. */
  async wait(minutes: number, sweeping: boolean): Promise<void> {
    if (!sweeping) await this.apex('LockstepSweep.unschedule();');
    this.running.org.clock.moveTo(this.now + minutes * MINUTE);
    this.sessions.clear();
    this.runJobs();
    if (!sweeping) await this.apex('LockstepSweep.schedule(); new LockstepSweep().run();');
  }
}

/** @returns what came of a request */
export function outcomeOf(reply: TestReply): Outcome {
  return { refusal: reply.status < 400 ? null : `${reply.status} ${reply.text}` };
}
