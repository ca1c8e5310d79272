import { VERSION } from '../../../local-org/api/testing';
import type { SqlRow } from '../../../local-org/database/types';
import type { Action, Actor, Deciding } from './steps';
import { outcomeOf, type Outcome, type World } from './world';

const DAY = 86_400_000;
const VERDICTS: Partial<Record<Action, string>> = {
  Reject: 'Rejected',
  Disqualify: 'Disqualified',
  Recycle: 'Recycled',
  Convert: 'Converted'
};

interface Reason {
  readonly value: string;
  readonly kind?: string;
  /** What must be given besides; nothing that is given here will do for `never`. */
  readonly needs?: 'note' | 'attempts' | 'never';
  readonly reroutes?: boolean;
}

const REASONS: Partial<Record<Action, readonly Reason[]>> = {
  Reject: [
    { value: 'Wrong Territory', kind: 'Procedural', reroutes: true },
    { value: 'Already Worked by Sales', kind: 'Procedural', reroutes: true },
    { value: 'Wrong Territory', reroutes: true },
    { value: 'Duplicate', kind: 'Procedural' },
    { value: 'Wrong Contact Data', kind: 'Clerical' },
    { value: 'Other', kind: 'Procedural', needs: 'note' },
    { value: 'Other', needs: 'never' },
    { value: 'Does Not Fit', kind: 'Definitional', needs: 'never' },
    { value: 'Bad Timing', needs: 'never' }
  ],
  Disqualify: [
    { value: 'No Budget' },
    { value: 'Unable to Reach', needs: 'attempts' },
    { value: 'Other', needs: 'note' },
    { value: 'Wrong Territory', needs: 'never' }
  ],
  Recycle: [
    { value: 'Bad Timing' },
    { value: 'Unable to Reach', needs: 'attempts' },
    { value: 'Other', needs: 'note' },
    { value: 'Duplicate', needs: 'never' }
  ]
};

/** Decides, and holds the answer to the table of decisions, which is written out here once more. */
export async function deciding(world: World, decision: Deciding): Promise<Outcome> {
  const handOffs = world.rows('Hand_Off__c').filter((row) => (row['Open_Key__c'] === null) === decision.late);
  const before = handOffs[decision.which % Math.max(1, handOffs.length)];
  if (!before) return null;
  const step = { ...decision, by: decision.by === 'holder' ? holderOf(world, before) : decision.by };
  if (!world.isActive(step.by)) return null;
  const reason = REASONS[step.action]?.[step.reason % (REASONS[step.action]?.length ?? 1)];
  if (isIdle(world, step, before, reason)) return null;
  const expected = mayDecide(world, step, before) && isComplete(world, step, before, reason);
  const outcome = await decide(world, step, String(before['Id']), reason);
  // Taking back by a direct edit is for those who may edit hand-offs, and marketers may not.
  if (outcome && !(step.how === 'edit' && step.by === 'marketer')) {
    const wanted = expected ? null : expect.any(String);
    expect({ step, status: before['Status__c'], refusal: outcome.refusal }).toEqual({ step, status: before['Status__c'], refusal: wanted });
  }
  if (outcome?.refusal === null) expectDecided(world, step, before, reason);
  return outcome;
}

type Decided = Deciding & { readonly by: Actor };

/** Who may decide about it, if the decision fits. */
function holderOf(world: World, handOff: SqlRow): Actor {
  const holder = (['rep', 'rep2'] as const).find((actor) => handOff['OwnerId'] === world.userId(actor));
  return holder ?? (handOff['OwnerId'] === world.queueId('Inbound_Sales') ? 'rep' : 'admin');
}

async function decide(world: World, step: Decided, handOffId: string, reason: Reason | undefined): Promise<Outcome> {
  const client = world.as(step.by);
  if (step.how === 'rest') {
    const withdrawal = step.action === 'Withdraw' ? { reason: 'Sent by mistake' } : {};
    const details = reason
      ? { reason: reason.value, rejectionKind: reason.kind ?? null, note: step.note, wakeUpOn: wakeUpOn(world, step) }
      : withdrawal;
    const reply = await client.post('/services/apexrest/lockstep/verdicts', [{ handOffId, action: step.action, ...details }]);
    if (reply.status !== 200) return outcomeOf(reply);
    const [result] = reply.json as readonly { readonly success: boolean; readonly errors: readonly { readonly message: string }[] }[];
    return { refusal: result?.success === true ? null : (result?.errors[0]?.message ?? reply.text) };
  }
  const fields = editOf(world, step, reason);
  return outcomeOf(await client.patch(`${VERSION}/sobjects/Hand_Off__c/${handOffId}`, fields));
}

