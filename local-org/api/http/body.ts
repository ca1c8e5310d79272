import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { HttpRefusal } from './errors';

/** REST requests; the platform's own limit. */
export const REST_BODY_LIMIT = 50 * 1024 * 1024;
/** Forms of pages and of OAuth: a limit of the embedded org's. */
export const FORM_BODY_LIMIT = 256 * 1024;
/** Uploads of Bulk API 2.0 jobs; the platform's own limit. */
export const BULK_BODY_LIMIT = 150 * 1024 * 1024;

const tooLarge = (limit: number): HttpRefusal =>
  new HttpRefusal(413, 'LIMIT_EXCEEDED', `Maximum size of request reached. Maximum size of request is ${limit} bytes.`);

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/**
 * Reads a request's body, unzipped.
 * @throws HttpRefusal 413 beyond `limit` bytes, 415 for an encoding other than gzip, 400 for a body that was cut short
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    // The client left, or sent what is not HTTP.
    if (hasCode(error, 'ECONNRESET')) throw new HttpRefusal(400, 'INVALID_OPERATION', 'The request ended before its body did');
    throw error;
  }
  const raw = Buffer.concat(chunks);
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return raw;
  if (encoding !== 'gzip') throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Encoding '${encoding}' is not supported`);
  try {
    return gunzipSync(raw, { maxOutputLength: limit });
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) throw tooLarge(limit);
    throw new HttpRefusal(400, 'INVALID_OPERATION', 'The body is not valid gzip data');
  }
}

/** The media type of a Content-Type header without its parameters, in lower case. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/**
 * The body as text.
 * @throws HttpRefusal 415 for another character set, 400 for bytes that are not UTF-8
 */
export function bodyText(body: Uint8Array, contentType: string | undefined): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') {
    throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', `Character set '${charset}' is not supported; send UTF-8`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new HttpRefusal(400, 'JSON_PARSER_ERROR', 'Invalid UTF-8 in the request body');
  }
}
