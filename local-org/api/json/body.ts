import type { JsonValue } from '../../apex/types';
import { OrgException } from '../../errors';
import { bodyText, mediaType } from '../http/body';
import type { OpenCall } from '../http/call';
import { HttpRefusal } from '../http/errors';
import type { JsonPath, TextPosition } from './scan';
import { JsonSyntaxError, checkJson, locate } from './scan';
import { refuseLargeJson } from './size';

export type JsonObject = Readonly<Record<string, JsonValue>>;

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonArray = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** How the platform's parser names the value that it did not expect. */
function token(value: JsonValue): string {
  if (value === null) return 'VALUE_NULL value null';
  if (value === true) return 'VALUE_TRUE value true';
  if (value === false) return 'VALUE_FALSE value false';
  if (typeof value === 'string') return `VALUE_STRING value ${value}`;
  if (typeof value === 'number') return `${Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT'} value ${value}`;
  return Array.isArray(value) ? 'START_ARRAY value [' : 'START_OBJECT value {';
}

/** A JSON request body with its text, so that errors can name line and column. */
export class JsonBody {
  private constructor(
    readonly text: string,
    readonly value: JsonValue
  ) {}

  /** @throws OrgException JSON_PARSER_ERROR naming what was unexpected, line and column */
  static parse(text: string): JsonBody {
    try {
      refuseLargeJson(text);
    } catch (error) {
      if (error instanceof JsonSyntaxError) throw new OrgException('JSON_PARSER_ERROR', error.message);
      throw error;
    }
    try {
      const value: JsonValue = JSON.parse(text);
      return new JsonBody(text, value);
    } catch {
      try {
        checkJson(text);
      } catch (error) {
        if (error instanceof JsonSyntaxError) throw new OrgException('JSON_PARSER_ERROR', error.message);
        throw error;
      }
      throw new OrgException('JSON_PARSER_ERROR', 'The request body is not valid JSON');
    }
  }

  /**
   * The body of a call that must carry JSON.
   * @throws HttpRefusal 415 for another content type
   * @throws OrgException JSON_PARSER_ERROR
   */
  static of(call: OpenCall): JsonBody {
    const type = mediaType(call.headers['content-type']);
    if (type !== 'application/json') {
      throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Type header specified in HTTP request is not supported: ${type}`);
    }
    return JsonBody.parse(bodyText(call.body, call.headers['content-type']));
  }

  /** The error for a value that is not of the type expected at `path`. */
  mismatch(type: string, value: JsonValue | undefined, path: JsonPath): OrgException {
    const { line, column } = this.place(path);
    return new OrgException(
      'JSON_PARSER_ERROR',
      `Cannot deserialize instance of ${type} from ${token(value ?? null)} or request may be missing a required field at [line:${line}, column:${column}]`
    );
  }

  /** The body as an object. @throws OrgException JSON_PARSER_ERROR */
  object(): JsonObject {
    return this.asObject(this.value, []);
  }

  asObject(value: JsonValue | undefined, path: JsonPath): JsonObject {
    if (!isJsonObject(value)) throw this.mismatch('object', value, path);
    return value;
  }

  asArray(value: JsonValue | undefined, path: JsonPath): readonly JsonValue[] {
    if (!isJsonArray(value)) throw this.mismatch('list', value, path);
    return value;
  }

  /** A required text. */
  string(holder: JsonObject, name: string, path: JsonPath = []): string {
    const value = holder[name];
    if (typeof value !== 'string') throw this.mismatch('string', value, [...path, name]);
    return value;
  }

  optionalString(holder: JsonObject, name: string, path: JsonPath = []): string | undefined {
    return holder[name] === undefined || holder[name] === null ? undefined : this.string(holder, name, path);
  }

  /** `false` where absent. */
  boolean(holder: JsonObject, name: string, path: JsonPath = []): boolean {
    const value = holder[name] ?? false;
    if (typeof value !== 'boolean') throw this.mismatch('boolean', value, [...path, name]);
    return value;
  }

  strings(holder: JsonObject, name: string, path: JsonPath = []): string[] {
    return this.asArray(holder[name], [...path, name]).map((item, index) => {
      if (typeof item !== 'string') throw this.mismatch('string', item, [...path, name, index]);
      return item;
    });
  }

  /** Refuses properties a request does not have, by name. @throws OrgException JSON_PARSER_ERROR */
  only(holder: JsonObject, names: readonly string[], path: JsonPath = []): void {
    const stranger = Object.keys(holder).find((name) => !names.includes(name));
    if (stranger === undefined) return;
    const { line, column } = this.place([...path, stranger]);
    throw new OrgException('JSON_PARSER_ERROR', `Unrecognized field "${stranger}" at [line:${line}, column:${column}]`);
  }

  /** @throws OrgException JSON_PARSER_ERROR for text that is nested too deep to find a place in */
  private place(path: JsonPath): TextPosition {
    try {
      return locate(this.text, path);
    } catch (error) {
      if (error instanceof JsonSyntaxError) throw new OrgException('JSON_PARSER_ERROR', error.message);
      throw error;
    }
  }
}
