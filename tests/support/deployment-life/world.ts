import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createApiServer } from '../../../local-org/api';
import { FIXTURE, NOW } from '../../../local-org/api/testing';
import { apexFiles, deploy, OPTIONS, problems, zipOf } from '../../../local-org/deploy/testing';
import type { DeployResult } from '../../../local-org/deploy/types';
import { ALL_TYPES } from '../../../local-org/metadata/mdapi';
import { LocalOrg } from '../../../local-org/open';
import { createPreview } from '../../../local-org/preview';
import { zipOfDeployment, type Deployment, type Step } from './steps';

const PAGES = path.relative(FIXTURE, path.resolve('local-org/preview/fixture/force-app'));
const ADDRESSES = ['/lightning/page/home', '/lightning/o/Lead/list', '/lightning/o/Account/list'];

/** The fixture's org on disk, through one life of deployments, restarts and kills. */
export class World {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deployments-'));
  private org: LocalOrg;
  private file: string;
  private files = 0;
  private deployments = 0;
  private rows = 0;
  private readonly defects: unknown[] = [];
  /** Where the copies of deployed files were before the last deployment. */
  private readonly before = path.join(this.folder, 'before');

  constructor() {
    this.file = this.nextFile();
    this.org = this.open();
  }

  /** @returns what came to pass, for the sum of all lives */
  async take(step: Step): Promise<string> {
    switch (step.do) {
      case 'insert':
        this.insert();
        return 'insert';
      case 'deploy':
        return this.deployIt(step.what);
      case 'restart':
        this.reopen(() => this.org.close());
        await this.checkPages();
        return 'restart';
      case 'kill':
        return step.when === 'queued' ? this.killQueued(step.what) : this.kill(step.when === 'idle');
    }
  }

  /** Whatever came before, the org serves its pages, starts again and takes the next deployment. */
  async end(): Promise<void> {
    await this.checkPages();
    this.takesTheNext();
    this.reopen(() => this.org.close());
    this.takesTheNext();
    await this.checkPages();
    expect(this.org.db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  }

  dispose(): void {
    this.org.close();
    fs.rmSync(this.folder, { recursive: true });
  }

  private nextFile(): string {
    return path.join(this.folder, `org-${this.files++}.db`);
  }

  private open(): LocalOrg {
    return LocalOrg.open({
      project: FIXTURE,
      database: this.file,
      clockStandsAt: NOW,
      extraDirectories: [PAGES],
      onBackgroundError: (error) => this.defects.push(error)
    });
  }

  private insert(): void {
    const lead = `insert as system new Lead(LastName = 'Row ${this.rows++}', Company = 'Lives');`;
    const user = this.org.user(this.org.configuration.previewUser);
    const result = this.org.transact(user, (tx) => this.org.apex.executeAnonymous(tx, lead));
    expect([result.compileProblem, result.exceptionMessage]).toEqual([null, null]);
  }

  /** A deployment succeeds, or is refused, says why and changes nothing. */
  private deployIt(what: Deployment): string {
    const was = this.state();
    fs.rmSync(this.before, { recursive: true, force: true });
    if (fs.existsSync(`${this.file}.deployed`)) fs.cpSync(`${this.file}.deployed`, this.before, { recursive: true });
    const result = deploy(this.org, zipOfDeployment(what), { checkOnly: what.checkOnly, ignoreWarnings: true }, this.admin);
    this.deployments++;
    this.check(result);
    if (result.success && !what.checkOnly) return 'deployed';
    expect(this.state()).toEqual(was);
    return result.success ? 'checked' : 'refused';
  }

  private check(result: DeployResult): void {
    expect(this.defects).toEqual([]);
    expect(result.errorMessage).toBeUndefined();
    expect(result.done).toBe(true);
    if (!result.success) expect(problems(result)).not.toEqual([]);
  }

  /** Everything written is there after a kill, with or without the copies beside the database. */
  private async kill(withCopies: boolean): Promise<string> {
    this.reopen(() => this.copy(withCopies));
    await this.checkPages();
    return 'kill';
  }

  private killQueued(what: Deployment): string {
    const { id } = this.org.deployments.deploy(this.org.user(this.admin), zipOfDeployment(what), { ...OPTIONS, ignoreWarnings: true });
    this.reopen(() => this.copy(true));
    this.org.deployments.runPending();
    this.check(this.org.deployments.report(id));
    return 'kill while queued';
  }

  /** Leaves the database as a process that was killed leaves it, and continues with that. */
  private copy(withCopies: boolean): void {
    const next = this.nextFile();
    for (const suffix of ['', '-wal']) if (fs.existsSync(this.file + suffix)) fs.copyFileSync(this.file + suffix, next + suffix);
    const copies = withCopies ? `${this.file}.deployed` : this.before;
    if (fs.existsSync(copies)) fs.cpSync(copies, `${next}.deployed`, { recursive: true });
    this.org.close();
    this.file = next;
  }

  private reopen(how: () => void): void {
    const was = this.state();
    how();
    this.org = this.open();
    expect(this.state()).toEqual(was);
  }

  private takesTheNext(): void {
    const name = `Next${this.deployments++}`;
    const result = deploy(this.org, zipOf({ ApexClass: [name] }, apexFiles(name, `public class ${name} {}`)), {}, this.admin);
    expect(problems(result)).toEqual([]);
    expect(result.success).toBe(true);
  }

  /** What must be the same before and after whatever should change nothing. */
  private state(): unknown {
    const { org } = this;
    return {
      metadata: org.metadata.hash,
      schema: org.schema.hash,
      prefixes: org.schema.objects.map(({ apiName, keyPrefix }) => `${apiName} ${keyPrefix}`),
      components: ALL_TYPES.flatMap(([, { name }]) => org.deployments.list(name).map(({ fullName }) => `${name} ${fullName}`)),
      leads: org.db.all('SELECT Id, LastName, Company, Status, OwnerId FROM Lead ORDER BY Id'),
      sets: org.db.all('SELECT Id, Name FROM PermissionSet ORDER BY Id'),
      assignments: org.db.all('SELECT Id FROM PermissionSetAssignment ORDER BY Id'),
      code: org.db.all('SELECT Id, Name FROM ApexClass UNION SELECT Id, Name FROM ApexTrigger ORDER BY Id')
    };
  }

  private async checkPages(): Promise<void> {
    const problemsOfPages: string[] = [];
    const preview = createPreview(this.org, { project: FIXTURE, home: process.cwd(), onProblem: (text) => problemsOfPages.push(text) });
    const server = createApiServer(this.org, { fallback: (call) => preview.answer(call), onDefect: (error) => this.defects.push(error) });
    const { url } = await server.listen(0);
    try {
      await preview.ready();
      const { tabs, apps, staticResources } = this.org.metadata;
      const addresses = [
        ...ADDRESSES,
        ...tabs.map(({ fullName }) => `/lightning/n/${fullName}`),
        ...this.org.schema.objects.filter(({ kind }) => kind === 'custom').map(({ apiName }) => `/lightning/o/${apiName}/list`),
        ...staticResources.map(({ fullName }) => `/resource/${fullName}`)
      ];
      const [app] = apps;
      for (const address of addresses) {
        const response = await fetch(url + address, { headers: app ? { cookie: `app=${app.fullName}` } : {} });
        expect([address, response.status]).toEqual([address, 200]);
      }
      expect(this.defects).toEqual([]);
    } finally {
      preview.close();
      await server.close();
    }
  }

  private get admin(): string {
    return this.org.configuration.previewUser;
  }
}
