import { OrgException, UnsupportedFeature } from '../errors';
import type { RunningUser } from '../database/types';
import type { DeploymentHost } from './host';
import type { OrgFiles } from './org-files';
import { Retrievals } from './retrieval';
import { DeploymentRun } from './run';
import { DeploymentStore, iso } from './store';
import type { DeployOptions, DeployResult, Deployments, FileProperties, RetrieveRequest, RetrieveResult } from './types';

/** How long a validation can be quick-deployed, as on the platform. */
const VALIDATION_LASTS_MS = 10 * 86_400_000;

/** Deployments of an open org, stored in its database: they continue after a restart. */
export class OrgDeployments implements Deployments {
  private readonly store: DeploymentStore;
  private readonly retrievals: Retrievals;
  private awake = false;
  private stopped = false;

  /** @param onDefect told of errors that are not refusals; the deployment has failed by then */
  constructor(
    private readonly host: DeploymentHost,
    private readonly files: OrgFiles,
    private readonly onDefect: (error: unknown) => void
  ) {
    this.store = new DeploymentStore(host.db, host.ids);
    this.retrievals = new Retrievals(host, files);
    for (const id of this.store.interrupted()) {
      this.fail(id, 'The org stopped while this deployment was under way. Nothing of it was applied.');
    }
    this.wake();
  }

  deploy(user: RunningUser, zip: Uint8Array, options: DeployOptions): DeployResult {
    if (zip.length === 0) throw new OrgException('INVALID_OPERATION', 'No zip file content passed in');
    checkOptions(options);
    const result = this.store.add(user, zip, options, this.host.clock.now());
    this.wake();
    return result;
  }

  report(id: string): DeployResult {
    return this.store.get(id).result;
  }

  deployValidated(user: RunningUser, validationId: string): DeployResult {
    const { id, result, options, zip } = this.store.get(validationId);
    const refuse = (reason: string): OrgException => new OrgException('INVALID_OPERATION', `${id} cannot be deployed: ${reason}`);
    if (!result.checkOnly) throw refuse('it is no validation');
    if (!result.success) throw refuse('it did not succeed');
    if (!result.runTestsEnabled) throw refuse('it was validated without tests');
    if (this.host.clock.now() - Date.parse(result.completedDate ?? result.createdDate) > VALIDATION_LASTS_MS)
      throw refuse('it is older than 10 days');
    if (this.store.hasLaterSuccess(id)) throw refuse('something has been deployed since');
    return this.deploy(user, zip, { ...options, checkOnly: false, testLevel: 'NoTestRun', runTests: [] });
  }

  retrieve(user: RunningUser, request: RetrieveRequest): RetrieveResult {
    return this.retrievals.retrieve(user, request);
  }

  retrieved(id: string): RetrieveResult {
    return this.retrievals.get(id);
  }

  list(type: string, folder?: string): FileProperties[] {
    return this.retrievals.list(type, folder);
  }

  runPending(): void {
    for (let id = this.store.nextPending(); id !== undefined && !this.stopped; id = this.store.nextPending()) {
      if (!this.runOne(id)) return;
    }
  }

  /** Stops with the org: queued deployments run after the next start. */
  stop(): void {
    this.stopped = true;
  }

  /** One deployment per turn of the event loop, so that calls in between see the others as queued. */
  private wake(): void {
    if (this.awake || this.stopped || this.store.nextPending() === undefined) return;
    this.awake = true;
    setImmediate(() => {
      this.awake = false;
      const id = this.stopped ? undefined : this.store.nextPending();
      if (id === undefined) return;
      if (this.runOne(id)) this.wake();
    });
  }

  /** @returns false if its result could not be stored. The others would fail in the same way, so they wait */
  private runOne(id: string): boolean {
    try {
      const stored = this.store.get(id);
      this.store.update({ ...stored.result, status: 'InProgress', startDate: iso(this.host.clock.now()) });
      new DeploymentRun(this.host, this.files, stored, this.store).perform();
      return true;
    } catch (error) {
      this.onDefect(error);
      return this.failUnlessDone(id, `An unexpected error occurred: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private failUnlessDone(id: string, message: string): boolean {
    try {
      if (!this.store.get(id).result.done) this.fail(id, message);
      return true;
    } catch (error) {
      this.onDefect(error);
      return false;
    }
  }

  private fail(id: string, message: string): void {
    const now = iso(this.host.clock.now());
    this.store.update({
      ...this.store.get(id).result,
      status: 'Failed',
      done: true,
      success: false,
      errorMessage: `UNKNOWN_EXCEPTION: ${message}`,
      errorStatusCode: 'UNKNOWN_EXCEPTION',
      lastModifiedDate: now,
      completedDate: now
    });
  }
}

/** @throws OrgException for options that make no sense together, UnsupportedFeature */
function checkOptions({ rollbackOnError, testLevel, runTests }: DeployOptions): void {
  if (!rollbackOnError) throw new UnsupportedFeature('deployments that keep what succeeds (rollbackOnError=false)');
  if (testLevel === 'RunSpecifiedTests' && runTests.length === 0) {
    throw new OrgException('INVALID_OPERATION', 'runTests must name tests where testLevel is RunSpecifiedTests');
  }
  if (testLevel !== 'RunSpecifiedTests' && runTests.length > 0) {
    throw new OrgException('INVALID_OPERATION', `runTests can only be used where testLevel is RunSpecifiedTests, not ${testLevel}`);
  }
}
