import { at, type SfOutcome, type SfProject } from './sf';

/** Ids and names that commands leave for later ones. */
export type Memory = Map<string, string>;

/** A command of the official command line, and what the embedded org makes of it. */
export interface SfCommand {
  /** As it is in the table of what is supported. */
  readonly name: string;
  /** What it does here, or why it is refused. */
  readonly note: string;
  readonly support: 'yes' | 'refused';
  readonly args: (memory: Memory) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly check: (outcome: SfOutcome, memory: Memory, project: SfProject) => void;
}

const supported = (
  name: string,
  note: string,
  args: readonly string[] | ((memory: Memory) => readonly string[]),
  check: SfCommand['check'],
  environment?: Readonly<Record<string, string>>
): SfCommand => ({
  name,
  note,
  support: 'yes',
  args: typeof args === 'function' ? args : () => args,
  ...(environment ? { environment } : {}),
  check: (outcome, memory, project) => {
    expect(`${outcome.status} ${outcome.message}`).toBe('0 ');
    check(outcome, memory, project);
  }
});

const refused = (
  name: string,
  note: string,
  args: readonly string[] | ((memory: Memory) => readonly string[]),
  message: string
): SfCommand => ({
  name,
  note,
  support: 'refused',
  args: typeof args === 'function' ? args : () => args,
  check: (outcome) => {
    expect(outcome.status).not.toBe(0);
    expect(outcome.message).toContain(message);
  }
});

const remember = (memory: Memory, name: string, value: unknown): void => {
  expect(typeof value).toBe('string');
  memory.set(name, String(value));
};
const recall = (memory: Memory, name: string): string => memory.get(name) ?? '';
const length = (value: unknown): number => (Array.isArray(value) ? value.length : -1);

