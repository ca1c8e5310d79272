import type { JsonValue } from '../apex/types';
import type { Org } from '../org';
import type { ConnectedApp } from './auth/connected-apps';

/** What resources need from anyone who opens the org. */
export interface ServiceOptions {
  /** Clients of the OAuth flows. Default: the client id of the official command line. */
  readonly connectedApps?: readonly ConnectedApp[];
  /** Calls with API sessions per day of the org's clock. Default 100,000. */
  readonly dailyApiRequests?: number;
  /** Makes the org new, for `/_org/reset`, and closes the former one; if it throws, the former one continues. Without it the door is refused. */
  readonly reset?: () => Org;
  /** What the org would have sent to people, for `/_org/log`. Without it the door is refused. */
  readonly log?: () => readonly JsonValue[];
  /** Told of defects (errors that are not the platform's own), with what was asked. */
  readonly onDefect?: (error: unknown, method: string, path: string) => void;
}

export type CompleteOptions = ServiceOptions & Required<Pick<ServiceOptions, 'connectedApps' | 'dailyApiRequests'>>;
