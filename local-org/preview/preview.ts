import { join } from 'node:path';
import type { OpenCall } from '../api/http/call';
import { content, empty, json, type ApiReply } from '../api/http/reply';
import { EXPIRED_COOKIE, findCaller, SESSION_COOKIE, sessionCookie } from '../api/auth/authenticate';
import type { Caller } from '../api/auth/authenticate';
import { loginByPassword, openSession } from '../api/auth/login';
import { JsonBody } from '../api/json/body';
import { OrgException } from '../errors';
import type { OrgMetadata } from '../metadata/types';
import type { Org } from '../org';
import { USER_MODE } from '../security/types';
import { readConfiguration } from '../setup/configuration';
import type { OrgConfiguration } from '../setup/configuration';
import type { BundleProgress } from './bundler/types';
import type { PageModel, ShellData } from './page-types';
import { appModel, currentApp } from './server/apps';
import { PageAssets, staticResource } from './server/assets';
import { PageBundle } from './server/page-bundle';
import { brokenPage, CONTENT_SECURITY_POLICY, loginPage, shellPage } from './server/html';
import { pageModel } from './server/page-model';
import type { FormFactor, PageContext } from './server/page-model';
import { sessionData, switchableUsers } from './server/session-data';

export interface PreviewOptions {
  /** Folder with `config/embedded-org.json`, which names the preview user and the sample users one can switch to. */
  readonly project: string;
  /** Lockstep's own folder: `node_modules` and `local-org/preview/client` are below it. Default: `project`. */
  readonly home?: string;
  /** Where compiled modules and built pages are kept. Default: `.local-org/cache/lwc` below `home`. */
  readonly cacheDirectory?: string;
  /** Rebuild and reload when a component changes; readable scripts. */
  readonly watch?: boolean;
  readonly onProgress?: (progress: BundleProgress) => void;
  /** Told of what is wrong in components, as `file:line:column: message`. Default: the console. */
  readonly onProblem?: (problem: string) => void;
  /** What `beginPages` gave with the same options for the org's metadata. */
  readonly begun?: PageBundle;
}

/** The preview as the API server mounts it: `createApiServer(org, { fallback: (call) => preview.answer(call) })`. */
export interface Preview {
  /** Answers pages and their files; `null` for every other path. */
  answer(call: OpenCall): ApiReply | Promise<ApiReply> | null;
  /** Settles when the scripts of the pages are there. @throws BundleError when the preview's own sources do not build */
  ready(): Promise<void>;
  close(): void;
}

const APP_COOKIE = 'app';
const PAGE_PATH = /^\/lightning(?:\/|$)/;
const HTML = 'text/html; charset=utf-8';

