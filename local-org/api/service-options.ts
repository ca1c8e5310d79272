import type { JsonValue } from '../apex/types';
import type { Org } from '../org';
import type { ConnectedApp } from './auth/connected-apps';

/** Options of resources, set by the program that opens the org. */
export interface ServiceOptions {
  /** Clients of the OAuth flows. Default: the client id of the official command line. */
  readonly connectedApps?: readonly ConnectedApp[];
  /** Calls with API sessions per day of the org's clock. Default 100,000. */
  readonly dailyApiRequests?: number;
  /** Creates a new org for `/_org/reset`, and closes the old one; if it throws, the old one continues. Without it, resets are refused. */
  readonly reset?: () => Org;
  /** Emails and notifications that the org would have sent, for `/_org/log`. Without it, the log is refused. */
  readonly log?: () => readonly JsonValue[];
  /** Called with each defect (an error that is not a platform error), and the request that caused it. */
  readonly onDefect?: (error: unknown, method: string, path: string) => void;
}

export type CompleteOptions = ServiceOptions & Required<Pick<ServiceOptions, 'connectedApps' | 'dailyApiRequests'>>;
