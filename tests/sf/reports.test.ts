import fs from 'node:fs';
import path from 'node:path';
import { ADMIN } from '../support/running-org';
import { at, SfProject } from './sf';

/** A project with report types, reports, dashboards and their folders. */
const FIXTURE = path.join('local-org', 'reports', 'fixture', 'force-app', 'main');
const ROOM = 'force-app/main/reports-fixture';

/** Report types, reports and dashboards go into an org, are listed, run, and come back. */
describe('reports and dashboards', () => {
  let project: SfProject;

  beforeAll(async () => {
    project = await SfProject.start();
    fs.rmSync(path.join(project.directory, 'force-app'), { recursive: true });
    fs.cpSync(FIXTURE, path.join(project.directory, ROOM), { recursive: true });
  });
  afterAll(() => project.stop());

  test('are deployed with their folders', async () => {
    const outcome = await project.run(['project', 'deploy', 'start', '--wait', '10', '--source-dir', 'force-app']);
    expect(outcome.status).toBe(0);
    const files = at(outcome.result, 'files');
    const types = Array.isArray(files) ? files.map((file) => `${String(at(file, 'type'))} ${String(at(file, 'fullName'))}`) : [];
    expect(types).toEqual(
      expect.arrayContaining([
        'ReportType Hand_Offs',
        'Report Lockstep/Hand_offs',
        'ReportFolder Lockstep',
        'Dashboard Lockstep/Own_rows',
        'DashboardFolder Lockstep'
      ])
    );
  });

  test('are listed by folder and queried', async () => {
    const listed = await project.run(['org', 'list', 'metadata', '--metadata-type', 'Report', '--folder', 'Lockstep']);
    const names = Array.isArray(listed.result) ? listed.result.map((one) => at(one, 'fullName')) : [];
    expect(names).toContain('Lockstep/Hand_offs');
    const folders = await project.run(['org', 'list', 'metadata', '--metadata-type', 'ReportFolder']);
    expect(Array.isArray(folders.result) && folders.result.map((one) => at(one, 'fullName'))).toEqual(['Lockstep', 'Private']);
    const queried = await project.run(['data', 'query', '--query', "SELECT Format FROM Report WHERE DeveloperName = 'Hand_offs'"]);
    expect(at(queried.result, 'records', 0, 'Format')).toBe('Summary');
  });

  test('run', async () => {
    const { org } = project.running;
    expect((await project.run(['org', 'assign', 'permset', '--name', 'Hand_Off_Everything'])).status).toBe(0);
    const id = String(org.db.get("SELECT Id FROM Report WHERE DeveloperName = 'Hand_offs'")?.['Id']);
    org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, "insert as system new Hand_Off__c(Name = 'H1', Value__c = 100);"));
    const { text } = await project.run(['api', 'request', 'rest', `/services/data/v68.0/analytics/reports/${id}?includeDetails=true`]);
    expect(text).toContain('"RowCount"');
    expect(text).toContain('$100.00');
  });

  test('come back as they went in', async () => {
    const file = (name: string): string => `${ROOM}/${name}`;
    const sent = {
      report: project.read(file('reports/Lockstep/Hand_offs.report-meta.xml')),
      type: project.read(file('reportTypes/Hand_Offs.reportType-meta.xml')),
      dashboard: project.read(file('dashboards/Lockstep/Own_rows.dashboard-meta.xml'))
    };
    const members = ['Report:Lockstep/Hand_offs', 'ReportType:Hand_Offs', 'Dashboard:Lockstep/Own_rows', 'ReportFolder:Lockstep'];
    const outcome = await project.run(['project', 'retrieve', 'start', ...members.flatMap((member) => ['--metadata', member])]);
    expect(outcome.status).toBe(0);
    expect({
      report: project.read(file('reports/Lockstep/Hand_offs.report-meta.xml')),
      type: project.read(file('reportTypes/Hand_Offs.reportType-meta.xml')),
      dashboard: project.read(file('dashboards/Lockstep/Own_rows.dashboard-meta.xml'))
    }).toEqual(sent);
  });
});
