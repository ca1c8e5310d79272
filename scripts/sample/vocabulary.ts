/** Words that the sample company's people, companies and campaigns are made of. Any likeness to real ones is chance. */

export const FIRST_NAMES = [
  'Aisha',
  'Ben',
  'Carla',
  'Daniel',
  'Elena',
  'Farid',
  'Grace',
  'Hiro',
  'Ines',
  'Jonas',
  'Kavya',
  'Liam',
  'Mei',
  'Noah',
  'Olivia',
  'Pablo',
  'Quinn',
  'Rosa',
  'Samir',
  'Tara',
  'Uma',
  'Victor',
  'Wanda',
  'Xenia',
  'Yusuf',
  'Zoe',
  'Anton',
  'Bianca',
  'Chen',
  'Dora'
];

export const LAST_NAMES = [
  'Abbott',
  'Bergström',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Hughes',
  'Ivanova',
  'Jansen',
  'Kim',
  'Lindqvist',
  'Moreau',
  'Nakamura',
  'Okafor',
  'Petrov',
  'Quigley',
  'Rossi',
  'Schäfer',
  'Tanaka',
  'Ueda',
  'Vargas',
  'Weber',
  'Xu',
  'Yilmaz',
  'Zimmermann',
  'Ahmed',
  'Brown'
];

export const COMPANY_STEMS = [
  'Alder',
  'Bluewater',
  'Cinder',
  'Dovetail',
  'Elmstone',
  'Foxglove',
  'Granite',
  'Harbor',
  'Ironwood',
  'Juniper',
  'Kestrel',
  'Larkspur',
  'Marlow',
  'Northgate',
  'Oakridge',
  'Pinewood',
  'Quarry',
  'Riverbend',
  'Silverline',
  'Tamarack',
  'Upland',
  'Vantage',
  'Westbrook',
  'Yarrow',
  'Zephyr'
];

export const COMPANY_KINDS: Readonly<Record<string, readonly string[]>> = {
  Technology: ['Software', 'Cloud', 'Data', 'Networks'],
  Banking: ['Bank', 'Credit Union', 'Capital'],
  Insurance: ['Insurance', 'Mutual', 'Assurance'],
  Manufacturing: ['Works', 'Tooling', 'Components'],
  Healthcare: ['Clinics', 'Health', 'Medical'],
  Retail: ['Stores', 'Outfitters', 'Market'],
  Education: ['Academy', 'College', 'Learning'],
  Hospitality: ['Hotels', 'Kitchens', 'Resorts']
};

export const COUNTRIES = [
  ['United States', 50],
  ['United Kingdom', 14],
  ['Germany', 12],
  ['Canada', 10],
  ['France', 6],
  ['Spain', 4],
  ['Brazil', 4]
] as const;

export const SENIOR_TITLES = [
  'VP Marketing',
  'VP Sales',
  'VP Operations',
  'Chief Revenue Officer',
  'Chief Executive',
  'Director of Sales',
  'Director of Marketing',
  'Director of Operations'
];
export const JUNIOR_TITLES = [
  'Marketing Specialist',
  'Sales Coordinator',
  'Analyst',
  'Office Manager',
  'Consultant',
  'Student',
  'Research Assistant'
];

export const CAMPAIGNS = [
  { name: 'Search advertising', type: 'Advertisement', cost: 42_000 },
  { name: 'Spring webinar: one funnel, two teams', type: 'Webinar', cost: 6_500 },
  { name: 'Autumn webinar: scoring that sales trusts', type: 'Webinar', cost: 7_200 },
  { name: 'Revenue Operations Conference', type: 'Conference', cost: 58_000 },
  { name: 'Manufacturing trade show', type: 'Trade Show', cost: 36_000 },
  { name: 'Monthly newsletter', type: 'Email', cost: 9_600 },
  { name: 'Alignment guide', type: 'Direct Mail', cost: 12_500 },
  { name: 'Partner referrals', type: 'Partners', cost: 15_000 },
  { name: 'Customer reference programme', type: 'Referral Program', cost: 8_000 },
  { name: 'Win-back emails', type: 'Email', cost: 3_400 }
] as const;

export const ASSETS: Readonly<Record<string, readonly string[]>> = {
  'Website Visit': ['Home page', 'Product overview', 'Customer stories', 'Blog: funnel maths'],
  'Content Download': ['Alignment guide', 'Lead scoring workbook', 'Bowler template', 'SLA checklist'],
  'Email Clicked': ['Newsletter', 'Webinar invitation', 'Product news'],
  'Pricing Viewed': ['Pricing page'],
  'Webinar Attended': ['One funnel, two teams', 'Scoring that sales trusts'],
  'Event Attended': ['Revenue Operations Conference', 'Manufacturing trade show'],
  'Form Submitted': ['Contact form', 'Newsletter form'],
  'Demo Requested': ['Demo form'],
  'Contact Requested': ['Call-back form'],
  'Trial Started': ['30-day trial'],
  Unsubscribed: ['Newsletter']
};

/** Why Marketing hands off a person whom the definition has not handed off. */
export const HAND_OFF_REASONS = ['Asked for a price by email', 'Wants to see the product this quarter', 'A customer recommended us'];
