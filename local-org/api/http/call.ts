import type { RunningUser, Transaction } from '../../database/types';
import type { Org } from '../../org';
import type { Session } from '../auth/sessions';
import type { ApiServices } from '../services';

/** What every handler gets, with or without a session. */
export interface OpenCall {
  readonly method: string;
  /** Path behind `/services/data/vXX.0`, or the whole path elsewhere; still encoded. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Whole number of the requested API version; the newest one outside `/services/data`. */
  readonly version: number;
  /** How the caller reached the server, for URLs in answers: `http://127.0.0.1:4680`. */
  readonly origin: string;
  /** IP address the request came from. */
  readonly address: string;
  readonly services: ApiServices;
  readonly org: Org;
}

/** A call with a valid session. */
export interface ApiCall extends OpenCall {
  readonly session: Session;
  readonly user: RunningUser;
  /** Runs `work` as the caller: in a transaction of its own, or in that of the composite request this call is part of. */
  transact<T>(work: (tx: Transaction) => T): T;
}
