import type { Transaction } from '../../database/types';
import type { FoundReport, RunOptions } from '../../reports/engine';
import type { ReportInstance } from '../../reports/instances';
import { noteView, recentlyViewed } from '../../reports/recent';
import { reportAttributes, reportUrl } from '../../reports/report-json';
import { resultJson } from '../../reports/result-json';
import { USER_MODE } from '../../security/types';
import type { ApiCall } from '../http/call';
import { HttpRefusal, notFound } from '../http/errors';
import { empty, json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { JsonBody } from '../json/body';
import { versionPath } from '../records/render';

const baseOf = (call: ApiCall): string => versionPath(call.version);

/** Runs `work` as the caller on the report that the path names. */
function withReport<T>(call: ApiCall, work: (tx: Transaction, found: FoundReport) => T): T {
  return call.transact((tx) => {
    const found = call.org.reports.find(tx, call.user, call.params['id'] ?? '');
    noteView(tx, call.user, found.id);
    return work(tx, found);
  });
}

/**
 * What a request changes for its run. An empty body changes nothing, whatever its content type.
 * @throws OrgException JSON_PARSER_ERROR; HttpRefusal 400 for a body without `reportMetadata`
 */
function changesOf(call: ApiCall): Pick<RunOptions, 'changes'> {
  if (call.body.length === 0) return {};
  const body = JsonBody.of(call);
  const metadata = body.object()['reportMetadata'];
  if (metadata === undefined || metadata === null)
    throw new HttpRefusal(
      400,
      'INVALID_OPERATION',
      'The request is invalid because there is no metadata. Specify metadata to complete the request.'
    );
  return { changes: body.asObject(metadata, ['reportMetadata']) };
}

/** The query parameter `includeDetails`; without it the request's metadata decide, and by default there are no details. */
function optionsOf(call: ApiCall): RunOptions {
  const asked = call.search.get('includeDetails')?.toLowerCase();
  const changes = changesOf(call);
  if (asked !== undefined) return { ...changes, includeDetails: asked === 'true' };
  return changes.changes && 'hasDetailRows' in changes.changes ? changes : { ...changes, includeDetails: false };
}

function run(call: ApiCall): ApiReply {
  const options = optionsOf(call);
  return withReport(call, (tx, found) => json(200, resultJson(found, call.org.reports.run(tx, call.user, found, options), baseOf(call))));
}

function describe(call: ApiCall): ApiReply {
  return withReport(call, (tx, found) =>
    json(200, { attributes: reportAttributes(found.report, found, baseOf(call)), ...call.org.reports.describe(tx, call.user, found) })
  );
}

function recent(call: ApiCall): ApiReply {
  const object = call.org.schema.object('Report');
  if (!object) throw notFound();
  const reports = call.transact((tx) => recentlyViewed(tx, call.user, object, call.org.security.policy(tx, call.user, USER_MODE)));
  return json(
    200,
    reports.map(({ id, name }) => {
      const url = reportUrl(baseOf(call), id);
      return { id, name, url, describeUrl: `${url}/describe`, instancesUrl: `${url}/instances`, fieldsUrl: `${url}/fields` };
    })
  );
}

const iso = (moment: number): string => new Date(moment).toISOString().replace('Z', '+0000');

/** An instance as lists return it, and as the request that creates it does: then its status is `New`. */
function instanceJson(
  { id, found, ownerId, requestedAt, completedAt, run: ran }: ReportInstance,
  base: string,
  isNew = false
): Record<string, unknown> {
  return {
    id,
    status: isNew ? 'New' : 'Success',
    url: `${reportUrl(base, found.id)}/instances/${id}`,
    ownerId,
    hasDetailRows: ran.hasDetailRows,
    queryable: false,
    requestDate: iso(requestedAt),
    completionDate: isNew ? null : iso(completedAt)
  };
}

function runLater(call: ApiCall): ApiReply {
  const options = optionsOf(call);
  const instance = withReport(call, (tx, found) =>
    call.services.reportInstances.add(found, call.user.id, call.org.reports.run(tx, call.user, found, options))
  );
  return json(200, instanceJson(instance, baseOf(call), true));
}

function instances(call: ApiCall): ApiReply {
  return withReport(call, (_tx, found) =>
    json(
      200,
      call.services.reportInstances.of(found.id, call.user.id).map((instance) => instanceJson(instance, baseOf(call)))
    )
  );
}

function instanceOf(call: ApiCall): ReportInstance {
  return withReport(call, (_tx, found) => {
    const instance = call.services.reportInstances.get(found.id, call.params['instance'] ?? '', call.user.id);
    if (!instance) throw notFound();
    return instance;
  });
}

function instance(call: ApiCall): ApiReply {
  const found = instanceOf(call);
  const { hasDetailRows: _details, queryable, url: _url, ...told } = instanceJson(found, baseOf(call));
  const attributes = { type: 'ReportInstance', reportId: found.found.id, reportName: found.found.report.name, queryable, ...told };
  return json(200, resultJson(found.found, found.run, baseOf(call), attributes));
}

function deleteInstance(call: ApiCall): ApiReply {
  call.services.reportInstances.remove(instanceOf(call).id);
  return empty();
}

/** Reports of the Reports and Dashboards REST API. Only deployments create and delete reports. */
export function reportRoutes(routes: Routes): void {
  const report = `${DATA}/analytics/reports/:id`;
  routes
    .session('GET', `${DATA}/analytics/reports`, recent)
    .session('GET', report, run)
    .session('POST', report, run)
    .session('GET', `${report}/describe`, describe)
    .session('GET', `${report}/instances`, instances)
    .session('POST', `${report}/instances`, runLater)
    .session('GET', `${report}/instances/:instance`, instance)
    .session('DELETE', `${report}/instances/:instance`, deleteInstance);
  const byDeployment = 'changing reports over REST: deploy them';
  routes
    .refuse(`${DATA}/analytics/reports`, byDeployment, ['POST'])
    .refuse(report, byDeployment, ['DELETE'])
    .refuse(report, byDeployment, ['PATCH'])
    .refuse(`${DATA}/analytics/reports/query`, 'reports that are not saved')
    .refuse(`${report}/fields`, 'lists of the fields that reports have in common')
    .refuse(`${DATA}/analytics/filteroperators`, 'lists of filter operators: descriptions of reports have them')
    .refuse(`${DATA}/analytics/notifications`, 'notifications about reports')
    .refuse(`${DATA}/analytics/notifications/*`, 'notifications about reports');
}
