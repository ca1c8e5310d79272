import { listViewField } from '../../local-org/metadata/list-view-columns';
import type { XmlElement } from '../../local-org/metadata/xml';
import { checkPage } from './page-references';
import { all, at, everyElement, textOf, type ComponentKind, type ProjectNames, type XmlFile } from './names';
import type { Report } from './report';

/** Elements that name a component, by the type of the file and the way to the element. */
export const COMPONENTS: Readonly<Record<string, readonly (readonly [path: string, kind: ComponentKind])[]>> = {
  PermissionSet: [
    ['applicationVisibilities/application', 'application'],
    ['classAccesses/apexClass', 'class'],
    ['customPermissions/name', 'customPermission'],
    ['flowAccesses/flow', 'flow'],
    ['tabSettings/tab', 'tab']
  ],
  PermissionSetGroup: [['permissionSets', 'permissionSet']],
  CustomApplication: [
    ['tabs', 'tab'],
    ['utilityBar', 'page'],
    ['actionOverrides/content', 'page'],
    ['profileActionOverrides/content', 'page']
  ],
  CustomObject: [['actionOverrides/content', 'page']],
  CustomTab: [
    ['flexiPage', 'page'],
    ['lwcComponent', 'component']
  ]
};

/** Elements that name an object. */
const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  PermissionSet: ['objectPermissions/object', 'customMetadataTypeAccesses/name', 'customSettingAccesses/name'],
  CustomApplication: ['actionOverrides/pageOrSobjectType', 'profileActionOverrides/pageOrSobjectType'],
  Queue: ['queueSobject/sobjectType'],
  LightningComponentBundle: ['targetConfigs/targetConfig/objects/object'],
  CustomField: ['referenceTo']
};

/** Elements that name a field as `Object.Field`. */
const QUALIFIED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  PermissionSet: ['fieldPermissions/field'],
  CustomField: ['summarizedField', 'summaryForeignKey', 'summaryFilterItems/field']
};

/** Elements that name a field of the object whose folder the file is in. */
const OWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  CompactLayout: ['fields'],
  ValidationRule: ['errorDisplayField'],
  FieldSet: ['displayedFields/field', 'availableFields/field'],
  RecordType: ['picklistValues/picklist']
};

/** What a value of a custom metadata record names. */
type Named = 'class' | 'label' | 'object' | { readonly fieldOf: string };

const RECORD_VALUES: Readonly<Record<string, Named>> = {
  Class__c: 'class',
  Object__c: 'object',
  Lead_Field__c: { fieldOf: 'Lead' },
  Contact_Field__c: { fieldOf: 'Contact' }
};

/** What a value of a custom metadata record names, by the name of its field. */
export const namedBy = (field: string): Named | undefined => (field.endsWith('_Label__c') ? 'label' : RECORD_VALUES[field]);

/** What the platform brings: `standard-Lead`, `standard-home`, `standard__LightningSales`. */
const STANDARD = /^standard(-|__)/;

/** Everything that metadata files name exists. */
export function checkMetadata(names: ProjectNames, report: Report): void {
  for (const xml of names.xml) {
    checkNamed(xml, names, report);
    checkCustomNames(xml, names, report);
    checkApiVersion(xml, names, report);
    switch (xml.root.name) {
      case 'ListView':
        checkListView(xml, names, report);
        break;
      case 'Layout':
        checkLayout(xml, names, report);
        break;
      case 'FlexiPage':
        checkPage(xml, names, report);
        break;
      case 'CustomMetadata':
        checkRecord(xml, names, report);
        break;
      case 'CustomTab':
        if (textOf(xml.root, 'customObject') === 'true') needObject(names, xml.name, xml.root, report);
    }
  }
}

function checkNamed({ root, object }: XmlFile, names: ProjectNames, report: Report): void {
  const along = (paths: readonly string[] | undefined): XmlElement[] => (paths ?? []).flatMap((path) => at(root, ...path.split('/')));
  for (const [path, kind] of COMPONENTS[root.name] ?? []) {
    for (const element of at(root, ...path.split('/'))) {
      const name = element.text.trim();
      report.need(STANDARD.test(name) || names.has(kind, name), element.at, `unknown-${kind}`, `there is no ${kind} ${name}`);
    }
  }
  for (const element of along(OBJECTS[root.name])) {
    if (!STANDARD.test(element.text.trim())) needObject(names, element.text.trim(), element, report);
  }
  for (const element of along(QUALIFIED_FIELDS[root.name])) {
    const [of = '', ...path] = element.text.trim().split('.');
    needField(names, of, path.join('.'), element, report);
  }
  for (const element of along(OWN_FIELDS[root.name])) needField(names, object, element.text.trim(), element, report);
}

