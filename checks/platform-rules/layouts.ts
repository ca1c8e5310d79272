import { layoutItems, layoutProblems, type LayoutItem } from '../../local-org/metadata/layout-rules';
import type { FieldDef, ObjectDef } from '../../local-org/schema/types';
import { all, at, textOf, type ProjectNames, type XmlFile } from '../references/names';
import type { Report } from '../references/report';

interface StandardItems {
  /** On every layout that is known of the object. */
  readonly present: readonly string[];
  /** `Required` wherever it is. */
  readonly required: readonly string[];
}

/** No document says which items layouts of standard objects must have: these are on all layouts that public repositories hold. */
const STANDARD_ITEMS: Readonly<Record<string, StandardItems>> = {
  Account: { present: ['ParentId'], required: ['Name'] },
  Campaign: { present: ['OwnerId', 'Description', 'CreatedById', 'LastModifiedById'], required: ['Name'] },
  CampaignMember: {
    present: ['CompanyOrAccount', 'Phone', 'Email', 'CreatedById', 'LastModifiedById'],
    required: ['CampaignId', 'ContactId']
  },
  Contact: { present: ['AccountId'], required: ['Name'] },
  Event: { present: ['Subject', 'Location', 'WhoId', 'WhatId', 'Description'], required: ['OwnerId', 'StartDateTime', 'EndDateTime'] },
  Lead: { present: ['OwnerId', 'Phone', 'Email'], required: ['Name', 'Company', 'Status'] },
  Opportunity: { present: ['AccountId', 'OwnerId', 'CreatedById', 'LastModifiedById'], required: ['CloseDate'] },
  Task: { present: ['Subject', 'ActivityDate', 'WhoId', 'WhatId'], required: ['OwnerId', 'Status', 'Priority'] }
};

/** Related lists of the platform's own; those of custom objects are named by the lookup, `Child__c.Lookup__c`. */
const STANDARD_LIST = /^Related[A-Za-z]+List$/;

/** Options that only layouts of these objects have. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  showEmailCheckbox: ['Case', 'CaseClose', 'Task'],
  showKnowledgeComponent: ['Case'],
  showRunAssignmentRulesCheckbox: ['Account', 'Case', 'Lead']
};

const SYSTEM_FIELDS = ['CreatedById', 'LastModifiedById', 'CreatedDate', 'LastModifiedDate'];

/** Layouts that an org would refuse. */
export function checkLayouts(names: ProjectNames, report: Report): void {
  for (const xml of names.xml.filter(({ root }) => root.name === 'Layout')) {
    const object = names.schema.object(xml.name.split('-')[0] ?? '');
    // That there is none is a finding of the references.
    if (object) checkLayout(xml, object, report);
  }
}

function checkLayout({ root }: XmlFile, object: ObjectDef, report: Report): void {
  for (const { at: place, rule, problem } of layoutProblems(root, object)) report.add(place, `layout-${rule}`, problem);
  const items = layoutItems(root);
  const named = new Map(items.map((item) => [item.field.toLowerCase(), item]));
  for (const item of items) {
    report.need(named.get(item.field.toLowerCase()) === item, item.at, 'layout-item-twice', `${item.field} is on the layout twice`);
    checkBehavior(item, object.field(item.field), report);
  }
  const { present, required } = STANDARD_ITEMS[object.apiName] ?? { present: [], required: [] };
  for (const field of [...present, ...required]) {
    report.need(named.has(field.toLowerCase()), root.at, 'layout-standard-item', `layouts of ${object.apiName} show ${field}`);
  }
  for (const field of required) {
    const item = named.get(field.toLowerCase());
    if (item) report.need(item.behavior === 'Required', item.at, 'layout-standard-item', `layouts show ${field} as Required`);
  }
  for (const list of at(root, 'relatedLists', 'relatedList')) {
    const known = STANDARD_LIST.test(list.text.trim()) || /^\w+__c\.\w+__c$/.test(list.text.trim());
    report.need(known, list.at, 'layout-related-list', `a related list is named Child__c.Lookup__c, not ${list.text.trim()}`);
  }
  for (const [option, objects] of Object.entries(OPTIONS)) {
    for (const element of all(root, option)) {
      const holds = textOf(root, option) !== 'true' || objects.includes(object.apiName);
      report.need(holds, element.at, 'layout-option', `layouts of ${object.apiName} have no ${option}`);
    }
  }
}

function checkBehavior({ field: name, behavior, at: place }: LayoutItem, field: FieldDef | undefined, report: Report): void {
  report.need(name !== 'CurrencyIsoCode', place, 'layout-currency', 'orgs with one currency have no CurrencyIsoCode');
  const holds = !SYSTEM_FIELDS.includes(field?.apiName ?? '') || behavior === 'Readonly';
  report.need(holds, place, 'layout-behavior', `nobody can edit ${name}: its behavior is Readonly`);
}
