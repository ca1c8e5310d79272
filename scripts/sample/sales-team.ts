import type { SqlRow } from '../../local-org/database/types';
import { offsetAt, startOfDay } from '../../local-org/soql/time-zone';
import type { Org } from '../../local-org/org';
import { isoDay, type FieldValues } from './company';
import type { Random } from './random';
import { RecordWriter } from './record-writer';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long a hand-off waits in the fallback queue. */
const PATIENCE = 12 * DAY;
const ADMIN = 'admin@lockstep.local';
const DAYS_OF_A_WEEK = 7;
const SATURDAY = 2;
/** When the team works on its hand-offs, and when the sweep checks the clocks. */
const AT_WORK = 10;
const AFTER_LUNCH = 13;
const AFTER_WORK = 18;

/** A hand-off, as its rep sees it. */
interface OpenHandOff {
  readonly id: string;
  readonly owner: string;
  readonly personId: string;
  readonly status: string;
  readonly attempts: number;
}

/** A change of a hand-off, or a call that was made. */
interface Act {
  readonly object: 'Hand_Off__c' | 'Task';
  readonly fields: FieldValues;
}

/**
 * What the sample company's reps do with their hand-offs, day by day and each as their own user: accept or reject, call, decide, and
 * sometimes forget one. Every step goes through the same checks as a user's.
 */
export class SalesTeam {
  /**
   * @param advance moves the org's clock
   * @param sweep the scheduled work of every five minutes: checks due clocks
   * @param willBuy whether a lead is going to be a customer: those the team keeps working
   */
  constructor(
    private readonly org: Org,
    private readonly random: Random,
    private readonly timeZone: string,
    private readonly advance: (to: number) => void,
    private readonly sweep: () => void,
    private readonly willBuy: (leadId: string) => boolean
  ) {}

  /** Plays the working days until a moment. The caller moves the clock to that moment. */
  workUntil(to: number): void {
    const from = this.org.clock.now();
    const dayOf = (at: number): number => Math.floor((at + offsetAt(at, this.timeZone)) / DAY);
    for (let day = dayOf(from); day <= dayOf(to); day++) {
      if (day % DAYS_OF_A_WEEK === SATURDAY || day % DAYS_OF_A_WEEK === SATURDAY + 1) continue;
      for (const hour of [AT_WORK, AFTER_LUNCH, AFTER_WORK]) {
        const at = startOfDay(day, this.timeZone) + hour * HOUR;
        if (at <= from || at > to) continue;
        this.advance(at);
        if (hour === AT_WORK) this.withdraw();
        if (hour !== AFTER_WORK) this.work();
        if (hour !== AT_WORK) this.sweepIfDue();
      }
    }
  }

  private sweepIfDue(): void {
    const due = this.org.db.get('SELECT 1 AS due FROM Hand_Off_Clock__c WHERE Next_Check__c <= ? LIMIT 1', [this.org.clock.now()]);
    if (due) this.sweep();
  }

  /** Each rep works through their hand-offs once. */
  private work(): void {
    const byOwner = new Map<string, Act[]>();
    for (const handOff of this.open()) {
      const act = this.decision(handOff);
      if (act) byOwner.set(handOff.owner, [...(byOwner.get(handOff.owner) ?? []), act]);
    }
    for (const [owner, acts] of byOwner) {
      this.org.transact(this.org.user(owner), (tx) => {
        const writer = new RecordWriter(this.org, tx);
        for (const object of ['Hand_Off__c', 'Task'] as const) {
          const records = acts.filter((act) => act.object === object).map(({ fields }) => fields);
          if (object === 'Task') writer.insert(object, records);
          else writer.update(object, records);
        }
      });
    }
  }

