import { OrgException } from '../../errors';
import { writeJson } from '../platform/json-write';
import { restContext, RestRequestValue, RestResponseValue } from '../platform/rest';
import { ApexBlob } from '../values/blob';
import type { RestCall, RestReply } from '../types';
import type { ApexClass, MethodInfo } from './classes';

/** Annotations of methods, by what they answer to. */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  httpdelete: 'DELETE',
  httpget: 'GET',
  httppatch: 'PATCH',
  httppost: 'POST',
  httpput: 'PUT'
};

/** Statuses that code may answer with (Apex Reference, "RestResponse"). */
const STATUS_CODES: ReadonlySet<number> = new Set([
  200, 201, 202, 204, 206, 300, 301, 302, 304, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 417, 500, 503
]);

/** A class with `@RestResource`. */
interface Resource {
  readonly owner: ApexClass;
  /** As declared, for example `/orders/*`. */
  readonly mapping: string;
  readonly methods: ReadonlyMap<string, MethodInfo>;
}

/** A method of a resource that answers to a call. */
interface RestMethod extends Resource {
  readonly method: MethodInfo;
}

/** The `@RestResource` classes of a program. */
export class RestResources {
  private readonly resources: readonly Resource[];

  constructor(classes: readonly ApexClass[]) {
    this.resources = classes.flatMap((owner) => {
      const mapping = owner.info.annotations.find(({ name }) => name === 'restresource')?.parameters['urlmapping'];
      return typeof mapping === 'string' ? [{ owner, mapping, methods: methodsOf(owner) }] : [];
    });
  }

  /**
   * The method for a call: of the class with exactly its path before one with `*`, of those the longest.
   * @throws OrgException NOT_FOUND, METHOD_NOT_ALLOWED
   */
  find({ path, method }: RestCall): RestMethod {
    const resource = this.resourceFor(path);
    if (!resource) throw new OrgException('NOT_FOUND', 'Could not find a match for URL');
    const found = resource.methods.get(method);
    if (found) return { ...resource, method: found };
    const allowed = [...resource.methods.keys()].sort().join(',');
    throw new OrgException('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed}`);
  }

  /** Case counts in paths, as documented. */
  private resourceFor(path: string): Resource | undefined {
    const given = path.replace(/\/$/, '');
    const fits = ({ mapping }: Resource): boolean =>
      mapping.endsWith('/*') ? `${given}/`.startsWith(mapping.slice(0, -1)) : mapping === given;
    const rank = ({ mapping }: Resource): number => (mapping.endsWith('*') ? mapping.length : Number.MAX_SAFE_INTEGER);
    return this.resources.filter(fits).sort((a, b) => rank(b) - rank(a))[0];
  }
}

function methodsOf(owner: ApexClass): Map<string, MethodInfo> {
  const methods = new Map<string, MethodInfo>();
  for (const method of owner.info.methods) {
    for (const { name } of method.annotations) {
      const verb = ANNOTATIONS[name];
      if (verb !== undefined) methods.set(verb, method);
    }
  }
  return methods;
}

/**
 * Runs a resource's method; its caller has the right to.
 * @param values its arguments, from `restArguments`
 */
export function invokeRest({ owner, mapping, method }: RestMethod, call: RestCall, values: readonly unknown[]): RestReply {
  const context = restContext();
  const response = new RestResponseValue();
  context.request = requestValue(call, mapping, method.parameters.length === 0);
  context.response = response;
  const target = owner.initialise();
  const implementation: unknown = target[method.jsName];
  if (typeof implementation !== 'function') throw new TypeError(`${owner.info.name}.${method.name} is not there`);
  const outcome: unknown = Reflect.apply(implementation, target, values);
  const status = response.statusCode ?? 200;
  if (!STATUS_CODES.has(status)) throw new OrgException('APEX_ERROR', `Invalid status code for HTTP response: ${status}`);
  const headers = Object.fromEntries([...response.headers.keySet()].map((name) => [String(name), String(response.headers.get(name))]));
  if (method.returnType === 'void') {
    return { status, headers, body: response.responseBody?.bytes ?? new Uint8Array() };
  }
  const json = writeJson(outcome ?? null, { pretty: false, suppressNulls: true });
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: Buffer.from(json)
  };
}

/** @param withBody a body that has become parameters is not there any more */
function requestValue(call: RestCall, mapping: string, withBody: boolean): RestRequestValue {
  const request = new RestRequestValue();
  request.httpMethod = call.method;
  request.requestURI = call.path;
  request.resourcePath = `/services/apexrest${mapping}`;
  request.remoteAddress = '127.0.0.1';
  request.requestBody = withBody ? new ApexBlob(call.body) : null;
  for (const [name, value] of Object.entries(call.headers)) request.headers.put(name, value);
  for (const [name, value] of Object.entries(call.parameters)) request.params.put(name, value);
  return request;
}
