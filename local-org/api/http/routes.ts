import createRouter from 'find-my-way';
import { HIGHEST_API_VERSION, LOWEST_API_VERSION } from '../../deploy/versions';
import { OrgException, UnsupportedFeature } from '../../errors';
import type { ApiCall, OpenCall } from './call';
import type { ApiReply } from './reply';
import { HttpRefusal, notFound } from './errors';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

/** A handler that needs no session (login, versions, health). Only these can be asynchronous, for cryptography. */
export type OpenHandler = (call: OpenCall) => ApiReply | Promise<ApiReply>;
/** A handler for callers with a session. */
export type SessionHandler = (call: ApiCall) => ApiReply;

export type Route =
  { readonly access: 'open'; readonly handler: OpenHandler } | { readonly access: 'session' | 'admin'; readonly handler: SessionHandler };

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * The table of resources. Paths behind `/services/data/vXX.0` are registered under `DATA`.
 * Names in paths are matched without regard to case, as on the platform; values keep theirs.
 */
export class Routes {
  private readonly router = createRouter({ caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 16_384 });
  private readonly routes = new Map<unknown, Route>();

  open(method: Method, path: string, handler: OpenHandler): this {
    return this.add(method, path, { access: 'open', handler });
  }

  session(method: Method, path: string, handler: SessionHandler): this {
    return this.add(method, path, { access: 'session', handler });
  }

  /** For callers with Modify All Data. */
  admin(method: Method, path: string, handler: SessionHandler): this {
    return this.add(method, path, { access: 'admin', handler });
  }

  /** A resource of the platform that the embedded org refuses by name, for these methods or for all. */
  refuse(path: string, feature: string, methods: readonly Method[] = METHODS): this {
    for (const method of methods) {
      this.session(method, path, () => {
        throw new UnsupportedFeature(feature);
      });
    }
    return this;
  }

  /**
   * @throws HttpRefusal 405 METHOD_NOT_ALLOWED naming the methods that are allowed
   * @throws OrgException NOT_FOUND
   */
  match(method: string, path: string): RouteMatch {
    const found = METHODS.includes(method as Method) ? this.router.find(method as Method, path) : null;
    const route = found && this.routes.get(found.handler);
    if (found && route) {
      const params: Record<string, string> = {};
      for (const [name, value] of Object.entries(found.params)) if (value !== undefined) params[name] = value;
      return { route, params };
    }
    const allowed = METHODS.filter((other) => this.router.find(other, path) !== null);
    if (allowed.length === 0) throw notFound();
    throw new HttpRefusal(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`, {
      allow: allowed.join(', ')
    });
  }

  private add(method: Method, path: string, route: Route): this {
    const key = (): void => undefined;
    this.router.on(method, path, key);
    this.routes.set(key, route);
    return this;
  }
}

/** Prefix under which the versioned resources are registered. */
export const DATA = '/data';

export const LOWEST_VERSION = LOWEST_API_VERSION;
export const HIGHEST_VERSION = HIGHEST_API_VERSION;

export interface Target {
  /** Path as registered. */
  readonly path: string;
  readonly version: number;
}

/**
 * Takes the version out of a path: `/services/data/v60.0/sobjects` → `/data/sobjects`, 60.
 * @throws OrgException NOT_FOUND for versions that the org does not have
 */
export function target(pathname: string): Target {
  const match = /^\/services\/data\/([^/]+)(\/.*)?$/i.exec(pathname);
  if (!match) return { path: pathname, version: HIGHEST_VERSION };
  const version = /^v(\d+)\.0$/.exec(match[1] ?? '');
  const number = version ? Number(version[1]) : 0;
  if (number < LOWEST_VERSION || number > HIGHEST_VERSION) throw notFound();
  return { path: `${DATA}${match[2] ?? '/'}`, version: number };
}

/**
 * A segment of a path, decoded.
 * @throws OrgException NOT_FOUND for malformed escapes
 */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  }
}