/** The fields somebody who edits directly fills in. */
function editOf(world: World, step: Decided, reason: Reason | undefined): Record<string, unknown> {
  if (step.action === 'Accept') return { Status__c: 'Accepted' };
  if (step.action === 'Withdraw') return { Status__c: 'Withdrawn', Withdrawn_Because__c: 'Sent by mistake' };
  if (!reason) return { Verdict__c: VERDICTS[step.action] };
  return {
    Verdict__c: VERDICTS[step.action],
    Reason__c: reason.value,
    Rejection_Kind__c: reason.kind ?? null,
    Verdict_Note__c: step.note,
    Wake_Up_On__c: wakeUpOn(world, step)
  };
}

function wakeUpOn(world: World, { action, wakeInDays }: Decided): string | null {
  return wakeInDays === null || action !== 'Recycle' ? null : dayIn(world, wakeInDays);
}

/** Whether somebody who edits directly only saves what is there already, which is no decision. */
function isIdle(world: World, step: Decided, handOff: SqlRow, reason: Reason | undefined): boolean {
  const { Wake_Up_On__c: day, ...fields } = editOf(world, step, reason);
  return step.how === 'edit' && (day ?? null) === null && Object.entries(fields).every(([name, value]) => handOff[name] === value);
}

/** Whether state and person allow it. */
function mayDecide(world: World, step: Decided, handOff: SqlRow): boolean {
  const { action, by, how } = step;
  const status = handOff['Status__c'];
  const contacted = handOff['First_Touch_At__c'] !== null;
  if (status !== 'Offered' && status !== 'Accepted' && status !== 'Working') return false;
  if (action === 'Withdraw') return status === 'Offered' && (by === 'marketer' || by === 'admin');
  if (by === 'marketer' || by === 'vp.sales' || (by !== 'admin' && !holds(world, step, handOff))) return false;
  const allowed: Record<typeof action, boolean> = {
    Accept: status === 'Offered',
    Reject: !contacted,
    Disqualify: status !== 'Offered' && contacted,
    Recycle: status !== 'Offered',
    Convert: how === 'rest'
  };
  return allowed[action];
}

function holds(world: World, { by }: Decided, handOff: SqlRow): boolean {
  return handOff['OwnerId'] === world.userId(by) || handOff['OwnerId'] === world.queueId('Inbound_Sales');
}

/** Whether everything is given that the reason asks for. */
function isComplete(world: World, step: Decided, handOff: SqlRow, reason: Reason | undefined): boolean {
  if (!reason) return true;
  if (step.action === 'Recycle' && (step.wakeInDays ?? 0) <= 0) return false;
  if (reason.needs === 'note') return step.note !== null;
  if (reason.needs === 'attempts') {
    const clock = world.rows('Hand_Off_Clock__c').find((row) => row['Hand_Off__c'] === handOff['Id'] && row['Kind__c'] === 'Attempts');
    return Number(handOff['Attempts__c']) >= Number(clock?.['Target__c'] ?? 0);
  }
  return reason.needs !== 'never';
}

function expectDecided(world: World, step: Decided, before: SqlRow, reason: Reason | undefined): void {
  const after = world.rows('Hand_Off__c').find((row) => row['Id'] === before['Id']);
  const verdict = VERDICTS[step.action] ?? null;
  const by = world.userId(step.by);
  const ended = { Verdict__c: verdict, Verdict_By__c: by, Closed_At__c: world.now, Open_Key__c: null };
  if (step.action === 'Accept') {
    const Status__c = before['First_Touch_At__c'] === null ? 'Accepted' : 'Working';
    expect(after).toMatchObject({ Status__c, Accepted_By__c: by, Accepted_At__c: world.now, Verdict__c: null });
  } else if (reason?.reroutes === true) expect(after).toMatchObject({ Status__c: 'Offered', Verdict__c: null, Reason__c: null });
  else if (step.action === 'Withdraw') expect(after).toMatchObject({ ...ended, Status__c: 'Withdrawn' });
  else expect(after).toMatchObject({ ...ended, Status__c: 'Closed', Reason__c: reason?.value ?? null });
}

/** A day as the calendar is where the users are. */
function dayIn(world: World, days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(world.now + days * DAY);
}
