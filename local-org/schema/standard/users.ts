import {
  CREATE_ONLY,
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  address,
  audit,
  checkbox,
  compoundName,
  createdBy,
  datetime,
  email,
  id,
  int,
  lastSeen,
  lookup,
  modifiedBy,
  nameParts,
  phone,
  picklist,
  systemModstamp,
  text,
  textArea,
  unnamed
} from '../fields';
import type { FieldSpec, StandardObjectSpec } from '../specification';

/** Setup objects have no recycle bin, and cannot share a transaction with other objects. */
export const SETUP = { setupObject: true, undeletable: false, triggerable: false } as const;

const USER_TYPES = ['Standard', 'PowerPartner', 'PowerCustomerSuccess', 'CustomerSuccess', 'CspLitePortal', 'Guest', 'AutomatedProcess'];
const ACCESS_FOR_ACCOUNT_OWNER = ['None', 'Read', 'Edit'];

const timeZone = (): FieldSpec => text('TimeZoneSidKey', 40, REQUIRED, { label: 'Time Zone' });
const locale = (apiName: string, label: string): FieldSpec => text(apiName, 40, REQUIRED, { label });

export const user: StandardObjectSpec = {
  apiName: 'User',
  label: 'User',
  pluralLabel: 'Users',
  keyPrefix: '005',
  sharingModel: 'Read',
  setupObject: true,
  deletable: false,
  undeletable: false,
  searchable: true,
  fields: [
    id(),
    text('Username', 80, REQUIRED, { unique: true, idLookup: true }),
    ...nameParts({ salutation: false }),
    compoundName(121),
    text('CompanyName', 80),
    text('Division', 80),
    text('Department', 80),
    text('Title', 80),
    ...address(''),
    email('Email', { length: 128, idLookup: true }, REQUIRED),
    text('Signature', 1333, { label: 'Email Signature' }),
    phone('Phone'),
    phone('Fax'),
    phone('MobilePhone', { label: 'Mobile' }),
    text('Alias', 8, REQUIRED),
    text('CommunityNickname', 40, REQUIRED, { required: false, label: 'Nickname' }),
    checkbox('IsActive', { label: 'Active', defaultValue: 'true' }),
    timeZone(),
    lookup('UserRoleId', 'UserRole', 'Users', { label: 'Role ID' }),
    locale('LocaleSidKey', 'Locale'),
    checkbox('ReceivesInfoEmails', { label: 'Info Emails' }),
    checkbox('ReceivesAdminInfoEmails', { label: 'Admin Info Emails' }),
    text('EmailEncodingKey', 40, REQUIRED, { label: 'Email Encoding' }),
    lookup('ProfileId', 'Profile', 'Users', REQUIRED, { deleteConstraint: 'restrict' }),
    picklist('UserType', ['*Standard', ...USER_TYPES.slice(1)], { restricted: true }, READ_ONLY),
    locale('LanguageLocaleKey', 'Language'),
    text('EmployeeNumber', 20),
    unnamed(lookup('DelegatedApproverId', ['Group', 'User'], 'DelegatedUsers')),
    lookup('ManagerId', 'User', 'ManagedUsers'),
    datetime('LastLoginDate', READ_ONLY),
    ...audit(),
    checkbox('UserPermissionsMarketingUser', { label: 'Marketing User' }),
    checkbox('ForecastEnabled', { label: 'Allow Forecasting' }),
    text('FederationIdentifier', 512, { label: 'SAML Federation ID' }),
    textArea('AboutMe', 1000),
    ...lastSeen()
  ]
};

export const userLicense: StandardObjectSpec = {
  apiName: 'UserLicense',
  label: 'User License',
  pluralLabel: 'User Licenses',
  keyPrefix: '100',
  ...SETUP,
  createable: false,
  updateable: false,
  deletable: false,
  fields: [
    id(),
    text('LicenseDefinitionKey', 40, SYSTEM, { label: 'License Def. ID' }),
    text('Name', 40, SYSTEM, { nameField: true }),
    text('MasterLabel', 40, SYSTEM),
    picklist('Status', ['Active', 'Disabled'], { restricted: true }, SYSTEM),
    int('TotalLicenses', SYSTEM),
    int('UsedLicenses', SYSTEM),
    datetime('CreatedDate', SYSTEM),
    datetime('LastModifiedDate', SYSTEM),
    systemModstamp()
  ]
};

/**
 * The `Permissions…` fields of Profile and PermissionSet that the embedded org knows and honours.
 * The name behind `Permissions` is the one in `userPermissions` of a permission set's metadata.
 */
