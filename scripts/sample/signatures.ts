import type { Org } from '../../local-org/org';
import { RecordWriter } from './record-writer';

/** Who signs for which side in the sample company. */
export const SIGNATORIES = { Marketing: 'vp.marketing@lockstep.local', Sales: 'vp.sales@lockstep.local' } as const;

/**
 * Signs a proposed record for both sides, each as the head of its team, which agrees it.
 * @param lookup the field of the signature that names the record, such as `Lead_Definition__c`
 */
export function signAsBothSides(org: Org, lookup: string, recordId: string): void {
  for (const [side, username] of Object.entries(SIGNATORIES)) {
    org.transact(org.user(username), (tx) => {
      new RecordWriter(org, tx).insert('Signature__c', [{ Side__c: side, [lookup]: recordId }]);
    });
  }
}