function needObject(names: ProjectNames, name: string, element: XmlElement, report: Report): void {
  report.need(names.schema.object(name) !== undefined, element.at, 'unknown-object', `there is no object ${name}`);
}

function needField(names: ProjectNames, object: string, path: string, element: XmlElement, report: Report): void {
  report.need(names.field(object, path) !== undefined, element.at, 'unknown-field', `there is no field ${path} of ${object}`);
}

/** Names such as `Score__c` or `Visits__r`, anywhere in a metadata file, must exist. */
function checkCustomNames({ root }: XmlFile, names: ProjectNames, report: Report): void {
  for (const element of everyElement(root)) {
    if (element.name === 'description' || element.name === 'comment') continue;
    for (const [name] of element.text.matchAll(/\b[A-Za-z]\w*?__(?:c|r|mdt|e)\b/g)) {
      if (names.hasCustomName(name) || names.has('tab', name)) continue;
      report.add(element.at, 'unknown-name', `<${element.name}>: there is nothing named ${name}`);
    }
  }
}

function checkApiVersion({ root }: XmlFile, { project }: ProjectNames, report: Report): void {
  const [version] = all(root, 'apiVersion');
  if (!version) return;
  const stated = version.text.trim();
  report.need(stated === project.apiVersion, version.at, 'api-version', `API version ${stated}, the project's is ${project.apiVersion}`);
}

function checkListView({ root, object }: XmlFile, names: ProjectNames, report: Report): void {
  for (const element of [...all(root, 'columns'), ...at(root, 'filters', 'field')]) {
    const column = element.text.trim();
    const path = listViewField(object, column);
    report.need(
      path !== undefined && names.field(object, path) !== undefined,
      element.at,
      'unknown-field',
      `${object} has no column ${column}`
    );
  }
}

function checkLayout({ root, name }: XmlFile, names: ProjectNames, report: Report): void {
  const object = name.split('-')[0] ?? name;
  needObject(names, object, root, report);
  for (const element of at(root, 'layoutSections', 'layoutColumns', 'layoutItems', 'field')) {
    needField(names, object, element.text.trim(), element, report);
  }
  for (const list of all(root, 'relatedLists')) {
    const [child, field] = /^(\w+__c)\.(\w+)$/.exec(textOf(list, 'relatedList') ?? '')?.slice(1) ?? [];
    if (child === undefined || field === undefined) continue;
    const reference = names.field(child, field);
    const leadsHere = reference?.referenceTo.some((target) => target.toLowerCase() === object.toLowerCase()) ?? false;
    report.need(leadsHere, list.at, 'unknown-relationship', `${child}.${field} does not lead to ${object}`);
    for (const element of [...all(list, 'fields'), ...all(list, 'sortField')]) {
      const path = listViewField(child, element.text.trim());
      report.need(
        path !== undefined && names.field(child, path) !== undefined,
        element.at,
        'unknown-field',
        `${child} has no column ${element.text.trim()}`
      );
    }
  }
}

function checkRecord({ root, name }: XmlFile, names: ProjectNames, report: Report): void {
  const type = `${name.split('.')[0] ?? name}__mdt`;
  needObject(names, type, root, report);
  for (const values of all(root, 'values')) {
    const [field] = all(values, 'field');
    const [value] = all(values, 'value');
    if (!field || !value) continue;
    needField(names, type, field.text.trim(), field, report);
    const named = value.text.trim();
    const what = namedBy(field.text.trim());
    if (what === undefined || named === '') continue;
    if (what === 'class') report.need(names.has('class', named), value.at, 'unknown-class', `there is no class ${named}`);
    else if (what === 'label') report.need(names.labels.has(named.toLowerCase()), value.at, 'unknown-label', `there is no label ${named}`);
    else if (what === 'object') needObject(names, named, value, report);
    else needField(names, what.fieldOf, named, value, report);
  }
}
