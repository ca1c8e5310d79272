import { CREATE_ONLY, REQUIRED, SYSTEM, checkbox, datetime, id, isDeleted, lookup, picklist } from '../fields';
import type { FieldSpec, StandardObjectSpec } from '../specification';

const SHARE_CAUSES = ['Owner', 'Manual', 'Rule', 'ImplicitChild', 'ImplicitParent', 'Team', 'Territory'];

const access = (apiName: string): FieldSpec => picklist(apiName, ['Read', 'Edit', 'All'], { restricted: true }, REQUIRED);

/** Share rows are removed permanently, and cannot have triggers. */
const SHARE = { undeletable: false, triggerable: false } as const;

const shareTail = (): FieldSpec[] => [
  picklist('RowCause', ['*Manual', ...SHARE_CAUSES.filter((cause) => cause !== 'Manual')], { restricted: true }, CREATE_ONLY),
  datetime('LastModifiedDate', SYSTEM),
  lookup('LastModifiedById', 'User', null, SYSTEM, { deleteConstraint: 'restrict' }),
  isDeleted()
];

const userOrGroup = (): FieldSpec =>
  lookup('UserOrGroupId', ['Group', 'User'], null, REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade', label: 'User/Group ID' });

const share = (parent: string, keyPrefix: string, ...more: FieldSpec[]): StandardObjectSpec => ({
  apiName: `${parent}Share`,
  label: `${parent} Share`,
  pluralLabel: `${parent} Share`,
  keyPrefix,
  ...SHARE,
  fields: [
    id(),
    lookup(`${parent}Id`, parent, 'Shares', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    userOrGroup(),
    access(`${parent}AccessLevel`),
    ...more,
    ...shareTail()
  ]
});

/** Access to the account's opportunities and contacts that comes with a share of the account. */
const implied = (apiName: string): FieldSpec => picklist(apiName, ['*None', 'Read', 'Edit'], { restricted: true });

export const accountShare = share(
  'Account',
  '00r',
  { ...implied('OpportunityAccessLevel'), nillable: false },
  implied('ContactAccessLevel')
);
export const contactShare = share('Contact', '03s');
export const leadShare = share('Lead', '01o');
export const opportunityShare = share('Opportunity', '00t');
export const campaignShare = share('Campaign', '08s');

/** The share object that the platform makes for a custom object whose records are not open to all. */
export const customShare = (parent: string, label: string, keyPrefix: string): StandardObjectSpec => ({
  apiName: parent.replace(/__c$/, '__Share'),
  label: `Share: ${label}`,
  pluralLabel: `Share: ${label}`,
  keyPrefix,
  ...SHARE,
  fields: [
    id(),
    lookup('ParentId', parent, 'Shares', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    access('AccessLevel'),
    userOrGroup(),
    ...shareTail()
  ]
});

/** The object that keeps the old and new values of tracked fields. */
export function historyOf(parent: string, label: string, keyPrefix: string, trackedFields: readonly string[]): StandardObjectSpec {
  const custom = parent.endsWith('__c');
  const apiName = custom ? parent.replace(/__c$/, '__History') : parent === 'Opportunity' ? 'OpportunityFieldHistory' : `${parent}History`;
  const value = (name: 'OldValue' | 'NewValue'): FieldSpec => ({
    apiName: name,
    type: 'anyType',
    label: name === 'OldValue' ? 'Old Value' : 'New Value',
    createable: false,
    updateable: false
  });
  return {
    apiName,
    label: `History: ${label}`,
    pluralLabel: `History: ${label}`,
    keyPrefix,
    createable: false,
    updateable: false,
    deletable: false,
    undeletable: false,
    triggerable: false,
    fields: [
      id(),
      checkbox('IsDeleted', SYSTEM, { label: 'Deleted' }),
      lookup(custom ? 'ParentId' : `${parent}Id`, parent, 'Histories', SYSTEM, { deleteConstraint: 'cascade' }),
      lookup('CreatedById', 'User', null, SYSTEM, { deleteConstraint: 'restrict' }),
      datetime('CreatedDate', SYSTEM),
      picklist('Field', ['created', ...trackedFields], { restricted: true }, SYSTEM, { label: 'Changed Field' }),
      value('OldValue'),
      value('NewValue')
    ]
  };
}
