/** What a handler answers. */
export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The value of a JSON body, for composite requests that pass it on; absent for other bodies. */
  readonly json?: unknown;
  readonly body: string | Uint8Array;
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[];
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
