import type { AppDef, OrgMetadata, TabDef } from '../../metadata/types';
import type { AccessPolicy } from '../../soql/types';
import type { AppModel, TabLink } from '../page-types';
import { motifIcon, objectIcon } from './icons';

/** Whether the user is shown a tab of a page or component. Tabs of objects are shown to anyone who may read the object. */
export type SeesTab = (tab: string) => boolean;

const STANDARD_TAB = /^standard-(\w+)$/;

function objectTab(metadata: OrgMetadata, name: string, object: string, access: AccessPolicy): TabLink | undefined {
  const found = metadata.schema.object(object);
  if (!found || !access.canReadObject(found)) return undefined;
  return {
    name,
    label: found.pluralLabel,
    url: `/lightning/o/${found.apiName}/list`,
    icon: objectIcon(found, metadata.tabs),
    object: found.apiName
  };
}

function tabLink(metadata: OrgMetadata, name: string, access: AccessPolicy, seesTab: SeesTab): TabLink | undefined {
  if (name === 'standard-home') return { name, label: 'Home', url: '/lightning/page/home', icon: 'standard:home' };
  const standard = STANDARD_TAB.exec(name)?.[1];
  if (standard !== undefined) return objectTab(metadata, name, standard, access);
  const tab: TabDef | undefined = metadata.tabs.find(({ fullName }) => fullName === name);
  if (!tab) return undefined;
  if (tab.kind === 'object') return objectTab(metadata, name, tab.target, access);
  if (!seesTab(name)) return undefined;
  return { name, label: tab.label, url: `/lightning/n/${tab.fullName}`, icon: motifIcon(tab.motif) ?? 'standard:app' };
}

/** The app of this name, else the first one of the project. A project without apps has none. */
export function currentApp(metadata: OrgMetadata, name: string | undefined): AppDef | undefined {
  return metadata.apps.find(({ fullName }) => fullName === name) ?? metadata.apps[0];
}

/** An app with the tabs this user may see; without an app, a tab for every object that has one. */
export function appModel(metadata: OrgMetadata, app: AppDef | undefined, access: AccessPolicy, seesTab: SeesTab): AppModel {
  const names = app?.tabs ?? ['standard-home', ...metadata.tabs.map(({ fullName }) => fullName)];
  return {
    name: app?.fullName ?? '',
    label: app?.label ?? 'Lightning',
    tabs: names.flatMap((name) => tabLink(metadata, name, access, seesTab) ?? [])
  };
}
