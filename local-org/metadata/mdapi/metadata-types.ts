import type { ComponentKind } from '../components';

/** How the Metadata API names and files a kind of component. */
export interface MetadataType {
  /** Name of the type in package.xml, for example `CustomTab`. */
  readonly name: string;
  readonly directory: string;
  /** Suffix of its file in the Metadata API's format. */
  readonly suffix: string;
  /** Whether the component is a file or folder of content with a `-meta.xml` beside it. */
  readonly metaFile: boolean;
  /** Where it is inside another component's file: that component's kind, and the element. */
  readonly inside?: { readonly kind: ComponentKind; readonly element: string };
  /** Kind of the folders that contain components of this kind. */
  readonly folders?: ComponentKind;
}

const file = (name: string, directory: string, suffix: string): MetadataType => ({ name, directory, suffix, metaFile: false });
const content = (name: string, directory: string, suffix: string): MetadataType => ({ name, directory, suffix, metaFile: true });
const part = (name: string, element: string): MetadataType => ({
  name,
  directory: 'objects',
  suffix: 'object',
  metaFile: false,
  inside: { kind: 'object', element }
});

/** Every kind of component that the embedded org reads. */
export const METADATA_TYPES: Readonly<Record<ComponentKind, MetadataType>> = {
  app: file('CustomApplication', 'applications', 'app'),
  cls: content('ApexClass', 'classes', 'cls'),
  compactLayout: part('CompactLayout', 'compactLayouts'),
  customPermission: file('CustomPermission', 'customPermissions', 'customPermission'),
  dashboard: { ...file('Dashboard', 'dashboards', 'dashboard'), folders: 'dashboardFolder' },
  dashboardFolder: file('DashboardFolder', 'dashboards', 'dashboardFolder'),
  field: part('CustomField', 'fields'),
  flexipage: file('FlexiPage', 'flexipages', 'flexipage'),
  globalValueSet: file('GlobalValueSet', 'globalValueSets', 'globalValueSet'),
  js: content('LightningComponentBundle', 'lwc', 'js'),
  labels: {
    name: 'CustomLabel',
    directory: 'labels',
    suffix: 'labels',
    metaFile: false,
    inside: { kind: 'labels', element: 'labels' }
  },
  layout: file('Layout', 'layouts', 'layout'),
  listView: part('ListView', 'listViews'),
  md: file('CustomMetadata', 'customMetadata', 'md'),
  notiftype: file('CustomNotificationType', 'notificationtypes', 'notiftype'),
  object: file('CustomObject', 'objects', 'object'),
  pathAssistant: file('PathAssistant', 'pathAssistants', 'pathAssistant'),
  permissionset: file('PermissionSet', 'permissionsets', 'permissionset'),
  permissionsetgroup: file('PermissionSetGroup', 'permissionsetgroups', 'permissionsetgroup'),
  prompt: file('Prompt', 'prompts', 'prompt'),
  quickAction: file('QuickAction', 'quickActions', 'quickAction'),
  recordType: part('RecordType', 'recordTypes'),
  report: { ...file('Report', 'reports', 'report'), folders: 'reportFolder' },
  reportFolder: file('ReportFolder', 'reports', 'reportFolder'),
  reportType: file('ReportType', 'reportTypes', 'reportType'),
  resource: content('StaticResource', 'staticresources', 'resource'),
  standardValueSet: file('StandardValueSet', 'standardValueSets', 'standardValueSet'),
  tab: file('CustomTab', 'tabs', 'tab'),
  trigger: content('ApexTrigger', 'triggers', 'trigger'),
  validationRule: part('ValidationRule', 'validationRules')
};

/** All labels are in one file, which is its own type and component. */
export const LABELS_FILE = { type: 'CustomLabels', fullName: 'CustomLabels' } as const;

/** The type under which package.xml names components of a kind: folders stand among what is in them. */
export function manifestType(kind: ComponentKind): string {
  if (kind === 'reportFolder') return METADATA_TYPES.report.name;
  return kind === 'dashboardFolder' ? METADATA_TYPES.dashboard.name : METADATA_TYPES[kind].name;
}

/** A member of package.xml as results name it. The command line writes folders of reports and dashboards with a slash at their end. */
export const withoutSlash = (type: string, member: string): string =>
  type === METADATA_TYPES.report.name || type === METADATA_TYPES.dashboard.name ? member.replace(/\/$/, '') : member;

const isKind = (name: string): name is ComponentKind => Object.hasOwn(METADATA_TYPES, name);
const KINDS: readonly ComponentKind[] = Object.keys(METADATA_TYPES).filter(isKind);

/** The kind for a type name in package.xml; report folders have the type of their content. */
export const kindOfType = (type: string): ComponentKind | undefined => KINDS.find((kind) => METADATA_TYPES[kind].name === type);

/** Kinds whose components are inside an object's file, by their element. */
export const OBJECT_PARTS: ReadonlyMap<string, ComponentKind> = new Map(
  KINDS.flatMap((kind) => {
    const { inside } = METADATA_TYPES[kind];
    return inside?.kind === 'object' ? [[inside.element, kind] as const] : [];
  })
);

/** The kind of a file with this suffix in this folder of a package. */
export function kindOfFile(directory: string, suffix: string): ComponentKind | undefined {
  return KINDS.find((kind) => {
    const type = METADATA_TYPES[kind];
    return type.directory === directory && type.suffix === suffix && !(type.inside && type.inside.kind !== kind);
  });
}

/** Whether packages may have a folder of this name. */
export const isPackageDirectory = (directory: string): boolean => KINDS.some((kind) => METADATA_TYPES[kind].directory === directory);

export const ALL_TYPES: readonly (readonly [kind: ComponentKind, type: MetadataType])[] = KINDS.map((kind) => [kind, METADATA_TYPES[kind]]);
