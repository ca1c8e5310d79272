import { TestApi, VERSION } from '../testing';

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.start();
});
afterEach(() => api.stop());

interface Refusal {
  readonly errorCode: string;
  readonly output: { readonly fieldErrors: Readonly<Record<string, readonly { readonly errorCode: string; readonly message: string }[]>> };
}

describe('a number that is too large', () => {
  const TOO_LARGE: readonly (readonly [given: unknown, shown: string])[] = [
    [2147483648, '2147483648'],
    ['99999999999999999999999', '100000000000000000000000'],
    [-1e30, '-1000000000000000000000000000000'],
    ['123456789012.5', '123456789012.5']
  ];

  it.each(TOO_LARGE)('is an error of its field, without an exponent: %s', async (given, shown) => {
    const admin = api.as('admin@example.com');
    const id = await admin.create('Lead', { LastName: 'Doe', Company: 'Acme' });
    const fields = { LastName: 'Doe', Company: 'Acme', NumberOfEmployees: given };
    const replies = [
      await admin.post(`${VERSION}/ui-api/records`, { apiName: 'Lead', fields }),
      await admin.patch(`${VERSION}/ui-api/records/${id}`, { fields })
    ];
    for (const { status, json } of replies) {
      const { errorCode, output } = json as Refusal;
      expect([status, errorCode]).toEqual([400, 'INVALID_INPUT']);
      const [error] = output.fieldErrors['NumberOfEmployees'] ?? [];
      expect(error?.errorCode).toBe('NUMBER_OUTSIDE_VALID_RANGE');
      expect(error?.message.endsWith(`value outside of valid range on numeric field: ${shown}`)).toBe(true);
    }
  });

  it('is an error of its field where the field has decimals', async () => {
    const reply = await api
      .as('admin@example.com')
      .post(`${VERSION}/ui-api/records`, { apiName: 'Gadget__c', fields: { Name: 'Loom', Price__c: 1e30 } });
    expect((reply.json as Refusal).output.fieldErrors['Price__c']?.[0]?.message).toBe(
      'Price: value outside of valid range on numeric field: 1000000000000000000000000000000'
    );
  });
});
