/** Data that the server sends to the page: shared by `server/` and `client/`, types only. */

export interface I18nSettings {
  /** BCP 47, for example `en-US`. */
  readonly locale: string;
  readonly lang: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly currency: string;
  readonly dir: 'ltr' | 'rtl';
}

export interface SessionData {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly profileName: string | null;
  readonly roleName: string | null;
  /** Salesforce language code such as `en_US`: decides which translation of a label is shown. */
  readonly language: string;
  readonly customPermissions: readonly string[];
  readonly i18n: I18nSettings;
  /** For example `68.0`. */
  readonly apiVersion: string;
}

export interface SwitchableUser {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly role: string | null;
}

export interface TabLink {
  readonly name: string;
  readonly label: string;
  readonly url: string;
  /** `standard:lead` */
  readonly icon: string;
  /** The object whose records belong to this tab, if it is an object's tab. */
  readonly object?: string;
}

export interface AppModel {
  readonly name: string;
  readonly label: string;
  readonly tabs: readonly TabLink[];
}

/** Is in the page as JSON. */
export interface ShellData {
  readonly session: SessionData;
  readonly app: AppModel;
  readonly apps: readonly { readonly name: string; readonly label: string }[];
  readonly users: readonly SwitchableUser[];
  /** URL of the folder of scripts, ends with `/`. */
  readonly scripts: string;
  readonly componentFiles: Readonly<Record<string, readonly string[]>>;
  readonly watch: boolean;
  /** The org's time, in milliseconds since 1970, and whether this user may move it. */
  readonly clock: { readonly now: number; readonly movable: boolean };
  readonly page: PageModel;
}

export interface VisibilityRule {
  /** `1 AND (2 OR 3)`; absent: all criteria. */
  readonly booleanFilter?: string;
  readonly criteria: readonly { readonly leftValue: string; readonly operator: string; readonly rightValue?: string }[];
}

export interface PageComponent {
  /** Unique on the page. */
  readonly key: string;
  /** `c:leadScore`, `force:detailPanel`, … */
  readonly name: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly visibility?: VisibilityRule;
  /** Tabs of a tabset, sections of an accordion. */
  readonly tabs?: readonly PageTab[];
}

export interface PageTab {
  readonly key: string;
  readonly title: string;
  readonly active: boolean;
  readonly components: readonly PageComponent[];
}

export interface PageRegion {
  readonly name: string;
  readonly components: readonly PageComponent[];
}

export interface LayoutSection {
  readonly label: string;
  readonly columns: readonly (readonly LayoutField[])[];
}

export interface LayoutField {
  readonly field: string;
  readonly behavior: 'Edit' | 'Required' | 'Readonly';
}

export interface RelatedListModel {
  /** Relationship name as the UI API takes it, for example `Engagements__r`. */
  readonly relatedListId: string;
  readonly label: string;
  readonly object: string;
  /** What one of its records is called. */
  readonly objectLabel: string;
  /** Whether the user may make a record of the list here. */
  readonly createable: boolean;
  /** Whether the page layout names it; pages may name others. */
  readonly onLayout: boolean;
  /** Child's field that points to the record. */
  readonly parentField: string;
  readonly icon: string;
  readonly columns: readonly ColumnModel[];
  readonly sortBy?: string;
}

export interface ColumnModel {
  /** Path below the object: `Name`, `Owner.Name`. */
  readonly field: string;
  readonly label: string;
  /** As in the schema's field types. */
  readonly type: string;
  /** Where the column links to: the record itself or a lookup's target. */
  readonly linkField?: string;
  readonly sortable: boolean;
}

export interface ObjectModel {
  readonly apiName: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly icon: string;
  readonly nameField: string;
  readonly keyPrefix: string;
  readonly createable: boolean;
  /** Whether lists offer to make one. */
  readonly newButton: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly layout: readonly LayoutSection[];
  readonly highlights: readonly string[];
  readonly relatedLists: readonly RelatedListModel[];
  /** Columns of the list of all records. */
  readonly listColumns: readonly ColumnModel[];
  /** Picklist that a path shows, where the object has one. */
  readonly pathField?: string;
}

export type PageModel =
  | {
      readonly kind: 'record';
      readonly title: string;
      readonly object: ObjectModel;
      readonly recordId: string;
      readonly template: string;
      readonly regions: readonly PageRegion[];
    }
  | {
      readonly kind: 'list';
      readonly title: string;
      readonly object: ObjectModel;
      readonly listViews: readonly { readonly apiName: string; readonly label: string }[];
      readonly filterName: string;
    }
  | {
      readonly kind: 'regions';
      readonly title: string;
      readonly template: string;
      readonly regions: readonly PageRegion[];
    }
  | { readonly kind: 'report' | 'dashboard'; readonly title: string; readonly recordId: string }
  | { readonly kind: 'notFound'; readonly title: string; readonly message: string };
