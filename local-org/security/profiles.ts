import type { ObjectDef } from '../schema/types';

export interface ObjectAccess {
  readonly create: boolean;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

export const NO_ACCESS: ObjectAccess = { create: false, read: false, edit: false, delete: false, viewAll: false, modifyAll: false };
export const FULL_ACCESS: ObjectAccess = { create: true, read: true, edit: true, delete: true, viewAll: true, modifyAll: true };

const READ_ONLY: ObjectAccess = { ...NO_ACCESS, read: true };
const READ_AND_WRITE: ObjectAccess = { ...FULL_ACCESS, viewAll: false, modifyAll: false };

/**
 * The profiles of the embedded org. A profile gives access to standard objects and, but for Minimum Access, to all their standard
 * fields; custom objects and custom fields are reached through permission sets only, as after a deployment without profiles.
 */
export interface ProfileDef {
  readonly name: string;
  readonly userLicense: string;
  readonly userPermissions: readonly string[];
  /** By API name of a standard object; absent: none. */
  readonly objects: Readonly<Record<string, ObjectAccess>>;
  readonly allStandardObjects: boolean;
  /** Whether standard fields are open to who may use their object; otherwise permission sets open them one by one. */
  readonly standardFields: boolean;
}

/** Standard objects whose fields have field-level security. */
export const SECURED_FIELDS_OF: ReadonlySet<string> = new Set([
  'account',
  'campaign',
  'campaignmember',
  'contact',
  'event',
  'lead',
  'opportunity',
  'task'
]);

const SALES_OBJECTS: Readonly<Record<string, ObjectAccess>> = {
  Account: READ_AND_WRITE,
  Contact: READ_AND_WRITE,
  Lead: READ_AND_WRITE,
  Opportunity: READ_AND_WRITE,
  Task: READ_AND_WRITE,
  Event: READ_AND_WRITE,
  EmailMessage: READ_AND_WRITE,
  Campaign: READ_ONLY
};

export const PROFILES: readonly ProfileDef[] = [
  {
    name: 'System Administrator',
    userLicense: 'Salesforce',
    userPermissions: [
      'ApiEnabled',
      'AuthorApex',
      'CustomizeApplication',
      'ManageUsers',
      'ModifyAllData',
      'ModifyMetadata',
      'RunReports',
      'ViewAllData',
      'ViewSetup'
    ],
    objects: {},
    allStandardObjects: true,
    standardFields: true
  },
  {
    name: 'Standard User',
    userLicense: 'Salesforce',
    userPermissions: ['ApiEnabled', 'ConvertLeads', 'EditEvent', 'EditTask', 'RunReports'],
    objects: SALES_OBJECTS,
    allStandardObjects: false,
    standardFields: true
  },
  {
    name: 'Minimum Access - Salesforce',
    userLicense: 'Salesforce',
    userPermissions: ['ApiEnabled'],
    objects: {},
    allStandardObjects: false,
    standardFields: false
  }
];

/**
 * Standard objects without permissions of their own: who may use the parent may use them.
 * Reading follows reading, every change follows editing the parent.
 */
const FOLLOWS_PARENT: Readonly<Record<string, string>> = {
  opportunitycontactrole: 'Opportunity',
  opportunityhistory: 'Opportunity',
  campaignmember: 'Campaign',
  campaignmemberstatus: 'Campaign'
};

/** @returns the object whose permissions govern this one; itself for most */
export function governingObject(object: ObjectDef): string {
  const custom = /^(.+)__(?:share|history)$/i.exec(object.apiName);
  if (custom) return `${custom[1]}__c`;
  const standard = /^(Account|Contact|Lead|Opportunity|Campaign)(?:Share|History|FieldHistory)$/i.exec(object.apiName);
  return FOLLOWS_PARENT[object.key] ?? standard?.[1] ?? object.apiName;
}
