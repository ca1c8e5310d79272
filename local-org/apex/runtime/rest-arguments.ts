import { OrgException, UnsupportedFeature } from '../../errors';
import { typed } from '../platform/json-read';
import { parseJson, type JsonNode } from '../platform/json-text';
import type { RestCall } from '../types';
import { ApexDouble } from '../values/double';
import { ApexException } from '../values/exception';
import type { MethodInfo } from './classes';
import { RuntimeType } from './runtime-type';

/**
 * What a method with parameters gets of a call: the members of the JSON body by their names, absent ones null.
 * @throws OrgException JSON_PARSER_ERROR for what does not fit
 */
export function restArguments({ parameters }: MethodInfo, call: RestCall): unknown[] {
  if (parameters.length === 0) return [];
  const members = bodyOf(call);
  const known = new Set(parameters.map(({ name }) => name));
  const stranger = [...members.keys()].find((name) => !known.has(name));
  if (stranger !== undefined) throw refusal(`Unexpected parameter encountered during deserialization: ${stranger}`);
  return parameters.map(({ name, type }) => reading(() => valueOf(members.get(name) ?? null, type)));
}

function bodyOf({ body, headers }: RestCall): ReadonlyMap<string, JsonNode> {
  const type = headers['content-type'] ?? 'application/json';
  if (/xml/i.test(type)) throw new UnsupportedFeature('Apex REST bodies in XML');
  if (!/json/i.test(type)) {
    throw new OrgException('UNSUPPORTED_MEDIA_TYPE', `Content-Type header specified in HTTP request is not supported: ${type}`);
  }
  if (body.length === 0) throw refusal('The HTTP entity body is required, but this request has no entity body.');
  const node = reading(() => parseJson(Buffer.from(body).toString('utf8')));
  return node instanceof Map ? node : refuseShape();
}

function valueOf(node: JsonNode, type: string): unknown {
  const read = typed(node, RuntimeType.of(type), true);
  return read instanceof ApexDouble && type === 'Double' ? read.value : read;
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    throw refusal(error.getMessage() ?? '');
  }
}

function refuseShape(): never {
  throw refusal('The HTTP entity body must be an object with a member for each parameter');
}

const refusal = (message: string): OrgException => new OrgException('JSON_PARSER_ERROR', message);
