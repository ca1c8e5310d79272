import { schemaWith } from '../schema/testing';
import { STANDARD_DUPLICATE_RULES, type DuplicateRule } from './duplicate-rules';
import { SYSTEM_ACCESS } from '../soql/types';
import type { LeadConversion, LeadConversionResult } from './types';
import { firstError, TestOrg, type Values } from './testing';

const RULE: DuplicateRule = {
  name: 'Same_Person',
  object: 'Lead',
  onCreate: 'Alert',
  onEdit: 'Alert',
  alertText: 'Use one of these records?',
  matchingRules: [
    {
      name: 'Same_Lead',
      object: 'Lead',
      equations: [
        [
          ['LastName', 'LastName'],
          ['Company', 'Company']
        ],
        [['Email', 'Email']]
      ]
    },
    { name: 'Same_Contact', object: 'Contact', equations: [[['Email', 'Email']]] }
  ]
};

const CONVERSION: Omit<LeadConversion, 'leadId'> = {
  convertedStatus: 'Closed - Converted',
  accountId: null,
  contactId: null,
  opportunityId: null,
  opportunityName: null,
  doNotCreateOpportunity: true,
  overwriteLeadSource: false,
  ownerId: null,
  sendNotificationEmail: false
};

function conversion(org: TestOrg, request: LeadConversion): LeadConversionResult {
  const [result] = org.transact((tx) => org.engine.convertLeads(tx, [request], { access: SYSTEM_ACCESS, allOrNone: false }));
  if (!result) throw new Error('A conversion gave no result');
  return result;
}

describe('a record that a duplicate rule matches', () => {
  const orgs: TestOrg[] = [];
  const orgWith = (...duplicateRules: DuplicateRule[]): TestOrg => {
    const org = new TestOrg(schemaWith([]), { duplicateRules });
    orgs.push(org);
    return org;
  };
  afterEach(() => orgs.splice(0).forEach((org) => org.close()));

  const ruiz: Values = { LastName: 'Ruiz', Company: 'Casa Verde', Email: 'ruiz@casa.example' };

  it('is refused with what it matches, unless its writer insists', () => {
    const org = orgWith(RULE);
    const [lead = ''] = org.insert('Lead', [ruiz]);
    const [contact = ''] = org.insert('Contact', [{ LastName: 'Ruiz', Email: 'RUIZ@casa.example' }]);
    const refused = org.dml('insert', 'Lead', [
      { ...ruiz, Company: 'casa verde', Email: null },
      { ...ruiz, LastName: 'Roca' }
    ]);
    expect(refused.map((result) => result.errors)).toEqual([
      [
        {
          errorCode: 'DUPLICATES_DETECTED',
          message: 'Use one of these records?',
          fields: [],
          duplicates: expect.objectContaining({ allowSave: true, matches: [{ entityType: 'Lead', rule: 'Same_Lead', recordIds: [lead] }] })
        }
      ],
      [
        expect.objectContaining({
          duplicates: expect.objectContaining({
            matches: [expect.objectContaining({ recordIds: [lead] }), { entityType: 'Contact', rule: 'Same_Contact', recordIds: [contact] }]
          })
        })
      ]
    ]);
    expect(org.dml('insert', 'Lead', [ruiz], { allowDuplicates: true })[0]?.success).toBe(true);
  });

  it('is saved by nobody where the rule blocks, and by everybody where it allows', () => {
    const blocking = orgWith({ ...RULE, onCreate: 'Block' });
    blocking.insert('Lead', [ruiz]);
    expect(firstError(blocking.dml('insert', 'Lead', [ruiz], { allowDuplicates: true })[0])).toMatchObject({
      duplicates: { allowSave: false }
    });
    const allowing = orgWith({ ...RULE, onCreate: 'Allow' });
    expect([...allowing.insert('Lead', [ruiz]), ...allowing.insert('Lead', [ruiz])]).toHaveLength(2);
  });

  it('is compared with stored records, not with the others of its call', () => {
    const org = orgWith(RULE);
    expect(org.dml('insert', 'Lead', [ruiz, ruiz]).map(({ success }) => success)).toEqual([true, true]);
  });

  it('may be changed where no field of the rule changes', () => {
    const org = orgWith(RULE);
    const [, second = ''] = org.insert('Lead', [ruiz, ruiz]);
    expect(org.dml('update', 'Lead', [{ Id: second, Title: 'Director' }])[0]?.success).toBe(true);
    expect(firstError(org.dml('update', 'Lead', [{ Id: second, Email: 'RUIZ@casa.example' }])[0])).toMatchObject({
      errorCode: 'DUPLICATES_DETECTED'
    });
  });

  it('is none for a deleted record, nor for blank fields', () => {
    const org = orgWith(RULE);
    const [gone = ''] = org.insert('Lead', [ruiz]);
    org.dml('delete', 'Lead', [{ Id: gone }]);
    org.insert('Lead', [{ LastName: 'One', Company: 'c' }]);
    expect(org.dml('insert', 'Lead', [ruiz, { LastName: 'Two', Company: 'c' }]).map(({ success }) => success)).toEqual([true, true]);
  });

  it('stops a conversion that would make it, but not one into it', () => {
    const org = orgWith(...STANDARD_DUPLICATE_RULES.filter(({ name }) => name === 'Standard_Contact_Duplicate_Rule'));
    const person: Values = { FirstName: 'Ana', LastName: 'Ruiz', Email: 'ruiz@casa.example' };
    const [account = ''] = org.insert('Account', [{ Name: 'Casa Verde' }]);
    const [contact = ''] = org.insert('Contact', [{ ...person, AccountId: account }]);
    const [lead = ''] = org.insert('Lead', [{ ...person, Company: 'Casa Verde' }]);
    const convert = (more: Partial<LeadConversion> = {}) => conversion(org, { ...CONVERSION, leadId: lead, ...more });
    expect(convert().errors[0]).toMatchObject({
      errorCode: 'DUPLICATES_DETECTED',
      duplicates: { matches: [{ entityType: 'Contact', recordIds: [contact] }] }
    });
    expect(convert({ accountId: account, contactId: contact })).toMatchObject({ success: true, contactId: contact });
  });
});
