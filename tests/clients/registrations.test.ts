import { ADMIN, startOrg, type RunningOrg } from '../support/running-org';

const DAY = 86_400_000;

/** A package beside Lockstep adds to it with classes, the records that name them, and labels. */
describe('a package outside of Lockstep', () => {
  let running: RunningOrg;

  beforeAll(async () => {
    running = await startOrg({ extraDirectories: ['tests/support/outside-package'] });
    apex('LockstepSweep.schedule();');
  });
  afterAll(() => running.stop());

  function apex(source: string): void {
    const { org } = running;
    const result = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source));
    if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? source);
  }

  const insertLeads = (names: readonly string[], source: string): void =>
    apex(
      `Id rep = [SELECT Id FROM User WHERE Username = 'rep@lockstep.local'].Id;
       List<Lead> people = new List<Lead>();
       for (String name : '${names.join(',')}'.split(','))
         people.add(new Lead(LastName = name, Company = 'Casa Verde', LeadSource = '${source}', OwnerId = rep));
       insert people;`
    );

  const ratingOf = (name: string): unknown => running.org.db.get('SELECT Rating FROM Lead WHERE LastName = ?', [name])?.['Rating'];

  /** Title and text of what was sent since the last call. */
  let seen = 0;
  function sent(): string[] {
    running.org.jobs.runDue();
    const all = running.org.outbox.notifications;
    const fresh = all.slice(seen).map(({ title, body }) => `${title}: ${body}`);
    seen = all.length;
    return fresh;
  }

  const later = (milliseconds: number): void => running.org.clock.moveTo(running.org.clock.now() + milliseconds);

  it('adds a trigger handler', () => {
    insertLeads(['Ruiz'], 'Trade Show');
    insertLeads(['Novak'], 'Web');
    expect([ratingOf('Ruiz'), ratingOf('Novak')]).toEqual(['Hot', null]);
  });

  it('adds a part of the sweep and a kind of notice', () => {
    expect(sent()).toEqual([]);
    later(DAY);
    expect(sent()).toEqual([expect.stringMatching(/^Call back after the fair: Call Ruiz back\. You met on \w{3} \d+ /)]);
    expect([ratingOf('Ruiz'), ratingOf('Novak')]).toEqual(['Warm', null]);
    const ruiz = running.org.db.get("SELECT Id FROM Lead WHERE LastName = 'Ruiz'")?.['Id'];
    expect(running.org.outbox.notifications.at(-1)).toMatchObject({
      targetId: ruiz,
      recipientIds: [running.org.user('rep@lockstep.local').id]
    });
    later(DAY);
    expect(sent()).toEqual([]);
  });

  it('has its kind counted in a digest, by its own order and words', () => {
    insertLeads(['Ada', 'Bo', 'Cleo', 'Dee'], 'Trade Show');
    later(DAY);
    expect(sent()).toEqual(['Waiting for you: 4 Leads need you: 4 to call back']);
  });

  it('does as many as are due, in batches', () => {
    insertLeads(
      Array.from({ length: 60 }, (_, index) => `Person ${index}`),
      'Trade Show'
    );
    later(DAY);
    expect(sent()).toEqual(['Waiting for you: 60 Leads need you: 60 to call back']);
  });
});
