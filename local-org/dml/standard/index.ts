import type { ObjectDef } from '../../schema/types';
import { activityRule } from './activity';
import { campaignMemberRule, campaignRule } from './campaign';
import { customSettingRule } from './custom-setting';
import { emailMessageRule } from './email-message';
import { leadRule } from './lead';
import { opportunityRule } from './opportunity';
import type { StandardRule } from './rule';
import { userRule } from './user';

const RULES: Readonly<Record<string, StandardRule>> = {
  campaign: campaignRule,
  campaignmember: campaignMemberRule,
  emailmessage: emailMessageRule,
  event: activityRule,
  lead: leadRule,
  opportunity: opportunityRule,
  task: activityRule,
  user: userRule
};

export function standardRule(object: ObjectDef): StandardRule | undefined {
  return object.kind === 'customSetting' ? customSettingRule : RULES[object.key];
}
