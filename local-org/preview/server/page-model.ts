import { isValidId } from '../../database/index';
import type { Transaction } from '../../database/types';
import type { AppDef, FlexiPageDef, PageOverrideDef } from '../../metadata/types';
import type { Org } from '../../org';
import type { ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import type { PageModel } from '../page-types';
import { objectModel } from './object-model';
import { pageRegions, STANDARD_RECORD_PAGE } from './regions';

export type FormFactor = 'Small' | 'Large';

/** For whom and where a page is put together. */
export interface PageContext {
  readonly org: Org;
  readonly tx: Transaction;
  readonly access: AccessPolicy;
  readonly app: AppDef | undefined;
  readonly formFactor: FormFactor;
}

/** The list of all records: what an object has before anybody makes a list view. */
const ALL_RECORDS = 'All';

const notFound = (message: string): PageModel => ({ kind: 'notFound', title: 'Page not found', message });

/** The page model of an address such as `/lightning/r/Lead/00Q…/view?x=1`. */
export function pageModel(context: PageContext, address: string): PageModel {
  const url = new URL(address, 'http://preview');
  const [root, kind, first, second, third] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart);
  if (root !== 'lightning') return notFound(`There is no page at ${url.pathname}.`);
  if (kind === undefined || (kind === 'page' && first === 'home')) return homePage(context);
  if (kind === 'r' && first !== undefined) {
    return isValidId(first) && (second === undefined || second === 'view')
      ? recordPage(context, undefined, first)
      : recordPage(context, first, second ?? '', third);
  }
  if (kind === 'o' && first !== undefined) return listPage(context, first, second ?? 'list', url.searchParams.get('filterName'));
  if (kind === 'n' && first !== undefined) return tabPage(context, first);
  return notFound(`There is no page at ${url.pathname}.`);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function assignedPage(context: PageContext, object: string): FlexiPageDef | undefined {
  const fits = ({ object: of, formFactor }: PageOverrideDef): boolean =>
    of === object && (formFactor === undefined || formFactor === context.formFactor);
  const { metadata } = context.org;
  const override = context.app?.pageOverrides.find(fits) ?? metadata.objectPages.find(fits);
  return override && metadata.flexiPages.find(({ fullName }) => fullName === override.flexiPage);
}

function recordPage(context: PageContext, objectName: string | undefined, id: string, action = 'view'): PageModel {
  const { org, access } = context;
  const object = isValidId(id) ? org.schema.objectByPrefix(id.slice(0, 3)) : undefined;
  const named = objectName === undefined || objectName === 'sObject' ? object : org.schema.object(objectName);
  if (!object || named !== object)
    return notFound(`${id} is not the id of a record${objectName === undefined ? '' : ` of ${objectName}`}.`);
  if (action !== 'view' && action !== 'edit') return notFound(`The preview has no page ${action} for a record.`);
  const name = readName(context, object, id);
  if (name === undefined) return notFound('This record does not exist, or you may not see it.');
  if (object.apiName === 'Report' || object.apiName === 'Dashboard') return analyticsPage(object, name, action);
  const page = assignedPage(context, object.apiName);
  return {
    kind: 'record',
    title: `${name.text} | ${object.label}`,
    object: objectModel(org.metadata, object, access),
    recordId: name.id,
    template: page?.template ?? 'flexipage:recordHomeTemplateDesktop',
    regions: page ? pageRegions(page, org.metadata) : STANDARD_RECORD_PAGE
  };
}

/** Reports and dashboards have pages of their own. */
function analyticsPage(object: ObjectDef, name: { readonly id: string; readonly text: string }, action: string): PageModel {
  if (action !== 'view') return notFound(`The preview has no page ${action} for a ${object.label.toLowerCase()}.`);
  return { kind: object.apiName === 'Report' ? 'report' : 'dashboard', title: `${name.text} | ${object.label}`, recordId: name.id };
}

/** @returns undefined for a record that does not exist or may not be seen */
function readName(
  { org, tx, access }: PageContext,
  object: ObjectDef,
  recordId: string
): { readonly id: string; readonly text: string } | undefined {
  if (!access.canReadObject(object)) return undefined;
  const nameField = object.nameField?.apiName ?? 'Id';
  const fields = nameField === 'Id' ? 'Id' : `Id, ${nameField}`;
  const result = org.queries.execute(tx, `SELECT ${fields} FROM ${object.apiName} WHERE Id = '${recordId}'`, { access });
  const [row] = result.rows;
  if (!row) return undefined;
  const value = (field: string): string => {
    const key = result.shape.columns.find((column) => column.field?.apiName === field)?.key;
    return String((key === undefined ? undefined : row[key]) ?? '');
  };
  return { id: value('Id'), text: value(nameField) };
}

function listPage(context: PageContext, objectName: string, action: string, filterName: string | null): PageModel {
  const { org, access } = context;
  const object = org.schema.object(objectName);
  if (!object) return notFound(`There is no object ${objectName}.`);
  if (!access.canReadObject(object)) return notFound(`You may not see ${object.pluralLabel}.`);
  if (!['list', 'home', 'new'].includes(action)) return notFound(`The preview has no page ${action} for ${object.pluralLabel}.`);
  const model = objectModel(org.metadata, object, access);
  if (action === 'new' && !model.createable) return notFound(`You may not create ${object.pluralLabel}.`);
  const own = org.metadata.listViews
    .filter((view) => view.object === object.apiName)
    .map(({ fullName, label }) => ({ apiName: fullName, label }));
  const listViews = own.length > 0 ? own : [{ apiName: ALL_RECORDS, label: `All ${object.pluralLabel}` }];
  const chosen = listViews.find(({ apiName }) => apiName === filterName) ?? listViews[0];
  if (filterName !== null && filterName !== 'Recent' && chosen?.apiName !== filterName)
    return notFound(`${object.pluralLabel} has no list view ${filterName}.`);
  return {
    kind: 'list',
    title: `${chosen?.label ?? object.pluralLabel} | ${object.pluralLabel}`,
    object: model,
    listViews,
    filterName: chosen?.apiName ?? ALL_RECORDS
  };
}

function flexiPageModel(context: PageContext, page: FlexiPageDef, title: string): PageModel {
  return { kind: 'regions', title, template: page.template, regions: pageRegions(page, context.org.metadata) };
}

function homePage(context: PageContext): PageModel {
  const page = assignedPage(context, 'standard-home') ?? context.org.metadata.flexiPages.find(({ type }) => type === 'HomePage');
  if (page) return flexiPageModel(context, page, 'Home');
  const welcome = {
    key: 'welcome',
    name: 'flexipage:richText',
    properties: { richTextValue: '<p>This app has no home page. Choose a tab.</p>' }
  };
  return { kind: 'regions', title: 'Home', template: 'home:desktopTemplate', regions: [{ name: 'top', components: [welcome] }] };
}

function tabPage(context: PageContext, name: string): PageModel {
  const { metadata } = context.org;
  const tab = metadata.tabs.find(({ fullName }) => fullName === name);
  if (!tab) return notFound(`There is no tab ${name}.`);
  if (tab.kind === 'object') return listPage(context, tab.target, 'list', null);
  if (!context.org.security.canSeeTab(context.tx, context.tx.user.id, name)) return notFound(`You may not see ${tab.label}.`);
  if (tab.kind === 'flexiPage') {
    const page = metadata.flexiPages.find(({ fullName }) => fullName === tab.target);
    return page
      ? flexiPageModel(context, page, tab.label)
      : notFound(`The tab ${name} shows the page ${tab.target}, which does not exist.`);
  }
  const component = { key: 'tab', name: tab.kind === 'lwc' ? `c:${tab.target}` : `tab of kind ${tab.kind}`, properties: {} };
  return {
    kind: 'regions',
    title: tab.label,
    template: 'flexipage:defaultAppHomeTemplate',
    regions: [{ name: 'main', components: [component] }]
  };
}
