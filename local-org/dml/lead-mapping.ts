/** A lead's field and where its value continues conversion. */
export interface LeadFieldMapping {
  readonly leadField: string;
  readonly object: 'Account' | 'Contact' | 'Opportunity';
  readonly field: string;
}

const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy'];

const to = (object: LeadFieldMapping['object'], pairs: Readonly<Record<string, string>>): LeadFieldMapping[] =>
  Object.entries(pairs).map(([leadField, field]) => ({ leadField, object, field }));

const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));

const address = (prefix: string): Record<string, string> => Object.fromEntries(ADDRESS_PARTS.map((part) => [part, `${prefix}${part}`]));

/** The platform's own mapping (Salesforce Help, "Lead Conversion Field Mapping"). */
export const STANDARD_LEAD_MAPPING: readonly LeadFieldMapping[] = [
  ...to('Account', {
    Company: 'Name',
    ...address('Billing'),
    ...same('Phone', 'Fax', 'Website', 'Industry', 'AnnualRevenue', 'NumberOfEmployees', 'Rating'),
    LeadSource: 'AccountSource'
  }),
  ...to('Contact', {
    ...same('Salutation', 'FirstName', 'LastName', 'Title', 'Phone', 'MobilePhone', 'Fax', 'Email', 'LeadSource', 'Description'),
    ...same('DoNotCall', 'HasOptedOutOfEmail', 'HasOptedOutOfFax'),
    ...address('Mailing')
  }),
  ...to('Opportunity', same('LeadSource'))
];
