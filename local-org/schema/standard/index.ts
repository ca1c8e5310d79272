import type { StandardObjectSpec } from '../specification';
import * as analytics from './analytics';
import * as code from './code-and-jobs';
import { emailMessage, emailMessageRelation, event, task } from './activity';
import { campaign, campaignMember, campaignMemberStatus } from './campaign';
import { fiscalYearSettings, period } from './fiscal';
import { opportunity, opportunityContactRole, opportunityHistory } from './opportunity';
import * as organization from './organization';
import * as permissions from './permissions';
import { account, contact, lead } from './people';
import { accountShare, campaignShare, contactShare, leadShare, opportunityShare } from './shares';
import * as users from './users';

/** The standard objects that the embedded org knows. Others do not exist in it (INVALID_TYPE). */
export const STANDARD_OBJECTS: readonly StandardObjectSpec[] = [
  account,
  accountShare,
  code.apexClass,
  code.apexTrigger,
  code.asyncApexJob,
  organization.businessHours,
  campaign,
  campaignMember,
  campaignMemberStatus,
  campaignShare,
  contact,
  contactShare,
  code.cronJobDetail,
  code.cronTrigger,
  organization.customNotificationType,
  permissions.customPermission,
  analytics.dashboard,
  analytics.dashboardComponent,
  emailMessage,
  emailMessageRelation,
  event,
  permissions.fieldPermissions,
  fiscalYearSettings,
  analytics.folder,
  users.group,
  users.groupMember,
  organization.holiday,
  lead,
  leadShare,
  organization.leadStatus,
  permissions.objectPermissions,
  opportunity,
  opportunityContactRole,
  opportunityHistory,
  opportunityShare,
  organization.opportunityStage,
  organization.organization,
  period,
  permissions.permissionSet,
  permissions.permissionSetAssignment,
  permissions.permissionSetGroup,
  permissions.permissionSetGroupComponent,
  users.profile,
  users.queueSobject,
  organization.recordType,
  analytics.report,
  permissions.setupEntityAccess,
  code.staticResource,
  task,
  organization.taskPriority,
  organization.taskStatus,
  users.user,
  users.userLicense,
  permissions.userRecordAccess,
  users.userRole
];
