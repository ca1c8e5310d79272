import { Connection } from 'jsforce';
import { ADMIN, agree, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';

interface PersonScore {
  readonly Fit_Score__c: number;
  readonly Interest_Score__c: number;
  readonly Score__c: number;
  readonly Grade__c: string;
  readonly Level__c: string;
  readonly Reasons__c: string;
}

let running: RunningOrg;
let connection: Connection;

beforeAll(async () => {
  running = await startOrg();
  agree(running.org, 'data/lead-definition.json');
  connection = new Connection({ loginUrl: running.url, version: '68.0' });
  await connection.login(ADMIN, PASSWORD);
});

afterAll(() => running.stop());

const LEAD = {
  FirstName: 'Grace',
  LastName: 'Kim',
  Company: 'Harbor Cloud',
  Title: 'VP Sales',
  Industry: 'Technology',
  NumberOfEmployees: 400,
  Country: 'Germany',
  Email: 'grace.kim@harbor-cloud.example'
};

async function scoreOf(field: 'Lead__c' | 'Contact__c', id: string): Promise<PersonScore> {
  const fields = 'Fit_Score__c, Interest_Score__c, Score__c, Grade__c, Level__c, Reasons__c';
  const { records } = await connection.query<PersonScore>(`SELECT ${fields} FROM Person_Score__c WHERE ${field} = '${id}'`);
  const [score] = records;
  if (!score || records.length > 1) throw new Error(`${id} has ${records.length} scores`);
  return score;
}

function sumOfReasons(score: PersonScore): number {
  const reasons: readonly { readonly points: number }[] = JSON.parse(score.Reasons__c);
  return Math.round(reasons.reduce((sum, reason) => sum + reason.points, 0) * 100) / 100;
}

async function create(object: string, record: Record<string, unknown>): Promise<string> {
  const result = await connection.sobject(object).create(record);
  if (!result.success) throw new Error(JSON.stringify(result.errors));
  return result.id;
}

describe('through jsforce', () => {
  it('a new lead has a score whose reasons add up to it', async () => {
    const id = await create('Lead', LEAD);
    const score = await scoreOf('Lead__c', id);
    expect(score.Fit_Score__c).toBe(85);
    expect(score.Interest_Score__c).toBe(0);
    expect(score.Grade__c).toBe('A');
    expect(String(score.Level__c)).toBe('4');
    expect(sumOfReasons(score)).toBe(score.Score__c);
    const lead = await connection.sobject('Lead').retrieve(id);
    expect(lead).toMatchObject({ Lockstep_Score__c: 85, Lockstep_Grade__c: 'A' });
  });

  it('a demo request raises the interest of a lead, and of a contact', async () => {
    const leadId = await create('Lead', LEAD);
    const accountId = await create('Account', { Name: 'Harbor Cloud', Industry: 'Technology', NumberOfEmployees: 400 });
    const contactId = await create('Contact', {
      LastName: 'Kim',
      AccountId: accountId,
      Title: 'VP Sales',
      Email: 'kim@harbor-cloud.example'
    });
    expect((await scoreOf('Contact__c', contactId)).Fit_Score__c).toBeGreaterThan(0);
    for (const [field, id] of [
      ['Lead__c', leadId],
      ['Contact__c', contactId]
    ] as const) {
      const before = await scoreOf(field, id);
      await create('Engagement__c', { [field]: id, Type__c: 'Demo Requested', Occurred_At__c: new Date().toISOString() });
      const after = await scoreOf(field, id);
      expect(after.Interest_Score__c).toBeGreaterThan(before.Interest_Score__c);
      expect(sumOfReasons(after)).toBe(after.Score__c);
    }
  });

  describe('of 200 leads of which one is bad', () => {
    const leads = (mark: string): Record<string, unknown>[] =>
      Array.from({ length: 200 }, (_, index) => ({ ...LEAD, LastName: index === 57 ? undefined : `Lead ${index}`, Company: mark }));

    it('the good ones are saved and scored with allOrNone false', async () => {
      const results = await connection.sobject('Lead').create(leads('partial'), { allOrNone: false });
      expect(results.filter((result) => result.success)).toHaveLength(199);
      expect(results[57]).toMatchObject({ success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }] });
      const { totalSize } = await connection.query("SELECT Id FROM Person_Score__c WHERE Lead__r.Company = 'partial'");
      expect(totalSize).toBe(199);
    });

    it('none is saved with allOrNone true', async () => {
      const results = await connection.sobject('Lead').create(leads('whole'), { allOrNone: true });
      expect(results.some((result) => result.success)).toBe(false);
      const { totalSize } = await connection.query("SELECT Id FROM Lead WHERE Company = 'whole'");
      expect(totalSize).toBe(0);
    });
  });

  it('a criterion that cannot be evaluated is refused on save, naming field and value', async () => {
    const definition = await create('Lead_Definition__c', { Name: 'Draft', Version__c: 2, Reason_for_Change__c: 'test' });
    const criterion = { Name: 'c', Lead_Definition__c: definition, Dimension__c: 'Fit', Points__c: 5 };
    const unknownField = { ...criterion, Field__c: 'Shoe_Size__c', Operator__c: 'Equals', Value__c: '42' };
    await expect(create('Lead_Criterion__c', unknownField)).rejects.toThrow(/Shoe_Size__c/);
    const wrongType = { ...criterion, Field__c: 'NumberOfEmployees', Operator__c: 'Greater', Value__c: 'many' };
    await expect(create('Lead_Criterion__c', wrongType)).rejects.toThrow(/many/);
  });
});
