import {
  CREATE_ONLY,
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  audit,
  checkbox,
  currency,
  date,
  formula,
  id,
  int,
  isDeleted,
  lastActivity,
  lastSeen,
  lookup,
  number,
  owner,
  percent,
  picklist,
  text,
  textArea,
  unnamed
} from '../fields';
import type { FieldSpec, StandardObjectSpec } from '../specification';
import type { RollupDef } from '../types';
import { CAMPAIGN_MEMBER_STATUSES, CAMPAIGN_STATUSES, CAMPAIGN_TYPES } from './values';

type Filter = RollupDef['filters'][number];

const membersWhere = (filter: Filter): RollupDef => ({
  operation: 'count',
  childObject: 'CampaignMember',
  childField: 'CampaignId',
  filters: [filter]
});

const opportunities = (operation: 'count' | 'sum', ...filters: Filter[]): RollupDef => ({
  operation,
  childObject: 'Opportunity',
  childField: 'CampaignId',
  ...(operation === 'sum' ? { summarizedField: 'Amount' } : {}),
  filters
});

const WON: Filter = { field: 'IsWon', operation: 'equals', value: 'true' };

/** Campaign statistics are kept as roll-ups of members and opportunities. */
const countOf = (apiName: string, rollup: RollupDef): FieldSpec => int(apiName, SYSTEM, { rollup, precision: 8 });
const sumOf = (apiName: string, rollup: RollupDef): FieldSpec => currency(apiName, 18, 0, SYSTEM, { rollup });

export const campaign: StandardObjectSpec = {
  apiName: 'Campaign',
  label: 'Campaign',
  pluralLabel: 'Campaigns',
  keyPrefix: '701',
  sharingModel: 'FullAccess',
  searchable: true,
  fields: [
    id(),
    isDeleted(),
    text('Name', 80, REQUIRED, { nameField: true }),
    lookup('ParentId', 'Campaign', 'ChildCampaigns', { label: 'Parent Campaign ID' }),
    picklist('Type', CAMPAIGN_TYPES, { valueSetName: 'CampaignType' }),
    picklist('Status', CAMPAIGN_STATUSES, { valueSetName: 'CampaignStatus' }),
    date('StartDate'),
    date('EndDate'),
    currency('ExpectedRevenue', 18, 0),
    currency('BudgetedCost', 18, 0),
    currency('ActualCost', 18, 0),
    percent('ExpectedResponse', 10, 2, { label: 'Expected Response (%)' }),
    number('NumberSent', 18, 0, { label: 'Num Sent' }),
    checkbox('IsActive', { label: 'Active' }),
    textArea('Description', 32000),
    countOf('NumberOfLeads', membersWhere({ field: 'LeadId', operation: 'notEqual', value: '' })),
    countOf('NumberOfContacts', membersWhere({ field: 'ContactId', operation: 'notEqual', value: '' })),
    countOf('NumberOfResponses', membersWhere({ field: 'HasResponded', operation: 'equals', value: 'true' })),
    countOf('NumberOfOpportunities', opportunities('count')),
    countOf('NumberOfWonOpportunities', opportunities('count', WON)),
    sumOf('AmountAllOpportunities', opportunities('sum')),
    sumOf('AmountWonOpportunities', opportunities('sum', WON)),
    owner(['User']),
    ...audit(),
    lastActivity(),
    ...lastSeen()
  ]
};

/** A member's personal data is its lead's, or its contact's where it has one. */
const ofPerson = (apiName: string, length: number, leadField = apiName, contactField = apiName): FieldSpec =>
  formula('string', apiName, `IF(ISBLANK(ContactId), Lead.${leadField}, Contact.${contactField})`, { length });

export const campaignMember: StandardObjectSpec = {
  apiName: 'CampaignMember',
  label: 'Campaign Member',
  pluralLabel: 'Campaign Members',
  keyPrefix: '00v',
  sharingModel: 'ControlledByParent',
  // Deleted members do not go to the recycle bin.
  undeletable: false,
  fields: [
    id(),
    isDeleted(),
    lookup('CampaignId', 'Campaign', 'CampaignMembers', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    lookup('LeadId', 'Lead', 'CampaignMembers', CREATE_ONLY, { deleteConstraint: 'cascade' }),
    lookup('ContactId', 'Contact', 'CampaignMembers', { deleteConstraint: 'cascade' }),
    picklist('Status', CAMPAIGN_MEMBER_STATUSES, { valueSetName: 'CampaignMemberStatus' }),
    checkbox('HasResponded', SYSTEM, { label: 'Responded' }),
    ...audit(),
    date('FirstRespondedDate', READ_ONLY),
    ofPerson('Name', 121),
    ofPerson('FirstName', 40),
    ofPerson('LastName', 80),
    ofPerson('Title', 128),
    ofPerson('City', 40, 'City', 'MailingCity'),
    ofPerson('State', 80, 'State', 'MailingState'),
    ofPerson('PostalCode', 20, 'PostalCode', 'MailingPostalCode'),
    ofPerson('Country', 80, 'Country', 'MailingCountry'),
    ofPerson('Email', 80),
    ofPerson('Phone', 40),
    ofPerson('MobilePhone', 40),
    ofPerson('CompanyOrAccount', 255, 'Company', 'Account.Name'),
    formula('string', 'Type', 'IF(ISBLANK(ContactId), "Lead", "Contact")', { length: 40 }),
    formula('string', 'LeadOrContactId', 'IF(ISBLANK(ContactId), LeadId, ContactId)', { length: 18, label: 'Related Record ID' })
  ]
};

export const campaignMemberStatus: StandardObjectSpec = {
  apiName: 'CampaignMemberStatus',
  label: 'Campaign Member Status',
  pluralLabel: 'Campaign Member Status',
  keyPrefix: '01Y',
  sharingModel: 'ControlledByParent',
  undeletable: false,
  triggerable: false,
  fields: [
    id(),
    isDeleted(),
    unnamed(lookup('CampaignId', 'Campaign', 'CampaignMemberStatuses', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' })),
    text('Label', 765, REQUIRED),
    int('SortOrder', { precision: 9 }),
    checkbox('IsDefault'),
    checkbox('HasResponded', { label: 'Responded' }),
    ...audit()
  ]
};
