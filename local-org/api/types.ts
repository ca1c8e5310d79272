import type { OpenCall } from './http/call';
import type { ApiReply } from './http/reply';
import type { ServiceOptions } from './service-options';

/** Options of the API, set by the program that opens the org. */
export interface ApiServerOptions extends ServiceOptions {
  /** Handles paths that the API has no resource for: the preview's pages and files. `null`: not found there either. */
  readonly fallback?: (call: OpenCall) => ApiReply | Promise<ApiReply> | null;
}
