import type { TabDef } from '../../metadata/types';
import type { ObjectDef } from '../../schema/types';

/** Standard objects whose icon is not named after them in lower case. */
const STANDARD_ICONS: Readonly<Record<string, string>> = {
  CampaignMember: 'standard:campaign_members',
  EmailMessage: 'standard:email',
  Group: 'standard:groups',
  OpportunityContactRole: 'standard:opportunity_contact_role'
};
const NAMED_AFTER_OBJECT = ['Account', 'Campaign', 'Contact', 'Dashboard', 'Event', 'Lead', 'Opportunity', 'Report', 'Task', 'User'];
const FALLBACK_ICON = 'standard:record';

/** `Custom39: Telescope` → `custom:custom39` */
export function motifIcon(motif: string | undefined): string | undefined {
  const number = /^Custom(\d+):/.exec(motif ?? '')?.[1];
  return number === undefined ? undefined : `custom:custom${number}`;
}

/** The icon of an object: of its tab, or the design system's own for standard objects. */
export function objectIcon(object: ObjectDef, tabs: readonly TabDef[]): string {
  const tab = tabs.find(({ kind, target }) => kind === 'object' && target === object.apiName);
  if (tab) return motifIcon(tab.motif) ?? FALLBACK_ICON;
  if (NAMED_AFTER_OBJECT.includes(object.apiName)) return `standard:${object.apiName.toLowerCase()}`;
  return STANDARD_ICONS[object.apiName] ?? FALLBACK_ICON;
}
