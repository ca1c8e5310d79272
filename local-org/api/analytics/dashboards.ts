import type { RunningUser, Transaction } from '../../database/types';
import { componentJson, dashboardMetadata, dashboardUrl } from '../../reports/dashboard-json';
import { MOST_FILTERS_OF_REQUEST } from '../../reports/dashboards';
import type { DashboardRequest, FoundDashboard } from '../../reports/dashboards';
import { noteView, recentlyViewed } from '../../reports/recent';
import { USER_MODE } from '../../security/types';
import type { ApiCall } from '../http/call';
import { HttpRefusal, notFound } from '../http/errors';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { JsonBody } from '../json/body';
import { versionPath } from '../records/render';

const baseOf = (call: ApiCall): string => versionPath(call.version);
const iso = (moment: number): string => new Date(moment).toISOString().replace('Z', '+0000');

function withDashboard<T>(call: ApiCall, work: (tx: Transaction, found: FoundDashboard) => T): T {
  return call.transact((tx) => {
    const found = call.org.dashboards.find(tx, call.user, call.params['id'] ?? '');
    noteView(tx, call.user, found.id);
    return work(tx, found);
  });
}

/** The query parameters `runningUser` and `filter1` to `filter3`. */
function requestOf(call: ApiCall): DashboardRequest {
  const runningUser = call.search.get('runningUser');
  const options = Array.from({ length: MOST_FILTERS_OF_REQUEST }, (_, index) => call.search.get(`filter${index + 1}`) ?? undefined);
  return { options, ...(runningUser === null ? {} : { runningUser }) };
}

function metadataOf(
  call: ApiCall,
  tx: Transaction,
  found: FoundDashboard,
  user: RunningUser,
  request: DashboardRequest
): Record<string, unknown> {
  const rows = tx.db.all('SELECT Id, CustomReportId FROM DashboardComponent WHERE DashboardId = ?', [found.id]);
  const reportOf = new Map(rows.map((row) => [String(row['Id']), row['CustomReportId']]));
  const reportIds = found.componentIds.map((id) => String(reportOf.get(id) ?? ''));
  return dashboardMetadata(found, user, reportIds, request, call.org.metadata, baseOf(call), call.org.dashboards.seenNames(tx, user));
}

/** @param only ids of the requested components; absent: all */
function results(call: ApiCall, only?: readonly string[]): ApiReply {
  const request = requestOf(call);
  return withDashboard(call, (tx, found) => {
    const user = call.org.dashboards.runningUser(tx, call.user, found, request.runningUser);
    const now = iso(tx.clock.now());
    const wanted = new Set(only?.map((id) => id.slice(0, 15)) ?? found.componentIds.map((id) => id.slice(0, 15)));
    const componentData = found.dashboard.components.flatMap((component, index) => {
      const id = found.componentIds[index] ?? '';
      if (!wanted.delete(id.slice(0, 15))) return [];
      return [componentJson(id, call.org.dashboards.runComponent(tx, user, found, component, request), now, baseOf(call))];
    });
    const [unknown] = wanted;
    if (unknown !== undefined) throw new HttpRefusal(400, 'INVALID_OPERATION', `The dashboard has no component ${unknown}.`);
    return json(200, { componentData, dashboardMetadata: metadataOf(call, tx, found, user, request) });
  });
}

function components(call: ApiCall): ApiReply {
  if (call.body.length === 0) return results(call);
  const body = JsonBody.of(call);
  const ids = body.object()['componentIds'];
  if (ids === undefined || ids === null) return results(call);
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) throw body.mismatch('java.util.ArrayList', ids, ['componentIds']);
  return results(call, ids);
}

function describe(call: ApiCall): ApiReply {
  const request = requestOf(call);
  return withDashboard(call, (tx, found) =>
    json(200, metadataOf(call, tx, found, call.org.dashboards.runningUser(tx, call.user, found, request.runningUser), request))
  );
}

/** A dashboard is computed on every read, so a refresh only records its time and is complete at once. */
function refresh(call: ApiCall): ApiReply {
  return withDashboard(call, (tx, found) => {
    tx.db.run('INSERT OR REPLACE INTO _DashboardRefreshes VALUES (?, ?)', [found.id, tx.clock.now()]);
    return json(201, { statusUrl: `${dashboardUrl(baseOf(call), found.id)}/status` });
  });
}

function status(call: ApiCall): ApiReply {
  return withDashboard(call, (tx, found) => {
    const at = tx.db.get('SELECT At FROM _DashboardRefreshes WHERE DashboardId = ?', [found.id])?.['At'];
    const refreshDate = typeof at === 'number' ? iso(at) : null;
    return json(200, { componentStatus: found.componentIds.map((componentId) => ({ componentId, refreshDate, refreshStatus: 'IDLE' })) });
  });
}

function recent(call: ApiCall): ApiReply {
  const object = call.org.schema.object('Dashboard');
  if (!object) throw notFound();
  const dashboards = call.transact((tx) => recentlyViewed(tx, call.user, object, call.org.security.policy(tx, call.user, USER_MODE)));
  return json(
    200,
    dashboards.map(({ id, name }) => ({
      id,
      name,
      statusUrl: `${dashboardUrl(baseOf(call), id)}/status`,
      url: dashboardUrl(baseOf(call), id)
    }))
  );
}

/** Dashboards of the Reports and Dashboards REST API. Only deployments create and delete dashboards. */
export function dashboardRoutes(routes: Routes): void {
  const dashboard = `${DATA}/analytics/dashboards/:id`;
  const byDeployment = 'changing dashboards over REST: deploy them';
  routes
    .session('GET', `${DATA}/analytics/dashboards`, recent)
    .session('GET', dashboard, (call) => results(call))
    .session('POST', dashboard, components)
    .session('PUT', dashboard, refresh)
    .session('GET', `${dashboard}/describe`, describe)
    .session('GET', `${dashboard}/status`, status)
    .refuse(`${DATA}/analytics/dashboards`, byDeployment, ['POST'])
    .refuse(dashboard, byDeployment, ['DELETE'])
    .refuse(dashboard, byDeployment, ['PATCH'])
    .refuse(`${DATA}/analytics/dashboards/filteroptionsanalysis`, 'the analysis of filter options of dashboards');
}
