import { notFound } from '../http/errors';
import { json, type ApiReply } from '../http/reply';
import type { ApiCall } from '../http/call';
import type { Routes } from '../http/routes';
import { DATA, decodeSegment } from '../http/routes';
import { versionPath } from '../records/render';

const urlOf = (call: ApiCall, type: string): string => `${versionPath(call.version)}/analytics/report-types/${encodeURIComponent(type)}`;

/** Report types by category: those whose objects the caller can read. */
function list(call: ApiCall): ApiReply {
  const types = call.transact((tx) => call.org.reports.reportTypes(tx, call.user).filter(({ deployed }) => deployed));
  const categories = [...new Set(types.map(({ category }) => category))].sort();
  return json(
    200,
    categories.map((category) => ({
      label: category.charAt(0).toUpperCase() + category.slice(1),
      reportTypes: types
        .filter((type) => type.category === category)
        .map(({ name, label, description }) => ({
          type: name,
          label,
          description: description ?? null,
          describeUrl: urlOf(call, name),
          isEnabled: true,
          isHidden: false,
          supportsJoinedFormat: false
        }))
    }))
  );
}

function describe(call: ApiCall): ApiReply {
  const name = decodeSegment(call.params['type'] ?? '');
  return call.transact((tx) => {
    const type = call.org.reports.reportTypes(tx, call.user).find((one) => one.name === name);
    if (!type) throw notFound();
    const seen = call.org.reports.seenColumns(tx, call.user, type.name);
    return json(200, {
      attributes: { type: 'Report', reportTypeUrl: urlOf(call, type.name) },
      reportMetadata: { reportType: { type: type.name, label: type.label }, detailColumns: defaultColumns(seen) },
      reportTypeMetadata: call.org.reports.describeType(tx, call.user, seen)
    });
  });
}

const defaultColumns = ({ type, mayRead }: ReturnType<ApiCall['org']['reports']['seenColumns']>): string[] =>
  type.sections
    .flatMap(({ columns }) => columns)
    .filter((column) => column.checkedByDefault && mayRead(column))
    .map(({ name }) => name);

export function reportTypeRoutes(routes: Routes): void {
  routes.session('GET', `${DATA}/analytics/report-types`, list).session('GET', `${DATA}/analytics/report-types/:type`, describe);
}
