/** A line about something that kept a deployment back. */
export interface DeployFailure {
  readonly what: string;
  readonly why: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(isRecord);
const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** What a deployment's result says went wrong: components with file, line and column, tests, coverage, and the whole. */
export function failuresOf(result: unknown): DeployFailure[] {
  if (!isRecord(result)) return [];
  const details = isRecord(result['details']) ? result['details'] : {};
  const tests = isRecord(details['runTestResult']) ? details['runTestResult'] : {};
  const whole = textOf(result['errorMessage']);
  return [
    ...listOf(details['componentFailures']).map((failure) => {
      const place = [failure['lineNumber'], failure['columnNumber']].filter((part) => part !== undefined).map((part) => `:${textOf(part)}`);
      const file = textOf(failure['fileName']);
      return { what: `${file}${place.join('')} (${textOf(failure['fullName'])})`, why: textOf(failure['problem']) };
    }),
    ...listOf(tests['failures']).map((failure) => {
      const trace = textOf(failure['stackTrace']);
      const method = `${textOf(failure['name'])}.${textOf(failure['methodName'])}`;
      return {
        what: `test ${method}`,
        why: `${textOf(failure['message'])}${trace === '' ? '' : `\n    ${trace.replaceAll('\n', '\n    ')}`}`
      };
    }),
    ...listOf(tests['codeCoverageWarnings']).map((warning) => ({
      what: textOf(warning['name']) || 'code coverage',
      why: textOf(warning['message'])
    })),
    ...(whole === '' ? [] : [{ what: 'deployment', why: whole }])
  ];
}

/** How many components and tests a deployment had, for one line. */
export function summaryOf(result: unknown): string {
  if (!isRecord(result)) return '';
  const components = `${textOf(result['numberComponentsDeployed'])} of ${textOf(result['numberComponentsTotal'])} components`;
  const tests = Number(result['numberTestsTotal'] ?? 0);
  return tests === 0 ? components : `${components}, ${textOf(result['numberTestsCompleted'])} of ${tests} tests passed`;
}

/** What to do next about a failure, in a sentence. */
export function nextAction(failures: readonly DeployFailure[], message: string): string {
  const text = [message, ...failures.map(({ why }) => why)].join('\n');
  if (/NoAuthInfoFound|NamedOrgNotFound|No authorization information|No org configuration|NoDefaultEnv/i.test(text)) {
    return 'Log in first: `sf org login web --alias ALIAS`, or for the embedded org `sf org login access-token --instance-url http://127.0.0.1:4680`.';
  }
  if (/ECONNREFUSED|ENOTFOUND|fetch failed/i.test(text))
    return 'The org does not answer. For the embedded one: `npm start` in another window, then try again.';
  if (/INVALID_SESSION_ID|expired access|Bad_OAuth_Token/i.test(text))
    return 'The login has ended: log in again, then repeat this command.';
  if (/sObject type .* is not supported|Unknown user permission|is not available|not enabled/i.test(text)) {
    return 'The org lacks a feature that the package needs: docs/release.md lists them. Switch it on in Setup, or use another org.';
  }
  if (/test coverage/i.test(text)) return 'Run `npm test` to see which lines no test runs; add tests, then repeat this command.';
  if (failures.some(({ what }) => what.startsWith('test ')))
    return 'Run `npm test` for the same tests here; mend what fails, then repeat this command.';
  if (failures.length > 0)
    return 'Mend the places above; `npm run check` finds most such mistakes without an org. Nothing of this deployment was applied.';
  return 'Repeat the command; if it fails again, `sf project deploy report` tells what the org has done.';
}
