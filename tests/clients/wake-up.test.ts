import { LocalOrg } from '../../local-org/open';
import { deploy } from '../../local-org/deploy/testing';
import type { FieldValues } from '../../scripts/sample/company';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { ONE_QUEUE } from '../support/hand-off-setup';
import { resistingRule } from '../support/resisting-rule';
import { ADMIN } from '../support/running-org';

const HOUR = 3_600_000;

let org: LocalOrg;
beforeAll(() => {
  org = LocalOrg.open({ project: process.cwd(), database: ':memory:', clockStandsAt: Date.parse('2026-11-30T09:00-08:00') });
  setUpHandOffs(org, ONE_QUEUE, ADMIN);
});
afterAll(() => org.close());

const insert = (object: string, values: FieldValues): string =>
  org.transact(org.user(ADMIN), (tx) => new RecordWriter(org, tx).insert(object, [values]))[0] ?? '';

/** @returns id of a hand-off of the past whose person is to wake up today */
function recycled(name: string, reason: string): string {
  const leadId = insert('Lead', { LastName: name, Company: name, Email: `info@${name}.example` });
  return insert('Hand_Off__c', {
    Lead__c: leadId,
    Source__c: 'Backfill',
    Manual_Reason__c: reason,
    Verdict__c: 'Recycled',
    Wake_Up_On__c: new Date(org.clock.now()).toISOString().slice(0, 10)
  });
}
const isWoken = (id: string): boolean => org.db.get('SELECT Woken_At__c FROM Hand_Off__c WHERE Id = ?', [id])?.['Woken_At__c'] !== null;

it('anyone who cannot be woken up holds up nobody else, and is tried again', () => {
  const result = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, 'LockstepSweep.schedule();'));
  expect(result).toMatchObject({ success: true });
  const resisting = recycled('Verde', 'Resist');
  const willing = recycled('Gruen', 'Met at the fair');
  expect(deploy(org, resistingRule('NOT(ISBLANK(Woken_At__c))', true)).success).toBe(true);
  org.clock.moveTo(org.clock.now() + HOUR);
  expect([isWoken(resisting), isWoken(willing)]).toEqual([false, true]);
  expect(deploy(org, resistingRule('NOT(ISBLANK(Woken_At__c))', false)).success).toBe(true);
  org.clock.moveTo(org.clock.now() + HOUR);
  expect(isWoken(resisting)).toBe(true);
});
