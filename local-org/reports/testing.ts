import path from 'node:path';
import { LocalOrg, type LocalOrgOptions } from '../open';

/** A small project with hand-offs, their promises, three report types over them, reports and dashboards. Its fiscal year begins in February. */
export const FIXTURE = path.join(__dirname, 'fixture');
export const NOW = Date.UTC(2026, 10, 22, 17, 0, 0);

/** The fixture's org with its clock standing still. @param file a database file; default: in memory */
export function openReportsOrg(file = ':memory:', configure?: LocalOrgOptions['configure'], clockStandsAt = NOW): LocalOrg {
  return LocalOrg.open({ project: FIXTURE, database: file, clockStandsAt, ...(configure ? { configure } : {}) });
}
