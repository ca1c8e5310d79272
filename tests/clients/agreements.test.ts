import type { Connection } from 'jsforce';
import { connect } from '../../scripts/importing/connection';
import { SIGNATORIES } from '../../scripts/sample/signatures';
import { ADMIN, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';

interface Agreement {
  readonly Status__c: string;
  readonly Marketing_Signature__r: { readonly Signed_By__r: { readonly Username: string } } | null;
  readonly Sales_Signature__r: { readonly Signed_By__r: { readonly Username: string } } | null;
}

describe('an agreement, through a client of the API', () => {
  let running: RunningOrg;
  let marketer: Connection;
  let agreementId: string;

  const as = (username: string): Promise<Connection> => connect({ instanceUrl: running.url, username, password: PASSWORD });
  const read = async (): Promise<Agreement | undefined> => {
    const { records } = await marketer.query<Agreement>(
      `SELECT Status__c, Marketing_Signature__r.Signed_By__r.Username, Sales_Signature__r.Signed_By__r.Username
       FROM Service_Level_Agreement__c WHERE Id = '${agreementId}'`
    );
    return records[0];
  };
  const sign = (connection: Connection, Side__c: string): Promise<unknown> =>
    connection.sobject('Signature__c').create({ Side__c, Service_Level_Agreement__c: agreementId });
  const move = (connection: Connection, Status__c: string): Promise<unknown> =>
    connection.sobject('Service_Level_Agreement__c').update({ Id: agreementId, Status__c });

  beforeAll(async () => {
    running = await startOrg();
    marketer = await as('marketer@lockstep.local');
    const { id = '' } = await marketer.sobject('Service_Level_Agreement__c').create({
      Name: 'Standard',
      Effective_From__c: new Date(running.org.clock.now()).toISOString().slice(0, 10),
      Marketing_Queue__c: 'Marketing_Nurture'
    });
    agreementId = id;
    const promise = { Service_Level_Agreement__c: id };
    const promises = await marketer.sobject('SLA_Promise__c').create([
      { ...promise, Name: 'Accept', Side__c: 'Sales', Metric__c: 'Accept', Target__c: 4, Unit__c: 'Business Hours' },
      { ...promise, Name: 'Volume', Side__c: 'Marketing', Metric__c: 'Hand-Offs per Month', Target__c: 40, Unit__c: 'Hand-Offs' }
    ]);
    expect(promises.map(({ success }) => success)).toEqual([true, true]);
  });
  afterAll(() => running.stop());

  test('is agreed by the signature of each head, and by nobody else’s doing', async () => {
    await expect(sign(await as(SIGNATORIES.Sales), 'Sales')).rejects.toThrow('has the status Draft');
    await move(marketer, 'Proposed');
    for (const username of [ADMIN, 'marketer@lockstep.local']) {
      const connection = await as(username);
      await expect(move(connection, 'Agreed')).rejects.toThrow('two different people');
      await expect(sign(connection, 'Sales')).rejects.toThrow('You do not have permission to sign for Sales');
    }
    await expect(sign(await as('rep@lockstep.local'), 'Sales')).rejects.toThrow();
    await expect(sign(await as(SIGNATORIES.Marketing), 'Sales')).rejects.toThrow('You do not have permission to sign for Sales');

    await sign(await as(SIGNATORIES.Sales), 'Sales');
    expect(await read()).toMatchObject({ Status__c: 'Proposed', Marketing_Signature__r: null });
    await sign(await as(SIGNATORIES.Marketing), 'Marketing');
    expect(await read()).toMatchObject({
      Status__c: 'Agreed',
      Marketing_Signature__r: { Signed_By__r: { Username: SIGNATORIES.Marketing } },
      Sales_Signature__r: { Signed_By__r: { Username: SIGNATORIES.Sales } }
    });
  });

  test('is then changed and deleted by nobody, admins included', async () => {
    const admin = await as(ADMIN);
    const { records } = await admin.query<{ Id: string }>(
      `SELECT Id FROM SLA_Promise__c WHERE Service_Level_Agreement__c = '${agreementId}'`
    );
    const [promise] = records;
    await expect(admin.sobject('SLA_Promise__c').update({ Id: promise?.Id ?? '', Target__c: 40 })).rejects.toThrow('in a draft');
    await expect(admin.sobject('SLA_Promise__c').destroy(promise?.Id ?? '')).rejects.toThrow('Promises can only be');
    await expect(admin.sobject('Service_Level_Agreement__c').update({ Id: agreementId, On_Breach__c: 'Notify Only' })).rejects.toThrow(
      'Only a draft can be changed'
    );
    await expect(admin.sobject('Service_Level_Agreement__c').destroy(agreementId)).rejects.toThrow('You can delete only drafts');
    const signatures = await admin.query<{ Id: string }>('SELECT Id FROM Signature__c');
    expect(signatures.totalSize).toBe(2);
    for (const { Id } of signatures.records) await expect(admin.sobject('Signature__c').destroy(Id)).rejects.toThrow();
    expect(await read()).toMatchObject({ Status__c: 'Agreed' });
  });
});