/** In this order, against an org that is empty before the first. */
export const COMMANDS: readonly SfCommand[] = [
  supported('org display', 'user, org id, address, API version', ['org', 'display'], ({ result }) => {
    expect(result).toMatchObject({ username: 'admin@lockstep.local', connectedStatus: 'Connected', apiVersion: '68.0' });
  }),
  supported(
    'org open --url-only',
    'an address that opens the org once',
    ['org', 'open', '--url-only', '--path', 'lightning/page/home'],
    ({ result }) => {
      expect(at(result, 'url')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/secur\/frontdoor\.jsp\?otp=/);
    }
  ),
  supported(
    'project deploy start',
    'the whole package over SOAP: tables, Apex, permissions, pages',
    ['project', 'deploy', 'start', '--source-dir', 'force-app', '--wait', '10'],
    ({ result }) => {
      expect(result).toMatchObject({ status: 'Succeeded', success: true, numberComponentErrors: 0 });
      expect(at(result, 'numberComponentsDeployed')).toBe(at(result, 'numberComponentsTotal'));
    }
  ),
  supported(
    'project deploy start (REST)',
    'the same over REST (`SF_ORG_METADATA_REST_DEPLOY=true`)',
    ['project', 'deploy', 'start', '--source-dir', 'force-app', '--wait', '10'],
    ({ result }) => expect(result).toMatchObject({ status: 'Succeeded', success: true }),
    { SF_ORG_METADATA_REST_DEPLOY: 'true' }
  ),
  supported(
    'project deploy validate',
    'checks and runs tests, changes nothing',
    ['project', 'deploy', 'validate', '--source-dir', 'force-app', '--test-level', 'RunLocalTests', '--wait', '20'],
    ({ result }, memory) => {
      expect(result).toMatchObject({ status: 'Succeeded', checkOnly: true, numberTestErrors: 0 });
      expect(Number(at(result, 'numberTestsTotal'))).toBeGreaterThan(50);
      remember(memory, 'validation', at(result, 'id'));
    }
  ),
  supported(
    'project deploy quick',
    'deploys a validation without its tests',
    (memory) => ['project', 'deploy', 'quick', '--job-id', recall(memory, 'validation'), '--wait', '5'],
    ({ result }, memory) => {
      expect(result).toMatchObject({ status: 'Succeeded', checkOnly: false, numberTestsTotal: 0 });
      remember(memory, 'deployment', at(result, 'id'));
    }
  ),
  supported(
    'project deploy report',
    'what became of a deployment, after a restart too',
    (memory) => ['project', 'deploy', 'report', '--job-id', recall(memory, 'validation')],
    ({ result }, memory) => expect(result).toMatchObject({ id: recall(memory, 'validation'), status: 'Succeeded' })
  ),
  supported(
    'project deploy start --async',
    'queued: one deployment runs at a time',
    ['project', 'deploy', 'start', '--source-dir', 'force-app/main/score/classes', '--async'],
    ({ result }, memory) => remember(memory, 'queued', at(result, 'id'))
  ),
  supported(
    'project deploy resume',
    'waits for a queued one',
    (memory) => ['project', 'deploy', 'resume', '--job-id', recall(memory, 'queued'), '--wait', '5'],
    ({ result }) => expect(result).toMatchObject({ status: 'Succeeded' })
  ),
  refused(
    'project deploy cancel',
    'a deployment is done before it could be told',
    (memory) => ['project', 'deploy', 'cancel', '--job-id', recall(memory, 'queued')],
    'cancelling a deployment'
  ),
  refused(
    'project deploy preview',
    'needs source tracking, as on any org without it',
    ['project', 'deploy', 'preview', '--source-dir', 'force-app'],
    'source tracking'
  ),
  supported(
    'project retrieve start',
    'gives back what was deployed',
    ['project', 'retrieve', 'start', '--source-dir', 'force-app', '--wait', '5'],
    ({ result }) => expect(result).toMatchObject({ success: true, status: 'Succeeded' })
  ),
  supported('org list metadata-types', 'the types that can be deployed', ['org', 'list', 'metadata-types'], ({ result }) => {
    expect(at(result, 'metadataObjects')).toEqual(
      expect.arrayContaining([expect.objectContaining({ xmlName: 'ApexClass', directoryName: 'classes' })])
    );
  }),
  supported('org list metadata', 'components of a type', ['org', 'list', 'metadata', '--metadata-type', 'ApexTrigger'], ({ result }) => {
    expect(result).toEqual(expect.arrayContaining([expect.objectContaining({ fullName: 'LockstepLeadTrigger', type: 'ApexTrigger' })]));
  }),
  supported(
    'org assign permset',
    'by the name of the permission set',
    ['org', 'assign', 'permset', '--name', 'Lockstep_Read', '--name', 'Lockstep_Admin'],
    ({ result }) => {
      expect(at(result, 'failures')).toEqual([]);
      expect(at(result, 'successes')).toHaveLength(2);
    }
  ),
  supported(
    'data query',
    'SOQL',
    ['data', 'query', '--query', "SELECT Name, Profile.Name FROM User WHERE Username = 'rep@lockstep.local'"],
    ({ result }) => {
      expect(at(result, 'records', 0)).toMatchObject({ Name: 'Remy Rep', Profile: { Name: 'Standard User' } });
    }
  ),
  supported(
    'data query --use-tooling-api',
    'Apex, tests, coverage',
    ['data', 'query', '--use-tooling-api', '--query', "SELECT Name FROM ApexClass WHERE Name = 'ScoreEngine'"],
    ({ result }) => expect(at(result, 'totalSize')).toBe(1)
  ),
  supported(
    'data create record',
    'one record',
    ['data', 'create', 'record', '--sobject', 'Account', '--values', "Name='Acme Inc' Phone=1"],
    ({ result }, memory) => remember(memory, 'account', at(result, 'id'))
  ),
  supported(
    'data get record',
    'by id or by values',
    (memory) => ['data', 'get', 'record', '--sobject', 'Account', '--record-id', recall(memory, 'account')],
    ({ result }) => expect(result).toMatchObject({ Name: 'Acme Inc', Phone: '1' })
  ),
  supported(
    'data update record',
    'by id or by values',
    ['data', 'update', 'record', '--sobject', 'Account', '--where', "Name='Acme Inc'", '--values', 'Name=Acme'],
    ({ result }) => expect(result).toMatchObject({ success: true })
  ),
  supported(
    'data delete record',
    'by id or by values',
    ['data', 'delete', 'record', '--sobject', 'Account', '--where', 'Name=Acme'],
    ({ result }) => expect(result).toMatchObject({ success: true })
  ),
  supported('data import tree', 'records with their children', ['data', 'import', 'tree', '--files', 'data/tree.json'], ({ result }) => {
    expect(result).toEqual([
      expect.objectContaining({ refId: 'a1', type: 'Account' }),
      expect.objectContaining({ refId: 'c1', type: 'Contact' })
    ]);
  }),
  supported(
    'data export tree',
    'records with their children',
    ['data', 'export', 'tree', '--query', 'SELECT Name, (SELECT LastName FROM Contacts) FROM Account', '--output-dir', 'out'],
    (_outcome, _memory, project) =>
      expect(
        project
          .files('out')
          .map((file) => project.read(file))
          .join('')
      ).toContain('"LastName": "Leaf"')
  ),
  supported(
    'data import bulk',
    'Bulk API 2.0 insert',
    ['data', 'import', 'bulk', '--file', 'data/leads.csv', '--sobject', 'Lead', '--wait', '3'],
    ({ result }) => {
      expect(result).toMatchObject({ processedRecords: 3, successfulRecords: 3, failedRecords: 0 });
    }
  ),
  supported(
    'data upsert bulk',
    'Bulk API 2.0 upsert by external id; triggers run',
    [
      'data',
      'upsert',
      'bulk',
      '--file',
      'data/engagements.csv',
      '--sobject',
      'Engagement__c',
      '--external-id',
      'External_Id__c',
      '--wait',
      '3'
    ],
    ({ result }) => expect(at(result, 'records', 'successfulResults')).toHaveLength(2)
  ),
  supported(
    'data export bulk',
    'Bulk API 2.0 query',
    ['data', 'export', 'bulk', '--query', 'SELECT Company FROM Lead ORDER BY Company', '--output-file', 'out/leads.csv', '--wait', '3'],
    (_outcome, _memory, project) =>
      expect(project.read('out/leads.csv').trim().split(/\r?\n/)).toEqual(['"Company"', '"Bulk One"', '"Bulk Three"', '"Bulk Two"'])
  ),
  supported('sobject list', 'all objects, or the custom ones', ['sobject', 'list', '--sobject', 'custom'], ({ result }) =>
    expect(result).toEqual(expect.arrayContaining(['Person_Score__c', 'Lead_Definition__c']))
  ),
  supported('sobject describe', 'fields, picklists, children', ['sobject', 'describe', '--sobject', 'Lead'], ({ result }) => {
    expect(at(result, 'fields')).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Lockstep_Score__c', type: 'double' })]));
  }),
  supported('org list limits', 'the limits that mean something here', ['org', 'list', 'limits'], ({ result }) => {
    expect(result).toEqual([expect.objectContaining({ name: 'DailyApiRequests', max: 100_000 })]);
  }),
  supported('limits api display', 'the same, under its old name', ['limits', 'api', 'display'], ({ result }) =>
    expect(length(result)).toBe(1)
  ),
  supported(
    'org list sobject record-counts',
    'rows of each object',
    ['org', 'list', 'sobject', 'record-counts', '--sobject', 'Lead'],
    ({ result }) => expect(result).toEqual([{ name: 'Lead', count: 3 }])
  ),
  supported('apex run', 'anonymous Apex with its debug log', ['apex', 'run', '--file', 'scripts/hello.apex'], ({ result }) => {
    expect(result).toMatchObject({ success: true, compiled: true });
    expect(at(result, 'logs')).toContain('|DEBUG|hello');
  }),
  {
    name: 'apex run (does not compile)',
    note: 'line, column and problem',
    support: 'yes',
    args: () => ['apex', 'run', '--file', 'scripts/broken.apex'],
    check: (outcome) => {
      expect(outcome.status).toBe(1);
      expect(outcome.text).toContain('Variable does not exist: nothing');
    }
  },
  supported(
    'apex run test --synchronous',
    'one class, at once',
    ['apex', 'run', 'test', '--class-names', 'EngagementScoringTest', '--synchronous', '--result-format', 'json'],
    ({ result }) => expect(at(result, 'summary')).toMatchObject({ outcome: 'Passed', failing: 0 })
  ),
  supported(
    'apex run test --code-coverage',
    'all tests, queued, with the lines they ran',
    ['apex', 'run', 'test', '--test-level', 'RunLocalTests', '--code-coverage', '--wait', '10', '--result-format', 'json'],
    ({ result }) => {
      expect(at(result, 'summary')).toMatchObject({ outcome: 'Passed', failing: 0 });
      expect(Number.parseInt(String(at(result, 'summary', 'orgWideCoverage')), 10)).toBeGreaterThanOrEqual(90);
    }
  ),
  supported('apex list log', 'none: `apex run` prints its own log, and none is kept', ['apex', 'list', 'log'], ({ result }) =>
    expect(result).toEqual([])
  ),
  supported('apex get log', 'none', ['apex', 'get', 'log', '--number', '1'], ({ result }) => expect(result).toEqual([])),
  supported('org logout', 'nothing is asked of the org', ['org', 'logout', '--target-org', 'local', '--no-prompt'], () => undefined)
];
