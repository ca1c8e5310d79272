import type { PicklistNotation } from '../fields';

/** Values of the standard value sets, as a new org has them. A project's StandardValueSet takes their place. */

export const LEAD_SOURCES: readonly PicklistNotation[] = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

export const INDUSTRIES: readonly PicklistNotation[] = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
  'Other'
];

export const RATINGS: readonly PicklistNotation[] = ['Hot', 'Warm', 'Cold'];

export const LEAD_STATUSES: readonly PicklistNotation[] = [
  { value: 'Open - Not Contacted', isDefault: true, properties: { converted: false } },
  { value: 'Working - Contacted', properties: { converted: false } },
  { value: 'Closed - Converted', properties: { converted: true } },
  { value: 'Closed - Not Converted', properties: { converted: false } }
];

/** API values of `ForecastCategory`; `ForecastCategoryName` carries the labels. */
export const FORECAST_CATEGORIES: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'Omitted', label: 'Omitted' },
  { value: 'Pipeline', label: 'Pipeline' },
  { value: 'BestCase', label: 'Best Case' },
  { value: 'MostLikely', label: 'Most Likely' },
  { value: 'Forecast', label: 'Commit' },
  { value: 'Closed', label: 'Closed' }
];

/** The properties of opportunities in a stage. @throws RangeError for a forecast category that the platform does not have */
export function stageProperties(stage: { closed: boolean; won: boolean; probability: number; forecastCategory: string }) {
  const category = FORECAST_CATEGORIES.find((candidate) => candidate.value === stage.forecastCategory);
  if (!category) throw new RangeError(`unknown forecast category ${stage.forecastCategory}`);
  return { ...stage, forecastCategoryName: category.label };
}

const openStage = (value: string, probability: number): PicklistNotation => ({
  value,
  properties: stageProperties({ closed: false, won: false, probability, forecastCategory: 'Pipeline' })
});

export const OPPORTUNITY_STAGES: readonly PicklistNotation[] = [
  openStage('Prospecting', 10),
  openStage('Qualification', 10),
  openStage('Needs Analysis', 20),
  openStage('Value Proposition', 50),
  openStage('Id. Decision Makers', 60),
  openStage('Perception Analysis', 70),
  openStage('Proposal/Price Quote', 75),
  openStage('Negotiation/Review', 90),
  { value: 'Closed Won', properties: stageProperties({ closed: true, won: true, probability: 100, forecastCategory: 'Closed' }) },
  { value: 'Closed Lost', properties: stageProperties({ closed: true, won: false, probability: 0, forecastCategory: 'Omitted' }) }
];

export const OPPORTUNITY_TYPES: readonly PicklistNotation[] = [
  'Existing Customer - Upgrade',
  'Existing Customer - Replacement',
  'Existing Customer - Downgrade',
  'New Customer'
];

export const CONTACT_ROLES: readonly PicklistNotation[] = [
  'Business User',
  'Decision Maker',
  'Economic Buyer',
  'Economic Decision Maker',
  'Evaluator',
  'Executive Sponsor',
  'Influencer',
  'Technical Buyer',
  'Other'
];

export const ACCOUNT_TYPES: readonly PicklistNotation[] = [
  'Prospect',
  'Customer - Direct',
  'Customer - Channel',
  'Channel Partner / Reseller',
  'Installation Partner',
  'Technology Partner',
  'Other'
];

export const CAMPAIGN_TYPES: readonly PicklistNotation[] = [
  'Conference',
  'Webinar',
  'Trade Show',
  'Public Relations',
  'Partners',
  'Referral Program',
  'Advertisement',
  'Banner Ads',
  'Direct Mail',
  'Email',
  'Telemarketing',
  'Other'
];

export const CAMPAIGN_STATUSES: readonly PicklistNotation[] = ['*Planned', 'In Progress', 'Completed', 'Aborted'];

export const CAMPAIGN_MEMBER_STATUSES: readonly PicklistNotation[] = ['*Sent', 'Responded'];

export const TASK_STATUSES: readonly PicklistNotation[] = [
  { value: 'Not Started', isDefault: true, properties: { closed: false } },
  { value: 'In Progress', properties: { closed: false } },
  { value: 'Completed', properties: { closed: true } },
  { value: 'Waiting on someone else', properties: { closed: false } },
  { value: 'Deferred', properties: { closed: false } }
];

export const TASK_PRIORITIES: readonly PicklistNotation[] = [
  { value: 'High', properties: { highPriority: true } },
  { value: 'Normal', isDefault: true, properties: { highPriority: false } },
  { value: 'Low', properties: { highPriority: false } }
];
