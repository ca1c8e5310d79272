import fs from 'node:fs';
import path from 'node:path';
import { apexCacheDirectory } from '../../local-org/apex/cache-directory';
import { nearLimit } from '../../local-org/apex/testing/near-limit';
import type { DuplicateRule } from '../../local-org/dml/duplicate-rules';
import { STANDARD_DUPLICATE_RULES } from '../../local-org/dml/duplicate-rules';
import { LocalOrg } from '../../local-org/open';
import type { OrgConfiguration } from '../../local-org/setup/configuration';

const project = process.cwd();

/** Stricter than the standard ones: people of one name and company are the same. */
const SAME_NAME: DuplicateRule = {
  name: 'Same_Name_and_Company',
  object: 'Lead',
  onCreate: 'Alert',
  onEdit: 'Alert',
  alertText: 'You know this person.',
  matchingRules: [
    {
      name: 'Same_Name_and_Company',
      object: 'Lead',
      equations: [
        [
          ['LastName', 'LastName'],
          ['Company', 'Company']
        ],
        [['Email', 'Email']]
      ]
    }
  ]
};

const inGermany = (configuration: OrgConfiguration): OrgConfiguration => ({
  ...configuration,
  organization: {
    ...configuration.organization,
    timeZone: 'Europe/Berlin',
    locale: 'de_DE',
    language: 'de',
    currency: 'EUR',
    fiscalYearStartMonth: 4
  },
  duplicateRules: [...STANDARD_DUPLICATE_RULES.map(({ name }) => name), SAME_NAME]
});

describe('the Apex tests of the package', () => {
  it('pass in an org with duplicate rules, another language, currency and fiscal year, and with its jobs scheduled', () => {
    const org = LocalOrg.open({ project, database: ':memory:', cacheDirectory: apexCacheDirectory(project), configure: inGermany });
    const admin = org.user(org.configuration.previewUser);
    const schedule = 'NightlyScoreWork.schedule(); RecycleWakeUpWork.schedule(); LockstepSweep.schedule();';
    expect(org.transact(admin, (tx) => org.apex.executeAnonymous(tx, schedule))).toMatchObject({ success: true });
    const outcomes = org.rehearse(admin, (tx) => org.apex.runTests(tx, org.apex.testMethods()));
    org.close();
    const problems = outcomes.flatMap((outcome) => {
      const problem = outcome.outcome === 'Pass' ? nearLimit(outcome) : `${outcome.message}\n${outcome.stackTrace}`;
      return problem === null ? [] : [`${outcome.className}.${outcome.methodName}: ${problem}`];
    });
    expect(problems).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(500);
  }, 300_000);

  it('offer the contact that a duplicate rule finds for a lead that is to be converted', () => {
    const org = LocalOrg.open({ project, database: ':memory:', cacheDirectory: apexCacheDirectory(project), configure: inGermany });
    const { success, compileProblem, exceptionMessage, log } = org.transact(org.user(org.configuration.previewUser), (tx) =>
      org.apex.executeAnonymous(tx, CONVERT_A_DUPLICATE)
    );
    org.close();
    expect([success, compileProblem, exceptionMessage]).toEqual([true, null, null]);
    expect(log).toContain('Use one of these records? A duplicate rule found Ana Ruiz, Casa Verde.');
    expect(log).toContain('offered true, converted true');
  }, 120_000);

  it('rely on no name of a profile, no fixed username and no count of all jobs', () => {
    const found = apexFiles().flatMap((file) => {
      const text = fs.readFileSync(file, 'utf8');
      return RELIANCES.flatMap(([what, pattern]) => (pattern.test(text) ? [`${path.basename(file)}: ${what}`] : []));
    });
    expect(found).toEqual([]);
  });
});

const CONVERT_A_DUPLICATE = `
  Account company = new Account(Name = 'Casa Verde');
  insert company;
  Contact known = new Contact(FirstName = 'Ana', LastName = 'Ruiz', Email = 'ana@casa.example', AccountId = company.Id);
  insert known;
  Database.DMLOptions insisting = new Database.DMLOptions();
  insisting.DuplicateRuleHeader.allowSave = true;
  Lead person = new Lead(FirstName = 'Ana', LastName = 'Ruiz', Email = 'ANA@casa.example', Company = 'Casa Roja');
  Assert.areEqual(StatusCode.DUPLICATES_DETECTED, Database.insert(person, false).getErrors()[0].getStatusCode());
  Database.insert(person, insisting);
  Database.LeadConvert conversion = new Database.LeadConvert();
  conversion.setLeadId(person.Id);
  conversion.setDoNotCreateOpportunity(true);
  conversion.setConvertedStatus('Closed - Converted');
  Database.LeadConvertResult refused = Database.convertLead(conversion, false);
  VerdictDuplicate found = VerdictDuplicate.foundBy(refused.getErrors()).get(0);
  System.debug(found.message);
  conversion.setAccountId(found.accountId);
  conversion.setContactId(found.contactId);
  System.debug('offered ' + (found.contactId == known.Id) + ', converted ' + Database.convertLead(conversion, false).isSuccess());
`;

/** What differs from org to org, though every org compiles it. */
const RELIANCES: readonly (readonly [string, RegExp])[] = [
  ['a profile by its name, which is translated', /FROM\s+Profile\s+WHERE\s+Name\b|\bProfile\.Name\s*=/i],
  ['a username that another org may have', /\bUsername\s*=\s*'[^']*@[^']*'\s*[,)]/i],
  ['all jobs of the org', /FROM\s+AsyncApexJob\s+(?:WITH|\])/i]
];

function apexFiles(): string[] {
  return fs
    .readdirSync(path.join(project, 'force-app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.cls'))
    .map((file) => path.join(project, 'force-app', file));
}
