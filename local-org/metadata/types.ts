import type { Schema } from '../schema/types';
import type { Analytics } from './reports/types';

/** Where metadata is read from: folders of a project, or the zip of a deployment. Paths use `/` and are relative to the root. */
export interface FileTree {
  /** All files below the root, sorted. */
  paths(): readonly string[];
  read(path: string): Uint8Array;
  readText(path: string): string;
  /** The path of a file to show a person (absolute for folders, the entry's name for a zip). */
  display(path: string): string;
  /** Where a folder of the tree can be read from disk: its absolute path, or `undefined` where its files are in memory only. */
  folder(path: string): string | undefined;
}

/** How the files of components are shown, and where their folders are: the part of a `FileTree` that knows places. */
export type FilePlaces = Pick<FileTree, 'display' | 'folder'>;

export interface CustomLabel {
  readonly fullName: string;
  readonly value: string;
  readonly language: string;
  readonly shortDescription: string;
  readonly categories?: string;
}

export interface ObjectPermission {
  readonly object: string;
  readonly allowCreate: boolean;
  readonly allowRead: boolean;
  readonly allowEdit: boolean;
  readonly allowDelete: boolean;
  readonly viewAllRecords: boolean;
  readonly modifyAllRecords: boolean;
}

export interface FieldPermission {
  /** `Object.Field` */
  readonly field: string;
  readonly readable: boolean;
  readonly editable: boolean;
}

export interface PermissionSetDef {
  readonly fullName: string;
  readonly label: string;
  readonly description?: string;
  readonly objectPermissions: readonly ObjectPermission[];
  readonly fieldPermissions: readonly FieldPermission[];
  readonly classAccesses: readonly string[];
  readonly tabSettings: readonly { readonly tab: string; readonly visibility: string }[];
  readonly applicationVisibilities: readonly { readonly application: string; readonly visible: boolean }[];
  readonly customPermissions: readonly string[];
  readonly customMetadataTypeAccesses: readonly string[];
  readonly customSettingAccesses: readonly string[];
  readonly userPermissions: readonly string[];
}

export interface PermissionSetGroupDef {
  readonly fullName: string;
  readonly label: string;
  readonly description?: string;
  readonly permissionSets: readonly string[];
}

