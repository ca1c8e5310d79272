import { LocalOrg } from '../../local-org/open';
import { deploy } from '../../local-org/deploy/testing';
import type { SqlRow } from '../../local-org/database/types';
import type { FieldValues } from '../../scripts/sample/company';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { HAND_OFF_SETUP } from '../support/promised-times';
import { resistingRule } from '../support/resisting-rule';
import { ADMIN } from '../support/running-org';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A Monday, 9:00 in Los Angeles, where the sample company works from 8:00 to 18:00. */
const FIRST_MONDAY = Date.parse('2026-11-30T09:00-08:00');

let org: LocalOrg;
let monday = FIRST_MONDAY;
const failures: unknown[] = [];

beforeAll(() => {
  org = LocalOrg.open({
    project: process.cwd(),
    database: ':memory:',
    clockStandsAt: FIRST_MONDAY,
    onBackgroundError: (error) => failures.push(error)
  });
  setUpHandOffs(org, HAND_OFF_SETUP, ADMIN);
});
afterAll(() => org.close());

/** Each test has a Monday of its own, and nothing of those before. */
beforeEach(() => {
  while (monday < org.clock.now()) monday += 7 * DAY;
  org.clock.moveTo(monday);
  apex('LockstepSweep.schedule();');
});
afterEach(() => {
  expect(failures).toEqual([]);
  expect(org.db.all("SELECT ExtendedStatus FROM AsyncApexJob WHERE Status = 'Failed'")).toEqual([]);
  apex(
    'LockstepSweep.unschedule(); delete [SELECT Id FROM Lockstep_Notice__c]; delete [SELECT Id FROM Hand_Off__c]; delete [SELECT Id FROM Lead];'
  );
  org.jobs.runDue();
});

function apex(source: string): void {
  const result = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source));
  if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? source);
}

const insert = (object: string, values: FieldValues): string => {
  const [id = ''] = org.transact(org.user(ADMIN), (tx) => new RecordWriter(org, tx).insert(object, [values]));
  org.jobs.runDue();
  return id;
};

/** @returns id of a new hand-off of a new lead */
function handOff(name = 'Ruiz', reason = 'Met at the fair'): { readonly id: string; readonly leadId: string } {
  const leadId = insert('Lead', { LastName: name, Company: name, Email: `info@${name}.example` });
  return { leadId, id: insert('Hand_Off__c', { Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: reason }) };
}

/** @returns username of who has it */
const holder = (id: string): string =>
  String(org.db.get('SELECT u.Username AS name FROM Hand_Off__c h JOIN User u ON u.Id = h.OwnerId WHERE h.Id = ?', [id])?.['name']);

const later = (milliseconds: number): void => org.clock.moveTo(org.clock.now() + milliseconds);

/** States of the clocks of a kind, in the order in which they started. */
const states = (kind: string): unknown[] =>
  org.db
    .all('SELECT State__c FROM Hand_Off_Clock__c WHERE IsDeleted = 0 AND Kind__c = ? ORDER BY Started_At__c, Name', [kind])
    .map((row) => row['State__c']);

const clock = (kind: string): SqlRow =>
  org.db.get('SELECT * FROM Hand_Off_Clock__c WHERE IsDeleted = 0 AND Kind__c = ? ORDER BY Name', [kind]) ?? {};

/** Who was told what about clocks of a kind, in alphabetical order; nobody may be told the same twice. */
function told(kind: string): string[] {
  return org.db
    .all(
      `SELECT n.Kind__c AS what, u.Username AS who, n.Sent_At__c AS sent FROM Lockstep_Notice__c n
         JOIN Hand_Off_Clock__c c ON n.Notice_Key__c LIKE c.Id || ':%' JOIN User u ON u.Id = n.Recipient__c WHERE n.IsDeleted = 0 AND c.Kind__c = ?`,
      [kind]
    )
    .map((row) => `${String(row['what'])}: ${String(row['who'])}${row['sent'] === null ? ' (not sent)' : ''}`)
    .sort();
}

