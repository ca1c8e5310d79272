import type { StandardObjectSpec } from '../specification';
import { emailMessage, event, task } from './activity';
import { campaign, campaignMember, campaignMemberStatus } from './campaign';
import { opportunity, opportunityContactRole, opportunityHistory } from './opportunity';
import * as organization from './organization';
import { account, contact, lead } from './people';
import { accountShare, campaignShare, contactShare, leadShare, opportunityShare } from './shares';
import * as users from './users';

/** The standard objects that the embedded org knows. Others do not exist in it (INVALID_TYPE). */
export const STANDARD_OBJECTS: readonly StandardObjectSpec[] = [
  account,
  accountShare,
  organization.apexClass,
  organization.apexTrigger,
  organization.asyncApexJob,
  organization.businessHours,
  campaign,
  campaignMember,
  campaignMemberStatus,
  campaignShare,
  contact,
  contactShare,
  organization.cronJobDetail,
  organization.cronTrigger,
  organization.customNotificationType,
  users.customPermission,
  emailMessage,
  event,
  users.fieldPermissions,
  users.group,
  users.groupMember,
  organization.holiday,
  lead,
  leadShare,
  organization.leadStatus,
  users.objectPermissions,
  opportunity,
  opportunityContactRole,
  opportunityHistory,
  opportunityShare,
  organization.opportunityStage,
  organization.organization,
  users.permissionSet,
  users.permissionSetAssignment,
  users.permissionSetGroup,
  users.permissionSetGroupComponent,
  users.profile,
  users.queueSobject,
  organization.recordType,
  users.setupEntityAccess,
  organization.staticResource,
  task,
  organization.taskPriority,
  organization.taskStatus,
  users.user,
  users.userLicense,
  users.userRole
];
