import { actionOverride } from './object-shape';
import {
  anyOf,
  flag,
  integer,
  name,
  once,
  oneOf,
  optional,
  refuse,
  repeated,
  root,
  shape,
  text,
  unsupported,
  unsupportedUnlessFalse
} from './shape';
import type { SourcePosition } from '../schema/specification';
import type { AppDef, PageOverrideDef, TabDef } from './types';

const customTab = shape({
  fullName: optional(name),
  actionOverrides: unsupported(),
  auraComponent: unsupported(),
  customObject: optional(flag),
  description: optional(text),
  flexiPage: optional(name),
  frameHeight: optional(integer),
  hasSidebar: optional(flag),
  icon: optional(text),
  label: optional(name),
  lwcComponent: optional(name),
  mobileReady: optional(flag),
  motif: optional(name),
  page: unsupported(),
  scontrol: unsupported(),
  splashPageLink: unsupported(),
  url: optional(name),
  urlEncodingKey: optional(name)
});

/** A tab, with the place it is said at. `label` of an object's tab is the object's, to be filled in by the caller. */
export const readTab = (fullName: string) =>
  root('CustomTab', (element): { definition: TabDef; at: SourcePosition } => {
    const read = customTab(element);
    const kinds = [
      ...(read.customObject ? [{ kind: 'object' as const, target: fullName }] : []),
      ...(read.lwcComponent === undefined ? [] : [{ kind: 'lwc' as const, target: read.lwcComponent }]),
      ...(read.flexiPage === undefined ? [] : [{ kind: 'flexiPage' as const, target: read.flexiPage }]),
      ...(read.url === undefined ? [] : [{ kind: 'web' as const, target: read.url }])
    ];
    const [chosen, another] = kinds;
    if (!chosen || another) throw refuse(read.at, 'a tab shows exactly one of customObject, lwcComponent, flexiPage and url');
    if (chosen.kind !== 'object' && read.label === undefined) throw refuse(read.at, `tab ${fullName} has no label`);
    return {
      definition: {
        fullName,
        label: read.label ?? '',
        ...chosen,
        ...(read.motif === undefined ? {} : { motif: read.motif }),
        ...(read.description === undefined ? {} : { description: read.description })
      },
      at: read.at
    };
  });

/** What an override of the home page names instead of an object. */
export const HOME = 'standard-home';

type Override = ReturnType<typeof actionOverride>;

/**
 * The record pages that overrides of the action View give to objects, and the home page that one of the action Tab gives to
 * `standard-home`. `Default` overrides say that nothing is overridden.
 * @param objectOf object that an override is about
 * @throws MetadataError for an override with a page on any other action
 */
export function pageOverrides(overrides: readonly Override[], objectOf: (override: Override) => string | undefined): PageOverrideDef[] {
  return overrides.flatMap((override) => {
    if (override.type === 'Default') return [];
    const home = override.actionName === 'Tab' && override.pageOrSobjectType === HOME;
    if (override.actionName !== 'View' && !home)
      throw refuse(override.at, `the embedded org does not support a page for the action ${override.actionName}`);
    const object = objectOf(override);
    if (object === undefined || override.content === undefined) {
      throw refuse(override.at, 'an override with a page names its object (pageOrSobjectType) and the page (content)');
    }
    return [{ object, flexiPage: override.content, ...(override.formFactor === undefined ? {} : { formFactor: override.formFactor }) }];
  });
}

const customApplication = shape({
  fullName: optional(name),
  actionOverrides: repeated(actionOverride),
  brand: optional(
    shape({
      footerColor: optional(text),
      headerColor: optional(name),
      logo: unsupported(),
      logoVersion: optional(integer),
      shouldOverrideOrgTheme: optional(flag)
    })
  ),
  consoleConfig: unsupported(),
  defaultLandingTab: optional(name),
  description: optional(text),
  formFactors: repeated(oneOf('Large', 'Medium', 'Small')),
  isNavAutoTempTabsDisabled: optional(flag),
  isNavPersonalizationDisabled: optional(flag),
  isNavTabPersistenceDisabled: optional(flag),
  isOmniPinnedViewEnabled: unsupportedUnlessFalse(),
  isServiceCloudConsole: unsupportedUnlessFalse(),
  label: once(name),
  logo: unsupported(),
  navType: optional(oneOf('Console', 'Standard')),
  preferences: optional(
    anyOf(
      'enableCustomizeMyTabs',
      'enableKeyboardShortcuts',
      'enableListViewHover',
      'enableListViewReskin',
      'enableMultiMonitorComponents',
      'enablePinTabs',
      'enableTabHover',
      'enableTabLimits',
      'saveUserSessions'
    )
  ),
  profileActionOverrides: unsupported(),
  setupExperience: optional(text),
  subscriberTabs: unsupported(),
  tabs: repeated(name),
  uiType: optional(oneOf('Lightning')),
  utilityBar: optional(name),
  workspaceConfig: unsupported()
});

export const readApp = (fullName: string) =>
  root('CustomApplication', (element): { definition: AppDef; at: SourcePosition } => {
    const read = customApplication(element);
    return {
      definition: {
        fullName,
        label: read.label,
        tabs: read.tabs,
        navType: read.navType ?? 'Standard',
        pageOverrides: pageOverrides(read.actionOverrides, (override) => override.pageOrSobjectType),
        ...(read.description === undefined ? {} : { description: read.description }),
        ...(read.brand?.headerColor === undefined ? {} : { brandColor: read.brand.headerColor }),
        ...(read.utilityBar === undefined ? {} : { utilityBar: read.utilityBar })
      },
      at: read.at
    };
  });
