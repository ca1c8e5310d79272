import { unzipSync } from 'fflate';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { LocalOrg } from '../open';
import { FIXTURE } from '../reports/testing';
import { USER_MODE } from '../security/types';
import { columnValue } from '../soql/types';
import { xml } from '../metadata/testing';
import { deploy, destructive, problems, zipOf } from './testing';

const ADMIN = 'admin@example.com';
const open = (database = ':memory:'): LocalOrg =>
  LocalOrg.open({
    project: FIXTURE,
    database,
    onBackgroundError: (error) => {
      throw error;
    }
  });

let org: LocalOrg;
beforeEach(() => void (org = open()));
afterEach(() => org.close());

/** Rows of a query as lists of values, as this user sees them. */
function rows(soql: string, username = ADMIN, from = org): unknown[][] {
  const user = from.user(username);
  return from.transact(user, (tx) => {
    const result = from.queries.execute(tx, soql, { access: from.security.policy(tx, user, USER_MODE) });
    return result.rows.map((row) => result.shape.columns.map((column) => columnValue(row, column)));
  });
}

const folder = (name: string): string => xml('ReportFolder', `<name>${name}</name>`);
const report = (name: string, column = 'Hand_Off__c$Name'): string =>
  xml(
    'Report',
    `<columns><field>${column}</field></columns>\n<format>Tabular</format><name>${name}</name><reportType>Hand_Offs__c</reportType>`
  );
const sales = (name = 'All'): Uint8Array =>
  zipOf({ Report: ['Sales/', 'Sales/All'] }, { 'reports/Sales-meta.xml': folder('Sales'), 'reports/Sales/All.report': report(name) });

describe('reports, dashboards and folders are rows', () => {
  it('with names, formats and folders', () => {
    expect(rows("SELECT DeveloperName, FolderName, Format FROM Report WHERE FolderName = 'Lockstep' ORDER BY DeveloperName")).toEqual([
      ['By_segment_and_quarter', 'Lockstep', 'Matrix'],
      ['Hand_off_list', 'Lockstep', 'Tabular'],
      ['Hand_offs', 'Lockstep', 'Summary'],
      ['Promises', 'Lockstep', 'Summary']
    ]);
    expect(rows('SELECT Title, Type FROM Dashboard ORDER BY Title')).toEqual([
      ['Hand-offs of the team', 'SpecifiedUser'],
      ['My hand-offs', 'LoggedInUser']
    ]);
    expect(rows('SELECT Type, DeveloperName, AccessType FROM Folder ORDER BY Type, DeveloperName')).toEqual([
      ['Report', 'Lockstep', 'Shared'],
      ['Report', 'Private', 'Hidden'],
      ['Dashboard', 'Lockstep', 'Shared']
    ]);
    expect(rows('SELECT Name, Dashboard.DeveloperName FROM DashboardComponent').length).toBe(4);
    const ids = rows('SELECT Id, OwnerId FROM Report LIMIT 1')[0] ?? [];
    expect(ids.map((id) => String(id).slice(0, 3))).toEqual(['00O', '00l']);
    expect(String(rows('SELECT Id FROM Dashboard LIMIT 1')[0]?.[0])).toMatch(/^01Z/);
  });

  it('that keep their ids over restarts and deployments', () => {
    const file = path.join(process.cwd(), '.local-org', `report-rows-${process.pid}.db`);
    const all = 'SELECT Id, DeveloperName FROM Report ORDER BY DeveloperName';
    try {
      const first = open(file);
      const before = rows(all, ADMIN, first);
      expect(deploy(first, sales(), {}, ADMIN).success).toBe(true);
      const after = rows(all, ADMIN, first);
      first.close();
      const second = open(file);
      expect(after).toEqual(expect.arrayContaining(before));
      expect(rows(all, ADMIN, second)).toEqual(after);
      second.close();
    } finally {
      for (const suffix of ['', '-wal', '-shm', '.owner']) rmSync(file + suffix, { force: true });
      rmSync(`${file}.deployed`, { force: true, recursive: true });
      rmSync(`${file}.lock`, { force: true, recursive: true });
    }
  });

  it('seen by those with whom the folder is shared', () => {
    const folders = 'SELECT DeveloperName FROM Folder ORDER BY Type, DeveloperName';
    expect(rows(folders, 'rep@example.com')).toEqual([['Lockstep'], ['Lockstep']]);
    expect(rows("SELECT Id FROM Report WHERE DeveloperName = 'All_hand_offs'", 'boss@example.com')).toEqual([]);
    expect(rows(folders, 'outsider@example.com')).toEqual([]);
    for (const object of ['Report', 'Dashboard', 'DashboardComponent'])
      expect(rows(`SELECT Id FROM ${object}`, 'outsider@example.com')).toEqual([]);
  });
});

