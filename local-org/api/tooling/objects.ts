import { READ_ONLY, checkbox, datetime, id, int, lookup, picklist, text, textArea } from '../../schema/fields';
import type { FieldSpec, StandardObjectSpec } from '../../schema/specification';

const OUTCOMES = ['Pass', 'Fail', 'CompileFail', 'Skip'];
const STATES = ['Holding', 'Queued', 'Preparing', 'Processing', 'Aborted', 'Completed', 'Failed'];

/** Objects that only the Tooling API has here, and that no client writes. */
const readOnlyObject = (apiName: string, label: string, keyPrefix: string, ...fields: FieldSpec[]): StandardObjectSpec => ({
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

/** Results of tests; only test runs write them. */
const TEST_OBJECTS: readonly StandardObjectSpec[] = [
  readOnlyObject(
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
  readOnlyObject(
    'ApexTestQueueItem',
    'Apex Test Queue Item',
    '709',
    lookup('ApexClassId', 'ApexClass', null, READ_ONLY),
    picklist('Status', STATES, {}, READ_ONLY),
    text('ExtendedStatus', 1000, READ_ONLY),
    lookup('ParentJobId', 'AsyncApexJob', null, READ_ONLY),
    lookup('TestRunResultId', 'ApexTestRunResult', null, READ_ONLY)
  ),
  readOnlyObject(
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
  readOnlyObject(
    'ApexCodeCoverage',
    'Apex Code Coverage',
    '714',
    ...coverage(),
    lookup('ApexTestClassId', 'ApexClass', null, READ_ONLY),
    text('TestMethodName', 255, READ_ONLY)
  ),
  readOnlyObject('ApexCodeCoverageAggregate', 'Apex Code Coverage Aggregate', '715', ...coverage()),
  readOnlyObject('ApexOrgWideCoverage', 'Apex Org Wide Coverage', '05s', int('PercentCovered', READ_ONLY))
];

const LEVELS = ['NONE', 'INTERNAL', 'FINEST', 'FINER', 'FINE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];
const CATEGORIES = ['ApexCode', 'ApexProfiling', 'Callout', 'Database', 'Nba', 'System', 'Validation', 'Visualforce', 'Wave', 'Workflow'];

/** Objects about debug logs and suites of tests. They are always empty here: anonymous Apex returns its own log. */
const EMPTY_OBJECTS: readonly StandardObjectSpec[] = [
  readOnlyObject(
    'ApexLog',
    'Apex Debug Log',
    '07L',
    text('Application', 255, READ_ONLY),
    int('DurationMilliseconds', READ_ONLY),
    datetime('LastModifiedDate', READ_ONLY),
    text('Location', 255, READ_ONLY),
    int('LogLength', READ_ONLY),
    lookup('LogUserId', 'User', null, READ_ONLY),
    text('Operation', 255, READ_ONLY),
    text('Request', 255, READ_ONLY),
    text('RequestIdentifier', 255, READ_ONLY),
    datetime('StartTime', READ_ONLY),
    text('Status', 255, READ_ONLY)
  ),
  readOnlyObject(
    'DebugLevel',
    'Debug Level',
    '7dl',
    text('DeveloperName', 80, READ_ONLY),
    text('MasterLabel', 80, READ_ONLY),
    text('Language', 40, READ_ONLY),
    ...CATEGORIES.map((category) => picklist(category, LEVELS, {}, READ_ONLY))
  ),
  readOnlyObject(
    'TraceFlag',
    'Trace Flag',
    '7tf',
    lookup('DebugLevelId', 'DebugLevel', null, READ_ONLY),
    datetime('StartDate', READ_ONLY),
    datetime('ExpirationDate', READ_ONLY),
    picklist('LogType', ['CLASS_TRACING', 'DEVELOPER_LOG', 'PROFILING', 'USER_DEBUG'], {}, READ_ONLY),
    lookup('TracedEntityId', ['ApexClass', 'ApexTrigger', 'User'], null, READ_ONLY),
    ...CATEGORIES.map((category) => picklist(category, LEVELS, {}, READ_ONLY))
  ),
  readOnlyObject('ApexTestSuite', 'Apex Test Suite', '05F', text('TestSuiteName', 255, READ_ONLY)),
  readOnlyObject(
    'TestSuiteMembership',
    'Test Suite Membership',
    '05G',
    lookup('ApexClassId', 'ApexClass', null, READ_ONLY),
    lookup('ApexTestSuiteId', 'ApexTestSuite', null, READ_ONLY)
  )
];

/** The objects that only the Tooling API has. */
export const TOOLING_OBJECTS: readonly StandardObjectSpec[] = [...TEST_OBJECTS, ...EMPTY_OBJECTS];
