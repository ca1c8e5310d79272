import path from 'node:path';
import { readProject } from '../../local-org/metadata/project';
import { rolesOf, type Role } from '../support/roles';

const metadata = readProject({ root: path.resolve(__dirname, '../..') });
const app = metadata.apps.find(({ fullName }) => fullName === 'Lockstep');

const EVERYBODY = ['Admin', 'Agency', 'Executive', 'Marketer', 'Rep'];
const TEAM = ['Admin', 'Executive', 'Marketer', 'Rep'];
const MANAGEMENT = ['Admin', 'Executive', 'Marketer'];

/** Nothing is granted to profiles: on a real org nobody sees an app or tab of ours that no permission set shows. */
const TABS: Readonly<Record<string, readonly string[]>> = {
  Hand_Off_Absence__c: ['Admin', 'Executive', 'Rep'],
  Engagement__c: MANAGEMENT,
  Lockstep_Exceptions: TEAM,
  Lockstep_My_Hand_Offs: ['Admin', 'Rep'],
  Funnel_Stage__c: MANAGEMENT,
  Lockstep_Notice__c: ['Admin'],
  Hand_Off__c: TEAM,
  Lockstep_Automatic_Hand_Off: ['Admin'],
  Lead_Definition__c: EVERYBODY,
  Person_Score__c: MANAGEMENT,
  Hand_Off_Routing_Rule__c: MANAGEMENT,
  Service_Level_Agreement__c: TEAM
};

const rolesThat = (hold: (role: Role) => boolean): readonly string[] =>
  rolesOf(metadata)
    .filter(hold)
    .map(({ name }) => name)
    .sort();

describe('the app on a real org', () => {
  test('is there for every role', () => {
    expect(rolesThat((role) => role.showsApp)).toEqual(EVERYBODY);
  });

  test.each(Object.entries(TABS))('has the tab %s for %j', (tab, roles) => {
    expect(app?.tabs).toContain(tab);
    expect(rolesThat((role) => role.shows(tab))).toEqual(roles);
  });

  test('has no tab of ours that nobody sees', () => {
    expect(Object.keys(TABS).sort()).toEqual(metadata.tabs.map(({ fullName }) => fullName).sort());
  });

  test('shows tabs only to those who may read what is there', () => {
    const unreadable = rolesOf(metadata).flatMap((role) =>
      metadata.tabs
        .filter(({ kind, target, fullName }) => kind === 'object' && role.shows(fullName) && !reads(role, target))
        .map(({ fullName }) => `${role.name}: ${fullName}`)
    );
    expect(unreadable).toEqual([]);
  });
});

function reads(role: Role, object: string): boolean {
  return role.object(object).some(({ allowRead }) => allowRead);
}