describe('the clocks of a hand-off', () => {
  it('warn, then find the breach within five minutes, tell everybody once, and the offer goes to the next', () => {
    const { id } = handOff();
    expect(clock('Accept')).toMatchObject({ Due_At__c: monday + 240 * MINUTE, At_Risk_At__c: monday + 180 * MINUTE, State__c: 'Running' });
    const first = holder(id);
    later(179 * MINUTE);
    expect(states('Accept')).toEqual(['Running']);
    later(6 * MINUTE);
    expect(states('Accept')).toEqual(['At Risk']);
    expect(told('Accept')).toEqual([`At Risk: ${first}`]);
    expect(org.db.get('SELECT At_Risk__c, Breached__c, Next_Due__c FROM Hand_Off__c WHERE Id = ?', [id])).toEqual({
      At_Risk__c: 1,
      Breached__c: 0,
      Next_Due__c: 'Accept'
    });
    later(60 * MINUTE);
    expect(states('Accept')).toEqual(['Breached', 'Running']);
    expect(clock('Accept')).toMatchObject({ Breached_At__c: monday + 240 * MINUTE, Stopped_At__c: null, Cause__c: 'Owner' });
    expect(told('Accept')).toEqual([`At Risk: ${first}`, `Breached: ${first}`, 'Breached: vp.sales@lockstep.local']);
    const after = org.db.get('SELECT OwnerId, Status__c, Breached__c FROM Hand_Off__c WHERE Id = ?', [id]);
    expect(after).toMatchObject({ Status__c: 'Offered', Breached__c: 1 });
    expect(holder(id)).not.toBe(first);
    expect(
      org.db
        .all('SELECT Ended_By__c FROM Hand_Off_Offer__c WHERE Hand_Off__c = ? ORDER BY Number__c', [id])
        .map((row) => row['Ended_By__c'])
    ).toEqual(['Breached', null]);
    later(DAY);
    expect(told('Accept').filter((line) => line === `Breached: ${first}`)).toHaveLength(1);
  });

  it('catch up once after the sweep was off for five days: only of the breach, and only once', () => {
    const { id } = handOff();
    const rep = holder(id);
    apex('LockstepSweep.unschedule();');
    later(5 * DAY);
    expect(states('First Touch')).toEqual(['Running']);
    apex('LockstepSweep.schedule();');
    later(5 * MINUTE);
    expect(states('First Touch')).toEqual(['Breached']);
    expect(clock('First Touch')).toMatchObject({ Breached_At__c: monday + 480 * MINUTE });
    expect(told('First Touch')).toEqual([`Breached: ${rep}`, 'Breached: vp.sales@lockstep.local']);
    later(60 * MINUTE);
    expect(told('First Touch')).toHaveLength(2);
  });

  it('count a meeting when it is over, though nobody saves a record then', () => {
    const { id, leadId } = handOff();
    insert('Event', { WhoId: leadId, Subject: 'Demo', StartDateTime: monday + 60 * MINUTE, DurationInMinutes: 30 });
    later(89 * MINUTE);
    expect(states('First Touch')).toEqual(['Running']);
    later(6 * MINUTE);
    expect(states('First Touch')).toEqual(['Met']);
    expect(clock('First Touch')).toMatchObject({ Met_At__c: monday + 90 * MINUTE, Business_Minutes__c: 90, Raw_Minutes__c: 90 });
    expect(org.db.get('SELECT First_Touch_At__c, Attempts__c FROM Hand_Off__c WHERE Id = ?', [id])).toEqual({
      First_Touch_At__c: monday + 90 * MINUTE,
      Attempts__c: 1
    });
  });

  it('are due later by the pause, and so is the offer, however they are resumed', () => {
    const { id } = handOff();
    apex(`HandOffClockService.pause(new Set<Id>{ '${id}' }, 'On holiday');`);
    later(30 * MINUTE);
    apex(`update as system new Hand_Off__c(Id = '${id}', Status__c = 'Accepted');`);
    expect(clock('Accept')).toMatchObject({ Due_At__c: monday + 270 * MINUTE, State__c: 'Met', Paused_Business_Minutes__c: 30 });
    expect(org.db.get('SELECT Due_At__c FROM Hand_Off_Offer__c WHERE Hand_Off__c = ?', [id])).toEqual({ Due_At__c: monday + 270 * MINUTE });
  });

  it('start at the next opening when it is handed off at night, and say so', () => {
    later(13 * 60 * MINUTE);
    const { leadId } = handOff();
    const tuesday = monday + 23 * 60 * MINUTE;
    expect(clock('First Touch')).toMatchObject({ Due_At__c: tuesday + 480 * MINUTE });
    org.clock.moveTo(tuesday + 30 * MINUTE);
    insert('Task', { WhoId: leadId, Subject: 'Call', Status: 'Completed' });
    expect(clock('First Touch')).toMatchObject({ State__c: 'Met', Business_Minutes__c: 30, Raw_Minutes__c: 630, Cause__c: 'Out of Hours' });
  });

  it('are held up by none that cannot be written, and that one is tried again', () => {
    expect(deploy(org, resistingRule('At_Risk__c', true)).success).toBe(true);
    const resisting = handOff('Verde', 'Resist').id;
    const willing = handOff('Gruen', 'Met at the fair').id;
    const stateOf = (id: string): unknown =>
      org.db.get("SELECT State__c FROM Hand_Off_Clock__c WHERE Kind__c = 'Accept' AND Hand_Off__c = ?", [id])?.['State__c'];
    later(185 * MINUTE);
    expect([stateOf(resisting), stateOf(willing)]).toEqual(['Running', 'At Risk']);
    const errors = org.db.all("SELECT NumberOfErrors FROM AsyncApexJob WHERE JobType = 'BatchApex' ORDER BY Id");
    expect(errors.slice(0, 2).map((row) => row['NumberOfErrors'])).toEqual([1, 1]);
    expect(deploy(org, resistingRule('At_Risk__c', false)).success).toBe(true);
    later(5 * MINUTE);
    expect(stateOf(resisting)).toBe('At Risk');
    expect(told('Accept')).toEqual(['At Risk: rep2@lockstep.local', 'At Risk: rep@lockstep.local']);
  });
});
