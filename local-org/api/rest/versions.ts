import { quoteName } from '../../database';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA, HIGHEST_VERSION, LOWEST_VERSION } from '../http/routes';
import { identityUrl } from '../auth/identity';
import { versionPath } from '../records/render';

const SEASONS = ['Spring', 'Summer', 'Winter'];

/** The release of a version: three a year. Version 31 is Summer '14. */
function label(version: number): string {
  const season = (version - 30) % 3;
  const year = 14 + Math.floor((version - 30) / 3) + (season === 2 ? 1 : 0);
  return `${SEASONS[season]} '${year}`;
}

/** Versions the org has, newest last. */
const VERSIONS = Array.from({ length: HIGHEST_VERSION - LOWEST_VERSION + 1 }, (_, index) => LOWEST_VERSION + index).map((version) => ({
  label: label(version),
  url: versionPath(version),
  version: `${version}.0`
}));

function root(call: ApiCall): ApiReply {
  const base = versionPath(call.version);
  const names = [
    'sobjects',
    'query',
    'queryAll',
    'search',
    'parameterizedSearch',
    'composite',
    'limits',
    'metadata',
    'recent',
    'tooling',
    'ui-api'
  ];
  const resources = Object.fromEntries(names.map((name) => [name, `${base}/${name}`]));
  return json(200, {
    ...resources,
    'jobs/ingest': `${base}/jobs/ingest`,
    'jobs/query': `${base}/jobs/query`,
    identity: identityUrl(call, call.user.id)
  });
}

/** The limits that the embedded org has: those of API calls. */
function limits(call: ApiCall): ApiReply {
  const { meter } = call.services;
  return json(200, { DailyApiRequests: { Max: meter.allowed, Remaining: Math.max(0, meter.allowed - meter.used) } });
}

/** Row counts of objects without deleted records, regardless of sharing: `?sObjects=Lead,Contact`; without names, all objects that have rows. */
function recordCounts(call: ApiCall): ApiReply {
  const asked = (call.search.get('sObjects') ?? '').split(',').flatMap((name) => name.trim() || []);
  const objects = asked.length > 0 ? asked.flatMap((name) => call.org.schema.object(name) ?? []) : call.org.schema.objects;
  const counts = objects.map((object) => {
    const live = object.field('IsDeleted') ? ' WHERE IsDeleted = 0' : '';
    return { count: Number(call.org.db.get(`SELECT COUNT(*) AS n FROM ${quoteName(object.apiName)}${live}`)?.['n']), name: object.apiName };
  });
  return json(200, { sObjects: counts.filter(({ count }) => asked.length > 0 || count > 0) });
}

/** The API versions, the resources of a version, and the limits. */
export function versionRoutes(routes: Routes): void {
  routes
    .open('GET', '/services/data', () => json(200, VERSIONS))
    .session('GET', `${DATA}/`, root)
    .session('GET', `${DATA}/limits`, limits)
    .session('GET', `${DATA}/limits/recordCount`, recordCounts);
}
