import type { Transaction } from '../../database/types';
import type { Caller } from '../auth/authenticate';
import { authenticate } from '../auth/authenticate';
import type { ApiServices } from '../services';
import { mediaType } from './body';
import type { ApiCall, OpenCall } from './call';
import type { ApiReply } from './reply';
import { OrgException } from '../../errors';
import { HttpRefusal, errorReply, notFound } from './errors';
import type { RouteMatch, Routes } from './routes';
import { target } from './routes';

/** A request as it came, before its body is read. */
export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly origin: string;
  /** IP address it came from. */
  readonly address: string;
}

/** A request inside a composite one. */
export interface SubRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

type Transact = <T>(work: (tx: Transaction) => T) => T;

/** A request with its resource and, where the resource needs one, its caller. */
export interface Admitted {
  readonly match: RouteMatch;
  readonly caller: Caller | null;
  readonly open: Omit<OpenCall, 'body'>;
}

/** Splits path and query. Several leading slashes count as one: clients whose instance URL ends in a slash send two. */
export function splitUrl(url: string): { readonly pathname: string; readonly search: URLSearchParams } {
  const collapsed = url.replace(/^\/{2,}/, '/');
  const mark = collapsed.indexOf('?');
  const pathname = mark < 0 ? collapsed : collapsed.slice(0, mark);
  return { pathname: pathname.replaceAll(/(?<!^)\/{2,}/g, '/'), search: new URLSearchParams(mark < 0 ? '' : collapsed.slice(mark + 1)) };
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw notFound();
  }
}

/** Resources that cannot be part of a composite request. */
const NOT_NESTED = /\/(?:composite(?!\/(?:sobjects|tree)\b)|jobs|tooling\/run)/i;

/** @throws OrgException NOT_SUPPORTED for a path, in any encoding, that cannot be part of a composite request */
export function refuseNested(pathname: string): void {
  if (NOT_NESTED.test(decoded(pathname))) throw new OrgException('NOT_SUPPORTED', `${pathname} cannot be part of a composite request`);
}

/** Whether a client accepts XML only, which the platform's REST API offers and the embedded org does not. */
function wantsXml(accept: string | undefined): boolean {
  const types = (accept ?? '*/*').split(',').map((type) => mediaType(type));
  return types.length > 0 && types.every((type) => /^(?:application|text)\/xml$/.test(type));
}

/** Routes requests to their resources, and runs them as their users. */
export class Dispatcher {
  constructor(
    private readonly routes: Routes,
    private readonly current: () => ApiServices
  ) {}

  /**
   * Finds resource and caller. The session is checked first, so that a caller without one does not learn which resources exist.
   * @throws HttpRefusal 401, 403, 405; OrgException NOT_FOUND
   */
  admit(request: Request): Admitted {
    const services = this.current();
    const { pathname, search } = splitUrl(request.url);
    const method = request.method === 'POST' ? (search.get('_HttpMethod') ?? 'POST').toUpperCase() : request.method;
    let match: RouteMatch;
    let path: string;
    let version: number;
    try {
      ({ path, version } = target(pathname));
      match = this.routes.match(method, path);
    } catch (error) {
      authenticate(services, request.headers);
      throw error;
    }
    const open = {
      method,
      path,
      params: match.params,
      search,
      headers: request.headers,
      version,
      origin: request.origin,
      address: request.address,
      services,
      org: services.org
    };
    if (match.route.access === 'open') return { match, caller: null, open };
    const caller = authenticate(services, request.headers);
    if (wantsXml(request.headers['accept'])) throw new HttpRefusal(406, 'NOT_SUPPORTED', 'The embedded org does not support XML in REST.');
    if (caller.session.kind === 'api') services.meter.count();
    if (match.route.access === 'admin') this.requireAdmin(services, caller);
    return { match, caller, open };
  }

  /** Runs an admitted request. */
  run(admitted: Admitted, body: Uint8Array): ApiReply | Promise<ApiReply> {
    const { match, caller, open } = admitted;
    if (match.route.access === 'open') return match.route.handler({ ...open, body });
    if (!caller) throw new Error('A resource that needs a session was reached without one');
    const { org } = open;
    return match.route.handler({ ...open, body, ...caller, transact: (work) => org.transact(caller.user, work) });
  }

  /**
   * Runs a request that is part of another, as its caller. Errors become the reply that the same request would get on its own.
   * @param transact the transaction to work in, where the parts share one
   */
  sub(parent: ApiCall, request: SubRequest, transact: Transact): ApiReply {
    try {
      const { pathname, search } = splitUrl(request.url);
      refuseNested(pathname);
      const { path, version } = target(pathname);
      const { route, params } = this.routes.match(request.method, path);
      if (route.access !== 'session') throw new HttpRefusal(400, 'INVALID_OPERATION', `${pathname} cannot be part of a composite request`);
      return route.handler({
        ...parent,
        method: request.method,
        path,
        params,
        search,
        headers: request.headers,
        body: request.body,
        version,
        transact
      });
    } catch (error) {
      return errorReply(error);
    }
  }

  private requireAdmin(services: ApiServices, { user }: Caller): void {
    const allowed = services.org.transact(user, (tx) => services.org.security.hasUserPermission(tx, user.id, 'ModifyAllData'));
    if (!allowed)
      throw new HttpRefusal(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights: this needs the permission Modify All Data');
  }
}