function cookie(call: OpenCall, name: string): string | undefined {
  for (const pair of (call.headers['cookie'] ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

const HERE = 'http://here.invalid';

/** Only places of this org: never an address that leads elsewhere, as a browser would read it. */
function localAddress(given: string | null | undefined): string {
  const url = given?.startsWith('/') && URL.canParse(given, HERE) ? new URL(given, HERE) : null;
  return url?.origin === HERE ? url.pathname + url.search + url.hash : '/lightning/page/home';
}

const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): ApiReply => empty(302, { location, ...headers });

/** Phones say so; a narrow window of a computer gets the computer's page, which stacks. */
function formFactorOf(call: OpenCall): FormFactor {
  const hint = call.headers['sec-ch-ua-mobile'];
  if (hint !== undefined) return hint === '?1' ? 'Small' : 'Large';
  return /\bMobi/i.test(call.headers['user-agent'] ?? '') ? 'Small' : 'Large';
}

class OrgPreview implements Preview {
  private readonly assets: PageAssets;
  private readonly bundle: PageBundle;
  private readonly configuration: OrgConfiguration;

  constructor(
    org: Org,
    private readonly options: PreviewOptions
  ) {
    this.configuration = readConfiguration(join(options.project, 'config', 'embedded-org.json'));
    this.bundle = options.begun ?? beginPages(org.metadata, options);
    this.assets = new PageAssets(this.bundle.home, this.bundle.directory);
  }

  async ready(): Promise<void> {
    await this.bundle.current();
  }

  close(): void {
    this.bundle.close();
  }

  answer(call: OpenCall): ApiReply | Promise<ApiReply> | null {
    const { path, method } = call;
    if (path.startsWith('/assets/')) return this.assets.reply(path.slice('/assets/'.length));
    if (path.startsWith('/resource/')) return this.resource(call);
    if (path === '/' && (method === 'GET' || method === 'HEAD')) return redirect('/lightning/page/home');
    if (path === '/login') return this.login(call);
    if (path === '/logout') return this.logout(call);
    if (path === '/secur/frontdoor.jsp') return this.frontdoor(call);
    if (path.startsWith('/lightning/preview/')) return this.service(call);
    if (PAGE_PATH.test(path) && (method === 'GET' || method === 'HEAD')) return this.page(call);
    return null;
  }

  private resource(call: OpenCall): ApiReply | null {
    return staticResource(call.org.metadata.staticResources, call.path.slice('/resource/'.length));
  }

  /** Who looks at the page. Without a session of their own they are signed in as the preview user. */
  private caller(call: OpenCall): { readonly caller: Caller; readonly headers: Readonly<Record<string, string>> } {
    const known = findCaller(call.services, call.headers);
    if (known) return { caller: known, headers: {} };
    const opened = openSession(call.services, call.org.user(this.configuration.previewUser), 'ui');
    return { caller: opened, headers: { 'set-cookie': sessionCookie(opened.session.token) } };
  }

  private async page(call: OpenCall): Promise<ApiReply> {
    const chosenApp = /^\/lightning\/app\/(\w+)$/.exec(call.path)?.[1];
    if (chosenApp !== undefined) {
      return redirect('/lightning/page/home', { 'set-cookie': `${APP_COOKIE}=${chosenApp}; Path=/; HttpOnly; SameSite=Strict` });
    }
    let built;
    try {
      built = await this.bundle.current();
    } catch (error) {
      return content(500, HTML, brokenPage(error instanceof Error ? error.message : String(error)));
    }
    const { caller, headers } = this.caller(call);
    const search = call.search.toString();
    const address = call.path + (search === '' ? '' : `?${search}`);
    const data = this.shellData(call, caller, address, built.scripts, built.manifest.componentFiles);
    return content(data.page.kind === 'notFound' ? 404 : 200, HTML, shellPage(data, built.manifest), {
      'cache-control': 'no-store',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'referrer-policy': 'same-origin',
      ...headers
    });
  }

  private inContext<T>(call: OpenCall, caller: Caller, work: (context: PageContext) => T): T {
    const { org } = call;
    return org.transact(caller.user, (tx) =>
      work({
        org,
        tx,
        access: org.security.policy(tx, caller.user, USER_MODE),
        app: currentApp(org.metadata, cookie(call, APP_COOKIE)),
        formFactor: formFactorOf(call)
      })
    );
  }

  private shellData(
    call: OpenCall,
    caller: Caller,
    address: string,
    scripts: string,
    componentFiles: ShellData['componentFiles']
  ): ShellData {
    return this.inContext(call, caller, (context) => ({
      session: sessionData(call.org, context.tx, caller.user),
      app: appModel(call.org.metadata, context.app, context.access, (tab) => call.org.security.canSeeTab(context.tx, caller.user.id, tab)),
      apps: call.org.metadata.apps.map(({ fullName, label }) => ({ name: fullName, label })),
      users: switchableUsers(
        call.org,
        context.tx,
        this.configuration.users.map(({ username }) => username)
      ),
      scripts,
      componentFiles,
      watch: this.options.watch === true,
      clock: { now: call.org.clock.now(), movable: call.org.security.hasUserPermission(context.tx, caller.user.id, 'ModifyAllData') },
      page: pageModel(context, address)
    }));
  }

  /** What the shell itself asks for: never without a session. */
  private service(call: OpenCall): ApiReply | Promise<ApiReply> | null {
    const caller = findCaller(call.services, call.headers);
    if (!caller) return json(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
    const name = call.path.slice('/lightning/preview/'.length);
    if (name === 'page' && call.method === 'GET') {
      const page: PageModel = this.inContext(call, caller, (context) => pageModel(context, call.search.get('address') ?? ''));
      return json(200, page, { 'cache-control': 'no-store' });
    }
    if (name === 'user' && call.method === 'POST') return this.switchUser(call, caller);
    if (name === 'changes' && call.method === 'GET' && this.options.watch === true) {
      return this.bundle.changed(call.search.get('scripts') ?? '').then((changed) => empty(changed ? 200 : 204));
    }
    return null;
  }

  private switchUser(call: OpenCall, caller: Caller): ApiReply {
    const { users, password } = this.configuration;
    const body = JsonBody.of(call);
    const username = body.string(body.object(), 'username');
    if (!users.some((user) => user.username === username)) {
      return json(400, [{ errorCode: 'INVALID_LOGIN', message: 'Only the sample users can be switched to: others log in.' }]);
    }
    try {
      const { session } = loginByPassword(call.services, username, password, 'ui');
      call.services.sessions.end(caller.session.token);
      return json(200, { username }, { 'set-cookie': sessionCookie(session.token) });
    } catch (error) {
      if (!(error instanceof OrgException)) throw error;
      return json(400, [{ errorCode: error.errorCode, message: error.message }]);
    }
  }

  private login(call: OpenCall): ApiReply | null {
    if (call.method === 'GET') return content(200, HTML, loginPage(localAddress(call.search.get('startURL')), ''));
    if (call.method !== 'POST') return null;
    const form = new URLSearchParams(Buffer.from(call.body).toString('utf8'));
    const start = localAddress(form.get('startURL'));
    try {
      const { session } = loginByPassword(call.services, form.get('un') ?? '', form.get('pw') ?? '', 'ui');
      return redirect(start, { 'set-cookie': sessionCookie(session.token) });
    } catch (error) {
      if (!(error instanceof OrgException)) throw error;
      return content(401, HTML, loginPage(start, error.message));
    }
  }

  private logout(call: OpenCall): ApiReply {
    const token = cookie(call, SESSION_COOKIE);
    if (token !== undefined && findCaller(call.services, call.headers)) call.services.sessions.end(token);
    return redirect('/login', { 'set-cookie': EXPIRED_COOKIE });
  }

  /** Opens a page with a session from elsewhere, or with a one-time password that a tool asked for (`sf org open`). */
  private frontdoor(call: OpenCall): ApiReply {
    const userId = call.services.oneTimePasswords.use(call.search.get('otp') ?? '');
    const token =
      userId === undefined ? (call.search.get('sid') ?? '') : openSession(call.services, call.org.user(userId), 'ui').session.token;
    const target = localAddress(call.search.get('retURL') ?? call.search.get('startURL'));
    if (!findCaller(call.services, { authorization: `Bearer ${token}` })) return redirect('/login');
    return redirect(target, { 'set-cookie': sessionCookie(token) });
  }
}

/** Begins to build the scripts of pages, for anyone who has the metadata before the org is open. Close it, or the preview it is given to. */
export function beginPages(metadata: OrgMetadata, options: PreviewOptions): PageBundle {
  const bundle = new PageBundle(metadata, {
    ...options,
    home: options.home ?? options.project,
    onProblem: options.onProblem ?? ((problem) => console.error(problem))
  });
  bundle.start();
  return bundle;
}

/** Makes the pages of an open org and begins to build their scripts at once, unless they are begun. */
export function createPreview(org: Org, options: PreviewOptions): Preview {
  return new OrgPreview(org, options);
}
