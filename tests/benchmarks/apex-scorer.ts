import { Limits, runInTransaction } from '../../local-org/database';
import type { LocalOrg } from '../../local-org/open';
import type { DefinitionFile } from '../../scripts/sample/definition';
import { SCORED_AT, type FactoryLead } from './lead-factory';

const CHUNK = 100;
/** Results that are kept at a time: as many as a trigger or a batch has to write at once. */
export const SCOPE = 200;

/** Scores in the words of the package's engine, one text per lead: see `describe` in the block below. */
export interface ApexScores {
  /** Milliseconds of each round. */
  readonly times: readonly number[];
  readonly scores: readonly string[];
}

/**
 * Scores leads with the package's own ScoreEngine. Records, definition and facts are made before the clock starts, so that a
 * round is scoring and nothing else.
 * @param rounds how often all leads are scored; a few more rounds run before them, to warm up
 */
export function scoreWithApex(
  org: LocalOrg,
  file: DefinitionFile,
  leads: readonly FactoryLead[],
  rounds: number,
  warmUps: number
): ApexScores {
  // The org's clock tells microseconds here: Apex reads whole milliseconds, too coarse for 200 leads.
  const clock = { now: () => Math.round(performance.now() * 1000) };
  const context = { clock, user: org.user(org.configuration.previewUser), limits: new Limits() };
  const result = runInTransaction(org.db, context, (tx) => org.apex.executeAnonymous(tx, block(file, leads, rounds, warmUps)));
  if (!result.success) throw new Error(result.compileProblem ?? `${result.exceptionMessage}\n${result.exceptionStackTrace}`);
  const [times = '', ...scores] = result.log.slice(result.log.indexOf('|DEBUG|') + '|DEBUG|'.length).split('\n');
  return { times: times.split(' ').map((microseconds) => Number(microseconds) / 1000), scores };
}

function block(file: DefinitionFile, leads: readonly FactoryLead[], rounds: number, warmUps: number): string {
  const criteria = file.criteria.map((criterion) => ({ ...criterion, Criterion_Key__c: criterion['Name'] }));
  return `
    List<Lead> records = new List<Lead>();
    ${chunks(leads).join('\n    ')}
    List<PersonFacts> people = new List<PersonFacts>();
    for (Lead record : records) {
      PersonFacts person = new PersonFacts(record);
      if (record.Engagements__r != null) {
        for (Engagement__c engagement : record.Engagements__r) {
          person.add(new EngagementFact(engagement));
          person.addQuantity(engagement.Type__c, engagement.Quantity__c);
        }
      }
      people.add(person);
    }
    ScoreDefinition definition = new ScoreDefinition(
      (Lead_Definition__c) JSON.deserialize(${literal(file.definition)}, Lead_Definition__c.class),
      (List<Lead_Criterion__c>) JSON.deserialize(${literal(criteria)}, List<Lead_Criterion__c>.class),
      (List<Lead_Criterion_Group__c>) JSON.deserialize(${literal(file.groups)}, List<Lead_Criterion_Group__c>.class)
    );
    Assert.isTrue(definition.broken.isEmpty(), String.join(definition.broken.values(), '; '));
    Datetime now = Datetime.newInstance(${SCORED_AT}L);
    List<String> spent = new List<String>();
    for (Integer round = -${warmUps}; round < ${rounds}; round++) {
      ScoreEngine engine = new ScoreEngine(definition, now);
      List<ScoreResult> results = new List<ScoreResult>();
      Long started = System.currentTimeMillis();
      for (PersonFacts person : people) {
        if (results.size() == ${SCOPE}) {
          results = new List<ScoreResult>();
        }
        results.add(engine.score(person));
      }
      Long ended = System.currentTimeMillis();
      if (round >= 0) {
        spent.add(String.valueOf(ended - started));
      }
    }
    List<String> told = new List<String>{ String.join(spent, ' ') };
    for (PersonFacts person : people) {
      ScoreResult result = new ScoreEngine(definition, now).score(person);
      List<String> lines = new List<String>();
      for (ScoreReason reason : result.reasons) {
        if (reason.points != 0) {
          lines.add(reason.points.setScale(2) + '');
        }
      }
      lines.sort();
      Long nextChange = result.nextChange == null ? null : result.nextChange.getTime();
      told.add(result.fit.setScale(2) + ' ' + result.interest.setScale(2) + ' ' + result.cell() + ' ' + nextChange + ' ' + String.join(lines, ' '));
    }
    System.debug(String.join(told, '\\n'));`;
}

/** Statements that add the leads to `records`, some at a time: no literal of an Apex source should have megabytes. */
function chunks(leads: readonly FactoryLead[]): string[] {
  return Array.from({ length: Math.ceil(leads.length / CHUNK) }, (_, index) => {
    const chunk = leads.slice(index * CHUNK, (index + 1) * CHUNK);
    return `records.addAll((List<Lead>) JSON.deserialize(${literal(chunk.map(leadJson))}, List<Lead>.class));`;
  });
}

function leadJson({ fields, createdAt, engagements }: FactoryLead): unknown {
  return {
    ...fields,
    CreatedDate: new Date(createdAt).toISOString(),
    ...(engagements.length === 0
      ? {}
      : {
          Engagements__r: {
            totalSize: engagements.length,
            done: true,
            records: engagements.map(({ type, asset, occurredAt, quantity }) => ({
              attributes: { type: 'Engagement__c' },
              Type__c: type,
              Asset__c: asset,
              Occurred_At__c: new Date(occurredAt).toISOString(),
              Quantity__c: quantity
            }))
          }
        })
  };
}

/** JSON as an Apex string. */
function literal(value: unknown): string {
  return `'${JSON.stringify(value).replace(/[\\']/g, '\\$&')}'`;
}
