import path from 'node:path';
import type { Connection } from 'jsforce';
import { connect } from '../../scripts/importing/connection';
import { setUpHandOffs, type HandOffSetupFile } from '../../scripts/sample/hand-off-setup';
import { ADMIN, agree, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';

/** What of a hand-off comes back from its deals. */
interface HandOff {
  readonly Id: string;
  readonly Status__c: string;
  readonly Verdict__c: string | null;
  readonly Outcome__c: string | null;
  readonly Won_Amount__c: number | null;
  readonly Pipeline_Amount__c: number | null;
  readonly Stage__c: string | null;
  readonly Lead_Source__c: string | null;
  readonly Source_Campaign__r: { readonly Name: string } | null;
  readonly Definition__r: { readonly Version__c: number } | null;
  readonly Receipt__c: string;
  readonly Receipt_Hash__c: string;
  readonly Cycle__c: number;
  readonly Open_Key__c: string | null;
}

const AGREEMENT: HandOffSetupFile = {
  agreement: { Name: 'Standard', Version__c: 1, On_Breach__c: 'Notify Only' },
  promises: [
    { Name: 'Accept', Side__c: 'Sales', Metric__c: 'Accept', Target__c: 4, Unit__c: 'Business Hours' },
    { Name: 'Volume', Side__c: 'Marketing', Metric__c: 'Hand-Offs per Month', Target__c: 5, Unit__c: 'Hand-Offs' }
  ],
  routing: [
    {
      rule: { Name: 'Everybody', Order__c: 1, Active__c: true, Assign_To__c: 'Round Robin' },
      members: [{ username: 'rep@lockstep.local', Active__c: true }]
    }
  ],
  settings: {}
};

describe('the closed loop, by a client of the API', () => {
  let running: RunningOrg;
  let connection: Connection;

  beforeAll(async () => {
    running = await startOrg();
    agree(running.org, path.join('data', 'lead-definition.json'));
    setUpHandOffs(running.org, AGREEMENT, ADMIN);
    connection = await connect({ instanceUrl: running.url, username: ADMIN, password: PASSWORD });
    const installed = await connection.tooling.executeAnonymous('FunnelLadder.install();');
    expect(installed).toMatchObject({ success: true });
  });
  afterAll(() => running.stop());

  const create = async (object: string, fields: Record<string, unknown>): Promise<string> => {
    const saved = await connection.sobject(object).create(fields);
    expect(saved).toMatchObject({ success: true });
    return saved.id ?? '';
  };

  const handedOff = async (name: string): Promise<{ leadId: string; handOffId: string }> => {
    const campaignId = await create('Campaign', { Name: `Campaign of ${name}`, IsActive: true });
    const leadId = await create('Lead', { LastName: name, Company: 'Casa Verde', Industry: 'Banking', LeadSource: 'Partner Referral' });
    await create('CampaignMember', { CampaignId: campaignId, LeadId: leadId, Status: 'Responded' });
    const handOffId = await create('Hand_Off__c', { Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: 'Met at the fair' });
    return { leadId, handOffId };
  };

  const handOff = async (id: string): Promise<HandOff> => {
    const { records } = await connection.query<HandOff>(
      `SELECT Id, Status__c, Verdict__c, Outcome__c, Won_Amount__c, Pipeline_Amount__c, Stage__c, Lead_Source__c, Source_Campaign__r.Name,
         Definition__r.Version__c, Receipt__c, Receipt_Hash__c, Cycle__c, Open_Key__c FROM Hand_Off__c WHERE Id = '${id}'`
    );
    const [found] = records;
    if (!found) throw new Error(`No hand-off ${id}`);
    return found;
  };

  const convert = async (leadId: string): Promise<{ contactId: string; opportunityId: string; accountId: string }> => {
    const [result] = await connection.soap.convertLead([
      {
        leadId,
        convertedStatus: 'Closed - Converted',
        doNotCreateOpportunity: false,
        opportunityName: 'First order',
        overwriteLeadSource: false,
        sendNotificationEmail: false
      }
    ]);
    expect(result).toMatchObject({ success: true });
    return { contactId: result?.contactId ?? '', opportunityId: result?.opportunityId ?? '', accountId: result?.accountId ?? '' };
  };

  const stagesOf = async (contactId: string): Promise<string[]> => {
    const { records } = await connection.query<{ Funnel_Stage__r: { Stage_Key__c: string } }>(
      `SELECT Funnel_Stage__r.Stage_Key__c FROM Stage_Stay__c WHERE Contact__c = '${contactId}' ORDER BY Name`
    );
    return records.map((stay) => stay.Funnel_Stage__r.Stage_Key__c);
  };

  test('brings a won deal back to the hand-off, whose receipt stays what it was', async () => {
    const { leadId, handOffId } = await handedOff('Ruiz');
    const before = await handOff(handOffId);
    expect(before.Receipt__c.length).toBeGreaterThan(100);

    const { contactId, opportunityId } = await convert(leadId);
    await connection.sobject('Opportunity').update({ Id: opportunityId, Amount: 12_345.67 });
    expect(await handOff(handOffId)).toMatchObject({
      Status__c: 'Closed',
      Verdict__c: 'Converted',
      Outcome__c: 'Open',
      Pipeline_Amount__c: 12_345.67
    });

    await connection.sobject('Opportunity').update({ Id: opportunityId, StageName: 'Closed Won' });
    const after = await handOff(handOffId);
    expect(after).toMatchObject({
      Outcome__c: 'Won',
      Won_Amount__c: 12_345.67,
      Pipeline_Amount__c: 0,
      Stage__c: 'Closed Won',
      Lead_Source__c: 'Partner Referral',
      Source_Campaign__r: { Name: 'Campaign of Ruiz' },
      Definition__r: { Version__c: 1 }
    });
    expect([after.Receipt__c, after.Receipt_Hash__c]).toEqual([before.Receipt__c, before.Receipt_Hash__c]);
    expect(await stagesOf(contactId)).toEqual(['inquiry', 'mql', 'sql', 'customer']);
  });

  test('splits a deal among hand-offs to the cent, and gives back what a deleted deal had brought', async () => {
    const people = [await handedOff('One'), await handedOff('Two'), await handedOff('Three')];
    const [first, ...others] = people;
    if (!first) throw new Error('nobody');
    const { accountId, opportunityId } = await convert(first.leadId);
    for (const { leadId } of others) {
      const [result] = await connection.soap.convertLead([
        {
          leadId,
          accountId,
          opportunityId,
          convertedStatus: 'Closed - Converted',
          doNotCreateOpportunity: false,
          overwriteLeadSource: false,
          sendNotificationEmail: false
        }
      ]);
      expect(result).toMatchObject({ success: true });
    }
    await connection.sobject('Opportunity').update({ Id: opportunityId, Amount: 100.01, StageName: 'Closed Won' });
    const cents = async (): Promise<(number | null)[]> =>
      Promise.all(
        people.map(async ({ handOffId }) => {
          const { Won_Amount__c: won } = await handOff(handOffId);
          return won === null ? null : Math.round(won * 100);
        })
      );
    const split = await cents();
    expect(split.reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBe(10_001);
    // Credits of 33.33, 33.34 and 33.33 percent: the middle one is a cent or two more.
    expect(Math.max(...split.map(Number)) - Math.min(...split.map(Number))).toBeLessThanOrEqual(2);
    const credits = await connection.query<{ total: number }>(
      `SELECT SUM(Credit__c) total FROM Hand_Off_Opportunity__c WHERE Opportunity__c = '${opportunityId}'`
    );
    expect(credits.records[0]?.total).toBe(100);

    await connection.sobject('Opportunity').destroy(opportunityId);
    expect(await cents()).toEqual([null, null, null]);
    expect(await handOff(first.handOffId)).toMatchObject({ Outcome__c: 'Open', Stage__c: null });
  });

  test('keeps all cycles of merged leads and one open hand-off', async () => {
    const winner = await handedOff('Winner');
    const loser = await handedOff('Loser');
    const before = await handOff(loser.handOffId);
    await connection.tooling.executeAnonymous(`merge as system new Lead(Id = '${winner.leadId}') new Lead(Id = '${loser.leadId}');`);
    expect(await handOff(winner.handOffId)).toMatchObject({ Status__c: 'Offered', Open_Key__c: winner.leadId, Cycle__c: 1 });
    const merged = await handOff(loser.handOffId);
    expect(merged).toMatchObject({ Status__c: 'Merged', Open_Key__c: null, Cycle__c: 2 });
    expect(merged.Receipt__c).toBe(before.Receipt__c);
  });
});
