import type { ObjectDef } from '../../schema/types';
import type { SaveContext } from '../save-context';
import type { SaveRow } from '../save-row';
import { activityRule } from './activity';
import { campaignMemberRule, campaignRule } from './campaign';
import { customSettingRule } from './custom-setting';
import { emailMessageRule } from './email-message';
import { leadRule } from './lead';
import { opportunityRule } from './opportunity';
import { userRule } from './user';

/** What the platform does on its own when records of a standard object are saved. All rows passed are without errors so far. */
export interface StandardRule {
  /** Before the before triggers, which see what it fills. */
  readonly fill?: (context: SaveContext, rows: readonly SaveRow[]) => void;
  /** After the before triggers, before the checks. */
  readonly complete?: (context: SaveContext, rows: readonly SaveRow[]) => void;
  /** After the write, before the after triggers. */
  readonly written?: (context: SaveContext, rows: readonly SaveRow[]) => void;
}

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
