import type { RunningUser } from '../database/types';
import type { Org } from '../org';
import { Credentials } from '../security/credentials';
import { ReportInstances } from '../reports/instances';
import { Sessions } from './auth/sessions';
import { LoginAttempts } from './auth/login-attempts';
import { OneTimePasswords } from './auth/one-time-passwords';
import { BulkRunner } from './bulk/runner';
import { BulkStore } from './bulk/store';
import { RequestMeter } from './rest/meter';
import { QueryCursors } from './rest/cursors';
import { ToolingData } from './tooling/data';
import { TestRuns } from './tooling/test-runs';
import type { CompleteOptions } from './service-options';

/** What resources share while one org is open. A reset of the org creates new ones, so that nothing of the old org remains. */
export class ApiServices {
  readonly sessions: Sessions;
  readonly credentials: Credentials;
  readonly loginAttempts: LoginAttempts;
  readonly oneTimePasswords: OneTimePasswords;
  readonly cursors: QueryCursors;
  readonly meter: RequestMeter;
  readonly bulk: BulkStore;
  readonly bulkRunner: BulkRunner;
  readonly tooling: ToolingData;
  readonly testRuns: TestRuns;
  readonly reportInstances: ReportInstances;

  constructor(
    readonly org: Org,
    readonly options: CompleteOptions
  ) {
    this.sessions = new Sessions(org.organizationId, org.clock);
    this.credentials = new Credentials(org.db);
    this.loginAttempts = new LoginAttempts(org.clock);
    this.oneTimePasswords = new OneTimePasswords(org.clock);
    this.cursors = new QueryCursors(org.clock);
    this.meter = new RequestMeter(org.clock, options.dailyApiRequests);
    this.bulk = new BulkStore(org.db);
    this.bulkRunner = new BulkRunner(org, this.bulk, options);
    this.tooling = new ToolingData(org);
    this.reportInstances = new ReportInstances(org.clock);
    this.testRuns = new TestRuns(org, this.tooling);
  }

  /** The user's current record; `undefined` once deactivated. */
  activeUser(userId: string): RunningUser | undefined {
    return this.userCalled(userId);
  }

  /** The active user of this id or username, if there is one. */
  userCalled(idOrUsername: string): RunningUser | undefined {
    try {
      return this.org.user(idOrUsername);
    } catch {
      return undefined;
    }
  }

  close(): void {
    this.bulkRunner.stop();
  }
}
