import { READ_ONLY, checkbox, datetime, id, int, lookup, picklist, text, textArea } from '../../schema/fields';
import type { FieldSpec, StandardObjectSpec } from '../../schema/specification';

const OUTCOMES = ['Pass', 'Fail', 'CompileFail', 'Skip'];
const STATES = ['Holding', 'Queued', 'Preparing', 'Processing', 'Aborted', 'Completed', 'Failed'];

/** Objects that hold what tests came to. Only the Tooling API has them here, and nobody writes them but test runs. */
const keptByTests = (apiName: string, label: string, keyPrefix: string, ...fields: FieldSpec[]): StandardObjectSpec => ({
  apiName,
  label,
  pluralLabel: label,
  keyPrefix,
  createable: false,
  updateable: false,
  deletable: false,
  undeletable: false,
  triggerable: false,
  setupObject: true,
  fields: [id(), ...fields]
});

/** Field whose text is JSON: a complex value of the Tooling API. */
export const COVERAGE_FIELD = 'Coverage';

const coverage = (): FieldSpec[] => [
  lookup('ApexClassOrTriggerId', ['ApexClass', 'ApexTrigger'], null, READ_ONLY),
  int('NumLinesCovered', READ_ONLY),
  int('NumLinesUncovered', READ_ONLY),
  textArea(COVERAGE_FIELD, 131072, READ_ONLY)
];

/** The Tooling API's objects about tests, besides those that the other APIs have too. */
export const TEST_OBJECTS: readonly StandardObjectSpec[] = [
  keptByTests(
    'ApexTestRunResult',
    'Apex Test Run Result',
    '05m',
    lookup('AsyncApexJobId', 'AsyncApexJob', null, READ_ONLY),
    lookup('UserId', 'User', null, READ_ONLY),
    text('JobName', 255, READ_ONLY),
    checkbox('IsAllTests', READ_ONLY),
    text('Source', 255, READ_ONLY),
    datetime('StartTime', READ_ONLY),
    datetime('EndTime', READ_ONLY),
    int('TestTime', READ_ONLY),
    int('TestSetupTime', READ_ONLY),
    picklist('Status', STATES, {}, READ_ONLY),
    int('ClassesEnqueued', READ_ONLY),
    int('ClassesCompleted', READ_ONLY),
    int('MethodsEnqueued', READ_ONLY),
    int('MethodsCompleted', READ_ONLY),
    int('MethodsFailed', READ_ONLY)
  ),
  keptByTests(
    'ApexTestQueueItem',
    'Apex Test Queue Item',
    '709',
    lookup('ApexClassId', 'ApexClass', null, READ_ONLY),
    picklist('Status', STATES, {}, READ_ONLY),
    text('ExtendedStatus', 1000, READ_ONLY),
    lookup('ParentJobId', 'AsyncApexJob', null, READ_ONLY),
    lookup('TestRunResultId', 'ApexTestRunResult', null, READ_ONLY)
  ),
  keptByTests(
    'ApexTestResult',
    'Apex Test Result',
    '07M',
    datetime('TestTimestamp', READ_ONLY),
    picklist('Outcome', OUTCOMES, {}, READ_ONLY),
    lookup('ApexClassId', 'ApexClass', null, READ_ONLY),
    text('MethodName', 1000, READ_ONLY),
    textArea('Message', 4096, READ_ONLY),
    textArea('StackTrace', 4096, READ_ONLY),
    lookup('AsyncApexJobId', 'AsyncApexJob', null, READ_ONLY),
    lookup('QueueItemId', 'ApexTestQueueItem', null, READ_ONLY),
    lookup('ApexTestRunResultId', 'ApexTestRunResult', null, READ_ONLY),
    text('ApexLogId', 18, READ_ONLY),
    int('RunTime', READ_ONLY),
    checkbox('IsTestSetup', READ_ONLY)
  ),
  keptByTests(
    'ApexCodeCoverage',
    'Apex Code Coverage',
    '714',
    ...coverage(),
    lookup('ApexTestClassId', 'ApexClass', null, READ_ONLY),
    text('TestMethodName', 255, READ_ONLY)
  ),
  keptByTests('ApexCodeCoverageAggregate', 'Apex Code Coverage Aggregate', '715', ...coverage()),
  keptByTests('ApexOrgWideCoverage', 'Apex Org Wide Coverage', '05s', int('PercentCovered', READ_ONLY))
];
