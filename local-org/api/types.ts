import type { OpenCall } from './http/call';
import type { ApiReply } from './http/reply';
import type { ServiceOptions } from './service-options';

/** What the API needs from anyone who opens the org. */
export interface ApiServerOptions extends ServiceOptions {
  /** Answers what the API has no resource for: the preview's pages and files. `null`: it has none either. */
  readonly fallback?: (call: OpenCall) => ApiReply | Promise<ApiReply> | null;
}
