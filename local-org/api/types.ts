import type { JsonValue } from '../apex/types';
import type { Org } from '../org';
import type { ConnectedApp } from './auth/connected-apps';
import type { OpenCall, ApiReply } from './http/call';

/** What the API needs from whoever opens the org. */
export interface ApiServerOptions {
  /** Clients of the OAuth flows. Default: the client id of the official command line. */
  readonly connectedApps?: readonly ConnectedApp[];
  /** Calls with API sessions per day of the org's clock. Default 100,000. */
  readonly dailyApiRequests?: number;
  /** Makes the org new, for `/_org/reset`, and closes the former one; if it throws, the former one goes on. Without it the door is refused. */
  readonly reset?: () => Org;
  /** What the org would have sent to people, for `/_org/log`. Without it the door is refused. */
  readonly log?: () => readonly JsonValue[];
  /** Answers what the API has no resource for: the preview's pages and files. `null`: it has none either. */
  readonly fallback?: (call: OpenCall) => ApiReply | Promise<ApiReply> | null;
  /** Told of defects (errors that are not the platform's own), with what was asked. */
  readonly onDefect?: (error: unknown, method: string, path: string) => void;
}

export type CompleteOptions = ApiServerOptions & Required<Pick<ApiServerOptions, 'connectedApps' | 'dailyApiRequests'>>;
