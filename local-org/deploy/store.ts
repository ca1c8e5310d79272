import type { IdGenerator } from '../database/ids';
import type { Database, RunningUser } from '../database/types';
import { OrgException } from '../errors';
import { NO_TESTS } from './test-runs';
import type { DeployOptions, DeployResult } from './types';

const KEY_PREFIX = '0Af';

export interface StoredDeployment {
  readonly id: string;
  readonly userId: string;
  readonly options: DeployOptions;
  readonly zip: Uint8Array;
  readonly result: DeployResult;
}

export const iso = (at: number): string => new Date(at).toISOString();

/** Deployments in the database: the request and its result. */
export class DeploymentStore {
  constructor(
    private readonly db: Database,
    private readonly ids: IdGenerator
  ) {
    db.exec(`CREATE TABLE IF NOT EXISTS "_Deployment" (Sequence INTEGER PRIMARY KEY, Id TEXT NOT NULL UNIQUE, UserId TEXT NOT NULL,
      Status TEXT NOT NULL, Options TEXT NOT NULL, Zip BLOB NOT NULL, Result TEXT NOT NULL)`);
  }

  add(user: RunningUser, zip: Uint8Array, options: DeployOptions, now: number): DeployResult {
    const id = this.ids.next(KEY_PREFIX);
    const at = iso(now);
    const result: DeployResult = {
      id,
      status: 'Pending',
      done: false,
      success: false,
      checkOnly: options.checkOnly,
      ignoreWarnings: options.ignoreWarnings,
      rollbackOnError: options.rollbackOnError,
      runTestsEnabled: options.testLevel !== 'NoTestRun',
      numberComponentsTotal: 0,
      numberComponentsDeployed: 0,
      numberComponentErrors: 0,
      numberTestsTotal: 0,
      numberTestsCompleted: 0,
      numberTestErrors: 0,
      createdBy: user.id,
      createdByName: user.name,
      createdDate: at,
      lastModifiedDate: at,
      details: { componentSuccesses: [], componentFailures: [], runTestResult: NO_TESTS }
    };
    this.db.run('INSERT INTO "_Deployment" (Id, UserId, Status, Options, Zip, Result) VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      user.id,
      result.status,
      JSON.stringify(options),
      zip,
      JSON.stringify(result)
    ]);
    return result;
  }

  /** Keeps what has become of a deployment; the zip of one that is done only where it may still be deployed. */
  update(result: DeployResult): void {
    this.db.run('UPDATE "_Deployment" SET Status = ?, Result = ? WHERE Id = ?', [result.status, JSON.stringify(result), result.id]);
    if (result.done && !(result.checkOnly && result.success)) this.db.run(`UPDATE "_Deployment" SET Zip = x'' WHERE Id = ?`, [result.id]);
  }

  /** @throws OrgException INVALID_ID_FIELD */
  get(id: string): StoredDeployment {
    const row = this.db.get('SELECT * FROM "_Deployment" WHERE Id = ?1 OR substr(Id, 1, 15) = ?1', [id]);
    const zip = row?.['Zip'];
    if (!row || !(zip instanceof Uint8Array)) throw new OrgException('INVALID_ID_FIELD', `Invalid deploy ID: ${id}`);
    const options: DeployOptions = JSON.parse(String(row['Options']));
    const result: DeployResult = JSON.parse(String(row['Result']));
    return { id: String(row['Id']), userId: String(row['UserId']), options, zip, result };
  }

  nextPending(): string | undefined {
    const row = this.db.get(`SELECT Id FROM "_Deployment" WHERE Status = 'Pending' ORDER BY Sequence LIMIT 1`);
    return row && String(row['Id']);
  }

  /** Deployments that were under way when the org's process ended. */
  interrupted(): string[] {
    return this.db.all(`SELECT Id FROM "_Deployment" WHERE Status = 'InProgress'`).map((row) => String(row['Id']));
  }

  /** Whether a deployment that changed something succeeded after this one was asked for. */
  hasLaterSuccess(id: string): boolean {
    return this.db
      .all(`SELECT Result FROM "_Deployment" WHERE Status = 'Succeeded' AND Sequence > (SELECT Sequence FROM "_Deployment" WHERE Id = ?)`, [
        id
      ])
      .some((row) => {
        const result: DeployResult = JSON.parse(String(row['Result']));
        return !result.checkOnly;
      });
  }
}