  /** An admin withdraws hand-offs that nobody could take for a long time. */
  private withdraw(): void {
    const since = this.org.clock.now() - PATIENCE;
    const waiting = this.org.db.all(
      `SELECT Id AS id FROM Hand_Off__c WHERE Status__c = 'Offered' AND In_Fallback__c = 1 AND Handed_Off_At__c < ? AND IsDeleted = 0`,
      [since]
    );
    const records = waiting.map((row) => ({
      Id: String(row['id']),
      Status__c: 'Withdrawn',
      Withdrawn_Because__c: 'Nobody was free in time'
    }));
    if (records.length === 0) return;
    this.org.transact(this.org.user(ADMIN), (tx) => new RecordWriter(this.org, tx).update('Hand_Off__c', records));
  }

  /** Open hand-offs of reps, the oldest first. */
  private open(): OpenHandOff[] {
    const rows = this.org.db.all(
      `SELECT h.Id AS id, h.OwnerId AS owner, COALESCE(h.Contact__c, h.Lead__c) AS person, h.Status__c AS status, h.Attempts__c AS attempts
       FROM Hand_Off__c h JOIN User u ON u.Id = h.OwnerId
       WHERE h.Status__c IN ('Offered', 'Accepted', 'Working') AND h.IsDeleted = 0 ORDER BY h.Id`
    );
    return rows.map((row: SqlRow) => ({
      id: String(row['id']),
      owner: String(row['owner']),
      personId: String(row['person']),
      status: String(row['status']),
      attempts: Number(row['attempts'] ?? 0)
    }));
  }

  /** What the owner does with it today; sometimes nothing. */
  private decision(handOff: OpenHandOff): Act | null {
    const { random } = this;
    const keeps = this.willBuy(handOff.personId);
    if (handOff.status === 'Offered') {
      if (random.chance(keeps ? 0.95 : 0.5)) return this.update(handOff, { Status__c: 'Accepted' });
      return !keeps && handOff.attempts === 0 && random.chance(0.3) ? this.reject(handOff) : null;
    }
    if (handOff.attempts >= 2 && !keeps && random.chance(0.15)) return this.close(handOff);
    return random.chance(handOff.attempts === 0 ? 0.6 : 0.25) ? this.call(handOff) : null;
  }

  private reject(handOff: OpenHandOff): Act {
    return this.update(handOff, {
      Verdict__c: 'Rejected',
      ...this.random.pick([
        { Rejection_Kind__c: 'Clerical', Reason__c: 'Wrong Contact Data', Verdict_Note__c: 'The number belongs to somebody else.' },
        {
          Rejection_Kind__c: 'Clerical',
          Reason__c: 'Missing Information',
          Verdict_Note__c: 'No telephone number, and no answer by email.'
        },
        { Rejection_Kind__c: 'Procedural', Reason__c: 'Wrong Territory' }
      ])
    });
  }

  private close(handOff: OpenHandOff): Act {
    const wakeUpOn = isoDay(this.org.clock.now() + this.random.pick([5, 12, 30, 90]) * DAY);
    return this.update(
      handOff,
      this.random.weighted<FieldValues>([
        [{ Verdict__c: 'Recycled', Reason__c: 'Bad Timing', Wake_Up_On__c: wakeUpOn, Verdict_Note__c: 'Plans again next quarter.' }, 5],
        [{ Verdict__c: 'Recycled', Reason__c: 'Needs Nurturing', Wake_Up_On__c: wakeUpOn }, 3],
        [{ Verdict__c: 'Disqualified', Reason__c: 'No Budget' }, 3],
        [{ Verdict__c: 'Disqualified', Reason__c: 'Chose Another Vendor', Verdict_Note__c: 'Signed with a competitor last month.' }, 2]
      ])
    );
  }

  private update(handOff: OpenHandOff, fields: FieldValues): Act {
    return { object: 'Hand_Off__c', fields: { Id: handOff.id, ...fields } };
  }

  private call(handOff: OpenHandOff): Act {
    const fields = {
      WhoId: handOff.personId,
      OwnerId: handOff.owner,
      Subject: 'Call',
      TaskSubtype: 'Call',
      Status: 'Completed',
      ActivityDate: isoDay(this.org.clock.now())
    };
    return { object: 'Task', fields };
  }
}
