import { session } from 'preview/session';

/** What wires and functions of the platform raise: the response, with the server's error as `body`. */
export interface FetchError {
  readonly ok: false;
  readonly status: number;
  readonly statusText: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly errorType: 'fetchResponse';
}

/** Base path of the data API. */
export const DATA_PATH = `/services/data/v${session.apiVersion}`;
export const UI_API = `${DATA_PATH}/ui-api`;

const SESSION_ENDED = 'Your session has ended. Copy what you want to keep, then reload the page to sign in again.';

const inFlight = new Map<string, Promise<unknown>>();

function fetchError(status: number, statusText: string, body: unknown): FetchError {
  return { ok: false, status, statusText, body, headers: {}, errorType: 'fetchResponse' };
}

/** @param reads whether it only reads: what is to be saved may have been entered by somebody, and must not go with the page */
async function send(method: string, url: string, body?: unknown, reads = method === 'GET'): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
  } catch {
    throw fetchError(0, 'Disconnected', { message: 'The org does not answer. Is it still running?', statusCode: 0 });
  }
  const text = await response.text();
  let json: unknown = null;
  try {
    json = text === '' ? null : JSON.parse(text);
  } catch {
    throw fetchError(response.status, response.statusText, { message: text.slice(0, 500), statusCode: response.status });
  }
  if (response.ok) return json;
  // A session that has ended (the org was reset, the server restarted): the next page load leads to the login page.
  if (response.status === 401) {
    if (!reads) throw fetchError(401, response.statusText, { message: SESSION_ENDED, errorCode: 'INVALID_SESSION_ID', statusCode: 401 });
    window.location.reload();
  }
  // Reads give the error body as a list, writes as one object.
  throw fetchError(response.status, response.statusText, method !== 'GET' && Array.isArray(json) ? json[0] : json);
}

/** Reads; equal reads that run at the same moment share one request. @throws FetchError */
export function get(url: string): Promise<unknown> {
  const running = inFlight.get(url);
  if (running) return running;
  const started = send('GET', url).finally(() => inFlight.delete(url));
  inFlight.set(url, started);
  return started;
}

/** @param reads whether it only reads @throws FetchError */
export function post(url: string, body: unknown, reads = false): Promise<unknown> {
  return send('POST', url, body, reads);
}

/** @throws FetchError */
export function patch(url: string, body: unknown): Promise<unknown> {
  return send('PATCH', url, body);
}

/** @throws FetchError */
export function remove(url: string): Promise<unknown> {
  return send('DELETE', url);
}

/** `?a=1&b=x,y`; empty, undefined and null values are left out. */
export function queryString(parameters: Readonly<Record<string, string | number | readonly string[] | undefined | null>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== null && text !== '') search.set(name, String(text));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The sentence in whatever was raised: an error body, a list of them, an Error. */
export function errorMessage(error: unknown): string {
  if (Array.isArray(error)) return error.map(errorMessage).join(' ');
  if (typeof error !== 'object' || error === null) return String(error);
  const body: unknown = Reflect.get(error, 'body');
  if (body !== undefined && body !== null) return errorMessage(body);
  const output: unknown = Reflect.get(error, 'output');
  const details = typeof output === 'object' && output !== null ? outputMessages(output) : [];
  const message: unknown = Reflect.get(error, 'message');
  return details.length > 0 ? details.join(' ') : typeof message === 'string' ? message : JSON.stringify(error);
}

function outputMessages(output: object): string[] {
  const errors: unknown = Reflect.get(output, 'errors');
  const fieldErrors: unknown = Reflect.get(output, 'fieldErrors');
  const lists = [errors, ...(typeof fieldErrors === 'object' && fieldErrors !== null ? Object.values(fieldErrors) : [])];
  return lists.flatMap((list) => (Array.isArray(list) ? list.map((entry) => errorMessage(entry)) : []));
}
