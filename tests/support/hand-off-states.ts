import { LocalOrg } from '../../local-org/open';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { ONE_QUEUE } from './hand-off-setup';
import { ADMIN } from './running-org';

/** A Monday at noon in the sample company's time zone. */
const NOW = Date.UTC(2025, 2, 10, 19);
const REP = 'rep@lockstep.local';

/** Fields of a hand-off in each state, as Apex writes them. `rep` and `queue` are the ids of its owners. */
const STATES: readonly (readonly [name: string, fields: string])[] = [
  ['Offered to a person', "OwnerId = rep, Status__c = 'Offered'"],
  ['Offered to a person, and contacted already', "OwnerId = rep, Status__c = 'Offered', First_Touch_At__c = touched"],
  ['Offered to a queue', "OwnerId = queue, Status__c = 'Offered'"],
  ['Accepted, not contacted', "OwnerId = rep, Status__c = 'Accepted', Accepted_By__c = rep, Accepted_At__c = accepted"],
  ['Working', "OwnerId = rep, Status__c = 'Working', Accepted_By__c = rep, Accepted_At__c = accepted, First_Touch_At__c = touched"],
  ['Closed: rejected', `${closed('Rejected')}, Reason__c = 'Wrong Contact Data'`],
  ['Closed: disqualified', `${closed('Disqualified')}, Reason__c = 'No Budget'`],
  ['Closed: recycled', `${closed('Recycled')}, Reason__c = 'Bad Timing', Wake_Up_On__c = Date.newInstance(2025, 9, 1)`],
  ['Closed: converted', closed('Converted')],
  ['Closed: imported history without a verdict', "OwnerId = rep, Status__c = 'Closed', Closed_At__c = closed"],
  [
    'Withdrawn',
    "OwnerId = rep, Status__c = 'Withdrawn', Verdict_By__c = rep, Closed_At__c = closed, Withdrawn_Because__c = 'Sent by mistake'"
  ],
  ['Merged', "OwnerId = rep, Status__c = 'Merged'"]
];

/** Sample users by what they are to a hand-off that is with Remy Rep, or with the queue of both reps. */
const ACTORS: readonly (readonly [who: string, username: string])[] = [
  ['whose it is', REP],
  ['another rep', 'rep2@lockstep.local'],
  ['who manages hand-offs', ADMIN],
  ['marketer', 'marketer@lockstep.local'],
  ['executive', 'vp.sales@lockstep.local']
];

interface Option {
  readonly action: string;
  readonly allowed: boolean;
  readonly why?: string;
}
interface Reason {
  readonly action: string;
  readonly kind: string | null;
  readonly label: string;
  readonly asks: readonly string[];
}

function closed(verdict: string): string {
  return `OwnerId = rep, Status__c = 'Closed', Verdict__c = '${verdict}', Verdict_By__c = rep, Closed_At__c = closed`;
}

/** The page about decisions, made by asking the package's own Apex about every state, action and kind of actor. */
export function handOffStatesPage(): string {
  const org = LocalOrg.open({ project: process.cwd(), database: ':memory:', clockStandsAt: NOW });
  try {
    setUpHandOffs(org, ONE_QUEUE, ADMIN);
    const words = new Words();
    const table = STATES.flatMap((state) => rowsOf(org, state, words));
    return [
      HEAD,
      ...table,
      '',
      '## What the numbers say',
      '',
      ...words.listed(),
      '',
      NEEDS,
      ...needsOf(org),
      '',
      REASONS,
      ...reasonsOf(org),
      ''
    ].join('\n');
  } finally {
    org.close();
  }
}

const HEAD = `# Who may decide what, and when

Made by asking \`VerdictPolicy\` about every state, decision and person; a test says when it is out of date. The button, the flow action, the REST
resource and a direct edit of the fields all get these answers. A number says why not, below.

| the hand-off is | and you are | accept | reject | disqualify | recycle | convert | withdraw |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

const NEEDS = `## What a decision asks for

| decision | without | answer |
| --- | --- | --- |`;

const REASONS = `## Reasons

