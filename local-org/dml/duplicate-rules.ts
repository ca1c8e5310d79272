/** What happens to a record that matches another: saved silently, refused unless its writer insists, or refused. */
export type DuplicateAction = 'Allow' | 'Alert' | 'Block';

/** Records of an object that are the same: by one of the equations, all of whose fields are equal, without regard to case, and not blank. */
export interface DuplicateMatchingRule {
  readonly name: string;
  /** The object that is compared with. */
  readonly object: string;
  /** Alternatives; each is pairs of the own field and the other's. */
  readonly equations: readonly (readonly (readonly [own: string, theirs: string])[])[];
}

/** A duplicate rule of an org (Setup, Duplicate Rules). */
export interface DuplicateRule {
  readonly name: string;
  readonly object: string;
  readonly onCreate: DuplicateAction;
  readonly onEdit: DuplicateAction;
  /** The message for the user who saves. */
  readonly alertText: string;
  readonly matchingRules: readonly DuplicateMatchingRule[];
}

const same = (...fields: readonly string[]): readonly (readonly [string, string])[] => fields.map((field) => [field, field]);

const PERSON = [same('FirstName', 'LastName', 'Email'), same('FirstName', 'LastName', 'Phone')] as const;
const LEAD_MATCH: DuplicateMatchingRule = {
  name: 'Standard_Lead_Match_Rule_v1_0',
  object: 'Lead',
  equations: [...PERSON, same('FirstName', 'LastName', 'Company', 'Title'), same('LastName', 'Company', 'Email')]
};
/** A contact's company is its account's name, which is not compared here. */
const LEAD_MATCH_OF_CONTACTS: DuplicateMatchingRule = { ...LEAD_MATCH, equations: PERSON };
const CONTACT_MATCH: DuplicateMatchingRule = {
  name: 'Standard_Contact_Match_Rule_v1_1',
  object: 'Contact',
  equations: [...PERSON, same('LastName', 'Email')]
};
const ACCOUNT_MATCH: DuplicateMatchingRule = {
  name: 'Standard_Account_Match_Rule_v1_0',
  object: 'Account',
  equations: [same('Name', 'Website'), same('Name', 'Phone'), same('Name', 'BillingCity')]
};

const standard = (name: string, object: string, match: DuplicateMatchingRule): DuplicateRule => ({
  name,
  object,
  onCreate: 'Alert',
  onEdit: 'Allow',
  alertText: 'Use one of these records?',
  matchingRules: [match]
});

/** What new orgs have switched on, with equality in the place of the platform's fuzzy matching. */
export const STANDARD_DUPLICATE_RULES: readonly DuplicateRule[] = [
  standard('Standard_Account_Duplicate_Rule', 'Account', ACCOUNT_MATCH),
  standard('Standard_Contact_Duplicate_Rule', 'Contact', CONTACT_MATCH),
  standard('Standard_Lead_Duplicate_Rule', 'Lead', LEAD_MATCH),
  standard('Standard_Rule_for_Leads_with_Duplicate_Contacts', 'Lead', CONTACT_MATCH),
  standard('Standard_Rule_for_Contacts_with_Duplicate_Leads', 'Contact', LEAD_MATCH_OF_CONTACTS)
];
