import type { ComponentKind } from './components';

/** What messages call a component of a kind, and how long its name may be. */
interface NamedKind {
  readonly what: string;
  readonly longest: number;
  /** Suffixes of custom names: they begin with two underscores. */
  readonly suffixes?: readonly string[];
  /** What separates the name from that of an object, a type or a folder in front of it. */
  readonly qualifiedBy?: '.' | '/';
}

const named = (what: string, longest = 80, more: Omit<NamedKind, 'what' | 'longest'> = {}): NamedKind => ({ what, longest, ...more });

/** Kinds whose names are API names. The rules of the others are below. */
const KINDS: Partial<Record<ComponentKind, NamedKind>> = {
  app: named('App', 40),
  cls: named('Apex Class', 255),
  compactLayout: named('Compact Layout', 40),
  customPermission: named('Custom Permission'),
  dashboard: named('Dashboard', 80, { qualifiedBy: '/' }),
  dashboardFolder: named('Folder'),
  field: named('Custom Field', 40, { suffixes: ['__c'] }),
  flexipage: named('Lightning Page'),
  globalValueSet: named('Global Value Set'),
  labels: named('Custom Label'),
  listView: named('List View', 40),
  md: named('Custom Metadata Record', 40, { qualifiedBy: '.' }),
  notiftype: named('Custom Notification Type'),
  object: named('Object', 40, { suffixes: ['__c', '__mdt', '__e'] }),
  pathAssistant: named('Path'),
  permissionset: named('Permission Set'),
  permissionsetgroup: named('Permission Set Group'),
  prompt: named('Prompt'),
  quickAction: named('Action', 80, { qualifiedBy: '.', suffixes: ['__c'] }),
  recordType: named('Record Type'),
  report: named('Report', 80, { qualifiedBy: '/' }),
  reportFolder: named('Folder'),
  reportType: named('Report Type', 80, { suffixes: ['__c'] }),
  resource: named('Static Resource'),
  standardValueSet: named('Standard Value Set'),
  tab: named('Tab', 80, { suffixes: ['__c', '__mdt', '__e'] }),
  trigger: named('Apex Trigger', 255),
  validationRule: named('Validation Rule', 40)
};

/** The folder of reports that are in none. */
export const UNFILED_REPORTS = 'unfiled$public';

const OBJECT_SUFFIXES = ['__c', '__mdt', '__e'];
const API_NAME = /^[a-z](?:_?[a-z0-9])*$/i;
const COMPONENT_NAME = /^[a-z](?:_?[a-zA-Z0-9])*$/;
/** A name that begins with a namespace, as the platform reads it. */
const NAMESPACED = /^([a-z](?:_?[a-z0-9])*)__(?!_)/i;
const LONGEST_LAYOUT = 80;

/**
 * What is wrong with a component's name, as the platform says it; `undefined` for a good name. Names of standard objects and fields
 * pass: whether they exist is checked where they are read.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/metadata.htm for the rule of `fullName`
 */
export function nameProblem({ kind, fullName, object }: NamedComponent): string | undefined {
  if (kind === 'layout') return layoutProblem(fullName);
  if (kind === 'js') return bundleProblem(fullName);
  const rule = KINDS[kind];
  if (!rule) return undefined;
  // Reports without a folder are in a folder of the platform.
  if (kind === 'report' && fullName.startsWith(`${UNFILED_REPORTS}/`))
    return ownProblem(kind, rule, fullName.slice(UNFILED_REPORTS.length + 1), object);
  const ofObject = object === '' || kind === 'object' ? undefined : nameProblem({ kind: 'object', fullName: object, object });
  return ofObject ?? ownProblem(kind, rule, fullName, object);
}

interface NamedComponent {
  readonly kind: ComponentKind;
  /** Without the object in front of a part's name. */
  readonly fullName: string;
  /** Object of a part. */
  readonly object: string;
}

function ownProblem(kind: ComponentKind, rule: NamedKind, fullName: string, object: string): string | undefined {
  const { what, longest, suffixes = [], qualifiedBy } = rule;
  const parts = qualifiedBy === undefined ? [fullName] : fullName.split(qualifiedBy);
  if (parts.slice(0, -1).some((part) => !API_NAME.test(withoutSuffix(part, OBJECT_SUFFIXES)))) return rulesOf(what);
  const own = parts.at(-1) ?? '';
  const stem = withoutSuffix(own, suffixes);
  if (API_NAME.test(stem)) return stem.length > longest ? tooLong(what, own, longest) : undefined;
  const namespace = NAMESPACED.exec(stem)?.[1];
  if (namespace !== undefined && API_NAME.test(stem.slice(namespace.length + 2))) {
    // Standard apps and other components of the platform's own are named so.
    return namespace === 'standard' ? undefined : foreign(namespace);
  }
  if (kind === 'field') return fieldRules(own, object);
  return own.endsWith('__mdt') ? metadataTypeRules(own) : rulesOf(what);
}

/** The relationship name of a lookup: the children's name in queries of the parent. */
export function relationshipNameProblem(name: string): string | undefined {
  return API_NAME.test(name) ? undefined : rulesOf('Child Relationship Name');
}

function withoutSuffix(name: string, suffixes: readonly string[]): string {
  const suffix = suffixes.find((candidate) => name.endsWith(candidate));
  return suffix === undefined ? name : name.slice(0, -suffix.length);
}

const rulesOf = (what: string): string =>
  `The ${what.endsWith('Name') ? what : `${what} API Name`} can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`;

const fieldRules = (name: string, object: string): string =>
  `The custom field name you provided ${name} on object ${object} can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters, and must be unique across all ${object} fields`;

const metadataTypeRules = (name: string): string =>
  `'${name}' is not a valid API name for a custom metadata type. Metadata names can contain only underscores and alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters.`;

const foreign = (namespace: string): string =>
  `Cannot create a new component with the namespace: ${namespace}. Only components in the same namespace as the organization can be created through the API`;

const tooLong = (what: string, name: string, longest: number): string => `${what}: data value too large: ${name} (max length=${longest})`;

/** `Object-Layout Name`: what is behind the hyphen is a label. */
function layoutProblem(fullName: string): string | undefined {
  const at = fullName.indexOf('-');
  const label = fullName.slice(at + 1);
  if (at < 1 || label.trim() === '' || !API_NAME.test(withoutSuffix(fullName.slice(0, at), OBJECT_SUFFIXES)))
    return `Invalid layout name: ${fullName}. It must be the object's name, a hyphen, and the layout's name.`;
  if (/\p{Cc}/u.test(label)) return `Invalid layout name: ${JSON.stringify(fullName)} has a control character.`;
  return label.length > LONGEST_LAYOUT ? tooLong('Layout', fullName, LONGEST_LAYOUT) : undefined;
}

/** @see https://developer.salesforce.com/docs/platform/lwc/guide/create-components-folder.html */
function bundleProblem(fullName: string): string | undefined {
  if (COMPONENT_NAME.test(fullName)) return undefined;
  return `Invalid component name: ${fullName}. It must begin with a lowercase letter, contain only alphanumeric or underscore characters, not end with an underscore, and not contain two consecutive underscores.`;
}
