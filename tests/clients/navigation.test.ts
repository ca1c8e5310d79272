import path from 'node:path';
import { readProject } from '../../local-org/metadata/project';
import type { PermissionSetDef } from '../../local-org/metadata/types';

const metadata = readProject({ root: path.resolve(__dirname, '../..') });
const app = metadata.apps.find(({ fullName }) => fullName === 'Lockstep');

const EVERYBODY = ['Lockstep_Admin', 'Lockstep_Agency', 'Lockstep_Executive', 'Lockstep_Marketer', 'Lockstep_Rep'];
const TEAM = ['Lockstep_Admin', 'Lockstep_Executive', 'Lockstep_Marketer', 'Lockstep_Rep'];
const MANAGEMENT = ['Lockstep_Admin', 'Lockstep_Executive', 'Lockstep_Marketer'];

/** Nothing is granted to profiles: on a real org nobody sees an app or tab of ours that no permission set shows. */
const TABS: Readonly<Record<string, readonly string[]>> = {
  Hand_Off_Absence__c: ['Lockstep_Admin', 'Lockstep_Executive', 'Lockstep_Rep'],
  Engagement__c: MANAGEMENT,
  Lockstep_Exceptions: TEAM,
  Funnel_Stage__c: MANAGEMENT,
  Lockstep_Notice__c: ['Lockstep_Admin'],
  Hand_Off__c: TEAM,
  Lockstep_Automatic_Hand_Off: ['Lockstep_Admin'],
  Lead_Definition__c: EVERYBODY,
  Person_Score__c: MANAGEMENT,
  Hand_Off_Routing_Rule__c: MANAGEMENT,
  Service_Level_Agreement__c: TEAM
};

const setsThat = (hold: (set: PermissionSetDef) => boolean): readonly string[] =>
  metadata.permissionSets
    .filter(hold)
    .map(({ fullName }) => fullName)
    .sort();
const shows = (tab: string) => (set: PermissionSetDef) => set.tabSettings.some((each) => each.tab === tab && each.visibility === 'Visible');

describe('the app on a real org', () => {
  test('is there for every role', () => {
    const showsApp = (set: PermissionSetDef): boolean =>
      set.applicationVisibilities.some(({ application, visible }) => application === 'Lockstep' && visible);
    expect(setsThat(showsApp)).toEqual(EVERYBODY);
  });

  test.each(Object.entries(TABS))('has the tab %s for %j', (tab, roles) => {
    expect(app?.tabs).toContain(tab);
    expect(setsThat(shows(tab))).toEqual(roles);
  });

  test('has no tab of ours that nobody sees', () => {
    expect(Object.keys(TABS)).toEqual(metadata.tabs.map(({ fullName }) => fullName).sort());
  });

  test('shows tabs only to those who may read what stands there', () => {
    const unreadable = metadata.permissionSets.flatMap((set) =>
      metadata.tabs
        .filter(({ kind, target, fullName }) => kind === 'object' && shows(fullName)(set) && !reads(set, target))
        .map(({ fullName }) => `${set.fullName}: ${fullName}`)
    );
    expect(unreadable).toEqual([]);
  });
});

function reads(set: PermissionSetDef, object: string): boolean {
  return set.objectPermissions.some((permission) => permission.object === object && permission.allowRead);
}
