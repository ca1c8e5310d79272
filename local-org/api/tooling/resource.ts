import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { OrgException } from '../../errors';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { nextRecordsHandler, queryHandler } from '../rest/query';
import { executeAnonymous } from './execute-anonymous';
import { TOOLING_STYLE } from './query';
import { toolingObjectRoutes } from './sobjects';
import { runTestsAsynchronous, runTestsSynchronous } from './run-tests';

function anonymous(call: ApiCall): ApiReply {
  const source = call.search.get('anonymousBody');
  if (source === null) throw new OrgException('MISSING_ARGUMENT', 'The parameter anonymousBody is missing');
  const { line, column, compiled, success, compileProblem, exceptionMessage, exceptionStackTrace } = executeAnonymous(
    call.org,
    call.user,
    source
  );
  return json(200, { line, column, compiled, success, compileProblem, exceptionStackTrace, exceptionMessage });
}

/** The Tooling API's resources that run Apex and tests. */
export function toolingRoutes(routes: Routes): void {
  toolingObjectRoutes(routes);
  const base = `${DATA}/tooling`;
  routes
    .session('GET', base, (call) => {
      const url = `/services/data/v${call.version}.0/tooling`;
      return json(200, {
        sobjects: `${url}/sobjects`,
        query: `${url}/query`,
        executeAnonymous: `${url}/executeAnonymous`,
        runTestsAsynchronous: `${url}/runTestsAsynchronous`,
        runTestsSynchronous: `${url}/runTestsSynchronous`
      });
    })
    .session('GET', `${base}/query`, queryHandler(TOOLING_STYLE, false))
    .session('GET', `${base}/query/:locator`, nextRecordsHandler(TOOLING_STYLE))
    .session('GET', `${base}/executeAnonymous`, anonymous)
    .session('POST', `${base}/runTestsSynchronous`, runTestsSynchronous)
    .session('POST', `${base}/runTestsAsynchronous`, runTestsAsynchronous)
    .refuse(`${base}/completions`, 'code completions')
    .refuse(`${base}/search`, 'SOSL')
    .refuse(`${base}/composite/*`, 'composite requests of the Tooling API');
}
