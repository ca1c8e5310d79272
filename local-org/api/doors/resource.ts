import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrgException, UnsupportedFeature } from '../../errors';
import type { Org } from '../../org';
import type { ApiCall } from '../http/call';
import { content, json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { JsonBody } from '../json/body';
import { formatDatetime, parseDatetime } from '../records/scalars';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** Five years. */
const FURTHEST_MS = 5 * 366 * 86_400_000;

function health(org: Org): ApiReply {
  return json(200, {
    status: 'ok',
    organizationId: org.organizationId,
    apiVersion: org.metadata.apiVersion,
    now: formatDatetime(org.clock.now())
  });
}

const showClock = (org: Org): ApiReply => {
  const nextDue = org.jobs.nextDue();
  return json(200, { now: formatDatetime(org.clock.now()), nextJobDue: nextDue === null ? null : formatDatetime(nextDue) });
};

/** `{"to": "2026-12-01T08:00:00Z"}` or `{"advance": "3d"}` (s, m, h, d, w). Jobs that become due run in order. */
function moveClock(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['to', 'advance']);
  const [to, advance] = [body.optionalString(source, 'to'), body.optionalString(source, 'advance')];
  if ((to === undefined) === (advance === undefined)) throw new OrgException('INVALID_OPERATION', 'Give either to or advance');
  const { clock } = call.org;
  const step = /^(\d{1,6})([smhdw])$/.exec(advance ?? '');
  const target = to === undefined ? step && clock.now() + Number(step[1]) * (UNITS[step[2] ?? ''] ?? 0) : parseDatetime(to);
  if (target === null || target === undefined) {
    throw new OrgException(
      'INVALID_OPERATION',
      `Not a ${to === undefined ? 'duration such as 90m or 3d' : 'date and time'}: ${to ?? advance ?? ''}`
    );
  }
  if (target > clock.now() + FURTHEST_MS) {
    throw new OrgException('INVALID_OPERATION', 'The clock moves five years at a time at most: every job that is due on the way runs.');
  }
  clock.moveTo(target);
  // The caller is active: their session must not expire because of the time they skipped.
  call.session.lastUsedAt = clock.now();
  return showClock(call.org);
}

function snapshot(call: ApiCall): ApiReply {
  const file = join(tmpdir(), `org-snapshot-${randomBytes(8).toString('hex')}.db`);
  try {
    call.org.db.snapshot(file);
    return content(200, 'application/octet-stream', readFileSync(file), { 'content-disposition': 'attachment; filename="org.db"' });
  } finally {
    rmSync(file, { force: true });
  }
}

/** Resources that only the embedded org has: health, clock, snapshot, reset, log. All but health require an admin. */
export function doorRoutes(routes: Routes, replaceOrg: (next: Org) => void): void {
  routes
    .open('GET', '/_org/health', (call) => health(call.org))
    .admin('GET', '/_org/clock', (call) => showClock(call.org))
    .admin('POST', '/_org/clock', moveClock)
    .admin('GET', '/_org/snapshot', snapshot)
    .admin('GET', '/_org/log', (call) => {
      const { log } = call.services.options;
      if (!log) throw new UnsupportedFeature('the log of messages sent: this server was started without one');
      return json(200, { entries: log() });
    })
    .admin('POST', '/_org/reset', (call) => {
      const { reset } = call.services.options;
      if (!reset) throw new UnsupportedFeature('a reset: this server was started without a way to make its org new');
      const next = reset();
      call.services.close();
      replaceOrg(next);
      return health(next);
    });
}
