import type { RunningUser, Transaction } from '../../database/types';
import type { Org } from '../../org';
import type { Session } from '../auth/sessions';
import type { ApiServices } from '../services';

/** What every handler gets, whether or not the caller has proven who they are. */
export interface OpenCall {
  readonly method: string;
  /** Path behind `/services/data/vXX.0`, or the whole path elsewhere; still encoded. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Whole number of the API version asked for; the newest one outside `/services/data`. */
  readonly version: number;
  /** How the caller reached the server, for URLs in answers: `http://127.0.0.1:4680`. */
  readonly origin: string;
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

export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The value of a JSON body, for composite requests that pass it on; absent for other bodies. */
  readonly json?: unknown;
  readonly body: string | Uint8Array;
}

const JSON_TYPE = 'application/json;charset=UTF-8';

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): ApiReply {
  return { status, headers: { 'content-type': JSON_TYPE, ...headers }, json: value, body: JSON.stringify(value) };
}

/** An answer without a body. */
export function empty(status = 204, headers: Readonly<Record<string, string>> = {}): ApiReply {
  return { status, headers, body: '' };
}

/** An answer of another content type. */
export function content(status: number, type: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): ApiReply {
  return { status, headers: { 'content-type': type, ...headers }, body };
}