| decision | kind | reason | asks for |
| --- | --- | --- | --- |`;

/** Refusals in the order in which they are met, by number. */
class Words {
  private readonly numbers = new Map<string, number>();

  cell({ allowed, why = '' }: Option): string {
    if (allowed) return 'yes';
    if (!this.numbers.has(why)) this.numbers.set(why, this.numbers.size + 1);
    return String(this.numbers.get(why));
  }

  listed(): string[] {
    return [...this.numbers].map(([why, number]) => `${number}. ${why}`);
  }
}

/** Actors with the same answers share a row. */
function rowsOf(org: LocalOrg, [name, fields]: readonly [string, string], words: Words): string[] {
  const whoByCells = new Map<string, string[]>();
  for (const [who, username] of ACTORS) {
    const options = ask<Option[]>(org, username, optionsFor(fields));
    const cells = options.map((option) => words.cell(option)).join(' | ');
    whoByCells.set(cells, [...(whoByCells.get(cells) ?? []), who]);
  }
  return [...whoByCells].map(([cells, who]) => `| ${name} | ${everybody(who, name)} | ${cells} |`);
}

function everybody(who: readonly string[], state: string): string {
  if (who.length === ACTORS.length) return 'anybody';
  return who.join(', ').replace('whose it is, another rep', state.includes('queue') ? 'member of the queue' : 'a rep');
}

function needsOf(org: LocalOrg): string[] {
  const working = "OwnerId = rep, Status__c = 'Working', Accepted_By__c = rep, Accepted_At__c = accepted, First_Touch_At__c = touched";
  const offered = "OwnerId = rep, Status__c = 'Offered'";
  const requests: readonly (readonly [action: string, without: string, fields: string, parts: string])[] = [
    ['Reject', 'a reason', offered, ''],
    ['Reject', 'a kind, where several fit', offered, "request.reason = 'Other';"],
    ['Reject', 'a criterion, for definitional ones', offered, "request.reason = 'Does Not Fit';"],
    ['Disqualify', 'a note, for Other', working, "request.reason = 'Other';"],
    ['Recycle', 'a day', working, "request.reason = 'Bad Timing';"],
    ['Recycle', 'a day to come', working, "request.reason = 'Bad Timing'; request.wakeUpOn = Date.newInstance(2025, 3, 10);"],
    ['Withdraw', 'a reason', offered, '']
  ];
  const rows = requests.map(([action, without, fields, parts]) => {
    const user = action === 'Withdraw' ? ADMIN : REP;
    return `| ${action} | ${without} | ${ask<string>(org, user, `${handOffWith(fields)} ${refusalOf(action, parts)}`)} |`;
  });
  const attempted = ask<string>(org, ADMIN, `${TRIED} ${refusalOf('Disqualify', "request.reason = 'Unable to Reach';")}`);
  return [...rows, `| Disqualify, Recycle | the agreed attempts, for Unable to Reach | ${attempted} |`];
}

const handOffWith = (fields: string): string => `Hand_Off__c handOff = new Hand_Off__c(${fields});`;

const optionsFor = (fields: string): string => `${handOffWith(fields)}
Object answer = VerdictPolicy.optionsFor(handOff, VerdictActor.current(new List<Hand_Off__c>{ handOff }));`;

const refusalOf = (action: string, parts: string): string => `
VerdictRequest request = new VerdictRequest(handOff.Id, '${action}');
${parts}
Object answer = VerdictPolicy.refusal(handOff, request, VerdictActor.current(new List<Hand_Off__c>{ handOff }));`;

/** A hand-off under the agreement, after two attempts. */
const TRIED = `
Lead person = new Lead(LastName = 'Ruiz', Company = 'Casa Verde');
insert as system person;
Hand_Off__c handOff = new Hand_Off__c(Lead__c = person.Id, Source__c = 'Manual', Manual_Reason__c = 'Asked for a call');
insert as system handOff;
handOff = VerdictSelector.read(new Set<Id>{ handOff.Id })[0];
handOff.Status__c = 'Working';
handOff.First_Touch_At__c = touched;
handOff.Attempts__c = 2;`;

const ALL_REASONS = `
List<Object> answer = new List<Object>();
for (String action : VerdictRequest.ACTIONS) {
  for (VerdictReason reason : VerdictReason.forAction(action)) {
    List<String> asks = new List<String>();
    if (reason.needsCriterion) { asks.add('a criterion of the receipt'); }
    if (reason.needsNote) { asks.add('a note'); }
    if (reason.needsAttempts) { asks.add('the agreed attempts'); }
    if (reason.needsWakeUpDate) { asks.add('a day'); }
    if (reason.reroutes) { asks.add('nothing; the hand-off goes to the next'); }
    answer.add(new Map<String, Object>{ 'action' => action, 'kind' => reason.rejectionKind, 'label' => reason.label, 'asks' => asks });
  }
}`;

function reasonsOf(org: LocalOrg): string[] {
  const reasons = ask<Reason[]>(org, REP, ALL_REASONS);
  return reasons.map(({ action, kind, label, asks }) => `| ${action} | ${kind ?? ''} | ${label} | ${asks.join(', ')} |`);
}

/** The `answer` that statements give, run by a user; nothing is kept. */
function ask<T>(org: LocalOrg, username: string, statements: string): T {
  const user = org.user(username);
  const queueId = org.db.get('SELECT Id FROM "Group" WHERE DeveloperName = \'Inbound_Sales\'')?.['Id'];
  const source = `
Id rep = '${org.user(REP).id}';
Id queue = '${String(queueId)}';
Datetime accepted = Datetime.newInstance(2025, 3, 3, 10, 30, 0);
Datetime touched = Datetime.newInstance(2025, 3, 4, 9, 5, 0);
Datetime closed = Datetime.newInstance(2025, 3, 5, 16, 0, 0);
${statements}
System.debug('ANSWER' + JSON.serialize(answer, true));`;
  const rollback = new Error('Nothing of a question is kept');
  let log = '';
  try {
    org.transact(user, (tx) => {
      const outcome = org.apex.executeAnonymous(tx, source);
      log = outcome.log;
      if (!outcome.success) throw new Error(outcome.compileProblem ?? outcome.exceptionMessage ?? 'No answer');
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  const answer = /\|ANSWER(.*)/.exec(log)?.[1];
  if (answer === undefined) throw new Error(`No answer in ${log}`);
  const value: T = JSON.parse(answer);
  return value;
}