export const USER_PERMISSIONS = [
  'ApiEnabled',
  'AuthorApex',
  'AssignPermissionSets',
  'ConvertLeads',
  'CustomizeApplication',
  'EditTask',
  'EditEvent',
  'ImportLeads',
  'LightningExperienceUser',
  'ManageInternalUsers',
  'ManageRoles',
  'ManageSharing',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'PasswordNeverExpires',
  'RunFlow',
  'RunReports',
  'ScheduleReports',
  'TransferAnyEntity',
  'TransferAnyLead',
  'AllowViewEditConvertedLeads',
  'ViewAllData',
  'ViewAllUsers',
  'ViewRoles',
  'ViewSetup'
] as const;

/** One checkbox for each of them. */
export const permissionFields = (): FieldSpec[] => USER_PERMISSIONS.map((name) => checkbox(`Permissions${name}`));

export const profile: StandardObjectSpec = {
  apiName: 'Profile',
  label: 'Profile',
  pluralLabel: 'Profiles',
  keyPrefix: '00e',
  ...SETUP,
  createable: false,
  deletable: false,
  fields: [
    id(),
    text('Name', 255, SYSTEM, { nameField: true }),
    ...permissionFields(),
    lookup('UserLicenseId', 'UserLicense', null, SYSTEM, { deleteConstraint: 'restrict' }),
    picklist('UserType', USER_TYPES, { restricted: true }, READ_ONLY),
    ...audit(),
    textArea('Description', 255),
    ...lastSeen()
  ]
};

export const userRole: StandardObjectSpec = {
  apiName: 'UserRole',
  label: 'Role',
  pluralLabel: 'Roles',
  keyPrefix: '00E',
  ...SETUP,
  fields: [
    id(),
    text('Name', 80, REQUIRED, { nameField: true }),
    unnamed(lookup('ParentRoleId', 'UserRole', null, { deleteConstraint: 'restrict' })),
    text('RollupDescription', 80, { label: 'Description' }),
    picklist('OpportunityAccessForAccountOwner', ['*None', ...ACCESS_FOR_ACCOUNT_OWNER.slice(1)], { restricted: true }, REQUIRED),
    picklist('ContactAccessForAccountOwner', ACCESS_FOR_ACCOUNT_OWNER, { restricted: true }),
    checkbox('MayForecastManagerShare', SYSTEM),
    ...modifiedBy(),
    systemModstamp(),
    text('DeveloperName', 80)
  ]
};

export const group: StandardObjectSpec = {
  apiName: 'Group',
  label: 'Group',
  pluralLabel: 'Groups',
  keyPrefix: '00G',
  ...SETUP,
  fields: [
    id(),
    text('Name', 40, REQUIRED, { nameField: true }),
    text('DeveloperName', 80),
    lookup('RelatedId', ['User', 'UserRole'], null, READ_ONLY, { deleteConstraint: 'cascade' }),
    picklist(
      'Type',
      [
        '*Regular',
        'Role',
        'RoleAndSubordinates',
        'RoleAndSubordinatesInternal',
        'Organization',
        'Queue',
        'Manager',
        'ManagerAndSubordinatesInternal'
      ],
      { restricted: true },
      REQUIRED,
      CREATE_ONLY
    ),
    email('Email', { length: 255 }),
    lookup('OwnerId', ['Organization', 'User'], null, SYSTEM, { deleteConstraint: 'restrict' }),
    checkbox('DoesSendEmailToMembers', { label: 'Send Email to Members' }),
    checkbox('DoesIncludeBosses', { label: 'Include Bosses', defaultValue: 'true' }),
    ...audit()
  ]
};

export const groupMember: StandardObjectSpec = {
  apiName: 'GroupMember',
  label: 'Group Member',
  pluralLabel: 'Group Members',
  keyPrefix: '011',
  ...SETUP,
  updateable: false,
  fields: [
    id(),
    lookup('GroupId', 'Group', 'GroupMembers', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    unnamed(lookup('UserOrGroupId', ['Group', 'User'], null, REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' })),
    systemModstamp()
  ]
};

/** Which objects a queue may own. */
export const queueSobject: StandardObjectSpec = {
  apiName: 'QueueSobject',
  label: 'Queue Sobject',
  pluralLabel: 'Queue Sobjects',
  keyPrefix: '03g',
  ...SETUP,
  updateable: false,
  fields: [
    id(),
    lookup('QueueId', 'Group', 'QueueSobjects', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    text('SobjectType', 40, REQUIRED, CREATE_ONLY),
    ...createdBy().slice(1),
    systemModstamp()
  ]
};
