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

/** Blank where custom fiscal years are on: the fields are of standard ones. */
const START_MONTH = '$Organization.FiscalYearStartMonth';
const NO_START_MONTH = `ISBLANK(${START_MONTH})`;
const FISCAL_QUARTER = `IF(${NO_START_MONTH}, NULL, CEILING((MOD(MONTH(CloseDate) - ${START_MONTH} + 12, 12) + 1) / 3))`;
/** Named by its start: months before the start belong to last year's; named by its end: months from the start on to next year's. */
const FISCAL_YEAR = `IF(${NO_START_MONTH}, NULL, YEAR(CloseDate) + IF(${START_MONTH} = 1, 0,
  IF($Organization.UsesStartDateAsFiscalYearName, IF(MONTH(CloseDate) < ${START_MONTH}, -1, 0), IF(MONTH(CloseDate) < ${START_MONTH}, 0, 1))))`;

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
    formula('int', 'FiscalQuarter', FISCAL_QUARTER),
    formula('int', 'FiscalYear', FISCAL_YEAR),
    formula('string', 'Fiscal', `IF(${NO_START_MONTH}, NULL, TEXT(${FISCAL_YEAR}) & " " & TEXT(${FISCAL_QUARTER}))`, {
      length: 6,
      label: 'Fiscal Period'
    }),
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
