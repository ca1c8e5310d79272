import {
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  audit,
  checkbox,
  datetime,
  id,
  isDeleted,
  lastSeen,
  lookup,
  picklist,
  text,
  unnamed
} from '../fields';
import type { StandardObjectSpec } from '../specification';
import { KEPT_BY_PLATFORM } from './organization';

/** Rows that represent metadata: created and deleted with the files of reports, dashboards and folders. */
const KEPT = { ...KEPT_BY_PLATFORM, setupObject: true } as const;

const restricted = { restricted: true } as const;
const kept = { deleteConstraint: 'restrict' } as const;

export const folder: StandardObjectSpec = {
  apiName: 'Folder',
  label: 'Folder',
  pluralLabel: 'Folders',
  keyPrefix: '00l',
  ...KEPT,
  fields: [
    id(),
    unnamed(lookup('ParentId', 'Folder', 'SubFolders', READ_ONLY)),
    text('Name', 80, SYSTEM, { nameField: true }),
    text('DeveloperName', 80, READ_ONLY),
    picklist('AccessType', ['Shared', 'Public', 'Hidden', 'PublicInternal'], restricted, SYSTEM),
    checkbox('IsReadonly', SYSTEM, { label: 'Read Only' }),
    picklist('Type', ['Report', 'Dashboard'], restricted, SYSTEM),
    text('NamespacePrefix', 15, READ_ONLY),
    ...audit()
  ]
};

export const report: StandardObjectSpec = {
  apiName: 'Report',
  label: 'Report',
  pluralLabel: 'Reports',
  keyPrefix: '00O',
  ...KEPT,
  fields: [
    id(),
    lookup('OwnerId', ['Folder', 'Organization', 'User'], null, SYSTEM, kept, { label: 'Owner ID' }),
    text('FolderName', 256, READ_ONLY),
    ...audit(),
    isDeleted(),
    text('Name', 40, SYSTEM, { nameField: true, label: 'Report Name' }),
    text('Description', 255, READ_ONLY),
    text('DeveloperName', 80, SYSTEM, { label: 'Report Unique Name' }),
    text('NamespacePrefix', 15, READ_ONLY),
    datetime('LastRunDate', READ_ONLY, { label: 'Last Run' }),
    picklist('Format', ['Tabular', 'Summary', 'Matrix', 'MultiBlock'], restricted, SYSTEM),
    ...lastSeen()
  ]
};

export const dashboard: StandardObjectSpec = {
  apiName: 'Dashboard',
  label: 'Dashboard',
  pluralLabel: 'Dashboards',
  keyPrefix: '01Z',
  ...KEPT,
  fields: [
    id(),
    isDeleted(),
    lookup('FolderId', ['Folder', 'Organization', 'User'], null, SYSTEM, kept),
    text('FolderName', 256, READ_ONLY),
    text('Title', 80, SYSTEM, { nameField: true }),
    text('DeveloperName', 80, SYSTEM, { label: 'Dashboard Unique Name' }),
    text('NamespacePrefix', 15, READ_ONLY),
    text('Description', 255, READ_ONLY),
    ...audit(),
    lookup('RunningUserId', 'User', null, REQUIRED, READ_ONLY, kept),
    picklist('Type', ['SpecifiedUser', 'LoggedInUser', 'MyTeamUser'], restricted, SYSTEM, { label: 'Dashboard Running User' }),
    ...lastSeen()
  ]
};

export const dashboardComponent: StandardObjectSpec = {
  apiName: 'DashboardComponent',
  label: 'Dashboard Component',
  pluralLabel: 'Dashboard Components',
  keyPrefix: '01a',
  ...KEPT,
  fields: [
    id(),
    text('Name', 80, READ_ONLY, { nameField: true }),
    lookup('DashboardId', 'Dashboard', 'DashboardComponents', SYSTEM, { deleteConstraint: 'cascade' }),
    unnamed(lookup('CustomReportId', 'Report', null, READ_ONLY))
  ]
};
