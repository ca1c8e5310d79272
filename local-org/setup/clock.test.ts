import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../database';
import type { Database } from '../database/types';
import { LocalOrg } from '../open';
import { OrgClock } from './clock';

const START = Date.parse('2026-11-24T09:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The computer's clock, under the test's control. */
let computer = START;

beforeEach(() => {
  computer = START;
  jest.spyOn(Date, 'now').mockImplementation(() => computer);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe("the org's clock", () => {
  let db: Database;
  beforeEach(() => {
    db = openDatabase({ file: ':memory:' });
  });
  afterEach(() => db.close());
  const clockOf = (): OrgClock => new OrgClock(db, () => undefined);

  it('runs on from where it was when the computer’s goes back', () => {
    const clock = clockOf();
    computer += 10 * DAY;
    expect(clock.now()).toBe(START + 10 * DAY);
    computer -= 10 * DAY;
    expect(clock.now()).toBe(START + 10 * DAY);
    computer += 5 * MINUTE;
    expect(clock.now()).toBe(START + 10 * DAY + 5 * MINUTE);
  });

  it('does so over a restart, too', () => {
    const before = clockOf();
    computer += DAY;
    before.keep();
    computer -= 3 * DAY;
    const after = clockOf();
    expect(after.now()).toBe(START + DAY);
    computer += MINUTE;
    expect(after.now()).toBe(START + DAY + MINUTE);
  });

  it('takes a database that remembers its offset only', () => {
    db.exec(`CREATE TABLE _Clock (Offset INTEGER NOT NULL); INSERT INTO _Clock VALUES (${DAY})`);
    expect(clockOf().now()).toBe(START + DAY);
  });

  it('refuses to be set back, with both times', () => {
    expect(() => clockOf().moveTo(START - 1)).toThrow(
      'The clock cannot go back from 2026-11-24T09:00:00.000Z to 2026-11-24T08:59:59.999Z.'
    );
  });

  it('never goes back, whatever the computer’s does and however often it is opened', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('jump' as const), by: fc.integer({ min: -20 * DAY, max: 20 * DAY }) }),
      fc.record({ kind: fc.constant('move' as const), by: fc.integer({ min: 0, max: 5 * DAY }) }),
      fc.record({ kind: fc.constantFrom('commit' as const, 'restart' as const), by: fc.constant(0) })
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        computer = START;
        db.exec('DROP TABLE IF EXISTS _Clock');
        let clock = clockOf();
        let seen = clock.now();
        let committed = 0;
        for (const { kind, by } of steps) {
          if (kind === 'jump') computer += by;
          if (kind === 'move') clock.moveTo(clock.now() + by);
          if (kind === 'move' || kind === 'commit') {
            clock.keep();
            committed = clock.now();
          }
          if (kind === 'restart') {
            clock = clockOf();
            // What no row bears may be forgotten; what one does may not.
            seen = committed;
          }
          expect(clock.now()).toBeGreaterThanOrEqual(seen);
          seen = clock.now();
        }
      })
    );
  });
});

describe('an org on a computer whose clock jumps', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'clock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (): LocalOrg =>
    LocalOrg.open({ project: path.join(__dirname, '..', 'api', 'fixture'), database: path.join(folder, 'org.db') });
  const insertLead = (org: LocalOrg, name: string): void => {
    org.transact(org.user('admin@example.com'), (tx) => {
      const result = org.apex.executeAnonymous(tx, `insert new Lead(LastName = '${name}', Company = 'Acme');`);
      expect(result.exceptionMessage).toBeNull();
    });
  };
  const createdAt = (org: LocalOrg, name: string): number =>
    Number(org.db.get('SELECT CreatedDate AS at FROM "Lead" WHERE LastName = ?', [name])?.['at']);

  it('dates no row before one that is there', () => {
    let org = open();
    computer += 2 * DAY;
    insertLead(org, 'First');
    computer -= 4 * DAY;
    insertLead(org, 'Second');
    expect(createdAt(org, 'Second')).toBeGreaterThanOrEqual(createdAt(org, 'First'));
    org.close();
    computer -= 4 * DAY;
    org = open();
    insertLead(org, 'Third');
    expect(createdAt(org, 'Third')).toBeGreaterThanOrEqual(createdAt(org, 'Second'));
    org.close();
  });

  it('continues with its jobs after a jump forward and back, and finds what is due late', () => {
    const org = open();
    org.transact(org.user('admin@example.com'), (tx) =>
      org.jobs.schedule(tx, 'Every hour', '0 0 * * * ?', {
        kind: 'ScheduledApex',
        apexClassName: 'GadgetController',
        userId: tx.user.id,
        payload: '{}'
      })
    );
    const fired = (): number => Number(org.db.get('SELECT TimesTriggered AS n FROM CronTrigger')?.['n']);
    computer += 10 * DAY;
    org.jobs.runDue();
    expect(fired()).toBe(1);
    computer -= 10 * DAY;
    org.jobs.runDue();
    computer += 60 * MINUTE;
    org.jobs.runDue();
    expect(fired()).toBe(2);
    org.close();
  });
});
