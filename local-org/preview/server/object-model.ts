import type { LayoutDef, OrgMetadata } from '../../metadata/types';
import type { ChildRelationshipDef, FieldDef, ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import type { ColumnModel, LayoutSection, ObjectModel, RelatedListModel } from '../page-types';
import { objectIcon } from './icons';

/** Names of related lists in layouts and pages that differ from the relationship they show. */
const RELATIONSHIP_OF_LIST: Readonly<Record<string, string>> = {
  CampaignHistory: 'CampaignMembers',
  RelatedCampaignList: 'CampaignMembers',
  RelatedContactList: 'Contacts',
  RelatedOpportunityList: 'Opportunities',
  RelatedContactRoleList: 'OpportunityContactRoles',
  RelatedCampaignMemberList: 'CampaignMembers'
};

/** Columns of related lists whose columns nothing names. */
const DEFAULT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  CampaignMember: ['Campaign.Name', 'Status', 'FirstRespondedDate'],
  'CampaignMember.CampaignId': ['Name', 'CompanyOrAccount', 'Status', 'FirstRespondedDate'],
  Contact: ['Name', 'Title', 'Email', 'Phone'],
  Opportunity: ['Name', 'StageName', 'Amount', 'CloseDate'],
  OpportunityContactRole: ['Contact.Name', 'Role', 'IsPrimary']
};

/** What an org shows at the head of a standard object's record before anybody makes a compact layout. */
const DEFAULT_HIGHLIGHTS: Readonly<Record<string, readonly string[]>> = {
  Account: ['Name', 'Type', 'Phone', 'Website', 'OwnerId', 'Industry'],
  Campaign: ['Name', 'Type', 'Status', 'StartDate', 'EndDate'],
  Contact: ['Name', 'Title', 'AccountId', 'Phone', 'Email', 'OwnerId'],
  Dashboard: ['Title', 'FolderName', 'Type', 'Description'],
  Lead: ['Name', 'Title', 'Company', 'Phone', 'Email', 'Status', 'OwnerId'],
  Opportunity: ['Name', 'AccountId', 'CloseDate', 'Amount', 'StageName', 'OwnerId'],
  Report: ['Name', 'FolderName', 'Format', 'LastRunDate', 'Description']
};

/** Objects whose path needs no setup record: the platform brings one. */
const PATH_FIELDS: Readonly<Record<string, string>> = { Lead: 'Status', Opportunity: 'StageName' };

const SYSTEM_FIELDS = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'Id', 'IsDeleted', 'SystemModstamp'];
/** Fields that repeat the stage, the status or the close date: the platform's own layouts leave them out. */
const REPEATING_FIELDS = ['ForecastCategory', 'ForecastCategoryName', 'Fiscal', 'FiscalQuarter', 'FiscalYear', 'IsClosed', 'IsWon'];
const NOT_ON_DEFAULT_LAYOUTS = new Set([
  ...SYSTEM_FIELDS,
  ...REPEATING_FIELDS,
  'LastViewedDate',
  'LastReferencedDate',
  'MasterRecordId',
  'PhotoUrl'
]);

function columnLabel(field: FieldDef): string {
  return field.type === 'reference' ? field.label.replace(/ ID$/, '') : field.label;
}

/** The field at the end of a path such as `Owner.Name`. */
function fieldAt(metadata: OrgMetadata, object: ObjectDef, path: string): FieldDef | undefined {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return object.field(first);
  const parent = metadata.schema.object(object.parentRelationship(first)?.referenceTo[0] ?? '');
  return parent && fieldAt(metadata, parent, rest.join('.'));
}

/** A column by its path; a lookup shows the name of what it points to. */
function column(metadata: OrgMetadata, object: ObjectDef, path: string): ColumnModel | undefined {
  const field = fieldAt(metadata, object, path);
  if (!field) return undefined;
  if (field.type === 'reference' && field.relationshipName && !path.includes('.')) {
    const target = metadata.schema.object(field.referenceTo[0] ?? '');
    const name = target?.nameField?.apiName ?? 'Name';
    const shown = column(metadata, object, `${field.relationshipName}.${name}`);
    return shown && { ...shown, label: columnLabel(field) };
  }
  const [first = ''] = path.split('.');
  const parent = path.includes('.') ? object.parentRelationship(first) : undefined;
  const label = parent && field.nameField ? columnLabel(parent) : field.label;
  const linkField = field === object.nameField ? 'Id' : parent && field.nameField ? path : undefined;
  return { field: path, label, type: field.type, sortable: field.sortable, ...(linkField === undefined ? {} : { linkField }) };
}

/** A column, unless the user may not read its field. */
function visibleColumn(metadata: OrgMetadata, object: ObjectDef, path: string, access: AccessPolicy): ColumnModel | undefined {
  const field = object.field(path);
  return field && !access.canReadField(field) ? undefined : column(metadata, object, path);
}

/** Lists to which one adds records that exist, instead of making new ones. */
const LISTS_OF_LINKS = ['CampaignMember', 'OpportunityContactRole'];

function mayCreate(child: ObjectDef, parentField: FieldDef, access: AccessPolicy): boolean {
  return child.createable && parentField.createable && access.canCreateObject(child) && access.canCreateField(parentField);
}

