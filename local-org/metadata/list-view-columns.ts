/**
 * List views have special names for standard fields. This table maps them, by object, to the field (or path).
 * Custom fields go by their API names.
 */
const COMMON: Readonly<Record<string, string>> = {
  NAME: 'Name',
  OBJECT_ID: 'Id',
  CREATED_DATE: 'CreatedDate',
  LAST_UPDATE: 'LastModifiedDate',
  LAST_ACTIVITY: 'LastActivityDate',
  RECORDTYPE: 'RecordType.Name',
  'OWNER.ALIAS': 'Owner.Alias',
  'OWNER.FIRST_NAME': 'Owner.FirstName',
  'OWNER.LAST_NAME': 'Owner.LastName',
  CREATEDBY_USER: 'CreatedBy.Name',
  'CREATEDBY_USER.ALIAS': 'CreatedBy.Alias',
  UPDATEDBY_USER: 'LastModifiedBy.Name',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Alias',
  'CORE.USERS.ALIAS': 'Owner.Alias',
  'CORE.USERS.FULL_NAME': 'Owner.Name',
  'CORE.USERS.FIRST_NAME': 'Owner.FirstName',
  'CORE.USERS.LAST_NAME': 'Owner.LastName'
};

const address = (prefix: string, field: string): Record<string, string> => ({
  [`${prefix}STREET`]: `${field}Street`,
  [`${prefix}CITY`]: `${field}City`,
  [`${prefix}STATE`]: `${field}State`,
  [`${prefix}ZIP`]: `${field}PostalCode`,
  [`${prefix}COUNTRY`]: `${field}Country`
});

const OF_OBJECT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Lead: {
    FULL_NAME: 'Name',
    'LEAD.FIRST_NAME': 'FirstName',
    'LEAD.LAST_NAME': 'LastName',
    'LEAD.TITLE': 'Title',
    'LEAD.COMPANY': 'Company',
    'LEAD.EMAIL': 'Email',
    'LEAD.PHONE': 'Phone',
    'LEAD.MOBILE_PHONE': 'MobilePhone',
    'LEAD.FAX': 'Fax',
    'LEAD.STATUS': 'Status',
    'LEAD.LEAD_SOURCE': 'LeadSource',
    'LEAD.INDUSTRY': 'Industry',
    'LEAD.RATING': 'Rating',
    'LEAD.ANNUAL_REVENUE': 'AnnualRevenue',
    'LEAD.NUMBER_OF_EMPLOYEES': 'NumberOfEmployees',
    'LEAD.WEBSITE': 'Website',
    'LEAD.UNREAD': 'IsUnreadByOwner',
    'LEAD.CONVERTED': 'IsConverted',
    'LEAD.CREATED_DATE': 'CreatedDate',
    'LEAD.LAST_UPDATE': 'LastModifiedDate',
    'LEAD.LAST_ACTIVITY': 'LastActivityDate',
    'LEAD.HAS_OPTED_OUT_OF_EMAIL': 'HasOptedOutOfEmail',
    'LEAD.DO_NOT_CALL': 'DoNotCall',
    ...address('LEAD.', '')
  },
  Contact: {
    FULL_NAME: 'Name',
    'CONTACT.FIRST_NAME': 'FirstName',
    'CONTACT.LAST_NAME': 'LastName',
    'CONTACT.TITLE': 'Title',
    'CONTACT.EMAIL': 'Email',
    'CONTACT.PHONE1': 'Phone',
    'CONTACT.PHONE3': 'MobilePhone',
    'CONTACT.LEAD_SOURCE': 'LeadSource',
    'CONTACT.CREATED_DATE': 'CreatedDate',
    'CONTACT.LAST_UPDATE': 'LastModifiedDate',
    'CONTACT.LAST_ACTIVITY': 'LastActivityDate',
    'ACCOUNT.NAME': 'Account.Name',
    ...address('CONTACT.MAILING_', 'Mailing')
  },
  Account: {
    'ACCOUNT.NAME': 'Name',
    'ACCOUNT.TYPE': 'Type',
    'ACCOUNT.INDUSTRY': 'Industry',
    'ACCOUNT.PHONE1': 'Phone',
    'ACCOUNT.URL': 'Website',
    'ACCOUNT.EMPLOYEES': 'NumberOfEmployees',
    'ACCOUNT.CREATED_DATE': 'CreatedDate',
    'ACCOUNT.LAST_UPDATE': 'LastModifiedDate',
    ...address('ACCOUNT.ADDRESS1_', 'Billing')
  },
  Opportunity: {
    'OPPORTUNITY.NAME': 'Name',
    'OPPORTUNITY.STAGE_NAME': 'StageName',
    'OPPORTUNITY.AMOUNT': 'Amount',
    'OPPORTUNITY.CLOSE_DATE': 'CloseDate',
    'OPPORTUNITY.PROBABILITY': 'Probability',
    'OPPORTUNITY.TYPE': 'Type',
    'OPPORTUNITY.LEAD_SOURCE': 'LeadSource',
    'OPPORTUNITY.NEXT_STEP': 'NextStep',
    'OPPORTUNITY.CLOSED': 'IsClosed',
    'OPPORTUNITY.WON': 'IsWon',
    'OPPORTUNITY.CREATED_DATE': 'CreatedDate',
    'OPPORTUNITY.LAST_UPDATE': 'LastModifiedDate',
    'ACCOUNT.NAME': 'Account.Name',
    'CAMPAIGN.NAME': 'Campaign.Name'
  },
  Campaign: {
    'CAMPAIGN.NAME': 'Name',
    'CAMPAIGN.STATUS': 'Status',
    'CAMPAIGN.CAMPAIGN_TYPE': 'Type',
    'CAMPAIGN.START_DATE': 'StartDate',
    'CAMPAIGN.END_DATE': 'EndDate',
    'CAMPAIGN.ACTIVE': 'IsActive',
    'CAMPAIGN.CREATED_DATE': 'CreatedDate',
    'CAMPAIGN.LAST_UPDATE': 'LastModifiedDate'
  }
};

/** Standard fields of custom metadata types, which list views name as they are. */
const OF_CUSTOM_METADATA: ReadonlySet<string> = new Set(['MasterLabel', 'DeveloperName', 'NamespacePrefix', 'Label', 'IsProtected']);

/** @returns the field's API name or path (`Owner.Alias`); `undefined` for a column that is not known */
export function listViewField(object: string, column: string): string | undefined {
  if (/__c$/.test(column) || (object.endsWith('__mdt') && OF_CUSTOM_METADATA.has(column))) return column;
  return OF_OBJECT[object]?.[column] ?? COMMON[column];
}
