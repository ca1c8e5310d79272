import type { RunningUser } from '../database/types';

export type TestLevel = 'NoTestRun' | 'RunSpecifiedTests' | 'RunLocalTests' | 'RunAllTestsInOrg';

/** `DeployOptions` of the Metadata API, as far as the embedded org honours them; others are refused by name where they are read. */
export interface DeployOptions {
  readonly allowMissingFiles: boolean;
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  readonly purgeOnDelete: boolean;
  readonly rollbackOnError: boolean;
  readonly runTests: readonly string[];
  readonly singlePackage: boolean;
  readonly testLevel: TestLevel;
}

/** What became of one component: `DeployMessage`. */
export interface DeployMessage {
  readonly changed: boolean;
  readonly componentType: string;
  readonly created: boolean;
  /** ISO 8601. */
  readonly createdDate: string;
  readonly deleted: boolean;
  readonly fileName: string;
  readonly fullName: string;
  readonly success: boolean;
  readonly id?: string;
  readonly problem?: string;
  readonly problemType?: 'Error' | 'Warning';
  readonly lineNumber?: number;
  readonly columnNumber?: number;
  readonly warning: boolean;
}

export interface CodeLocation {
  readonly line: number;
  readonly column: number;
  readonly numExecutions: number;
  readonly time: number;
}

export interface CodeCoverageResult {
  readonly id: string | null;
  readonly name: string;
  readonly namespace: null;
  readonly type: 'Class' | 'Trigger';
  readonly numLocations: number;
  readonly numLocationsNotCovered: number;
  readonly locationsNotCovered: readonly CodeLocation[];
}

/** `RunTestsResult`. Times in milliseconds. */
export interface RunTestResult {
  readonly numTestsRun: number;
  readonly numFailures: number;
  readonly totalTime: number;
  readonly successes: readonly TestSuccess[];
  readonly failures: readonly TestFailure[];
  readonly codeCoverage: readonly CodeCoverageResult[];
  readonly codeCoverageWarnings: readonly CoverageWarning[];
}

export interface TestSuccess {
  readonly id: string | null;
  readonly name: string;
  readonly namespace: null;
  readonly methodName: string;
  readonly seeAllData: boolean;
  readonly time: number;
}

export interface TestFailure extends TestSuccess {
  readonly message: string;
  readonly packageName: string;
  readonly stackTrace: string | null;
  readonly type: 'Class';
}

export interface CoverageWarning {
  readonly id: string | null;
  readonly message: string;
  readonly name: string | null;
  readonly namespace: null;
}

export type DeployStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed';

/** `DeployResult`: what a deployment has come to. Times are ISO 8601. */
export interface DeployResult {
  readonly id: string;
  readonly status: DeployStatus;
  readonly done: boolean;
  readonly success: boolean;
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  readonly rollbackOnError: boolean;
  readonly runTestsEnabled: boolean;
  readonly numberComponentsTotal: number;
  readonly numberComponentsDeployed: number;
  readonly numberComponentErrors: number;
  readonly numberTestsTotal: number;
  readonly numberTestsCompleted: number;
  readonly numberTestErrors: number;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly startDate?: string;
  readonly lastModifiedDate: string;
  readonly completedDate?: string;
  /** Where the deployment as a whole is refused. */
  readonly errorMessage?: string;
  readonly errorStatusCode?: string;
  readonly details: DeployDetails;
}

export interface DeployDetails {
  readonly componentSuccesses: readonly DeployMessage[];
  readonly componentFailures: readonly DeployMessage[];
  readonly runTestResult: RunTestResult;
}

/** `FileProperties`: a component as lists and retrievals tell of it. */
export interface FileProperties {
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly fileName: string;
  readonly fullName: string;
  readonly id: string;
  readonly lastModifiedById: string;
  readonly lastModifiedByName: string;
  readonly lastModifiedDate: string;
  readonly manageableState: 'unmanaged';
  readonly type: string;
}

export interface RetrieveRequest {
  readonly apiVersion: number;
  readonly singlePackage: boolean;
  /** Members by type; `*` for all of a type. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

export interface RetrieveResult {
  readonly id: string;
  readonly fileProperties: readonly FileProperties[];
  readonly messages: readonly { readonly fileName: string; readonly problem: string }[];
  readonly zipFile: Uint8Array;
}

/** Deployments of an org: one at a time, in the order they came. */
export interface Deployments {
  /** @returns at once, with what `report` says of it now. @throws OrgException for a zip or options that cannot be taken */
  deploy(user: RunningUser, zip: Uint8Array, options: DeployOptions): DeployResult;
  /** @throws OrgException INVALID_ID_FIELD for an unknown id */
  report(id: string): DeployResult;
  /** Deploys what a validation found good, without its tests. @returns the new deployment's id. @throws OrgException */
  deployValidated(user: RunningUser, validationId: string): DeployResult;
  retrieve(user: RunningUser, request: RetrieveRequest): RetrieveResult;
  retrieved(id: string): RetrieveResult;
  /** Components of a type. @throws OrgException INVALID_TYPE */
  list(type: string, folder?: string): FileProperties[];
  /** Runs waiting deployments now. For callers that cannot wait for the background work. */
  runPending(): void;
}