describe('a deployment', () => {
  it('brings a folder and its reports, which can be retrieved, listed and deleted', () => {
    const result = deploy(org, sales(), {}, ADMIN);
    expect(problems(result)).toEqual([]);
    expect(result.details.componentSuccesses.map(({ componentType, fullName }) => `${componentType} ${fullName}`)).toEqual(
      expect.arrayContaining(['ReportFolder Sales', 'Report Sales/All'])
    );
    const ids = result.details.componentSuccesses.map(({ id }) => id?.slice(0, 3));
    expect(ids).toEqual(expect.arrayContaining(['00l', '00O']));
    const request = { types: new Map([['Report', ['Sales/', 'Sales/All', 'Lockstep/Hand_offs']]]), apiVersion: 68, singlePackage: true };
    const files = unzipSync(org.deployments.retrieve(org.user(ADMIN), request).zipFile);
    expect(Object.keys(files).sort()).toEqual([
      'package.xml',
      'reports/Lockstep/Hand_offs.report',
      'reports/Sales-meta.xml',
      'reports/Sales/All.report'
    ]);
    expect(Buffer.from(files['package.xml'] ?? []).toString()).toContain(
      '<members>Sales</members>\n        <members>Sales/All</members>\n        <name>Report</name>'
    );
    const again = zipOf(
      { Report: ['Sales', 'Sales/All'] },
      Object.fromEntries(
        ['reports/Sales-meta.xml', 'reports/Sales/All.report'].map((name) => [name, Buffer.from(files[name] ?? []).toString()])
      )
    );
    expect(deploy(org, again, {}, ADMIN).success).toBe(true);
    expect(org.deployments.list('Report', 'Sales').map(({ fullName }) => fullName)).toEqual(['Sales/All']);
    expect(org.deployments.list('Report')).toEqual([]);
    expect(org.deployments.list('ReportFolder').map(({ fullName }) => fullName)).toEqual(['Lockstep', 'Private', 'Sales']);
    expect(deploy(org, destructive({ Report: ['Sales/All', 'Sales'] }), {}, ADMIN).success).toBe(true);
    expect(rows("SELECT Id FROM Folder WHERE DeveloperName = 'Sales'")).toEqual([]);
  });

  it('is refused for a report without its folder, with a column that does not exist, and for each report by its line', () => {
    const refused = deploy(
      org,
      zipOf(
        { Report: ['Lockstep/One', 'Lockstep/Two', 'Nowhere/Three'] },
        {
          'reports/Lockstep/One.report': report('One', 'Hand_Off__c$Ghost__c'),
          'reports/Lockstep/Two.report': report('Two').replace('Hand_Offs__c', 'Opportunity'),
          'reports/Nowhere/Three.report': report('Three')
        }
      ),
      {},
      ADMIN
    );
    expect(problems(refused)).toEqual([
      'Report Lockstep/One:3 report Lockstep/One: the report type Hand_Offs__c has no column Hand_Off__c$Ghost__c',
      'Report Lockstep/Two:2 report Lockstep/Two: the embedded org does not support the standard report type Opportunity; use a custom report type',
      'Report Nowhere/Three:2 Cannot find folder:Nowhere'
    ]);
  });

  it('does not delete a report that a dashboard shows', () => {
    const refused = deploy(org, destructive({ Report: ['Lockstep/Hand_offs'] }), {}, ADMIN);
    expect(refused.success).toBe(false);
    expect(problems(refused).join('\n')).toContain('there is no report Lockstep/Hand_offs');
  });
});
