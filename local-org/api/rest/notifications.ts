import type { NotificationMarks, ReceivedNotification } from '../../apex/runtime/notification-store';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { JsonBody, type JsonObject } from '../json/body';

/*
 * The Notifications resources of Connect REST, of the user of the session:
 * https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_notifications_resources.htm
 */
const MOST = 50;
const DEFAULT_SIZE = 10;
const TRIMMED_TITLE = 120;
const TRIMMED_BODY = 320;

const invalid = (message: string): OrgException => new OrgException('ILLEGAL_QUERY_PARAMETER_VALUE', message);

function rendered(call: ApiCall, sent: ReceivedNotification, trim: boolean): object {
  const at = new Date(sent.sentAt).toISOString();
  return {
    additionalData: null,
    count: 1,
    id: sent.id,
    lastModified: at,
    messageBody: trim ? sent.body.slice(0, TRIMMED_BODY) : sent.body,
    messageTitle: trim ? sent.title.slice(0, TRIMMED_TITLE) : sent.title,
    mostRecentActivityDate: at,
    organizationId: call.org.organizationId,
    read: sent.read,
    recipientId: sent.recipientId,
    seen: sent.seen,
    target: sent.targetId,
    targetPageRef: sent.targetPageRef,
    type: sent.typeId,
    url: `/services/data/v${call.org.metadata.apiVersion}.0/connect/notifications/${sent.id}`
  };
}

/** @returns milliseconds since 1970 */
function momentOf(name: string, given: string | null | undefined): number | undefined {
  if (given === null || given === undefined) return undefined;
  const moment = /^\d{4}-\d\d-\d\dT/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(moment)) throw invalid(`${name} must be a date and time in ISO 8601, not ${given}`);
  return moment;
}

/** At most fifty, also where more are requested. */
function sizeOf(call: ApiCall): number {
  const given = call.search.get('size');
  const size = given === null ? DEFAULT_SIZE : Number(given);
  if (!Number.isInteger(size) || size < 1) throw invalid(`size must be a whole number from 1 to ${MOST}, not ${given}`);
  return Math.min(size, MOST);
}

function list(call: ApiCall): ApiReply {
  const before = momentOf('before', call.search.get('before'));
  const after = momentOf('after', call.search.get('after'));
  if (before !== undefined && after !== undefined) throw invalid('Specify before or after, not both');
  const found = call.org.notifications.latest(call.user.id, sizeOf(call), {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after })
  });
  const trim = call.search.get('trimMessages') !== 'false';
  return json(200, { notifications: found.map((sent) => rendered(call, sent, trim)) });
}

function status(call: ApiCall): ApiReply {
  const { unread, unseen } = call.org.notifications.counts(call.user.id);
  const [last] = call.org.notifications.latest(call.user.id, 1);
  return json(200, { lastActivity: last ? new Date(last.sentAt).toISOString() : null, unreadCount: unread, unseenCount: unseen });
}

/** True or false, as JSON or as text: the documentation shows both. */
function flag(body: JsonBody, holder: JsonObject, name: string): boolean | undefined {
  const value = holder[name];
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  return body.boolean(holder, name);
}

function marksOf(body: JsonBody, holder: JsonObject): NotificationMarks {
  const read = flag(body, holder, 'read');
  const seen = flag(body, holder, 'seen');
  if (read === undefined && seen === undefined) throw new OrgException('MISSING_ARGUMENT', 'Specify read or seen');
  if (read === true && seen === false) throw invalid('A notification that is read is also seen');
  return { ...(read === undefined ? {} : { read }), ...(seen === undefined ? {} : { seen }) };
}

function markMany(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const holder = body.object();
  body.only(holder, ['before', 'notificationIds', 'read', 'seen']);
  const marks = marksOf(body, holder);
  const before = momentOf('before', body.optionalString(holder, 'before'));
  if (holder['notificationIds'] === undefined) {
    call.transact(() => call.org.notifications.markSentUntil(call.user.id, before ?? call.org.clock.now(), marks));
  } else {
    if (before !== undefined) throw invalid('Specify before or notificationIds, not both');
    const ids = body.strings(holder, 'notificationIds');
    if (ids.length > MOST) throw invalid(`Specify ${MOST} notificationIds at most`);
    ids.forEach((id) => one(call, id));
    call.transact(() => call.org.notifications.mark(call.user.id, ids, marks));
  }
  return list(call);
}

/** @throws OrgException NOT_FOUND, also for notifications of others */
function one(call: ApiCall, id: string): ReceivedNotification {
  const found = call.org.notifications.find(call.user.id, id);
  if (!found) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  return found;
}

function markOne(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const holder = body.object();
  body.only(holder, ['read', 'seen']);
  const { id } = one(call, call.params['id'] ?? '');
  const marks = marksOf(body, holder);
  call.transact(() => call.org.notifications.mark(call.user.id, [id], marks));
  return json(200, rendered(call, one(call, id), false));
}

export function notificationRoutes(routes: Routes): void {
  routes
    .session('GET', `${DATA}/connect/notifications`, list)
    .session('PATCH', `${DATA}/connect/notifications`, markMany)
    .session('GET', `${DATA}/connect/notifications/status`, status)
    .session('GET', `${DATA}/connect/notifications/:id`, (call) => json(200, rendered(call, one(call, call.params['id'] ?? ''), false)))
    .session('PATCH', `${DATA}/connect/notifications/:id`, markOne);
}
