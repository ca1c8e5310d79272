import { apexCacheDirectory } from '../../local-org/apex/cache-directory';
import { LocalOrg } from '../../local-org/open';
import { loadSample, sampleStart } from '../../scripts/starting/data';

/** A Wednesday morning where the company is. */
const TODAY = Date.parse('2026-03-04T18:00:00Z');

interface Receipt {
  readonly handedOffAt: string;
  readonly score?: { readonly total: number };
  readonly reasons: readonly { readonly points: number; readonly evidenceAt?: string; readonly ageDays?: number }[];
}

const daysBetween = (from: string, to: string): number => Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000));

describe('the sample company', () => {
  let org: LocalOrg;
  const count = (from: string): number => Number(org.db.get(`SELECT COUNT(*) AS n FROM ${from}`)?.['n']);
  const handOffs = (condition: string): number => count(`Hand_Off__c WHERE ${condition}`);

  beforeAll(() => {
    org = LocalOrg.open({
      project: process.cwd(),
      database: ':memory:',
      cacheDirectory: apexCacheDirectory(process.cwd()),
      clockStandsAt: sampleStart(TODAY),
      onBackgroundError: (error) => {
        throw error;
      }
    });
    loadSample(org, TODAY, () => undefined);
  }, 120_000);
  afterAll(() => org.close());

  it.each([
    ["Status__c = 'Offered' AND In_Fallback__c = 0"],
    ["Status__c = 'Working'"],
    ["Verdict__c = 'Rejected'"],
    ["Verdict__c = 'Disqualified'"],
    ["Verdict__c = 'Recycled' AND Wake_Up_On__c IS NOT NULL"],
    ["Verdict__c = 'Converted' AND Account__c IS NOT NULL"],
    ["Outcome__c = 'Won' AND Won_Amount__c > 0"],
    ['Breached__c = 1'],
    ['Incomplete__c = 1'],
    ["Source__c = 'Rule'"],
    ["Source__c = 'Manual' AND Manual_Reason__c IS NOT NULL"]
  ])('has hand-offs where %s', (condition) => {
    expect(handOffs(condition)).toBeGreaterThan(0);
  });

  it('played them: each has its receipt, its agreement and the offers it went through', () => {
    expect(handOffs('Receipt__c IS NULL OR Receipt_Hash__c IS NULL OR SLA__c IS NULL')).toBe(0);
    expect(handOffs('NOT EXISTS (SELECT 1 FROM Hand_Off_Offer__c o WHERE o.Hand_Off__c = Hand_Off__c.Id)')).toBe(0);
    expect(count("Service_Level_Agreement__c WHERE Status__c = 'Agreed' AND Marketing_Signature__c IS NOT NULL")).toBe(1);
    expect(count("Hand_Off_Offer__c WHERE Ended_By__c = 'Breached'")).toBeGreaterThan(0);
  });

  it('froze what was true at each hand-off: every piece of evidence is as old as its receipt says, and all points add up', () => {
    const receipts = org.db.all('SELECT Receipt__c AS receipt FROM Hand_Off__c').map((row): Receipt => JSON.parse(String(row['receipt'])));
    const dated = receipts.flatMap(({ handedOffAt, reasons }) =>
      reasons.flatMap(({ evidenceAt, ageDays }) => (evidenceAt ? [{ said: ageDays, is: daysBetween(evidenceAt, handedOffAt) }] : []))
    );
    expect(dated.length).toBeGreaterThan(50);
    expect(dated.filter(({ said, is }) => said !== is)).toEqual([]);
    const sums = receipts.map(({ reasons, score }) => [
      reasons.reduce((sum, { points }) => sum + Math.round(points * 100), 0),
      score?.total
    ]);
    expect(sums.filter(([sum, total]) => sum !== Math.round((total ?? NaN) * 100))).toEqual([]);
  });

  it('ends with scores that time has not outrun', () => {
    expect(count(`Person_Score__c WHERE Next_Change__c <= ${TODAY} AND IsDeleted = 0`)).toBe(0);
  });

  it('told people once of each thing', () => {
    expect(count('Lockstep_Notice__c WHERE Sent_At__c IS NOT NULL')).toBeGreaterThan(0);
    expect(count('(SELECT Notice_Key__c FROM Lockstep_Notice__c GROUP BY 1 HAVING COUNT(*) > 1)')).toBe(0);
  });

  it('lets nobody stand in two open hand-offs or in two stages', () => {
    expect(count('(SELECT Open_Key__c FROM Hand_Off__c WHERE Open_Key__c IS NOT NULL GROUP BY 1 HAVING COUNT(*) > 1)')).toBe(0);
    expect(
      count('(SELECT Open_Key__c FROM Stage_Stay__c WHERE Open_Key__c IS NOT NULL AND IsDeleted = 0 GROUP BY 1 HAVING COUNT(*) > 1)')
    ).toBe(0);
  });
});