export interface CustomMetadataRecord {
  /** `Type__mdt` */
  readonly type: string;
  readonly developerName: string;
  readonly label: string;
  readonly protected: boolean;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ApexSource {
  readonly fullName: string;
  readonly kind: 'class' | 'trigger';
  /** As `FileTree.display` shows it. */
  readonly path: string;
  readonly source: string;
  readonly apiVersion: number;
  readonly status: 'Active' | 'Inactive';
}

export interface LwcBundle {
  readonly name: string;
  /** Absolute folder, or empty where the bundle came in a zip (then `files` is all there is). */
  readonly directory: string;
  /** All files but tests, as `FileTree.display` shows them. */
  readonly files: readonly string[];
  readonly apiVersion: number;
  readonly isExposed: boolean;
  readonly masterLabel?: string;
  readonly description?: string;
  readonly targets: readonly string[];
  /** `targetConfigs`: per target the objects it is for and its design properties. */
  readonly targetConfigs: readonly LwcTargetConfig[];
}

export interface LwcTargetConfig {
  readonly targets: readonly string[];
  readonly objects: readonly string[];
  readonly properties: readonly {
    readonly name: string;
    readonly type: string;
    readonly label?: string;
    readonly defaultValue?: string;
    readonly required: boolean;
  }[];
  readonly supportedFormFactors: readonly string[];
}

export interface FlexiPageComponent {
  /** `c:leadScore`, `force:detailPanel`, … as written in `componentName`. */
  readonly componentName: string;
  readonly identifier?: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly visibility?: FlexiPageVisibility;
}

export interface FlexiPageVisibility {
  readonly booleanFilter?: string;
  readonly criteria: readonly { readonly leftValue: string; readonly operator: string; readonly rightValue?: string }[];
}

export interface FlexiPageRegion {
  readonly name: string;
  readonly type: 'Region' | 'Facet' | 'Background';
  readonly components: readonly FlexiPageComponent[];
}

export interface FlexiPageDef {
  readonly fullName: string;
  readonly masterLabel: string;
  readonly type: 'RecordPage' | 'AppPage' | 'HomePage' | 'UtilityBar';
  readonly sobjectType?: string;
  readonly template: string;
  readonly regions: readonly FlexiPageRegion[];
}

export interface TabDef {
  readonly fullName: string;
  readonly label: string;
  readonly kind: 'object' | 'lwc' | 'flexiPage' | 'web';
  /** Object API name, LWC name or flexipage name, by kind. */
  readonly target: string;
  readonly motif?: string;
  readonly description?: string;
}

export interface AppDef {
  readonly fullName: string;
  readonly label: string;
  readonly description?: string;
  readonly tabs: readonly string[];
  readonly navType: 'Standard' | 'Console';
  readonly brandColor?: string;
  readonly utilityBar?: string;
  /** Record pages by object, from `actionOverrides` and `profileActionOverrides`-free app settings. */
  readonly pageOverrides: readonly PageOverrideDef[];
}

/** The page that shows the records of an object, from an override of the action View. */
export interface PageOverrideDef {
  /** An object's API name, or `standard-home` for the home page. */
  readonly object: string;
  readonly flexiPage: string;
  readonly formFactor?: string;
}

/** A file that is well-formed and of a known type, but has no bearing on the embedded org (quick actions, paths, prompts). */
export interface OpaqueMetadata {
  /** `QuickAction`, `PathAssistant` or `Prompt`. */
  readonly type: string;
  readonly fullName: string;
  readonly path: string;
}

export interface LayoutDef {
  /** `Lead-Lockstep Lead Layout` */
  readonly fullName: string;
  readonly object: string;
  readonly sections: readonly {
    readonly label: string;
    readonly columns: readonly (readonly { readonly field: string; readonly behavior: 'Edit' | 'Required' | 'Readonly' }[])[];
  }[];
  readonly relatedLists: readonly {
    readonly relatedList: string;
    readonly fields: readonly string[];
    readonly sortField?: string;
    readonly sortOrder?: 'Asc' | 'Desc';
    /** Buttons it does not have, such as `New`; absent where it has all. */
    readonly excludeButtons?: readonly string[];
  }[];
}

export interface ListViewDef {
  readonly object: string;
  readonly fullName: string;
  readonly label: string;
  readonly filterScope: 'Everything' | 'Mine' | 'Queue' | 'Team';
  readonly columns: readonly string[];
  readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string }[];
  readonly booleanFilter?: string;
  readonly sort?: { readonly field: string; readonly descending: boolean };
}

export interface StaticResourceDef {
  readonly fullName: string;
  readonly contentType: string;
  /** The file, or the folder of a resource kept unpacked, as `FileTree.display` shows it. */
  readonly path: string;
}

export interface CustomPermissionDef {
  readonly fullName: string;
  readonly label: string;
  readonly description?: string;
}

export interface NotificationTypeDef {
  readonly fullName: string;
  readonly masterLabel: string;
  readonly desktop: boolean;
  readonly mobile: boolean;
  readonly description?: string;
}

/** Everything a project says, typed. Collections are sorted by `fullName`, so that equal projects give equal output. */
export interface OrgMetadata {
  readonly schema: Schema;
  readonly labels: readonly CustomLabel[];
  readonly permissionSets: readonly PermissionSetDef[];
  readonly permissionSetGroups: readonly PermissionSetGroupDef[];
  readonly customMetadataRecords: readonly CustomMetadataRecord[];
  readonly apex: readonly ApexSource[];
  readonly lwc: readonly LwcBundle[];
  readonly flexiPages: readonly FlexiPageDef[];
  readonly tabs: readonly TabDef[];
  readonly apps: readonly AppDef[];
  readonly layouts: readonly LayoutDef[];
  readonly listViews: readonly ListViewDef[];
  readonly staticResources: readonly StaticResourceDef[];
  readonly customPermissions: readonly CustomPermissionDef[];
  readonly notificationTypes: readonly NotificationTypeDef[];
  /** Record pages by object for all apps, from the objects' own `actionOverrides`; an app's `pageOverrides` go before them. */
  readonly objectPages: readonly PageOverrideDef[];
  readonly opaque: readonly OpaqueMetadata[];
  /** Report types, reports, dashboards and their folders. */
  readonly analytics: Analytics;
  /** `sourceApiVersion` of sfdx-project.json, for example 68. */
  readonly apiVersion: number;
  /** Changes whenever any file read changes. */
  readonly hash: string;
}
