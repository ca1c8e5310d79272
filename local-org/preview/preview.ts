import { join } from 'node:path';
import type { OpenCall } from '../api/http/call';
import { content, empty, json, type ApiReply } from '../api/http/reply';
import { findCaller } from '../api/auth/authenticate';
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
import { brokenPage, CONTENT_SECURITY_POLICY, shellPage, WITHOUT_SCRIPTS } from './server/html';
import { pageModel } from './server/page-model';
import type { FormFactor, PageContext } from './server/page-model';
import { sessionData, switchableUsers } from './server/session-data';
import { frontdoor, login, logout, redirect, resend, toLogin } from './server/sign-in';
import { cookieOf, signedInCookies, visitorOf } from './server/visitor';

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
    if (path === '/login') return login(call);
    if (path === '/logout') return logout(call);
    if (path === '/secur/frontdoor.jsp') return frontdoor(call);
    if (path.startsWith('/lightning/preview/')) return this.service(call);
    if (PAGE_PATH.test(path) && (method === 'GET' || method === 'HEAD')) return this.page(call);
    return null;
  }

  private resource(call: OpenCall): ApiReply | null {
    return staticResource(call.org.metadata.staticResources, call.path.slice('/resource/'.length));
  }

  private async page(call: OpenCall): Promise<ApiReply> {
    const chosenApp = /^\/lightning\/app\/(\w+)$/.exec(call.path)?.[1];
    if (chosenApp !== undefined) {
      return redirect('/lightning/page/home', [`${APP_COOKIE}=${chosenApp}; Path=/; HttpOnly; SameSite=Strict`]);
    }
    const search = call.search.toString();
    const address = call.path + (search === '' ? '' : `?${search}`);
    const visitor = visitorOf(call);
    if (visitor.kind === 'elsewhere') return resend(address);
    if (visitor.kind === 'ended') return toLogin(address);
    let built;
    try {
      built = await this.bundle.current();
    } catch (error) {
      return content(500, HTML, brokenPage(error instanceof Error ? error.message : String(error)), {
        'content-security-policy': WITHOUT_SCRIPTS
      });
    }
    const caller =
      visitor.kind === 'known' ? visitor.caller : openSession(call.services, call.org.user(this.configuration.previewUser), 'ui');
    const data = this.shellData(call, caller, address, built.scripts, built.manifest.componentFiles);
    const reply = content(data.page.kind === 'notFound' ? 404 : 200, HTML, shellPage(data, built.manifest), {
      'cache-control': 'no-store',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'referrer-policy': 'same-origin'
    });
    return visitor.kind === 'known' ? reply : { ...reply, cookies: signedInCookies(caller.session.token) };
  }

  private inContext<T>(call: OpenCall, caller: Caller, work: (context: PageContext) => T): T {
    const { org } = call;
    return org.transact(caller.user, (tx) =>
      work({
        org,
        tx,
        access: org.security.policy(tx, caller.user, USER_MODE),
        app: currentApp(org.metadata, cookieOf(call, APP_COOKIE)),
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

  /** The shell's own requests: never without a session. */
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

  private async switchUser(call: OpenCall, caller: Caller): Promise<ApiReply> {
    const { users, password } = this.configuration;
    const body = JsonBody.of(call);
    const username = body.string(body.object(), 'username');
    if (!users.some((user) => user.username === username)) {
      return json(400, [{ errorCode: 'INVALID_LOGIN', message: 'Only the sample users can be switched to: others log in.' }]);
    }
    try {
      const { session } = await loginByPassword(call.services, { username, password, address: call.address }, 'ui');
      call.services.sessions.end(caller.session.token);
      return { ...json(200, { username }), cookies: signedInCookies(session.token) };
    } catch (error) {
      if (!(error instanceof OrgException)) throw error;
      return json(400, [{ errorCode: error.errorCode, message: error.message }]);
    }
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
