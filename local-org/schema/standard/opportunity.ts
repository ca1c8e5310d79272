import {
  CREATE_ONLY,
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  audit,
  checkbox,
  createdBy,
  currency,
  date,
  formula,
  id,
  isDeleted,
  lastActivity,
  lastSeen,
  lookup,
  owner,
  percent,
  picklist,
  systemModstamp,
  text,
  textArea
} from '../fields';
import type { StandardObjectSpec } from '../specification';
import { CONTACT_ROLES, FORECAST_CATEGORIES, LEAD_SOURCES, OPPORTUNITY_STAGES, OPPORTUNITY_TYPES } from './values';

const FROM_STAGE = (property: string) => ({ derived: { picklist: 'StageName', property } });

export const opportunity: StandardObjectSpec = {
  apiName: 'Opportunity',
  label: 'Opportunity',
  pluralLabel: 'Opportunities',
  keyPrefix: '006',
  sharingModel: 'ReadWrite',
  searchable: true,
  fields: [
    id(),
    isDeleted(),
    lookup('AccountId', 'Account', 'Opportunities', { deleteConstraint: 'cascade' }),
    text('Name', 120, REQUIRED, { nameField: true }),
    textArea('Description', 32000),
    picklist('StageName', OPPORTUNITY_STAGES, { valueSetName: 'OpportunityStage' }, REQUIRED, { label: 'Stage' }),
    currency('Amount', 18, 2),
    percent('Probability', 3, 0, FROM_STAGE('probability'), { label: 'Probability (%)' }),
    formula('currency', 'ExpectedRevenue', 'Amount * Probability', { label: 'Expected Amount' }),
    date('CloseDate', REQUIRED),
    picklist('Type', OPPORTUNITY_TYPES, { valueSetName: 'OpportunityType' }, { label: 'Opportunity Type' }),
    text('NextStep', 255),
    picklist('LeadSource', LEAD_SOURCES, { valueSetName: 'LeadSource' }),
    checkbox('IsClosed', SYSTEM, FROM_STAGE('closed'), { label: 'Closed' }),
    checkbox('IsWon', SYSTEM, FROM_STAGE('won'), { label: 'Won' }),
    picklist('ForecastCategory', FORECAST_CATEGORIES, { restricted: true }, SYSTEM, FROM_STAGE('forecastCategory')),
    picklist(
      'ForecastCategoryName',
      FORECAST_CATEGORIES.map((category) => category.label),
      { restricted: true, valueSetName: 'ForecastCategoryName' },
      FROM_STAGE('forecastCategoryName'),
      { label: 'Forecast Category' }
    ),
    lookup('CampaignId', 'Campaign', 'Opportunities'),
    owner(['User']),
    ...audit(),
    lastActivity(),
    formula('int', 'FiscalQuarter', 'CEILING(MONTH(CloseDate) / 3)'),
    formula('int', 'FiscalYear', 'YEAR(CloseDate)'),
    formula('string', 'Fiscal', 'TEXT(YEAR(CloseDate)) & " " & TEXT(CEILING(MONTH(CloseDate) / 3))', { length: 6, label: 'Fiscal Period' }),
    ...lastSeen()
  ]
};

export const opportunityContactRole: StandardObjectSpec = {
  apiName: 'OpportunityContactRole',
  label: 'Opportunity Contact Role',
  pluralLabel: 'Opportunity Contact Role',
  keyPrefix: '00K',
  sharingModel: 'ControlledByParent',
  fields: [
    id(),
    lookup('OpportunityId', 'Opportunity', 'OpportunityContactRoles', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    lookup('ContactId', 'Contact', 'OpportunityContactRoles', REQUIRED, { deleteConstraint: 'cascade' }),
    picklist('Role', CONTACT_ROLES, { valueSetName: 'ContactRole' }),
    checkbox('IsPrimary', { label: 'Primary' }),
    ...audit(),
    isDeleted()
  ]
};

/** Written by the platform whenever an opportunity's stage, amount, probability or close date changes. */
export const opportunityHistory: StandardObjectSpec = {
  apiName: 'OpportunityHistory',
  label: 'Opportunity: Stage History',
  pluralLabel: 'Opportunity: Stage History',
  keyPrefix: '008',
  sharingModel: 'ControlledByParent',
  createable: false,
  updateable: false,
  deletable: false,
  undeletable: false,
  triggerable: false,
  fields: [
    id(),
    lookup('OpportunityId', 'Opportunity', 'OpportunityHistories', SYSTEM, { deleteConstraint: 'cascade' }),
    ...createdBy(),
    picklist('StageName', OPPORTUNITY_STAGES, { valueSetName: 'OpportunityStage' }, SYSTEM, { label: 'Stage Name' }),
    currency('Amount', 18, 2, READ_ONLY),
    currency('ExpectedRevenue', 18, 2, READ_ONLY),
    date('CloseDate', READ_ONLY),
    percent('Probability', 3, 0, READ_ONLY),
    picklist('ForecastCategory', FORECAST_CATEGORIES, { restricted: true }, READ_ONLY, { label: 'To ForecastCategory' }),
    systemModstamp(),
    isDeleted()
  ]
};
