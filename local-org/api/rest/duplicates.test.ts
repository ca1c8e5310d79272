import { openTestOrg, TestApi, VERSION } from '../testing';

const PERSON = { FirstName: 'Ana', LastName: 'Ruiz', Company: 'Acme', Email: 'ana@acme.example' };

describe('a record that a duplicate rule of the org matches', () => {
  let api: TestApi;
  beforeEach(async () => {
    const duplicateRules = ['Standard_Lead_Duplicate_Rule'];
    api = await TestApi.start(
      {},
      openTestOrg(':memory:', (configuration) => ({ ...configuration, duplicateRules }))
    );
  });
  afterEach(() => api.stop());

  it('is refused with the matches, and saved with the header allowSave', async () => {
    const client = api.as('admin@example.com');
    const path = `${VERSION}/sobjects/Lead`;
    const { id } = (await client.post(path, PERSON)).json as { id: string };
    const refused = await client.post(path, PERSON);
    expect([refused.status, refused.json]).toEqual([
      400,
      [
        {
          duplicateResut: {
            allowSave: true,
            duplicateRule: 'Standard_Lead_Duplicate_Rule',
            duplicateRuleEntityType: 'Lead',
            errorMessage: 'Use one of these records?',
            matchResults: [
              {
                entityType: 'Lead',
                errors: [],
                matchEngine: 'ExactMatchEngine',
                matchRecords: [
                  {
                    additionalInformation: [],
                    fieldDiffs: [],
                    matchConfidence: 100,
                    record: { attributes: { type: 'Lead', url: `${VERSION}/sobjects/Lead/${id}` }, Id: id }
                  }
                ],
                rule: 'Standard_Lead_Match_Rule_v1_0',
                size: 1,
                success: true
              }
            ]
          },
          errorCode: 'DUPLICATES_DETECTED',
          message: 'Use one of these records?',
          fields: []
        }
      ]
    ]);
    const insisting = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=true' };
    expect((await client.post(path, PERSON, insisting)).status).toBe(201);
  });

  it('needs a configuration that names existing rules', () => {
    const duplicateRules = ['My_Rule'];
    expect(() => openTestOrg(':memory:', (configuration) => ({ ...configuration, duplicateRules }))).toThrow(
      'duplicateRules: My_Rule is not a standard duplicate rule'
    );
  });
});
