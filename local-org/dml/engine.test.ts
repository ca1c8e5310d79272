import { schemaWith } from '../schema/testing';
import { TEST_USER, TestOrg } from './testing';

describe('insert and update', () => {
  const org = new TestOrg(schemaWith());
  afterAll(() => org.close());

  it('writes a lead with defaults, owner, audit fields and its name', () => {
    const [id] = org.insert('Lead', [{ FirstName: ' Grace ', LastName: 'Hopper', Company: 'Navy' }]);
    expect(org.row('Lead', id)).toMatchObject({
      Name: 'Grace Hopper',
      FirstName: 'Grace',
      Status: 'Open - Not Contacted',
      OwnerId: TEST_USER.id,
      CreatedDate: org.now,
      IsConverted: false
    });
  });

  it('writes 10,000 leads', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      LastName: `L${i}`,
      FirstName: 'F',
      Company: 'C',
      Email: `a${i}@example.com`,
      Phone: '1',
      City: 'X',
      LeadSource: 'Web'
    }));
    const start = performance.now();
    org.insert('Lead', rows);
    console.log('insert', performance.now() - start);
    const s2 = performance.now();
    const ids = org.db.all('SELECT Id FROM "Lead"').map((row) => String(row['Id']));
    org.dml(
      'update',
      'Lead',
      ids.slice(0, 10000).map((Id) => ({ Id, City: 'Y' }))
    );
    console.log('update', performance.now() - s2);
  });
});
