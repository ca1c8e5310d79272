import fc from 'fast-check';
import type { LocalOrg } from '../../../local-org/open';
import type { FieldValues } from '../../../scripts/sample/company';
import { dayIn } from '../../../scripts/sample/definition';
import { RecordWriter } from '../../../scripts/sample/record-writer';
import { signAsBothSides } from '../../../scripts/sample/signatures';
import { ADMIN } from '../running-org';
import { MONTHLY, sales } from '../promised-times';

/** What Marketing and Sales agreed on, and who gets what: an agreement and a rule of routing per industry. */
export interface Terms {
  readonly agreements: readonly { readonly agreement: FieldValues; readonly promises: readonly FieldValues[] }[];
  readonly rules: readonly { readonly rule: FieldValues; readonly members: readonly FieldValues[] }[];
  readonly settings: FieldValues;
}

/** The last stands for everybody else. */
export const INDUSTRIES = ['Banking', 'Technology', 'Energy'] as const;

const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const promises = fc
  .tuple(
    some(sales('Accept', 30, 'Business Minutes'), sales('Accept', 4, 'Business Hours'), sales('Accept', 4, 'Business Hours'), null),
    some(sales('First Touch', 60, 'Business Minutes'), sales('First Touch', 8, 'Business Hours'), null),
    some(sales('Attempts', 2, 'Attempts', { Within_Days__c: 2 }), sales('Attempts', 3, 'Attempts', { Within_Days__c: 7 }), null),
    some(sales('Disposition', 3, 'Days'), sales('Disposition', 14, 'Days'))
  )
  .map((promised) => [MONTHLY, ...promised.filter((promise) => promise !== null)]);

const agreements = fc.tuple(
  ...INDUSTRIES.map((industry, index) =>
    fc.record({
      promises,
      agreement: fc
        .record({
          On_Breach__c: some('Reroute', 'Reroute', 'Notify Only'),
          At_Risk_Percent__c: some(50, 75, 99),
          Business_Hours__c: some(null, 'Berlin'),
          Marketing_Queue__c: some(null, 'Marketing_Nurture')
        })
        .map((agreement): FieldValues => ({
          ...agreement,
          Name: industry,
          Version__c: 1,
          ...(index < INDUSTRIES.length - 1 ? { Segment__c: industry, Segment_Field__c: 'Industry', Segment_Values__c: industry } : {})
        }))
    })
  )
);

const rules = fc.tuple(
  ...INDUSTRIES.map((industry, index) =>
    fc
      .record({ toQueue: some(false, false, true), keep: fc.boolean(), both: some(true, true, false), capacity: some(null, null, 2) })
      .map(({ toQueue, keep, both, capacity }) => ({
        rule: {
          Name: industry,
          Order__c: index + 1,
          Active__c: true,
          Keep_Owner__c: keep && !toQueue,
          ...(toQueue ? { Assign_To__c: 'Queue', Queue__c: 'Inbound_Sales' } : { Assign_To__c: 'Round Robin' }),
          ...(index < INDUSTRIES.length - 1 ? { Segment_Field__c: 'Industry', Segment_Values__c: industry } : {})
        },
        members: toQueue
          ? []
          : (both ? ['rep', 'rep2'] : ['rep2']).map((name) => ({
              User__c: `${name}@lockstep.local`,
              Active__c: true,
              Capacity__c: capacity
            }))
      }))
  )
);

/** Any terms. A fallback queue is set or not: without one, what nobody can take stays with anyone who has the lead. */
export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  agreements,
  rules,
  settings: some<FieldValues>({ Fallback_Queue__c: 'Hand_Off_Fallback' }, { Fallback_Queue__c: 'Hand_Off_Fallback' }, {})
});

/** Lets both sides sign the agreements, and sets up routing. */
export function agreeOn(org: LocalOrg, { agreements: agreed, rules: routing, settings }: Terms): void {
  const user = org.user(ADMIN);
  const ids = org.transact(user, (tx) => {
    const writer = new RecordWriter(org, tx);
    writer.insert('Lockstep_Settings__c', [{ ...settings, SetupOwnerId: org.organizationId }]);
    for (const { rule, members } of routing) {
      const [ruleId = ''] = writer.insert('Hand_Off_Routing_Rule__c', [rule]);
      writer.insert(
        'Hand_Off_Routing_Member__c',
        members.map((member) => ({ ...member, Hand_Off_Routing_Rule__c: ruleId, User__c: org.user(String(member['User__c'])).id }))
      );
    }
    return agreed.map(({ agreement, promises: promised }) => {
      const today = dayIn(user.timeZone, org.clock.now());
      const [id = ''] = writer.insert('Service_Level_Agreement__c', [{ ...agreement, Status__c: 'Draft', Effective_From__c: today }]);
      writer.insert(
        'SLA_Promise__c',
        promised.map((promise) => ({ ...promise, Service_Level_Agreement__c: id }))
      );
      writer.update('Service_Level_Agreement__c', [{ Id: id, Status__c: 'Proposed' }]);
      return id;
    });
  });
  for (const id of ids) signAsBothSides(org, 'Service_Level_Agreement__c', id);
}