function relatedList(
  metadata: OrgMetadata,
  child: ObjectDef,
  relationship: ChildRelationshipDef,
  given: LayoutDef['relatedLists'][number] | undefined,
  access: AccessPolicy
): RelatedListModel {
  const usual = DEFAULT_COLUMNS[`${child.apiName}.${relationship.field.apiName}`] ?? DEFAULT_COLUMNS[child.apiName];
  const listed = given && given.fields.length > 0 ? given.fields : (usual ?? defaultColumns(child, relationship.field));
  return {
    relatedListId: relationship.relationshipName ?? '',
    label: child.pluralLabel,
    object: child.apiName,
    objectLabel: child.label,
    createable:
      mayCreate(child, relationship.field, access) &&
      !LISTS_OF_LINKS.includes(child.apiName) &&
      !(given?.excludeButtons ?? []).includes('New'),
    parentField: relationship.field.apiName,
    onLayout: given !== undefined,
    icon: objectIcon(child, metadata.tabs),
    columns: listed.flatMap((path) => column(metadata, child, path) ?? []).map((shown) => ({ ...shown, sortable: false })),
    ...(given?.sortField === undefined ? {} : { sortBy: `${given.sortOrder === 'Desc' ? '-' : ''}${child.apiName}.${given.sortField}` })
  };
}

/** The name, and the first fields a person would look at. */
function defaultColumns(child: ObjectDef, parentField: FieldDef | undefined): string[] {
  const name = child.nameField?.apiName;
  const own = child.fields
    .filter((field) => field.custom && field !== parentField && field.type !== 'textarea' && field.type !== 'reference')
    .slice(0, 3);
  return [...(name === undefined ? [] : [name]), ...own.map(({ apiName }) => apiName)];
}

function relatedLists(metadata: OrgMetadata, object: ObjectDef, layout: LayoutDef | undefined, access: AccessPolicy): RelatedListModel[] {
  const onLayout = new Map<string, LayoutDef['relatedLists'][number]>();
  for (const list of layout?.relatedLists ?? []) {
    const [child, field] = list.relatedList.split('.');
    const found = object.childRelationships.find(
      (relationship) => relationship.childObject === child && relationship.field.apiName === field
    )?.relationshipName;
    onLayout.set(found ?? RELATIONSHIP_OF_LIST[list.relatedList] ?? list.relatedList, list);
  }
  const order = [...onLayout.keys()];
  return object.childRelationships
    .flatMap((relationship) => {
      const child = metadata.schema.object(relationship.childObject);
      if (relationship.relationshipName === undefined || !child || !access.canReadObject(child)) return [];
      return relatedList(metadata, child, relationship, onLayout.get(relationship.relationshipName), access);
    })
    .sort((left, right) => place(order, left.relatedListId) - place(order, right.relatedListId));
}

function place(order: readonly string[], name: string): number {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

/** The relationship that a page's `relatedListApiName` means. */
export function relationshipOfList(name: string): string {
  return RELATIONSHIP_OF_LIST[name] ?? name;
}

/** Two columns of every field that can be shown: the layout of an object for which the project has none. */
function defaultLayout(object: ObjectDef): LayoutSection[] {
  const shown = object.fields.filter((field) => !NOT_ON_DEFAULT_LAYOUTS.has(field.apiName) && field.compoundField === undefined);
  const half = Math.ceil(shown.length / 2);
  const item = (field: FieldDef) =>
    ({
      field: field.apiName,
      behavior: field.required ? 'Required' : field.updateable || field.createable || field.type === 'address' ? 'Edit' : 'Readonly'
    }) as const;
  return [{ label: `${object.label} Information`, columns: [shown.slice(0, half).map(item), shown.slice(half).map(item)] }];
}

/** What pages need to know of an object, as far as this user may see it. */
export function objectModel(metadata: OrgMetadata, object: ObjectDef, access: AccessPolicy): ObjectModel {
  const layout = metadata.layouts.find((candidate) => candidate.object === object.apiName);
  const pathField = PATH_FIELDS[object.apiName];
  const nameField = object.nameField?.apiName ?? 'Id';
  const listed = [nameField, ...(DEFAULT_HIGHLIGHTS[object.apiName] ?? defaultColumns(object, undefined))];
  const firstFields = (layout?.sections ?? []).flatMap(({ columns }) => columns.flat()).map(({ field }) => field);
  const createable = object.createable && access.canCreateObject(object);
  return {
    apiName: object.apiName,
    label: object.label,
    pluralLabel: object.pluralLabel,
    icon: objectIcon(object, metadata.tabs),
    nameField,
    keyPrefix: object.keyPrefix,
    createable,
    newButton: createable && object.excludedListButtons?.includes('New') !== true,
    updateable: object.updateable && access.canEditObject(object),
    deletable: object.deletable && access.canDeleteObject(object),
    layout: layout?.sections ?? defaultLayout(object),
    highlights: object.compactLayoutFields ??
      DEFAULT_HIGHLIGHTS[object.apiName] ?? [nameField, ...firstFields.filter((field) => field !== nameField).slice(0, 5)],
    relatedLists: relatedLists(metadata, object, layout, access),
    listColumns: [...new Set(listed)].flatMap((path) => visibleColumn(metadata, object, path, access) ?? []),
    ...(pathField === undefined ? {} : { pathField })
  };
}
